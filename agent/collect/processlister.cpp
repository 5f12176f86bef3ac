// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/processlister.h"

#include "agent/collect/textfile.h"
#include "agent/collect/textscan.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include <sys/stat.h>

namespace qd::agent {

namespace {

constexpr std::size_t kMaxCommand = 256;
constexpr double kNanoseconds = 1e9;

std::int64_t changedAt(const std::string &path)
{
    struct stat status
    {
    };
    if (::stat(path.c_str(), &status) != 0) {
        return 0;
    }
    return static_cast<std::int64_t>(static_cast<double>(status.st_mtim.tv_sec) * kNanoseconds)
        + status.st_mtim.tv_nsec;
}

/// Cuts at a whole UTF-8 character and replaces control characters, which would break a table.
std::string printable(std::string_view text)
{
    std::string out{text.substr(0, kMaxCommand)};
    if (text.size() > kMaxCommand) {
        while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0U) == 0x80U) {
            out.pop_back();
        }
        if (!out.empty() && static_cast<unsigned char>(out.back()) >= 0xC0U) {
            out.pop_back();
        }
    }
    std::ranges::replace_if(
        out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    while (out.ends_with(' ')) {
        out.pop_back();
    }
    return out;
}

} // namespace

ProcessLister::ProcessLister(const HostRoots &roots)
    : m_processes(roots.proc)
    , m_uptimePath(roots.proc + "/uptime")
    , m_passwdPath(roots.etc + "/passwd")
{
}

Result<std::vector<ProcessInfo>> ProcessLister::list(SteadyMs now, std::size_t top)
{
    const std::string uptimeText = readSmallFile(m_uptimePath);
    std::string_view words = uptimeText;
    const double uptime = parseDecimal(takeWord(words)).value_or(0.0);
    const double elapsed = m_hasListed ? std::chrono::duration<double>(now - m_listedAt).count() : 0.0;
    std::vector<ProcessInfo> processes;
    auto outcome = m_processes.eachProcess([&](std::int32_t pid) {
        const auto stat = parseProcessStat(m_processes.read(pid, "stat", m_buffer));
        if (!stat) {
            return;
        }
        ProcessInfo &process = processes.emplace_back();
        process.pid = pid;
        process.command = "[" + printable(stat->command) + "]";
        process.cpuPercent = cpuPercent(pid, *stat, elapsed, uptime);
        process.rssBytes = static_cast<std::int64_t>(stat->rssPages) * pageBytes();
        process.threads = static_cast<std::int32_t>(stat->threads);
        process.state = stat->state;
    });
    if (!outcome) {
        return failure(std::move(outcome).error());
    }
    m_listedAt = now;
    m_hasListed = true;
    std::erase_if(m_seen, [](const auto &entry) { return !entry.second.isAlive; });
    for (auto &[pid, seen] : m_seen) {
        seen.isAlive = false;
    }

    const auto kept = std::min(top, processes.size());
    std::ranges::partial_sort(processes, processes.begin() + static_cast<std::ptrdiff_t>(kept),
        [](const ProcessInfo &left, const ProcessInfo &right) {
            return std::tie(right.cpuPercent, right.rssBytes, left.pid)
                < std::tie(left.cpuPercent, left.rssBytes, right.pid);
        });
    processes.resize(kept);
    readUsers();
    for (ProcessInfo &process : processes) {
        describe(process);
    }
    return processes;
}

double ProcessLister::cpuPercent(
    std::int32_t pid, const ProcessStat &stat, double elapsedSeconds, double uptime)
{
    Seen &seen = m_seen[pid];
    const bool isKnown = seen.startTicks == stat.startTicks && !seen.isAlive;
    const std::uint64_t before = isKnown ? seen.cpuTicks : 0;
    seen = {stat.startTicks, stat.cpuTicks, true};
    const double age = uptime - static_cast<double>(stat.startTicks) / ticksPerSecond();
    const double span = isKnown ? elapsedSeconds : age;
    if (span <= 0.0) {
        return 0.0;
    }
    const std::uint64_t grown = stat.cpuTicks - std::min(before, stat.cpuTicks);
    return rounded(static_cast<double>(grown) * 100.0 / ticksPerSecond() / span, 1);
}

void ProcessLister::describe(ProcessInfo &process)
{
    std::string_view line = m_processes.read(process.pid, "cmdline", m_buffer);
    if (!trimmed(line).empty()) {
        // Arguments end with NUL; a kernel thread has none and keeps its name in brackets.
        process.command = printable(line);
    }
    if (const auto uid = m_processes.owner(process.pid)) {
        process.user = userName(*uid);
    }
}

std::string ProcessLister::userName(std::uint32_t uid)
{
    const auto found = m_users.find(uid);
    return found == m_users.end() ? std::to_string(uid) : found->second;
}

void ProcessLister::readUsers()
{
    // Not getpwuid(): in a static program it would load the C library's name service modules at run time.
    const std::int64_t changed = changedAt(m_passwdPath);
    if (changed == m_passwdChangedAt) {
        return;
    }
    m_passwdChangedAt = changed;
    m_users.clear();
    TextFile passwd(m_passwdPath);
    const auto text = passwd.read(m_buffer);
    std::string_view rest = text ? *text : std::string_view{};
    std::string_view line;
    while (takeLine(rest, line)) {
        const std::size_t name = line.find(':');
        const std::size_t password = name == std::string_view::npos ? name : line.find(':', name + 1);
        const std::size_t uid = password == std::string_view::npos ? password : line.find(':', password + 1);
        if (uid == std::string_view::npos) {
            continue;
        }
        if (const auto number = parseUnsigned(line.substr(password + 1, uid - password - 1))) {
            m_users.emplace(static_cast<std::uint32_t>(*number), line.substr(0, name));
        }
    }
}

} // namespace qd::agent
