// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/probesocket.h"

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace qd::agent {

namespace {

constexpr int kStopCheckMs = 100;

} // namespace

ProbeSocket::~ProbeSocket()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

Result<void> ProbeSocket::connect(
    const std::string &host, const std::string &port, const ProbeDeadline &deadline)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    if (const int code = ::getaddrinfo(host.c_str(), port.c_str(), &hints, &found); code != 0) {
        return failure(ErrorCode::NotFound, host + ": " + ::gai_strerror(code));
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, &::freeaddrinfo);
    Result<void> outcome = failure(ErrorCode::NotFound, host + " has no address");
    for (const addrinfo *address = found; address != nullptr; address = address->ai_next) {
        outcome = connectTo(*address, deadline);
        if (outcome || outcome.error().code != ErrorCode::Unavailable) {
            break;
        }
    }
    return outcome;
}

Result<void> ProbeSocket::connectTo(const addrinfo &address, const ProbeDeadline &deadline)
{
    if (m_descriptor >= 0) {
        ::close(std::exchange(m_descriptor, -1));
    }
    m_descriptor =
        ::socket(address.ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, address.ai_protocol);
    if (m_descriptor < 0) {
        return failure(ErrorCode::Unavailable, std::strerror(errno));
    }
    if (::connect(m_descriptor, address.ai_addr, address.ai_addrlen) == 0) {
        return {};
    }
    if (errno != EINPROGRESS) {
        return failure(ErrorCode::Unavailable, std::strerror(errno));
    }
    if (auto outcome = wait(false, deadline); !outcome) {
        return outcome;
    }
    int reason = 0;
    socklen_t size = sizeof reason;
    if (::getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &reason, &size) != 0 || reason != 0) {
        return failure(ErrorCode::Unavailable, std::strerror(reason));
    }
    return {};
}

Result<void> ProbeSocket::wait(bool isForReading, const ProbeDeadline &deadline) const
{
    while (std::chrono::steady_clock::now() < deadline.at) {
        if (deadline.stop.stop_requested()) {
            return failure(ErrorCode::Cancelled, "stopped");
        }
        pollfd waiting{m_descriptor, static_cast<short>(isForReading ? POLLIN : POLLOUT), 0};
        if (::poll(&waiting, 1, kStopCheckMs) > 0) {
            return {};
        }
    }
    return failure(ErrorCode::Timeout, "no answer in time");
}

} // namespace qd::agent
