// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/config.h"

#include <charconv>
#include <array>

namespace qd::agent {

namespace {

constexpr std::uint64_t kMegabyte = 1'000'000;
constexpr std::array<std::string_view, 4> kLogLevels{"debug", "info", "warning", "critical"};

/// A double-quoted YAML text; every value can be written so.
std::string quoted(std::string_view text)
{
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            out += "\\x";
            out += kHex[byte >> 4U];
            out += kHex[byte & 0x0FU];
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string list(const std::vector<std::string> &values)
{
    std::string out = "[";
    for (const std::string &value : values) {
        out += out.size() > 1 ? ", " : "";
        out += quoted(value);
    }
    return out + ']';
}

std::string number(double value)
{
    std::array<char, 32> text{};
    const auto [end, error] = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end};
}

/// Writes keys under a growing indentation, each with its comment above it.
class Printer
{
public:
    void comment(std::string_view text) { m_out += m_indent + "# " + std::string{text} + '\n'; }
    void line(std::string_view key, const std::string &value)
    {
        m_out += m_indent + std::string{key} + ": " + value + '\n';
    }
    void put(std::string_view key, const std::string &value, std::string_view why)
    {
        comment(why);
        line(key, value);
    }
    void put(std::string_view key, std::uint64_t value, std::string_view why)
    {
        put(key, std::to_string(value), why);
    }
    template <typename Rep, typename Period>
    void put(std::string_view key, std::chrono::duration<Rep, Period> value, std::string_view why)
    {
        put(key, std::to_string(value.count()), why);
    }
    void open(std::string_view key)
    {
        m_out += '\n' + m_indent + std::string{key} + ":\n";
        m_indent += "  ";
    }
    void close() { m_indent.resize(m_indent.size() - 2); }
    void item(const std::string &text) { m_out += m_indent + "  - " + text + '\n'; }
    void openList(std::string_view key, bool isEmpty, std::string_view why)
    {
        comment(why);
        m_out += m_indent + std::string{key} + (isEmpty ? ": []\n" : ":\n");
    }
    [[nodiscard]] std::string text() && { return std::move(m_out); }

private:
    std::string m_out;
    std::string m_indent;
};

void printBackend(Printer &out, const BackendSettings &backend)
{
    out.open("backend");
    out.put(
        "url", quoted(backend.url), "Where the backend listens: ws:// on loopback, wss:// (TLS) elsewhere.");
    out.put("enrol_token_file", quoted(backend.enrolTokenFile),
        "File with the one-time token of a host that is not known yet.");
    out.put("pin_file", quoted(backend.pinFile),
        "Keeps the backend's certificate as seen first. Empty: backend.pin in data_dir.");
    out.put("ca_file", quoted(backend.caFile), "Certificate authority (PEM) to trust instead of pinning.");
    out.put(
        "connect_timeout_ms", backend.connectTimeout, "A connection that is not ready by then is given up.");
    out.put("retry_min_ms", backend.retryMin, "First pause before connecting again; doubled with jitter ...");
    out.put("retry_max_ms", backend.retryMax, "... up to this.");
    out.close();
}

void printTiers(Printer &out, const TierPlan &tiers)
{
    out.open("tiers");
    out.comment("Seconds between two samples of the metrics of each tier; multiples of fast.");
    out.line("fast", std::to_string(tiers.intervals[0].count()));
    out.line("normal", std::to_string(tiers.intervals[1].count()));
    out.line("slow", std::to_string(tiers.intervals[2].count()));
    out.line("rare", std::to_string(tiers.intervals[3].count()));
    out.close();
}

void printWatched(Printer &out, const CollectSettings &collect)
{
    out.openList("ports", collect.ports.empty(), "net.port.listen: items like {port: 443, protocol: tcp}.");
    for (const ListenPort &port : collect.ports) {
        out.item("{port: " + std::to_string(port.port) + ", protocol: " + port.protocol + "}");
    }
    out.openList("processes", collect.processes.empty(),
        "proc.*: groups by exact name, {name: nginx}, or by a part of the command line, {cmdline: app.jar}.");
    for (const ProcessGroup &group : collect.processes) {
        out.item(group.name.empty() ? "{cmdline: " + quoted(group.cmdline) + "}"
                                    : "{name: " + quoted(group.name) + "}");
    }
    out.put("urls", list(collect.urls), "url.check.*: http:// and https:// addresses to ask.");
    out.put("url_timeout_s", collect.urlTimeout, "An answer that takes longer counts as none.");
    out.put("ntp_servers", list(collect.ntpServers),
        "sys.ntp.offset: servers to ask, host or host:port. Empty: what the kernel's clock discipline says.");
    out.put("ntp_timeout_s", collect.ntpTimeout, "An answer that takes longer counts as none.");
    out.put("du_paths", list(collect.duPaths), "du.bs: directories whose use is summed up.");
    out.put("du_timeout_s", collect.duTimeout, "A walk that takes longer is given up.");
}

void printCollect(Printer &out, const CollectSettings &collect)
{
    out.open("collect");
    printTiers(out, collect.tiers);
    out.put(
        "disabled", list(collect.disabled), "Collectors that do not run, by name: [netstat, temperature].");
    out.put("max_series", collect.maxSeries, "Series beyond this number are refused and reported.");
    out.put("percore", collect.hasPercore ? "true" : "false", "percore.busy for each CPU.");
    out.put("cgroup", collect.hasCgroup ? "true" : "false", "cgroup.* for each container and service.");
    out.put("max_cgroups", collect.maxCgroups, "Control groups beyond this number are left out.");
    out.put("ignored_interfaces", list(collect.ignoredInterfaces),
        "Network interfaces to leave out; * and ? match.");
    out.put("ignored_disks", list(collect.ignoredDisks), "Block devices to leave out; * and ? match.");
    out.put("ignored_filesystems", list(collect.ignoredFilesystems),
        "File system types to leave out, beside the kernel's own.");
    out.put("ignored_mounts", list(collect.ignoredMounts), "Mount points to leave out; * and ? match.");
    out.put("filesystem_timeout_s", collect.filesystemTimeout,
        "A mount that does not answer by then is reported.");
    printWatched(out, collect);
    out.close();
}

} // namespace

std::string printConfig(const Config &config)
{
    Printer out;
    out.comment(
        "Configuration of quarterdeck-agent. Every setting is shown; what is left out keeps its default.");
    printBackend(out, config.backend);
    out.put("data_dir", quoted(config.dataDir), "Identity, keys and the spool on disk.");
    out.put("log_level", std::string{kLogLevels[static_cast<std::size_t>(config.logLevel)]},
        "debug, info, warning or critical.");
    out.put("hostname", quoted(config.hostname), "Name to report. Empty: the kernel's.");
    out.put("tags", list(config.tags), "Shown with the host, for example [os:debian, rack:b12].");
    out.put("facts_interval_s", config.factsInterval, "How often facts about the host are read again.");
    out.open("spool");
    out.put("memory_mb", config.spool.memoryBytes / kMegabyte,
        "Unsent samples kept in memory, oldest out first.");
    out.put("disk_mb", config.spool.diskBytes / kMegabyte, "The same on disk; 0 keeps nothing there.");
    out.close();
    out.open("limits");
    out.put(
        "cpu_percent", number(config.limits.cpuPercent), "What the agent may use, in percent of one CPU.");
    out.put("memory_mb", config.limits.memoryBytes / kMegabyte, "The same for memory.");
    out.close();
    printCollect(out, config.collect);
    return std::move(out).text();
}

} // namespace qd::agent
