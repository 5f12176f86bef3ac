// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "agent/collect/textfile.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace qd::agent {

/// TcpExt.* from /proc/net/netstat, snmp.* from /proc/net/snmp.
class NetstatCollector final : public Collector
{
public:
    explicit NetstatCollector(const HostRoots &roots);

    [[nodiscard]] std::string_view name() const override { return "netstat"; }
    [[nodiscard]] TierSet tiers() const override { return TierSet::of({Tier::Normal}); }
    Result<void> collect(const CollectContext &context, SampleSink &sink) override;

private:
    /// A pair of lines, headings and numbers, and which metric each column is.
    struct Section
    {
        std::string_view label; ///< "Tcp:"
        std::string headings; ///< as last seen: the columns are looked up again only when they change
        std::vector<int> metrics; ///< per column, -1 for those that nobody wants
    };

    Result<void> collectFile(TextFile &file, std::size_t firstSection, std::size_t lastSection,
        const CollectContext &context, SampleSink &sink);
    Result<void> putSection(Section &section, const std::string &path, std::string_view headings,
        std::string_view numbers, SampleSink &sink);
    void putRetransmitRate(SampleSink &sink);

    TextFile m_netstat;
    TextFile m_snmp;
    std::vector<Section> m_sections;
    SeriesGroup m_series;
    std::vector<std::optional<std::uint64_t>> m_values; ///< of this run, by metric
    std::optional<std::uint64_t> m_retransmitsBefore;
    std::optional<std::uint64_t> m_segmentsBefore;
};

} // namespace qd::agent
