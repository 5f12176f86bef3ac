// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <array>
#include <chrono>
#include <cstdint>
#include <span>
#include <stop_token>
#include <string>

namespace qd::agent {

/// RFC 4330 time stamps: seconds since 1900 in the upper half, fraction in the lower.
using NtpTime = std::uint64_t;

inline constexpr std::size_t kSntpPacket = 48;

/// What one exchange with a server says.
struct SntpReading
{
    double offsetMs = 0.0; ///< positive: this host is ahead of the server
    double delayMs = 0.0; ///< of the network, there and back
};

[[nodiscard]] NtpTime ntpTime(std::chrono::system_clock::time_point time);

/// A client request whose transmit stamp is the given one (also used as the cookie that the answer must
/// repeat).
[[nodiscard]] std::array<std::uint8_t, kSntpPacket> sntpRequest(NtpTime sent);

/// Checks an answer and computes offset and delay (RFC 4330, section 5).
/// @errors Corrupt: too short, not from a server, or not an answer to this request; Unavailable: the server
/// is not
///         synchronised or tells us to go away (stratum 0)
[[nodiscard]] Result<SntpReading> readSntpAnswer(
    std::span<const std::uint8_t> packet, NtpTime sent, NtpTime received);

/// Asks a server. Blocks until the answer, the timeout or a stop (noticed within 100 ms; a name look-up is
/// not interrupted).
/// @param server  host, host:port or [v6]:port; port 123 by default
/// @errors NotFound (name), Timeout, Unavailable, Corrupt
[[nodiscard]] Result<SntpReading> querySntp(
    const std::string &server, std::chrono::milliseconds timeout, const std::stop_token &stop);

} // namespace qd::agent
