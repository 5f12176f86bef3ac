// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/config.h"

#include "agent/app/configreader.h"
#include "agent/collect/collectors.h"
#include "shared/model/host.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>

namespace qd::agent {

namespace {

constexpr std::int64_t kMegabyte = 1'000'000;
constexpr std::int64_t kMaxMegabytes = 100'000;
constexpr std::int64_t kMaxSeconds = 3'600;
constexpr std::array<std::string_view, 4> kLogLevels{"debug", "info", "warning", "critical"};

void readBackend(ConfigReader &reader, BackendSettings &backend)
{
    reader.read("url", backend.url);
    if (!backend.url.starts_with("ws://") && !backend.url.starts_with("wss://")) {
        reader.refuse("url", "must begin with ws:// or wss://");
    }
    reader.read("enrol_token_file", backend.enrolTokenFile);
    reader.read("pin_file", backend.pinFile);
    reader.read("ca_file", backend.caFile);
    reader.read("connect_timeout_ms", backend.connectTimeout, 100, kMaxSeconds * 1000);
    reader.read("retry_min_ms", backend.retryMin, 10, kMaxSeconds * 1000);
    reader.read("retry_max_ms", backend.retryMax, 10, kMaxSeconds * 1000);
    if (backend.retryMax < backend.retryMin) {
        reader.refuse("retry_max_ms", "must not be below retry_min_ms");
    }
}

void readTiers(ConfigReader &reader, TierPlan &plan)
{
    constexpr std::array<std::string_view, kTierCount> kKeys{"fast", "normal", "slow", "rare"};
    for (std::size_t i = 0; i < kTierCount; ++i) {
        reader.read(kKeys[i], plan.intervals[i], 1, kMaxSeconds);
        if (plan.intervals[i] % plan.intervals[0] != std::chrono::seconds{0}) {
            reader.refuse(kKeys[i], "must be a whole multiple of fast");
        }
    }
}

void readPort(ConfigReader &reader, ListenPort &port)
{
    reader.readScaled("port", port.port, 1, 1, 65'535);
    if (!reader.has("port")) {
        reader.refuse("port", "is missing");
    }
    reader.read("protocol", port.protocol);
    if (port.protocol != "tcp" && port.protocol != "udp") {
        reader.refuse("protocol", "must be tcp or udp");
    }
}

void readProcessGroup(ConfigReader &reader, ProcessGroup &group)
{
    reader.read("name", group.name);
    reader.read("cmdline", group.cmdline);
    if (group.name.empty() == group.cmdline.empty()) {
        reader.refuse(
            group.name.empty() ? "name" : "cmdline", "exactly one of name and cmdline must be given");
    }
}

void readLists(ConfigReader &reader, CollectSettings &collect)
{
    reader.eachSection("ports", [&](ConfigReader &below) { readPort(below, collect.ports.emplace_back()); });
    reader.eachSection(
        "processes", [&](ConfigReader &below) { readProcessGroup(below, collect.processes.emplace_back()); });
    reader.read("urls", collect.urls);
    for (const std::string &url : collect.urls) {
        if (!url.starts_with("http://") && !url.starts_with("https://")) {
            reader.refuse("urls", "'" + url + "' must begin with http:// or https://");
        }
    }
    reader.read("url_timeout_s", collect.urlTimeout, 1, 60);
    reader.read("ntp_servers", collect.ntpServers);
    reader.read("ntp_timeout_s", collect.ntpTimeout, 1, 60);
    reader.read("du_paths", collect.duPaths);
    for (const std::string &path : collect.duPaths) {
        if (!path.starts_with('/')) {
            reader.refuse("du_paths", "'" + path + "' must be an absolute path");
        }
    }
    reader.read("du_timeout_s", collect.duTimeout, 1, kMaxSeconds);
}

void readCollect(ConfigReader &reader, CollectSettings &collect)
{
    reader.section("tiers", [&](ConfigReader &below) { readTiers(below, collect.tiers); });
    reader.read("disabled", collect.disabled);
    for (const std::string &name : collect.disabled) {
        if (!std::ranges::binary_search(collectorNames(), std::string_view{name})) {
            reader.refuse("disabled", "there is no collector '" + name + "'");
        }
    }
    reader.readScaled("max_series", collect.maxSeries, 1, 100, 1'000'000);
    reader.read("percore", collect.hasPercore);
    reader.read("cgroup", collect.hasCgroup);
    reader.readScaled("max_cgroups", collect.maxCgroups, 1, 1, 10'000);
    reader.read("ignored_interfaces", collect.ignoredInterfaces);
    reader.read("ignored_disks", collect.ignoredDisks);
    reader.read("ignored_filesystems", collect.ignoredFilesystems);
    reader.read("ignored_mounts", collect.ignoredMounts);
    reader.read("filesystem_timeout_s", collect.filesystemTimeout, 1, 60);
    readLists(reader, collect);
}

void readLogLevel(ConfigReader &reader, LogLevel &level)
{
    std::string name{kLogLevels[static_cast<std::size_t>(level)]};
    reader.read("log_level", name);
    const auto found = std::ranges::find(kLogLevels, name);
    if (found == kLogLevels.end()) {
        reader.refuse("log_level", "must be debug, info, warning or critical");
        return;
    }
    level = static_cast<LogLevel>(found - kLogLevels.begin());
}

void readDocument(ConfigReader &reader, Config &config)
{
    reader.section("backend", [&](ConfigReader &below) { readBackend(below, config.backend); });
    reader.read("data_dir", config.dataDir);
    if (!config.dataDir.starts_with('/')) {
        reader.refuse("data_dir", "must be an absolute path");
    }
    reader.section("spool", [&](ConfigReader &below) {
        below.readScaled("memory_mb", config.spool.memoryBytes, kMegabyte, 1, kMaxMegabytes);
        below.readScaled("disk_mb", config.spool.diskBytes, kMegabyte, 0, kMaxMegabytes);
    });
    reader.section("limits", [&](ConfigReader &below) {
        below.read("cpu_percent", config.limits.cpuPercent, 0.1, 100.0);
        below.readScaled("memory_mb", config.limits.memoryBytes, kMegabyte, 10, kMaxMegabytes);
    });
    readLogLevel(reader, config.logLevel);
    reader.read("hostname", config.hostname);
    reader.read("tags", config.tags);
    if (const auto checked = checkTags(config.tags); !checked) {
        reader.refuse("tags", checked.error().message);
    }
    reader.read("facts_interval_s", config.factsInterval, 10, kMaxSeconds);
    reader.section("collect", [&](ConfigReader &below) { readCollect(below, config.collect); });
}

Failure invalid(int line, const std::string &field, const std::string &reason)
{
    return failure(ErrorCode::InvalidInput, "line " + std::to_string(line) + ": " + reason,
        {{"line", std::to_string(line)}, {"field", field}, {"reason", reason}});
}

} // namespace

std::uint64_t defaultMemoryLimit()
{
    return QD_AGENT_MEMORY_LIMIT_MB * std::uint64_t{kMegabyte};
}

Result<Config> loadConfig(std::string_view text)
{
    if (text.size() > kMaxConfigBytes) {
        return invalid(1, {}, "the configuration is larger than 1 MiB");
    }
    // yaml-cpp reports by exceptions; they end here.
    try {
        const std::vector<YAML::Node> documents = YAML::LoadAll(std::string{text});
        if (documents.size() > 1) {
            return invalid(documents[1].Mark().line + 1, {}, "more than one document");
        }
        Config config;
        ConfigReader reader(documents.empty() ? YAML::Node{} : documents.front(), {});
        readDocument(reader, config);
        if (auto outcome = reader.finish(); !outcome) {
            return failure(std::move(outcome).error());
        }
        return config;
    } catch (const YAML::Exception &exception) {
        return invalid(exception.mark.is_null() ? 1 : exception.mark.line + 1, {}, exception.msg);
    }
}

Result<Config> loadConfigFile(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        const int reason = errno;
        return failure(reason == ENOENT ? ErrorCode::NotFound : ErrorCode::Unavailable,
            "cannot open " + path + ": " + std::strerror(reason), {{"file", path}});
    }
    std::string text(kMaxConfigBytes + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    if (file.bad()) {
        return failure(ErrorCode::Unavailable, "cannot read " + path, {{"file", path}});
    }
    auto config = loadConfig(text);
    if (!config) {
        Error error = std::move(config).error();
        error.message = path + ": " + error.message;
        return failure(std::move(error).with("file", path));
    }
    return config;
}

} // namespace qd::agent
