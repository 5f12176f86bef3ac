// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <chrono>
#include <stop_token>
#include <string>

struct addrinfo;

namespace qd::agent {

/// By when everything about a probe has to be over.
struct ProbeDeadline
{
    std::chrono::steady_clock::time_point at;
    const std::stop_token &stop;
};

/// A connected, non-blocking TCP socket; closed with the object.
class ProbeSocket
{
public:
    ProbeSocket() = default;
    ~ProbeSocket();
    ProbeSocket(const ProbeSocket &) = delete;
    ProbeSocket &operator=(const ProbeSocket &) = delete;

    /// Tries the addresses of a name one after the other. Blocks; the name look-up itself cannot be
    /// interrupted.
    /// @errors NotFound (name), Unavailable (refused, unreachable), Timeout, Cancelled
    Result<void> connect(const std::string &host, const std::string &port, const ProbeDeadline &deadline);

    /// Waits until the socket can be read or written.
    /// @errors Timeout, Cancelled
    Result<void> wait(bool isForReading, const ProbeDeadline &deadline) const;

    [[nodiscard]] int descriptor() const { return m_descriptor; }

private:
    Result<void> connectTo(const addrinfo &address, const ProbeDeadline &deadline);

    int m_descriptor = -1;
};

} // namespace qd::agent
