// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/probeurl.h"

#include <algorithm>
#include <charconv>

namespace qd::agent {

namespace {

Failure refused(std::string_view url, const std::string &reason)
{
    return failure(ErrorCode::InvalidInput, "URL '" + std::string{url} + "' " + reason,
        {{"field", "url"}, {"reason", reason}});
}

bool isPort(std::string_view port)
{
    unsigned number = 0;
    const char *end = port.data() + port.size();
    const auto [stop, error] = std::from_chars(port.data(), end, number);
    return error == std::errc{} && stop == end && number > 0 && number <= 65'535;
}

} // namespace

Result<ProbeUrl> parseProbeUrl(std::string_view url)
{
    if (!std::ranges::all_of(url, [](char c) { return c > 0x20 && c < 0x7F; })) {
        return refused(url, "contains characters that must be percent-encoded");
    }
    ProbeUrl parsed;
    std::string_view rest = url;
    if (rest.starts_with("https://")) {
        parsed.isTls = true;
        rest.remove_prefix(8);
    } else if (rest.starts_with("http://")) {
        rest.remove_prefix(7);
    } else {
        return refused(url, "must begin with http:// or https://");
    }
    const std::size_t path = rest.find_first_of("/?#");
    const std::string_view authority = rest.substr(0, path);
    std::string_view target = path == std::string_view::npos ? std::string_view{} : rest.substr(path);
    target = target.substr(0, target.find('#'));
    parsed.target = target.starts_with('/') ? std::string{target} : "/" + std::string{target};
    if (authority.find('@') != std::string_view::npos) {
        return refused(url, "must not contain credentials");
    }
    const std::size_t bracket = authority.find(']');
    const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
    std::string_view host = authority.substr(0, colon);
    parsed.port = parsed.isTls ? "443" : "80";
    if (colon != std::string_view::npos) {
        parsed.port = authority.substr(colon + 1);
    }
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    }
    if (host.empty() || !isPort(parsed.port)) {
        return refused(url, host.empty() ? "names no host" : "has a port that is not 1 to 65535");
    }
    parsed.host = host;
    parsed.hostHeader = authority;
    return parsed;
}

std::optional<int> parseStatusLine(std::string_view line)
{
    // "HTTP/" digit "." digit space, three digits, then a space or the end.
    if (line.size() < 12 || !line.starts_with("HTTP/") || line[8] != ' ') {
        return std::nullopt;
    }
    int code = 0;
    const auto [stop, error] = std::from_chars(line.data() + 9, line.data() + 12, code);
    const bool isWhole = error == std::errc{} && stop == line.data() + 12 && code >= 100 && code <= 599;
    const bool isEnded = line.size() == 12 || line[12] == ' ' || line[12] == '\r';
    return isWhole && isEnded ? std::optional{code} : std::nullopt;
}

} // namespace qd::agent
