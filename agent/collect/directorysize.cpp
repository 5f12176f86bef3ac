// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/directorysize.h"

#include <cerrno>
#include <cstring>
#include <set>
#include <utility>
#include <vector>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

namespace qd::agent {

namespace {

constexpr std::uint64_t kBlockBytes = 512; ///< the unit of st_blocks, whatever the file system's own

/// Hard links remembered; beyond this a walk counts them again rather than take the host's memory.
constexpr std::size_t kMaxLinks = 200'000;

class Walk
{
public:
    Walk(dev_t device, std::chrono::milliseconds timeout, const std::stop_token &stop)
        : m_device(device)
        , m_deadline(std::chrono::steady_clock::now() + timeout)
        , m_stop(stop)
    {
    }

    Result<std::uint64_t> run(const std::string &top)
    {
        m_waiting.push_back(top);
        while (!m_waiting.empty()) {
            const std::string directory = std::move(m_waiting.back());
            m_waiting.pop_back();
            if (auto outcome = visit(directory, directory == top); !outcome) {
                return failure(std::move(outcome).error());
            }
        }
        return m_bytes;
    }

private:
    Result<void> visit(const std::string &directory, bool isTop)
    {
        DIR *stream = ::opendir(directory.c_str());
        if (stream == nullptr) {
            const bool hasVanished = errno == ENOENT && !isTop;
            return hasVanished ? Result<void>{}
                               : failure(ErrorCode::Unavailable, directory + ": " + std::strerror(errno),
                                   {{"path", directory}});
        }
        Result<void> outcome;
        while (const dirent *entry = ::readdir(stream)) {
            const std::string_view name = entry->d_name;
            if (name == "." || name == "..") {
                continue;
            }
            outcome = checkTime(directory);
            if (!outcome) {
                break;
            }
            struct stat status
            {
            };
            if (::fstatat(::dirfd(stream), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0) {
                add(directory, name, status);
            }
        }
        ::closedir(stream);
        return outcome;
    }

    void add(const std::string &directory, std::string_view name, const struct stat &status)
    {
        if (status.st_dev != m_device) {
            return;
        }
        if (!S_ISDIR(status.st_mode) && status.st_nlink > 1) {
            const bool isRepeated = m_links.contains(status.st_ino);
            if (!isRepeated && m_links.size() < kMaxLinks) {
                m_links.insert(status.st_ino);
            }
            if (isRepeated) {
                return;
            }
        }
        m_bytes += static_cast<std::uint64_t>(status.st_blocks) * kBlockBytes;
        if (S_ISDIR(status.st_mode)) {
            m_waiting.push_back(directory + (directory.ends_with('/') ? "" : "/") + std::string{name});
        }
    }

    Result<void> checkTime(const std::string &directory) const
    {
        if (m_stop.stop_requested()) {
            return failure(
                ErrorCode::Cancelled, "the walk was stopped in " + directory, {{"path", directory}});
        }
        if (std::chrono::steady_clock::now() > m_deadline) {
            return failure(
                ErrorCode::Timeout, "the walk took too long, it was in " + directory, {{"path", directory}});
        }
        return {};
    }

    dev_t m_device;
    std::chrono::steady_clock::time_point m_deadline;
    const std::stop_token &m_stop;
    std::uint64_t m_bytes = 0;
    std::vector<std::string> m_waiting;
    std::set<ino_t> m_links;
};

} // namespace

Result<std::uint64_t> directorySize(
    const std::string &path, std::chrono::milliseconds timeout, const std::stop_token &stop)
{
    struct stat status
    {
    };
    if (::stat(path.c_str(), &status) != 0) {
        return failure(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Unavailable,
            path + ": " + std::strerror(errno), {{"path", path}});
    }
    const std::uint64_t own = static_cast<std::uint64_t>(status.st_blocks) * kBlockBytes;
    if (!S_ISDIR(status.st_mode)) {
        return own;
    }
    auto below = Walk(status.st_dev, timeout, stop).run(path);
    if (below) {
        *below += own;
    }
    return below;
}

} // namespace qd::agent
