// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/procdirectory.h"

#include "agent/collect/textscan.h"

#include <algorithm>
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
    , m_loadavg(m_root + "/loadavg")
{
}

ProcDirectory::~ProcDirectory()
{
    for (const auto &[pid, kept] : m_stats) {
        ::close(kept.descriptor);
    }
    if (m_directory != nullptr) {
        ::closedir(m_directory);
    }
}

Result<void> ProcDirectory::eachProcess(const std::function<void(std::int32_t pid)> &visit)
{
    ++m_walk;
    if (mayHaveChanged()) {
        if (auto listed = list(); !listed) {
            m_tasks.clear();
            return listed;
        }
    }
    for (const std::int32_t pid : m_pids) {
        visit(pid);
    }
    closeUnread();
    return {};
}

/// "0.20 0.18 0.12 1/80 11206": the last two words are what every new and every ended task changes.
bool ProcDirectory::mayHaveChanged()
{
    const auto text = m_loadavg.read(m_buffer);
    std::string_view tasks = text ? *text : std::string_view{};
    for (int average = 0; average < 3; ++average) {
        static_cast<void>(takeWord(tasks));
    }
    tasks.remove_prefix(std::min(tasks.find('/'), tasks.size())); // how many of them run does not matter
    const bool isKnown = !tasks.empty() && tasks == m_tasks;
    m_tasks = tasks;
    return !isKnown;
}

Result<void> ProcDirectory::list()
{
    if (m_directory == nullptr) {
        m_directory = ::opendir(m_root.c_str());
    } else {
        ::rewinddir(m_directory);
    }
    if (m_directory == nullptr) {
        return failure(ErrorCode::Unavailable, m_root + ": " + std::strerror(errno), {{"file", m_root}});
    }
    m_pids.clear();
    while (const dirent *entry = ::readdir(m_directory)) {
        const char *name = entry->d_name;
        if (*name < '1' || *name > '9') {
            continue;
        }
        if (const auto pid = parseUnsigned(name); pid && *pid <= INT32_MAX) {
            m_pids.push_back(static_cast<std::int32_t>(*pid));
        }
    }
    return {};
}

void ProcDirectory::closeUnread()
{
    std::erase_if(m_stats, [this](const auto &entry) {
        const bool isUnread = entry.second.walk != m_walk;
        if (isUnread) {
            ::close(entry.second.descriptor);
        }
        return isUnread;
    });
}

int ProcDirectory::open(std::int32_t pid, std::string_view file) const
{
    const RelativePath path = relativePath(pid, file);
    return m_directory == nullptr ? -1 : ::openat(::dirfd(m_directory), path.data(), O_RDONLY | O_CLOEXEC);
}

std::string_view ProcDirectory::readStat(std::int32_t pid, ReadBuffer &buffer)
{
    buffer.resize(std::max(buffer.size(), kSmallFile));
    const auto kept = m_stats.find(pid);
    if (kept != m_stats.end()) {
        kept->second.walk = m_walk;
        const auto size = ::pread(kept->second.descriptor, buffer.data(), buffer.size(), 0);
        if (size > 0) {
            return {buffer.data(), static_cast<std::size_t>(size)};
        }
        ::close(kept->second.descriptor); // it ended; its number may be another's already
        m_stats.erase(kept);
    }
    const int descriptor = open(pid, "stat");
    if (descriptor < 0) {
        return {};
    }
    const ssize_t size = ::pread(descriptor, buffer.data(), buffer.size(), 0);
    if (size > 0 && m_stats.size() < kMaxKept) {
        m_stats[pid] = {descriptor, m_walk};
    } else {
        ::close(descriptor);
    }
    return size <= 0 ? std::string_view{} : std::string_view{buffer.data(), static_cast<std::size_t>(size)};
}

std::string_view ProcDirectory::read(std::int32_t pid, std::string_view file, ReadBuffer &buffer) const
{
    buffer.resize(std::max(buffer.size(), kSmallFile));
    const int descriptor = open(pid, file);
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
