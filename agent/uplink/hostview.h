// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/host.h"
#include "shared/protocol/agentmessages.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace qd::agent {

/// Who this agent is, and how it proves it.
struct Credentials
{
    std::string uuid; ///< 36 characters, lower case
    std::string publicKey; ///< Ed25519, 32 raw bytes
    std::function<protocol::Blob(std::span<const std::byte>)> sign; ///< 64 bytes, Ed25519
};

/// How often the fast tier is collected for a while, and for how long still.
struct BurstState
{
    std::chrono::milliseconds interval{1'000};
    std::chrono::milliseconds remaining{0}; ///< 0: no burst
    std::string endReason; ///< why the last one ended before its time; empty otherwise
};

/// What a session asks about the host, and asks of it. Implemented by the application; calls must not block.
class HostView
{
public:
    virtual ~HostView() = default;

    [[nodiscard]] virtual HostFingerprint fingerprint() const = 0;
    [[nodiscard]] virtual const HostFacts &facts() const = 0;

    /// Grows whenever facts() changes; 0 while they are not known yet.
    [[nodiscard]] virtual std::uint64_t factsRevision() const = 0;

    /// Running processes with the highest CPU use, then memory, at most `top`.
    [[nodiscard]] virtual std::vector<ProcessInfo> processes(int top) = 0;

    /// Somebody wants finer samples for a while; the host decides how much of it is affordable.
    virtual void orderBurst(std::chrono::milliseconds interval, std::chrono::milliseconds remaining) = 0;
    [[nodiscard]] virtual BurstState burst() const = 0;

    /// Grows with each order and when a burst ends early; 0 before the first.
    [[nodiscard]] virtual std::uint64_t burstRevision() const = 0;

    /// The one-time token of enrolment; empty if there is none (any more). Asked at each session.
    [[nodiscard]] virtual std::string enrolToken() const = 0;
};

} // namespace qd::agent
