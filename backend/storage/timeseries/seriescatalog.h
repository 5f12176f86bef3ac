// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/metrics/metricstore.h"
#include "backend/domain/metrics/sampleingest.h"
#include "backend/storage/timeseries/labelindex.h"

#include <map>
#include <memory>
#include <shared_mutex>
#include <unordered_map>

namespace qd::backend {

/// One series as queries need it. Index numbers count in memory from 0 and may differ after a restart.
struct CatalogSeries
{
    HostId host;
    std::uint32_t ordinal = 0;
    std::uint32_t meta = 0;
};

/// Slot -> ordinal of one dictionary.
using SlotTable = std::vector<std::uint32_t>;

/// Rows of metric_series and metric_dictionary that a transaction is about to add.
struct StagedRegistrations
{
    struct Series
    {
        HostId host;
        std::uint32_t ordinal = 0;
        SeriesDescription description;
    };
    struct Part
    {
        HostId host;
        std::uint64_t dictionary = 0;
        std::int32_t part = 0;
        std::vector<std::int32_t> slots;
        std::vector<std::int32_t> ordinals;
    };
    std::vector<Series> series;
    std::vector<Part> parts;
};

/// Every series that was ever registered, in memory: numbers, labels, dictionaries. Written by the journal
/// thread only (stage, then apply once the rows are committed), read by all.
class SeriesCatalog
{
public:
    static constexpr std::uint32_t kMaxSlot = 65'535;

    explicit SeriesCatalog(std::uint32_t maxSeriesPerHost)
        : m_maxSeriesPerHost(maxSeriesPerHost)
    {
    }

    /// Works out what a registration adds, on top of what `staged` already holds.
    /// @return the refused entries
    [[nodiscard]] std::vector<RefusedRegistration> stage(HostId host, std::uint64_t dictionary,
        std::span<const SeriesRegistration> entries, StagedRegistrations &staged) const;
    void apply(const StagedRegistrations &staged);

    // Loading at start, in the order host, ordinal and host, dictionary, part.
    void load(const StagedRegistrations::Series &series);
    void load(const StagedRegistrations::Part &part);

    /// Null if the dictionary is not known.
    [[nodiscard]] std::shared_ptr<const SlotTable> slots(HostId host, std::uint64_t dictionary) const;

    [[nodiscard]] SeriesSet match(std::span<const promql::CompiledMatcher> matchers) const;
    [[nodiscard]] SeriesSet seriesOf(std::span<const HostId> hosts) const;
    [[nodiscard]] CatalogSeries series(std::uint32_t index) const;
    [[nodiscard]] Labels labels(std::uint32_t index) const;
    [[nodiscard]] std::pair<std::string, MetricKind> meta(std::uint32_t meta) const; ///< unit, kind
    [[nodiscard]] std::vector<std::string> labelNames(const SeriesSet &series) const;
    [[nodiscard]] std::vector<std::string> labelValues(std::string_view label, const SeriesSet &series) const;
    [[nodiscard]] std::vector<MetricMetadata> metadata() const;
    [[nodiscard]] std::uint32_t seriesCount() const;

private:
    struct Meta
    {
        std::string unit;
        MetricKind kind = MetricKind::Gauge;
    };
    struct Dictionary
    {
        std::shared_ptr<const SlotTable> slots; // shared with whoever decodes a block at this moment
        std::int32_t parts = 0;
    };
    struct Host
    {
        std::vector<std::uint32_t> seriesOfOrdinal;
        std::unordered_multimap<std::uint64_t, std::uint32_t> ordinalsByHash;
        std::unordered_map<std::uint64_t, Dictionary> dictionaries;
    };

    void enter(const StagedRegistrations::Series &series);
    void enter(const StagedRegistrations::Part &part);
    [[nodiscard]] static std::int32_t nextPart(
        const Host &host, const StagedRegistrations::Part &part, const StagedRegistrations &staged);
    [[nodiscard]] static bool isKnown(const Host &host, const StagedRegistrations::Part &part);
    [[nodiscard]] std::uint32_t findOrdinal(const Host &host, const Labels &labels) const;
    std::uint32_t internMeta(const SeriesDescription &description);

    const std::uint32_t m_maxSeriesPerHost;
    mutable std::shared_mutex m_mutex;
    LabelIndex m_index;
    std::vector<CatalogSeries> m_series;
    std::vector<Meta> m_metas;
    std::map<std::pair<std::string, int>, std::uint32_t> m_metaIds;
    std::map<std::string, std::uint32_t> m_metaOfMetric; ///< by metric name, the latest registration's
    std::unordered_map<HostId, Host> m_hosts;
};

} // namespace qd::backend
