// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace qd::agent {

/// Where the backend listens.
struct BackendUrl
{
    bool isTls = false;
    std::string host; ///< name or address, IPv6 without brackets
    std::uint16_t port = 7700;
    std::string path = "/agent/v1";

    [[nodiscard]] std::string authority() const; ///< host:port, IPv6 in brackets
    [[nodiscard]] std::string toString() const;

    bool operator==(const BackendUrl &) const = default;
};

/// Reads ws://HOST[:PORT][/PATH] or wss://...; http and https mean the same. Samples and keys do not travel
/// in the clear, so ws:// is for loopback only.
/// @errors InvalidInput, context "field" = backend.url and "reason"
[[nodiscard]] Result<BackendUrl> parseBackendUrl(std::string_view text);

/// localhost, 127.0.0.0/8 and ::1.
[[nodiscard]] bool isLoopback(std::string_view host);

} // namespace qd::agent
