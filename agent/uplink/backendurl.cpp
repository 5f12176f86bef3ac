// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/uplink/backendurl.h"

#include <boost/asio/ip/address.hpp>

#include <charconv>

namespace qd::agent {

namespace {

Failure badUrl(std::string_view text, const char *reason)
{
    return failure(ErrorCode::InvalidInput, "backend.url " + std::string{reason},
        {{"field", "backend.url"}, {"reason", reason}, {"value", std::string{text}}});
}

bool takePrefix(std::string_view &text, std::string_view prefix)
{
    if (!text.starts_with(prefix)) {
        return false;
    }
    text.remove_prefix(prefix.size());
    return true;
}

/// Takes the host from the front and leaves ":port" or nothing.
std::string_view takeHost(std::string_view &authority)
{
    const bool isBracketed = authority.starts_with('[');
    const std::size_t end = authority.find(isBracketed ? ']' : ':');
    if (isBracketed) {
        const std::string_view host = authority.substr(1, end == std::string_view::npos ? 0 : end - 1);
        authority.remove_prefix(end == std::string_view::npos ? authority.size() : end + 1);
        return host;
    }
    const std::string_view host = authority.substr(0, end);
    authority.remove_prefix(host.size());
    return host;
}

} // namespace

std::string BackendUrl::authority() const
{
    const bool isV6 = host.find(':') != std::string::npos;
    return (isV6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

std::string BackendUrl::toString() const
{
    return (isTls ? "wss://" : "ws://") + authority() + path;
}

Result<BackendUrl> parseBackendUrl(std::string_view text)
{
    BackendUrl url;
    std::string_view rest = text;
    if (takePrefix(rest, "wss://") || takePrefix(rest, "https://")) {
        url.isTls = true;
    } else if (!takePrefix(rest, "ws://") && !takePrefix(rest, "http://")) {
        return badUrl(text, "does not begin with ws:// or wss://");
    }
    std::string_view authority = rest.substr(0, rest.find('/'));
    rest.remove_prefix(authority.size());
    if (!rest.empty() && rest != "/") {
        url.path = rest;
    }
    url.host = takeHost(authority);
    if (url.host.empty() || url.host.size() > 253) {
        return badUrl(text, "names no host");
    }
    if (!authority.empty()) {
        const char *last = authority.data() + authority.size();
        const auto [end, error] = std::from_chars(authority.data() + 1, last, url.port);
        if (authority.front() != ':' || error != std::errc{} || end != last || url.port == 0) {
            return badUrl(text, "has a port that is not a number from 1 to 65535");
        }
    }
    if (!url.isTls && !isLoopback(url.host)) {
        return badUrl(text, "is not encrypted, which is allowed on loopback only: use wss://");
    }
    return url;
}

bool isLoopback(std::string_view host)
{
    boost::system::error_code error;
    const auto address = boost::asio::ip::make_address(host, error);
    return error ? host == "localhost" : address.is_loopback();
}

} // namespace qd::agent
