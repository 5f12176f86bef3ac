// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/urlprobe.h"

#include <string>

namespace qd::agent {

/// Makes one HTTP request over a socket of its own, with OpenSSL for https. Holds nothing between two probes:
/// a certificate store in memory all day would cost more than the rest of the agent.
class TlsUrlProbe final : public UrlProbe
{
public:
    /// @param caFile  authority to trust beside the system's; empty: the system's only
    explicit TlsUrlProbe(std::string caFile = {});

    Result<UrlProbeResult> probe(
        const std::string &url, std::chrono::milliseconds timeout, const std::stop_token &stop) override;

private:
    std::string m_caFile;
};

} // namespace qd::agent
