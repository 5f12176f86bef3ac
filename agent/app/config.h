// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collectsettings.h"
#include "shared/base/result.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace qd::agent {

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Critical };

struct BackendSettings
{
    std::string url = "ws://127.0.0.1:7700/agent/v1"; ///< ws:// on loopback, wss:// elsewhere
    std::string enrolTokenFile; ///< holds the one-time token; read until the host is known
    std::string pinFile; ///< keeps the certificate seen first; empty: DATA_DIR/backend.pin
    std::string caFile; ///< authority to trust instead of pinning; empty: pin
    std::chrono::milliseconds connectTimeout{10'000};
    std::chrono::milliseconds retryMin{500}; ///< back-off, doubled with jitter up to retryMax
    std::chrono::milliseconds retryMax{90'000};

    bool operator==(const BackendSettings &) const = default;
};

struct SpoolSettings
{
    std::uint64_t memoryBytes = 30'000'000;
    std::uint64_t diskBytes = 30'000'000; ///< 0: nothing is kept on disk

    bool operator==(const SpoolSettings &) const = default;
};

/// 100 MB; more in a build with a sanitizer, whose shadow of all memory would end the agent at once.
[[nodiscard]] std::uint64_t defaultMemoryLimit();

/// What the agent may take of its host.
struct LimitSettings
{
    double cpuPercent = 5.0; ///< of one CPU
    std::uint64_t memoryBytes = defaultMemoryLimit();

    bool operator==(const LimitSettings &) const = default;
};

/// Every setting of the agent with its default.
struct Config
{
    BackendSettings backend;
    std::string dataDir = "/var/lib/quarterdeck-agent";
    SpoolSettings spool;
    LimitSettings limits;
    LogLevel logLevel = LogLevel::Info;
    std::string hostname; ///< empty: the kernel's
    std::vector<std::string> tags; ///< shown with the host (R339)
    std::chrono::seconds factsInterval{600};
    CollectSettings collect;

    bool operator==(const Config &) const = default;
};

/// Largest configuration file that is read.
inline constexpr std::size_t kMaxConfigBytes = 1024 * 1024;

/// Reads a configuration in YAML. An empty text is the default configuration; a setting that is not named
/// keeps its default.
/// @errors InvalidInput: not YAML, unknown key, wrong type, value out of range; context "line" (from 1),
/// "field"
///         (as backend.url) and "reason"
[[nodiscard]] Result<Config> loadConfig(std::string_view text);

/// Reads a file and calls loadConfig(). Blocks on the disk.
/// @errors NotFound, Unavailable (cannot be read), InvalidInput; context "file"
[[nodiscard]] Result<Config> loadConfigFile(const std::string &path);

/// The configuration as YAML, every setting with a comment; loadConfig() reads it back to the same value.
[[nodiscard]] std::string printConfig(const Config &config);

} // namespace qd::agent
