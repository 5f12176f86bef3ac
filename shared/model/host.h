// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace qd {

/// By which a host is told apart from its clones and recognised after a rename (R052).
struct HostFingerprint
{
    std::string agentKey; ///< Ed25519 public key, 32 raw bytes
    std::string machineId; ///< /etc/machine-id, empty if there is none
    std::vector<std::string> macs; ///< of physical interfaces, lower case, sorted
    std::string serial; ///< DMI product serial, empty if unreadable

    bool operator==(const HostFingerprint &) const = default;
};

struct DiskFact
{
    std::string name; ///< sda
    std::string model;
    std::int64_t sizeBytes = 0;
    bool isRotational = false;

    bool operator==(const DiskFact &) const = default;
};

struct InterfaceFact
{
    std::string name; ///< eth0
    std::string mac;
    std::vector<std::string> addresses; ///< with prefix length: 10.4.7.117/24
    std::int64_t speedBits = 0; ///< 0 if unknown
    std::string driver;

    bool operator==(const InterfaceFact &) const = default;
};

/// How many tags a host may have, and how long one may be: they travel with every line of the host list.
inline constexpr std::size_t kMaxTags = 64;
inline constexpr std::size_t kMaxTagBytes = 200;

/// @errors InvalidInput (field "tags"): too many, or one that is empty or too long
[[nodiscard]] Result<void> checkTags(const std::vector<std::string> &tags);

/// What a host is (R039-R043); sent at agent start and whenever something changes.
struct HostFacts
{
    std::string hostname; ///< uname -n
    std::string kernel; ///< uname -s and -r
    std::string version; ///< uname -v
    std::string arch; ///< uname -m
    std::string operatingSystem; ///< PRETTY_NAME of os-release, else uname -o
    std::string cpuModel;
    std::string cpuVendor;
    std::int64_t cpuCacheBytes = 0;
    double cpuMhz = 0.0;
    std::int32_t cpuPhysicalCores = 0;
    std::int32_t cpuLogicalCores = 0;
    std::int64_t memoryBytes = 0;
    std::int64_t swapBytes = 0;
    std::vector<DiskFact> disks;
    std::vector<InterfaceFact> interfaces;
    std::string primaryAddress; ///< source address of the default route, without prefix length
    TimeMs bootTime;
    std::string agentVersion;
    std::vector<std::string> tags; ///< given at install (R339); at most kMaxTags

    bool operator==(const HostFacts &) const = default;
};

/// What an agent holds that the backend has not kept yet, events not counted.
struct SpoolDepth
{
    std::int64_t blocks = 0;
    std::int64_t diskBytes = 0; ///< on disk, and so safe from the end of the agent
    std::int64_t memoryBytes = 0; ///< in memory only, because the disk refuses or is not used

    [[nodiscard]] std::int64_t bytes() const { return diskBytes + memoryBytes; }
    bool operator==(const SpoolDepth &) const = default;
};

/// One way from the agent to the backend and back, without anything that either does beside answering.
struct RoundTrip
{
    std::int64_t us = -1; ///< negative: not measured, or the agent is older than this
    std::int64_t ageMs = 0; ///< since it was measured

    [[nodiscard]] bool isKnown() const { return us >= 0; }
    bool operator==(const RoundTrip &) const = default;
};

/// Is the host sending? Decided by the backend alone, never by the console.
/// Online: connected and fresh. Stale: data older than two intervals. Offline: no session and no data for 3
/// min.
enum class HostState : std::uint8_t { Unknown, Online, Stale, Offline };

/// One line of the host list: what every console keeps for each host.
struct HostSummary
{
    HostId id;
    std::string uuid;
    std::string name;
    std::string address;
    std::string agentVersion;
    std::vector<NodeId> components; ///< where it is mounted, at least one
    HostState state = HostState::Unknown;
    TimeMs stateSince;
    TimeMs lastSeen; ///< newest sample; epoch if there never was one
    std::vector<std::string> tags{}; ///< as in HostFacts (R035, R339)
    TimeMs burstUntil{}; ///< backend's clock; in the past: nobody asked for burst sampling
    bool isBurstRunning = false; ///< the agent said so, and is connected; meaningful until burstUntil

    bool operator==(const HostSummary &) const = default;
};

/// One running process, as `top` would show it.
struct ProcessInfo
{
    std::int32_t pid = 0;
    std::string user;
    std::string command; ///< command line, at most 256 bytes
    double cpuPercent = 0.0; ///< of one CPU, over the last interval
    std::int64_t rssBytes = 0;
    std::int32_t threads = 0;
    char state = '?'; ///< as /proc/PID/stat gives it: R S D Z T

    bool operator==(const ProcessInfo &) const = default;
};

} // namespace qd
