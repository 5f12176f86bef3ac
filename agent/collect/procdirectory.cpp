// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/procdirectory.h"

#include "agent/collect/textfile.h"
#include "agent/collect/textscan.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace qd::agent {

namespace {

/// "4194304/cmdline" and its end: no allocation a process.
using RelativePath = std::array<char, 48>;

RelativePath relativePath(std::int32_t pid, std::string_view file)
{
    RelativePath path{};
    char *end = std::to_chars(path.data(), path.data() + 12, pid).ptr;
    if (!file.empty()) {
        *end++ = '/';
        file.copy(end, std::min<std::size_t>(file.size(), 32));
    }
    return path;
}

} // namespace

std::optional<ProcessStat> parseProcessStat(std::string_view text)
{
    // The command is in parentheses and may contain any byte, so its end is the last one.
    const std::size_t begin = text.find('(');
    const std::size_t end = text.rfind(')');
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) {
        return std::nullopt;
    }
    ProcessStat stat;
    stat.command = text.substr(begin + 1, end - begin - 1);
    std::string_view rest = trimmed(text.substr(end + 1));
    const std::string_view state = takeWord(rest);
    if (state.size() != 1) {
        return std::nullopt;
    }
    stat.state = state.front();
    constexpr std::size_t kFirst = 4; // of the columns after the state, counted as proc(5) does
    constexpr std::size_t kLast = 24;
    std::array<std::uint64_t, kLast + 1> columns{};
    for (std::size_t column = kFirst; column <= kLast; ++column) {
        const std::string_view word = takeWord(rest);
        if (word.empty()) {
            return std::nullopt;
        }
        const auto number = parseUnsigned(word); // tpgid, priority and nice may be negative, and nobody asks
        columns[column] = number.value_or(0);
    }
    constexpr std::uint64_t kKernelThreadFlag = 0x0020'0000; // PF_KTHREAD, the same since 2.6.27
    stat.isKernelThread = (columns[9] & kKernelThreadFlag) != 0;
    stat.cpuTicks = columns[14] + columns[15];
    stat.threads = static_cast<std::uint32_t>(columns[20]);
    stat.startTicks = columns[22];
    stat.rssPages = columns[24];
    return stat;
}

double ticksPerSecond()
{
    static const long ticks = ::sysconf(_SC_CLK_TCK);
    return static_cast<double>(ticks);
}

std::int64_t pageBytes()
{
    static const long bytes = ::sysconf(_SC_PAGESIZE);
    return bytes;
}

ProcDirectory::ProcDirectory(std::string root)
    : m_root(std::move(root))
{
}

ProcDirectory::~ProcDirectory()
{
    if (m_directory != nullptr) {
        ::closedir(m_directory);
    }
}

Result<void> ProcDirectory::eachProcess(const std::function<void(std::int32_t pid)> &visit)
{
    if (m_directory == nullptr) {
        m_directory = ::opendir(m_root.c_str());
    } else {
        ::rewinddir(m_directory);
    }
    if (m_directory == nullptr) {
        return failure(ErrorCode::Unavailable, m_root + ": " + std::strerror(errno), {{"file", m_root}});
    }
    while (const dirent *entry = ::readdir(m_directory)) {
        const char *name = entry->d_name;
        if (*name < '1' || *name > '9') {
            continue;
        }
        if (const auto pid = parseUnsigned(name); pid && *pid <= INT32_MAX) {
            visit(static_cast<std::int32_t>(*pid));
        }
    }
    return {};
}

std::string_view ProcDirectory::read(std::int32_t pid, std::string_view file, ReadBuffer &buffer) const
{
    if (m_directory == nullptr) {
        return {};
    }
    if (buffer.size() < kSmallFile) {
        buffer.resize(kSmallFile);
    }
    const RelativePath path = relativePath(pid, file);
    const int descriptor = ::openat(::dirfd(m_directory), path.data(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return {};
    }
    const ssize_t size = ::read(descriptor, buffer.data(), buffer.size());
    ::close(descriptor);
    return size <= 0 ? std::string_view{} : std::string_view{buffer.data(), static_cast<std::size_t>(size)};
}

std::optional<std::size_t> ProcDirectory::countDescriptors(std::int32_t pid) const
{
    if (m_directory == nullptr) {
        return std::nullopt;
    }
    const RelativePath path = relativePath(pid, "fd");
    const int descriptor = ::openat(::dirfd(m_directory), path.data(), O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    DIR *stream = descriptor < 0 ? nullptr : ::fdopendir(descriptor);
    if (stream == nullptr) {
        if (descriptor >= 0) {
            ::close(descriptor);
        }
        return std::nullopt;
    }
    std::size_t count = 0;
    while (const dirent *entry = ::readdir(stream)) {
        count += entry->d_name[0] != '.' ? 1U : 0U;
    }
    ::closedir(stream);
    return count;
}

std::optional<std::uint32_t> ProcDirectory::owner(std::int32_t pid) const
{
    struct stat status
    {
    };
    const RelativePath path = relativePath(pid, {});
    if (m_directory == nullptr || ::fstatat(::dirfd(m_directory), path.data(), &status, 0) != 0) {
        return std::nullopt;
    }
    return status.st_uid;
}

} // namespace qd::agent
