// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <optional>
#include <string>
#include <string_view>

namespace qd::agent {

/// The parts of an http or https URL that a request needs.
struct ProbeUrl
{
    bool isTls = false;
    std::string host; ///< without the brackets of an IPv6 address
    std::string port; ///< as given, or that of the scheme
    std::string hostHeader; ///< as it goes into the Host line
    std::string target; ///< path and query, at least "/"
};

/// @errors InvalidInput: another scheme, no host, credentials inside, or characters that do not belong in a
/// request
[[nodiscard]] Result<ProbeUrl> parseProbeUrl(std::string_view url);

/// Status of an answer's first line, "HTTP/1.1 204 No Content"; nothing if it is none.
[[nodiscard]] std::optional<int> parseStatusLine(std::string_view line);

} // namespace qd::agent
