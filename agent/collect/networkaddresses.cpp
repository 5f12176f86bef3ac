// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/hostfactsreader.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <memory>
#include <type_traits>

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace qd::agent {

namespace {

/// Documentation addresses (RFC 5737, RFC 3849): routed like any other, reached by none.
constexpr const char *kSomewhere4 = "192.0.2.1";
constexpr const char *kSomewhere6 = "2001:db8::1";

template <typename Address>
int prefixLength(const Address &mask)
{
    std::array<unsigned char, sizeof(Address)> bytes{};
    std::memcpy(bytes.data(), &mask, sizeof mask);
    int length = 0;
    for (const unsigned char byte : bytes) {
        length += std::popcount(byte);
    }
    return length;
}

std::string textOf(int family, const void *address)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    const char *written = ::inet_ntop(family, address, text.data(), text.size());
    return written == nullptr ? std::string{} : std::string{written};
}

template <typename SocketAddress>
SocketAddress copyOf(const sockaddr *address)
{
    SocketAddress copy{};
    std::memcpy(&copy, address, sizeof copy);
    return copy;
}

std::string withPrefix(const ifaddrs &entry)
{
    if (entry.ifa_addr->sa_family == AF_INET) {
        const auto address = copyOf<sockaddr_in>(entry.ifa_addr);
        const auto mask = copyOf<sockaddr_in>(entry.ifa_netmask);
        return textOf(AF_INET, &address.sin_addr) + "/" + std::to_string(prefixLength(mask.sin_addr));
    }
    const auto address = copyOf<sockaddr_in6>(entry.ifa_addr);
    const auto mask = copyOf<sockaddr_in6>(entry.ifa_netmask);
    return textOf(AF_INET6, &address.sin6_addr) + "/" + std::to_string(prefixLength(mask.sin6_addr));
}

/// Connecting a datagram socket only looks up the route, which gives it its source address.
template <typename SocketAddress>
std::string sourceTowards(SocketAddress target, int family)
{
    const int descriptor = ::socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) {
        return {};
    }
    SocketAddress own{};
    socklen_t size = sizeof own;
    std::string text;
    const auto *to = static_cast<const sockaddr *>(static_cast<const void *>(&target));
    auto *from = static_cast<sockaddr *>(static_cast<void *>(&own));
    if (::connect(descriptor, to, sizeof target) == 0 && ::getsockname(descriptor, from, &size) == 0) {
        if constexpr (std::is_same_v<SocketAddress, sockaddr_in>) {
            text = textOf(family, &own.sin_addr);
        } else {
            text = textOf(family, &own.sin6_addr);
        }
    }
    ::close(descriptor);
    return text;
}

std::string primaryAddress()
{
    sockaddr_in four{};
    four.sin_family = AF_INET;
    four.sin_port = htons(9);
    ::inet_pton(AF_INET, kSomewhere4, &four.sin_addr);
    std::string address = sourceTowards(four, AF_INET);
    if (address.empty()) {
        sockaddr_in6 six{};
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(9);
        ::inet_pton(AF_INET6, kSomewhere6, &six.sin6_addr);
        address = sourceTowards(six, AF_INET6);
    }
    return address;
}

} // namespace

NetworkAddresses readNetworkAddresses()
{
    NetworkAddresses addresses;
    ifaddrs *list = nullptr;
    if (::getifaddrs(&list) == 0) {
        const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(list, &::freeifaddrs);
        for (const ifaddrs *entry = list; entry != nullptr; entry = entry->ifa_next) {
            const bool hasAddress = entry->ifa_addr != nullptr && entry->ifa_netmask != nullptr
                && (entry->ifa_addr->sa_family == AF_INET || entry->ifa_addr->sa_family == AF_INET6);
            if (hasAddress) {
                addresses.byInterface[entry->ifa_name].push_back(withPrefix(*entry));
            }
        }
    }
    for (auto &[name, texts] : addresses.byInterface) {
        std::ranges::sort(texts);
    }
    addresses.primary = primaryAddress();
    return addresses;
}

} // namespace qd::agent
