// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/textfile.h"
#include "shared/base/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dirent.h>

namespace qd::agent {

/// What /proc/PID/stat says, as far as it is used. Times are in clock ticks.
struct ProcessStat
{
    std::string_view command; ///< at most 15 bytes; may contain spaces and parentheses
    char state = '?';
    bool isKernelThread = false;
    std::uint64_t cpuTicks = 0; ///< user and system
    std::uint32_t threads = 0;
    std::uint64_t startTicks = 0; ///< after boot; with the pid it names a process for ever
    std::uint64_t rssPages = 0;
};

/// @return nothing if the text is not a whole line of /proc/PID/stat
[[nodiscard]] std::optional<ProcessStat> parseProcessStat(std::string_view text);

/// Clock ticks per second and bytes per page of the running kernel.
[[nodiscard]] double ticksPerSecond();
[[nodiscard]] std::int64_t pageBytes();

/// Resident memory in bytes as /proc/PID/statm says.
/// @return nothing if the text has fewer than two numbers
[[nodiscard]] std::optional<std::uint64_t> residentBytes(std::string_view statm);

/// The process directories of /proc. A process that ends during a walk reads as empty; that is no error.
///
/// A walk over an idle host is most of what an agent costs, so it avoids what it can: while there are as many
/// tasks as at the last walk and those begun since are gone, the directory is not listed again; and the files
/// of as many processes as kMaxKept stay open from one walk to the next.
class ProcDirectory
{
public:
    explicit ProcDirectory(std::string root);
    ~ProcDirectory();
    ProcDirectory(const ProcDirectory &) = delete;
    ProcDirectory &operator=(const ProcDirectory &) = delete;

    static constexpr std::size_t kMaxKept = 128;

    /// @errors Unavailable if the directory cannot be read
    Result<void> eachProcess(const std::function<void(std::int32_t pid)> &visit);

    /// The stat file of a process, as read() gives it, and kept open for the next walk.
    [[nodiscard]] std::string_view readStat(std::int32_t pid, ReadBuffer &buffer);

    /// Whether a process has had no CPU since this was asked last, as far as its first thread goes: one that
    /// waited then waits still, if isOnlyRunner(). False for the first time and where it cannot be known.
    /// Costs half of readStat(), so one that did run is left alone for a while.
    [[nodiscard]] bool hasSlept(std::int32_t pid, ReadBuffer &buffer);

    /// Whether nothing else ran, or waited to run, when the last walk began.
    [[nodiscard]] bool isOnlyRunner() const { return m_isOnlyRunner; }

    /// A file of a process. Lives in the buffer; cut at its size (at least 4 KiB); empty if the process is
    /// gone or the file is not ours to read.
    [[nodiscard]] std::string_view read(std::int32_t pid, std::string_view file, ReadBuffer &buffer) const;

    /// How many descriptors a process has open; nothing if that is not ours to know.
    [[nodiscard]] std::optional<std::size_t> countDescriptors(std::int32_t pid) const;

    /// Owner of a process (its effective user at the last exec); nothing if it is gone.
    [[nodiscard]] std::optional<std::uint32_t> owner(std::int32_t pid) const;

private:
    struct Process
    {
        std::int32_t pid = 0;
        int stat = -1; ///< its stat file, if that is kept open
        int schedstat = -1; ///< the same; only beside stat
        std::uint64_t slices = 0; ///< how often it was given a CPU; 0: unknown
        int restless = 0; ///< walks in which it is taken for one that runs
    };

    /// What the kernel says of all its tasks, threads included.
    struct Tasks
    {
        std::uint64_t number = 0; ///< 0: unknown
        std::uint64_t newest = 0;
    };

    [[nodiscard]] bool mayHaveChanged();
    [[nodiscard]] bool isAnyLeft(std::uint64_t after, std::uint64_t newest) const;
    Result<void> list();
    void adopt(std::vector<Process> listed);
    [[nodiscard]] Process *find(std::int32_t pid);
    void closeFiles(Process &process);
    [[nodiscard]] int open(std::int32_t pid, std::string_view file) const;

    std::string m_root;
    DIR *m_directory = nullptr;
    TextFile m_loadavg;
    ReadBuffer m_buffer;
    Tasks m_tasks; ///< at the last walk
    int m_walksSinceListed = 0;
    std::vector<Process> m_processes; ///< by pid
    std::size_t m_kept = 0; ///< how many of them have open files
    bool m_isOnlyRunner = false;
};

} // namespace qd::agent
