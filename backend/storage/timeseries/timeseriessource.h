// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/metrics/metricstore.h"
#include "backend/domain/metrics/treelabels.h"
#include "backend/storage/timeseries/connectionpool.h"
#include "backend/storage/timeseries/headstore.h"
#include "backend/storage/timeseries/packreader.h"
#include "backend/storage/timeseries/retention.h"
#include "backend/storage/timeseries/seriescatalog.h"
#include "backend/storage/timeseries/timeseriesconfig.h"

#include <atomic>

namespace qd::backend {

/// What queries share. All parts belong to the engine and outlive every source.
struct QueryContext
{
    const TimeseriesConfig &config;
    const Clock &clock;
    const TreeLabels &tree;
    const SeriesCatalog &catalog;
    const HeadStore &heads;
    const RetentionTable &retention;
    ConnectionPool &connections;
    TimeseriesCounters &counters;
};

/// Series of one host that a selection found, and the mounts through which it is seen.
struct SelectedHost
{
    struct Series
    {
        std::uint32_t index = 0; ///< in the catalogue
        std::uint32_t ordinal = 0;
        std::uint32_t meta = 0;
    };
    HostId host;
    std::vector<Series> series; ///< ascending by ordinal
    std::vector<Labels> mounts; ///< tree labels of each mount that met the matchers, at least one
};

/// Resolves matchers of own labels by the index and of tree labels by the tree.
/// @param maxSeries  counted with mounts; more are an InvalidInput error with context "limit"
[[nodiscard]] Result<std::vector<SelectedHost>> selectSeries(
    const QueryContext &context, std::span<const promql::Matcher> matchers, std::size_t maxSeries);

/// Labels of a series as seen through a mount.
[[nodiscard]] Labels withTreeLabels(Labels labels, const Labels &mount);

/// Answers one evaluation from heads, packs and roll-ups, merged without repeats.
class TimeseriesSource final : public MetricSource
{
public:
    TimeseriesSource(const QueryContext &context, std::function<promql::Interrupt()> interrupt)
        : m_context(context)
        , m_interrupt(std::move(interrupt))
    {
    }

    [[nodiscard]] Result<std::vector<promql::SeriesSamples>> select(
        const promql::SelectRequest &request) override;
    [[nodiscard]] Resolution resolution() const override { return m_resolution; }
    [[nodiscard]] TimeMs newestSample() const override { return fromUnixMs(m_newestMs); }

private:
    /// Everything read so far of one selected host, per series.
    struct Parts
    {
        std::vector<std::vector<std::pair<std::int64_t, SampleColumn>>> packed; ///< with first_ms of the pack
        std::vector<SampleColumn> head;
        std::int64_t packedUntilMs = 0;
        std::int64_t rawFromMs = 0;
    };

    using HostNumbers = std::vector<std::size_t>; ///< positions among the selected hosts
    struct Fetch;

    [[nodiscard]] Result<void> readHeads(
        const promql::SelectRequest &request, std::span<const SelectedHost> hosts, std::vector<Parts> &parts);
    [[nodiscard]] Result<void> readPacks(const Fetch &fetch);
    [[nodiscard]] Result<void> readRollups(
        const Fetch &fetch, Resolution resolution, const HostNumbers &hosts, PackReader &reader);
    [[nodiscard]] Result<void> readRaw(const Fetch &fetch, PackReader &reader);
    [[nodiscard]] Result<void> readRaw(const Fetch &fetch, std::span<const PackWish> wishes,
        std::span<const std::size_t> hosts, PackReader &reader);
    [[nodiscard]] Result<void> take(std::size_t samples);
    [[nodiscard]] PgConnection::Interrupt connectionInterrupt();
    [[nodiscard]] std::vector<promql::SeriesSamples> assemble(
        std::span<const SelectedHost> hosts, std::vector<Parts> &parts);

    const QueryContext m_context;
    const std::function<promql::Interrupt()> m_interrupt;
    Resolution m_resolution = Resolution::Raw;
    std::int64_t m_newestMs = 0;
    std::size_t m_maxSamples = 0;
    std::atomic<std::size_t> m_samplesTaken = 0;
    std::atomic<promql::Interrupt> m_why = promql::Interrupt::None; ///< what ended a wait for the database
};

} // namespace qd::backend
