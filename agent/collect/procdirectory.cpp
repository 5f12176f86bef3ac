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

/// In walks: a process that had a CPU between two of them is likely to have it again, many times a minute.
constexpr int kRestless = 8;

/// Numbers worth asking for one by one instead of listing all.
constexpr std::uint64_t kMaxProbed = 16;

/// In walks. In a container that looks at its host's /proc the newest number is the container's own.
constexpr int kListEvery = 20;

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

/// Empty if the file is not open or cannot be read.
std::string_view readStart(int descriptor, ReadBuffer &buffer)
{
    buffer.resize(std::max(buffer.size(), kSmallFile));
    const ssize_t size = descriptor < 0 ? -1 : ::pread(descriptor, buffer.data(), buffer.size(), 0);
    return size <= 0 ? std::string_view{} : std::string_view{buffer.data(), static_cast<std::size_t>(size)};
}

} // namespace

std::optional<ProcessStat> parseProcessStat(std::string_view text)
{
    // The command is in parentheses and may contain any byte, so its end is the last one. It has 63 bytes at
    // most, and the numbers behind it are not worth a search.
    constexpr std::size_t kLatestEnd = 80;
    const std::size_t begin = text.find('(');
    const std::size_t end = text.rfind(')', kLatestEnd);
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
    // Columns counted as proc(5) does; those between are passed over, and some of them may be negative.
    constexpr std::size_t kState = 3;
    constexpr std::array<std::size_t, 6> kColumns{9, 14, 15, 20, 22, 24};
    std::array<std::uint64_t, kColumns.size()> values{};
    std::size_t column = kState;
    for (std::size_t i = 0; i < kColumns.size(); ++i) {
        while (++column < kColumns[i]) {
            static_cast<void>(takeWord(rest));
        }
        const auto value = takeUnsigned(rest);
        if (!value) {
            return std::nullopt;
        }
        values[i] = *value;
    }
    const auto &[flags, userTicks, kernelTicks, threads, startTicks, rssPages] = values;
    constexpr std::uint64_t kKernelThreadFlag = 0x0020'0000; // PF_KTHREAD, the same since 2.6.27
    stat.isKernelThread = (flags & kKernelThreadFlag) != 0;
    stat.cpuTicks = userTicks + kernelTicks;
    stat.threads = static_cast<std::uint32_t>(threads);
    stat.startTicks = startTicks;
    stat.rssPages = rssPages;
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

std::optional<std::uint64_t> residentBytes(std::string_view statm)
{
    static_cast<void>(takeWord(statm)); // virtual size
    const auto pages = takeUnsigned(statm);
    return pages ? std::optional{*pages * static_cast<std::uint64_t>(pageBytes())} : std::nullopt;
}

ProcDirectory::ProcDirectory(std::string root)
    : m_root(std::move(root))
    , m_loadavg(m_root + "/loadavg")
{
}

ProcDirectory::~ProcDirectory()
{
    adopt({});
    if (m_directory != nullptr) {
        ::closedir(m_directory);
    }
}

Result<void> ProcDirectory::eachProcess(const std::function<void(std::int32_t pid)> &visit)
{
    if (mayHaveChanged()) {
        if (auto listed = list(); !listed) {
            m_tasks = {};
            return listed;
        }
    }
    for (const Process &process : m_processes) {
        visit(process.pid);
    }
    return {};
}

/// "0.20 0.18 0.12 1/80 11206": one of 80 tasks runs, which is this one, and 11206 is the newest.
bool ProcDirectory::mayHaveChanged()
{
    const auto text = m_loadavg.read(m_buffer);
    std::string_view words = text ? *text : std::string_view{};
    for (int average = 0; average < 3; ++average) {
        static_cast<void>(takeWord(words));
    }
    words = trimmed(words);
    m_isOnlyRunner = words.starts_with("1/");
    const std::size_t stroke = words.find('/');
    words = stroke == std::string_view::npos ? std::string_view{} : words.substr(stroke + 1);
    const auto number = takeUnsigned(words);
    const auto newest = takeUnsigned(words);
    const Tasks before = std::exchange(m_tasks, {number.value_or(0), newest.value_or(0)});
    const bool isKnown = number && newest && before.number == number && ++m_walksSinceListed < kListEvery;
    return !isKnown || isAnyLeft(before.newest, *newest);
}

/// Whether a task with a number beyond one and up to another may be there. As many as before and none of the
/// new ones left means that none of the old ones ended either.
bool ProcDirectory::isAnyLeft(std::uint64_t after, std::uint64_t newest) const
{
    if (newest < after || newest - after > kMaxProbed) {
        return true;
    }
    for (std::uint64_t number = after + 1; number <= newest; ++number) {
        const RelativePath path = relativePath(static_cast<std::int32_t>(number), {});
        if (::faccessat(::dirfd(m_directory), path.data(), F_OK, 0) == 0) {
            return true;
        }
    }
    return false;
}

Result<void> ProcDirectory::list()
{
    m_walksSinceListed = 0;
    if (m_directory == nullptr) {
        m_directory = ::opendir(m_root.c_str());
    } else {
        ::rewinddir(m_directory);
    }
    if (m_directory == nullptr) {
        return failure(ErrorCode::Unavailable, m_root + ": " + std::strerror(errno), {{"file", m_root}});
    }
    std::vector<Process> listed;
    listed.reserve(m_processes.size() + 16);
    while (const dirent *entry = ::readdir(m_directory)) {
        const char *name = entry->d_name;
        if (*name < '1' || *name > '9') {
            continue;
        }
        if (const auto pid = parseUnsigned(name); pid && *pid <= INT32_MAX) {
            listed.push_back({static_cast<std::int32_t>(*pid)});
        }
    }
    std::ranges::sort(listed, {}, &Process::pid); // as the kernel lists them already
    adopt(std::move(listed));
    return {};
}

/// Takes over the files of those that are still there and closes the others.
void ProcDirectory::adopt(std::vector<Process> listed)
{
    auto next = listed.begin();
    for (Process &before : m_processes) {
        next = std::find_if(next, listed.end(), [&](const Process &now) { return now.pid >= before.pid; });
        if (next != listed.end() && next->pid == before.pid) {
            *next = before;
        } else {
            closeFiles(before);
        }
    }
    m_processes = std::move(listed);
}

ProcDirectory::Process *ProcDirectory::find(std::int32_t pid)
{
    const auto process = std::ranges::lower_bound(m_processes, pid, {}, &Process::pid);
    return process != m_processes.end() && process->pid == pid ? &*process : nullptr;
}

void ProcDirectory::closeFiles(Process &process)
{
    if (process.stat >= 0) {
        ::close(process.stat);
        --m_kept;
    }
    if (process.schedstat >= 0) {
        ::close(process.schedstat);
    }
    process = {.pid = process.pid};
}

int ProcDirectory::open(std::int32_t pid, std::string_view file) const
{
    const RelativePath path = relativePath(pid, file);
    return m_directory == nullptr ? -1 : ::openat(::dirfd(m_directory), path.data(), O_RDONLY | O_CLOEXEC);
}

std::string_view ProcDirectory::readStat(std::int32_t pid, ReadBuffer &buffer)
{
    Process *process = find(pid);
    if (process != nullptr && process->stat >= 0) {
        const std::string_view text = readStart(process->stat, buffer);
        if (!text.empty()) {
            return text;
        }
        closeFiles(*process); // the process ended, and its number may be another's by now
    }
    if (process == nullptr || m_kept == kMaxKept) {
        return read(pid, "stat", buffer);
    }
    process->stat = open(pid, "stat");
    m_kept += process->stat >= 0 ? 1U : 0U;
    return readStart(process->stat, buffer);
}

bool ProcDirectory::hasSlept(std::int32_t pid, ReadBuffer &buffer)
{
    Process *process = find(pid);
    if (process == nullptr || process->stat < 0 || process->restless-- > 0) {
        return false;
    }
    if (process->schedstat < 0) {
        process->schedstat = open(pid, "schedstat");
    }
    std::string_view words = readStart(process->schedstat, buffer);
    static_cast<void>(takeWord(words)); // nanoseconds on a CPU
    static_cast<void>(takeWord(words)); // and waiting for one
    const std::uint64_t slices =
        takeUnsigned(words).value_or(0); // always 0 if the kernel does not count them
    const std::uint64_t before = std::exchange(process->slices, slices);
    const bool isFirst = before == 0 && slices != 0;
    const bool hasSlept = before == slices && slices != 0;
    process->restless = isFirst || hasSlept ? 0 : kRestless;
    return hasSlept;
}

std::string_view ProcDirectory::read(std::int32_t pid, std::string_view file, ReadBuffer &buffer) const
{
    const int descriptor = open(pid, file);
    const std::string_view text = readStart(descriptor, buffer);
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    return text;
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
