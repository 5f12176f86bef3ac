// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/metrics/metricstore.h"
#include "backend/storage/timeseries/connectionpool.h"
#include "backend/storage/timeseries/samplecolumn.h"
#include "backend/storage/timeseries/rollup.h"
#include "backend/storage/timeseries/timeseriesconfig.h"

#include <array>
#include <map>

namespace qd::backend {

/// What is wanted of one host's packs.
struct PackWish
{
    HostId host;
    std::vector<std::uint32_t> ordinals; ///< ascending
    std::int64_t fromMs = 0;
};

/// Receives a column of a pack: which wish, which of its ordinals, what was read.
struct PackColumn
{
    std::size_t wish = 0;
    std::size_t ordinal = 0; ///< index into PackWish::ordinals
    std::int64_t firstMs = 0;
    std::int64_t lastMs = 0;
    SampleColumn samples; ///< of raw packs
    std::array<SampleColumn, kAggregates> aggregates; ///< of roll-ups, by Aggregate
};

/// Fetches from the database only the sections that hold the wanted series, and decodes them. One per query.
class PackReader
{
public:
    PackReader(PgConnection &connection, const TimeseriesConfig &config, TimeseriesCounters &counters)
        : m_connection(connection)
        , m_config(config)
        , m_counters(counters)
    {
    }

    /// Samples up to toMs, inclusive, of every wish from its fromMs on; roll-up columns are not cut to the
    /// span. A section that cannot be read is counted and left out: the other samples are still true.
    [[nodiscard]] Result<void> read(Resolution resolution, std::span<const PackWish> wishes,
        std::int64_t toMs, const std::function<Result<void>(PackColumn)> &onColumn);

private:
    struct Section
    {
        std::size_t wish = 0;
        std::uint32_t subBlock = 0;
    };

    [[nodiscard]] Result<void> decodeRow(const PgRows &row, Resolution resolution,
        std::span<const PackWish> wishes, std::span<const Section> sections, std::int64_t toMs,
        const std::function<Result<void>(PackColumn)> &onColumn);

    PgConnection &m_connection;
    const TimeseriesConfig &m_config;
    TimeseriesCounters &m_counters;
    series::PackDecoder m_decoder;
};

} // namespace qd::backend
