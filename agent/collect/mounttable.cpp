// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/mounttable.h"

#include "agent/collect/textscan.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace qd::agent {

namespace {

/// Shows of the kernel, memory file systems, and images that are always full: nothing anybody has to watch.
constexpr std::array<std::string_view, 40> kPseudoTypes{"anon_inodefs", "autofs", "bdev", "binder",
    "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "cpuset", "cramfs", "debugfs", "devfs", "devpts",
    "devtmpfs", "efivarfs", "erofs", "fuse.lxcfs", "fusectl", "fuse.portal", "fuse.gvfsd-fuse", "hugetlbfs",
    "iso9660", "mqueue", "nsfs", "pipefs", "proc", "pstore", "ramfs", "resctrl", "rootfs", "romfs",
    "rpc_pipefs", "securityfs", "selinuxfs", "sockfs", "squashfs", "sysfs", "tmpfs", "tracefs"};

constexpr std::array<std::string_view, 16> kRemoteTypes{"9p", "afs", "beegfs", "ceph", "cifs", "fuse.ceph",
    "fuse.glusterfs", "fuse.s3fs", "fuse.sshfs", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4",
    "smb3"};

struct Line
{
    std::string device; ///< major:minor of the file system
    std::string root; ///< which part of the file system is mounted
    Mount mount;
};

bool hasOption(std::string_view options, std::string_view wanted)
{
    while (!options.empty()) {
        const std::size_t comma = options.find(',');
        if (options.substr(0, comma) == wanted) {
            return true;
        }
        options.remove_prefix(comma == std::string_view::npos ? options.size() : comma + 1);
    }
    return false;
}

/// 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
std::optional<Line> parseLine(std::string_view text)
{
    static_cast<void>(takeWord(text));
    static_cast<void>(takeWord(text));
    const std::string_view device = takeWord(text);
    const std::string_view root = takeWord(text);
    const std::string_view mountPoint = takeWord(text);
    const std::string_view mountOptions = takeWord(text);
    std::string_view optional = takeWord(text);
    while (!optional.empty() && optional != "-") {
        optional = takeWord(text);
    }
    const std::string_view type = takeWord(text);
    const std::string_view source = takeWord(text);
    const std::string_view superOptions = takeWord(text);
    if (type.empty() || mountPoint.empty() || (superOptions.empty() && source.empty())) {
        return std::nullopt;
    }
    Line line{
        std::string{device}, std::string{root}, {unescapedOctal(mountPoint), std::string{type}, false, true}};
    line.mount.isReadOnly = hasOption(mountOptions, "ro") || hasOption(superOptions, "ro")
        || hasOption(superOptions, "emergency_ro");
    line.mount.isLocal = std::ranges::find(kRemoteTypes, type) == kRemoteTypes.end();
    return line;
}

bool isWanted(const Mount &mount, const MountFilter &filter)
{
    // The root of a container is an overlay and its only file system; every other overlay shows one we have
    // already.
    const bool isForeignOverlay = mount.type == "overlay" && mount.mountPoint != "/";
    const bool isPseudo = std::ranges::find(kPseudoTypes, mount.type) != kPseudoTypes.end();
    const bool isIgnored = std::ranges::find(filter.types, mount.type) != filter.types.end()
        || std::ranges::any_of(filter.mountPoints,
            [&](const std::string &pattern) { return matchesPattern(mount.mountPoint, pattern); });
    return !isForeignOverlay && !isPseudo && !isIgnored;
}

/// Is the left mount the better one to stand for the file system?
bool standsBefore(const Line &left, const Line &right)
{
    if ((left.root == "/") != (right.root == "/")) {
        return left.root == "/";
    }
    return left.mount.mountPoint.size() < right.mount.mountPoint.size();
}

} // namespace

Result<std::vector<Mount>> parseMountinfo(std::string_view text, const MountFilter &filter)
{
    std::map<std::string, Line> byPoint;
    std::string_view rest = text;
    std::string_view words;
    while (takeLine(rest, words)) {
        auto line = parseLine(words);
        if (!line) {
            return corruptFile("mountinfo", "a line has fewer than 10 columns");
        }
        const std::string point = line->mount.mountPoint;
        byPoint.insert_or_assign(point, std::move(*line));
    }
    std::map<std::string, const Line *> byDevice;
    for (const auto &[point, line] : byPoint) {
        if (!isWanted(line.mount, filter)) {
            continue;
        }
        const Line *&kept = byDevice[line.device];
        if (kept == nullptr || standsBefore(line, *kept)) {
            kept = &line;
        }
    }
    std::vector<Mount> mounts;
    for (const auto &[device, line] : byDevice) {
        mounts.push_back(line->mount);
    }
    std::ranges::sort(mounts, {}, &Mount::mountPoint);
    return mounts;
}

} // namespace qd::agent
