// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/socketcollector.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace qd::agent {

namespace {

constexpr std::size_t kDumpBuffer = 32 * 1024;
constexpr std::uint8_t kListen = 10;

/// Established (1) to new syn-recv (12), but not time-wait (6): a busy server has tens of thousands of those,
/// and their number stands in /proc/net/sockstat. Nor "bound, but nothing else" (13, since 6.8): asking for
/// it makes the kernel lock every bucket of another table.
constexpr std::uint32_t kWantedStates = 0x1FFE & ~(1U << 6U);

/// The kernel answers at once; this only bounds what cannot happen.
constexpr timeval kAnswerTimeout{1, 0};

Failure unavailable(int reason)
{
    return failure(ErrorCode::Unavailable, std::string{"sock_diag: "} + std::strerror(reason));
}

/// @return true at the end of the dump
Result<bool> takeMessages(
    const char *data, std::size_t size, const std::set<std::uint16_t> &ports, SocketTable &table)
{
    while (size >= sizeof(nlmsghdr)) {
        nlmsghdr header{};
        std::memcpy(&header, data, sizeof header);
        if (header.nlmsg_len < sizeof header || header.nlmsg_len > size) {
            return failure(ErrorCode::Corrupt, "sock_diag: a message of impossible length");
        }
        if (header.nlmsg_type == NLMSG_DONE) {
            return true;
        }
        if (header.nlmsg_type == NLMSG_ERROR) {
            nlmsgerr error{};
            std::memcpy(
                &error, data + NLMSG_HDRLEN, std::min<std::size_t>(sizeof error, size - NLMSG_HDRLEN));
            return unavailable(-error.error);
        }
        inet_diag_msg socket{};
        if (header.nlmsg_len >= NLMSG_HDRLEN + sizeof socket) {
            std::memcpy(&socket, data + NLMSG_HDRLEN, sizeof socket);
            if (socket.idiag_state < table.byState.size()) {
                ++table.byState[socket.idiag_state];
            }
            const std::uint16_t port = ntohs(socket.id.idiag_sport);
            if (socket.idiag_state == kListen && ports.contains(port)) {
                table.listening.insert(port);
            }
        }
        const std::size_t step = std::min<std::size_t>(NLMSG_ALIGN(header.nlmsg_len), size);
        data += step;
        size -= step;
    }
    return false;
}

} // namespace

SocketDump::~SocketDump()
{
    close();
}

Result<void> SocketDump::read(const std::set<std::uint16_t> &ports, ReadBuffer &buffer, SocketTable &table)
{
    if (!open() || !ask()) {
        const int reason = errno;
        close();
        return unavailable(reason);
    }
    if (buffer.size() < kDumpBuffer) {
        buffer.resize(kDumpBuffer);
    }
    for (;;) {
        const ssize_t size = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
        if (size < 0 && errno == EINTR) {
            continue;
        }
        auto isDone = size > 0 ? takeMessages(buffer.data(), static_cast<std::size_t>(size), ports, table)
                               : Result<bool>{unavailable(errno)};
        if (!isDone) {
            close(); // what is left of this answer must not be taken for the next one
            return failure(std::move(isDone).error());
        }
        if (*isDone) {
            return {};
        }
    }
}

bool SocketDump::open()
{
    if (m_descriptor >= 0) {
        return true;
    }
    m_descriptor = ::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    return m_descriptor >= 0
        && ::setsockopt(m_descriptor, SOL_SOCKET, SO_RCVTIMEO, &kAnswerTimeout, sizeof kAnswerTimeout) == 0;
}

bool SocketDump::ask() const
{
    struct
    {
        nlmsghdr header{};
        inet_diag_req request{};
    } message;
    message.header.nlmsg_len = sizeof message;
    // The older of the two requests: it answers for IPv4 and IPv6 in one pass over the kernel's hash table,
    // and that pass is what costs (half a million buckets on a large host), not the sockets.
    message.header.nlmsg_type = TCPDIAG_GETSOCK;
    message.header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    message.request.idiag_family = AF_INET;
    message.request.idiag_states = kWantedStates;
    return ::send(m_descriptor, &message, sizeof message, 0) == static_cast<ssize_t>(sizeof message);
}

void SocketDump::close()
{
    if (m_descriptor >= 0) {
        ::close(std::exchange(m_descriptor, -1));
    }
}

} // namespace qd::agent
