// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/sntp.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace qd::agent {

namespace {

constexpr std::uint64_t kUnixEpochIn1900 = 2'208'988'800;
constexpr double kFractionsPerMs = 4'294'967.296; ///< 2^32 / 1000
constexpr std::chrono::milliseconds kStopCheck{100};
constexpr std::size_t kOriginateAt = 24;
constexpr std::size_t kReceiveAt = 32;
constexpr std::size_t kTransmitAt = 40;

NtpTime loadTime(std::span<const std::uint8_t> packet, std::size_t at)
{
    NtpTime time = 0;
    for (std::size_t i = 0; i < 8; ++i) {
        time = time << 8U | packet[at + i];
    }
    return time;
}

/// Differences of nearby stamps, right also where the 32 bits of seconds wrap in 2036.
double differenceMs(NtpTime later, NtpTime earlier)
{
    return static_cast<double>(static_cast<std::int64_t>(later - earlier)) / kFractionsPerMs;
}

struct SocketCloser
{
    int descriptor;
    ~SocketCloser() { ::close(descriptor); }
};

struct Address
{
    std::string host;
    std::string port = "123";
};

Address splitAddress(const std::string &server)
{
    if (server.starts_with('[')) {
        const std::size_t end = server.find(']');
        if (end != std::string::npos) {
            const bool hasPort = end + 2 < server.size() && server[end + 1] == ':';
            return {server.substr(1, end - 1), hasPort ? server.substr(end + 2) : "123"};
        }
    }
    const std::size_t colon = server.find(':');
    if (colon == std::string::npos || server.find(':', colon + 1) != std::string::npos) {
        return {server};
    }
    return {server.substr(0, colon), server.substr(colon + 1)};
}

Failure unavailable(const std::string &server, int reason)
{
    return failure(
        ErrorCode::Unavailable, "NTP server " + server + ": " + std::strerror(reason), {{"server", server}});
}

Result<SntpReading> exchange(
    int descriptor, const std::string &server, std::chrono::milliseconds timeout, const std::stop_token &stop)
{
    const NtpTime sent = ntpTime(std::chrono::system_clock::now());
    const auto request = sntpRequest(sent);
    if (::send(descriptor, request.data(), request.size(), MSG_NOSIGNAL) < 0) {
        return unavailable(server, errno);
    }
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    while (!stop.stop_requested() && std::chrono::steady_clock::now() < deadline) {
        pollfd waiting{descriptor, POLLIN, 0};
        if (::poll(&waiting, 1, static_cast<int>(kStopCheck.count())) <= 0) {
            continue;
        }
        const NtpTime received = ntpTime(std::chrono::system_clock::now());
        std::array<std::uint8_t, 512> packet{};
        const ssize_t size = ::recv(descriptor, packet.data(), packet.size(), 0);
        if (size < 0) {
            return unavailable(server, errno); // an ICMP "port unreachable" arrives here
        }
        auto reading = readSntpAnswer({packet.data(), static_cast<std::size_t>(size)}, sent, received);
        // Anybody can send us a datagram; only the true answer or the server's refusal ends the wait.
        if (reading || reading.error().code == ErrorCode::Unavailable) {
            return reading;
        }
    }
    return failure(ErrorCode::Timeout, "NTP server " + server + " did not answer", {{"server", server}});
}

} // namespace

NtpTime ntpTime(std::chrono::system_clock::time_point time)
{
    const auto since = std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch());
    const auto nanoseconds = static_cast<std::uint64_t>(since.count());
    constexpr std::uint64_t kBillion = 1'000'000'000;
    const std::uint64_t seconds = (nanoseconds / kBillion + kUnixEpochIn1900) & 0xFFFF'FFFFU;
    return seconds << 32U | ((nanoseconds % kBillion) << 32U) / kBillion;
}

std::array<std::uint8_t, kSntpPacket> sntpRequest(NtpTime sent)
{
    std::array<std::uint8_t, kSntpPacket> packet{};
    packet[0] = 0x23; // no warning, version 4, client
    for (std::size_t i = 0; i < 8; ++i) {
        packet[kTransmitAt + i] = static_cast<std::uint8_t>(sent >> (56 - 8 * i));
    }
    return packet;
}

Result<SntpReading> readSntpAnswer(std::span<const std::uint8_t> packet, NtpTime sent, NtpTime received)
{
    constexpr std::uint8_t kServerMode = 4;
    if (packet.size() < kSntpPacket || (packet[0] & 0x07U) != kServerMode) {
        return failure(ErrorCode::Corrupt, "not an answer of an NTP server");
    }
    if (loadTime(packet, kOriginateAt) != sent) {
        return failure(ErrorCode::Corrupt, "an answer to another NTP request");
    }
    const std::uint8_t stratum = packet[1];
    const bool isUnsynchronised = packet[0] >> 6U == 3;
    if (stratum == 0 || stratum > 15 || isUnsynchronised || loadTime(packet, kTransmitAt) == 0) {
        return failure(ErrorCode::Unavailable, "the NTP server has no time to give");
    }
    const NtpTime arrived = loadTime(packet, kReceiveAt);
    const NtpTime answered = loadTime(packet, kTransmitAt);
    const double serverAhead = (differenceMs(arrived, sent) + differenceMs(answered, received)) / 2.0;
    return SntpReading{-serverAhead, differenceMs(received, sent) - differenceMs(answered, arrived)};
}

Result<SntpReading> querySntp(
    const std::string &server, std::chrono::milliseconds timeout, const std::stop_token &stop)
{
    const Address address = splitAddress(server);
    addrinfo hints{};
    hints.ai_socktype = SOCK_DGRAM;
    hints.ai_family = AF_UNSPEC;
    addrinfo *found = nullptr;
    if (const int code = ::getaddrinfo(address.host.c_str(), address.port.c_str(), &hints, &found);
        code != 0) {
        return failure(
            ErrorCode::NotFound, "NTP server " + server + ": " + ::gai_strerror(code), {{"server", server}});
    }
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> addresses(found, &::freeaddrinfo);
    const int descriptor = ::socket(found->ai_family, SOCK_DGRAM | SOCK_CLOEXEC, found->ai_protocol);
    if (descriptor < 0) {
        return unavailable(server, errno);
    }
    const SocketCloser closer{descriptor};
    // Connected, so that the kernel drops datagrams from anybody else.
    if (::connect(descriptor, found->ai_addr, found->ai_addrlen) != 0) {
        return unavailable(server, errno);
    }
    return exchange(descriptor, server, timeout, stop);
}

} // namespace qd::agent
