// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

namespace qd::agent {

/// What one request to a URL found.
struct UrlProbeResult
{
    bool isHealthy = false; ///< an answer with status 200..399, and for https a certificate that verifies
    std::optional<int> statusCode; ///< absent if there was no answer
    std::chrono::microseconds duration{0}; ///< from name look-up to the status line
    std::optional<double> certificateDays; ///< until the server's certificate expires; negative once it has
    std::string reason; ///< why it is not healthy
};

/// Makes the request of url.check.*. Lives behind an interface because TLS is not a matter of this folder.
class UrlProbe
{
public:
    virtual ~UrlProbe() = default;

    /// Blocks until the answer, the timeout or a stop; called on pool threads, several at the same time.
    /// @errors InvalidInput if the URL is not http:// or https://; a dead server is a result, not an error
    virtual Result<UrlProbeResult> probe(
        const std::string &url, std::chrono::milliseconds timeout, const std::stop_token &stop) = 0;
};

} // namespace qd::agent
