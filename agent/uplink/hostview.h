// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/host.h"
#include "shared/protocol/agentmessages.h"

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

/// What a session asks about the host. Implemented by the application; calls must not block.
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

    /// The one-time token of enrolment; empty if there is none (any more). Asked at each session.
    [[nodiscard]] virtual std::string enrolToken() const = 0;
};

} // namespace qd::agent
