// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/timeseriessource.h"

#include "backend/storage/timeseries/queryplan.h"

#include <algorithm>
#include <array>
#include <future>
#include <map>

namespace qd::backend {
namespace {

using promql::CompiledMatcher;

constexpr std::size_t kHostsForTwoConnections = 64;
constexpr std::size_t kHostsPerInterrupt = 1024;

Failure beyondLimit(const char *what, std::size_t limit)
{
    return failure(ErrorCode::InvalidInput,
        std::string("query: more than ") + std::to_string(limit) + " " + what + " are needed",
        {{"limit", what}});
}

std::vector<std::uint32_t> ordinalsOf(const SelectedHost &host)
{
    std::vector<std::uint32_t> ordinals;
    for (const SelectedHost::Series &series : host.series) {
        ordinals.push_back(series.ordinal);
    }
    return ordinals;
}

} // namespace

Labels withTreeLabels(Labels labels, const Labels &mount)
{
    std::vector<Labels::Pair> pairs = labels.pairs();
    pairs.insert(pairs.end(), mount.pairs().begin(), mount.pairs().end());
    return Labels(std::move(pairs));
}

Result<std::vector<SelectedHost>> selectSeries(
    const QueryContext &context, std::span<const promql::Matcher> matchers, std::size_t maxSeries)
{
    auto compiled = promql::compileAll(matchers);
    if (!compiled) {
        return failure(std::move(compiled).error());
    }
    std::vector<CompiledMatcher> own;
    std::vector<CompiledMatcher> tree;
    for (CompiledMatcher &matcher : *compiled) {
        (TreeLabels::owns(matcher.matcher().name) ? tree : own).push_back(std::move(matcher));
    }
    SeriesSet matched = context.catalog.match(own);
    if (!tree.empty() && !matched.isEmpty()) {
        matched &= context.catalog.seriesOf(context.tree.hostsMatching(tree));
    }
    std::map<HostId, SelectedHost> hosts;
    std::size_t count = 0;
    for (const std::uint32_t index : matched) {
        const CatalogSeries series = context.catalog.series(index);
        SelectedHost &host = hosts[series.host];
        if (host.series.empty()) {
            host.host = series.host;
            if (const auto mounts = context.tree.labelsOf(series.host)) {
                std::copy_if(mounts->begin(), mounts->end(), std::back_inserter(host.mounts),
                    [&tree](const Labels &mount) { return promql::matchesAll(tree, mount); });
            }
        }
        host.series.push_back({index, series.ordinal, series.meta});
        count += host.mounts.size();
        if (count > maxSeries) {
            return beyondLimit("series", maxSeries);
        }
    }
    std::vector<SelectedHost> selected;
    for (auto &[id, host] : hosts) {
        if (host.mounts.empty()) {
            continue;
        }
        std::sort(host.series.begin(), host.series.end(),
            [](const auto &a, const auto &b) { return a.ordinal < b.ordinal; });
        selected.push_back(std::move(host));
    }
    return selected;
}

/// What the reading of packs shares.
struct TimeseriesSource::Fetch
{
    const promql::SelectRequest &request;
    std::span<const SelectedHost> hosts;
    std::vector<Parts> &parts;
};

Result<std::vector<promql::SeriesSamples>> TimeseriesSource::select(const promql::SelectRequest &request)
{
    const auto hosts = selectSeries(m_context, request.matchers, request.maxSeries);
    if (!hosts) {
        return failure(hosts.error());
    }
    m_maxSamples = request.maxSamples;
    m_samplesTaken = 0;
    m_why = promql::Interrupt::None;
    std::vector<Parts> parts(hosts->size());
    // Heads first: a flush between the two reads then shows samples twice, which merging mends, and never not
    // at all.
    auto done = readHeads(request, *hosts, parts);
    done = done ? readPacks({request, *hosts, parts}) : done;
    if (!done) {
        return m_why == promql::Interrupt::TimedOut ? failure(ErrorCode::Timeout, "query: out of time")
                                                    : failure(std::move(done).error());
    }
    return assemble(*hosts, parts);
}

Result<void> TimeseriesSource::take(std::size_t samples)
{
    const std::size_t taken = m_samplesTaken.fetch_add(samples) + samples;
    return taken > m_maxSamples ? Result<void>(beyondLimit("samples", m_maxSamples)) : Result<void>();
}

PgConnection::Interrupt TimeseriesSource::connectionInterrupt()
{
    return [this] {
        const promql::Interrupt why = m_interrupt ? m_interrupt() : promql::Interrupt::None;
        if (why != promql::Interrupt::None) {
            m_why = why;
        }
        return why != promql::Interrupt::None;
    };
}

Result<void> TimeseriesSource::readHeads(
    const promql::SelectRequest &request, std::span<const SelectedHost> hosts, std::vector<Parts> &parts)
{
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        Parts &part = parts[i];
        part.packed.resize(hosts[i].series.size());
        part.head.resize(hosts[i].series.size());
        part.rawFromMs = request.startMs;
        const auto head = m_context.heads.find(hosts[i].host);
        if (!head) {
            continue;
        }
        HostHead::Reading reading = head->read(ordinalsOf(hosts[i]), request.startMs, request.endMs);
        part.head = std::move(reading.columns);
        part.packedUntilMs = reading.packedUntilMs;
        m_newestMs = std::max(m_newestMs, toUnixMs(head->progress().newestSample));
        std::size_t samples = 0;
        for (const SampleColumn &column : part.head) {
            samples += column.times.size();
        }
        if (auto taken = take(samples * hosts[i].mounts.size()); !taken) {
            return taken;
        }
        if (i % kHostsPerInterrupt == 0 && connectionInterrupt()()) {
            return failure(ErrorCode::Cancelled, "query: interrupted");
        }
    }
    return {};
}

Result<void> TimeseriesSource::readPacks(const Fetch &fetch)
{
    const auto rules = m_context.retention.rules();
    const std::int64_t now = toUnixMs(m_context.clock.now());
    std::array<HostNumbers, 3> hostsOf; // by resolution
    bool isPacked = false;
    for (std::size_t i = 0; i < fetch.hosts.size(); ++i) {
        const Resolution resolution = chooseResolution(fetch.request, rules->of(fetch.hosts[i].host), now);
        m_resolution = std::max(m_resolution, resolution);
        if (fetch.parts[i].packedUntilMs >= fetch.request.startMs) {
            hostsOf[static_cast<std::size_t>(resolution)].push_back(i);
            isPacked = true;
        }
    }
    if (!isPacked) {
        return {};
    }
    auto lease = m_context.connections.lease(connectionInterrupt());
    if (!lease) {
        return failure(std::move(lease).error());
    }
    PackReader reader(**lease, m_context.config, m_context.counters);
    for (const Resolution resolution : {Resolution::FiveMinutes, Resolution::OneHour}) {
        auto done = readRollups(fetch, resolution, hostsOf[static_cast<std::size_t>(resolution)], reader);
        if (!done) {
            return done;
        }
    }
    return readRaw(fetch, reader);
}

Result<void> TimeseriesSource::readRollups(
    const Fetch &fetch, Resolution resolution, const HostNumbers &hosts, PackReader &reader)
{
    std::vector<PackWish> wishes;
    for (const std::size_t i : hosts) {
        wishes.push_back({fetch.hosts[i].host, ordinalsOf(fetch.hosts[i]), fetch.request.startMs});
    }
    return reader.read(resolution, wishes, fetch.request.endMs, [&](PackColumn column) {
        const std::size_t number = hosts[column.wish];
        const SelectedHost &host = fetch.hosts[number];
        Parts &part = fetch.parts[number];
        const MetricKind kind = m_context.catalog.meta(host.series[column.ordinal].meta).second;
        SampleColumn points = representRollup(column.aggregates, fetch.request.function, kind);
        if (fetch.request.rangeMs == 0) {
            points = spreadForLookback(std::move(points), resolution);
        }
        // Raw samples continue where the newest roll-up of the host ends.
        part.rawFromMs = std::max(part.rawFromMs, column.lastMs + 1);
        auto taken = take(points.times.size() * host.mounts.size());
        part.packed[column.ordinal].emplace_back(column.firstMs, std::move(points));
        return taken;
    });
}

Result<void> TimeseriesSource::readRaw(const Fetch &fetch, PackReader &reader)
{
    std::vector<PackWish> wishes;
    HostNumbers hosts;
    for (std::size_t i = 0; i < fetch.hosts.size(); ++i) {
        const Parts &part = fetch.parts[i];
        if (part.packedUntilMs >= part.rawFromMs && part.rawFromMs <= fetch.request.endMs) {
            wishes.push_back({fetch.hosts[i].host, ordinalsOf(fetch.hosts[i]), part.rawFromMs});
            hosts.push_back(i);
        }
    }
    auto helper = wishes.size() >= kHostsForTwoConnections
        ? m_context.connections.leaseIfIdle(connectionInterrupt())
        : std::nullopt;
    if (!helper) {
        return readRaw(fetch, wishes, hosts, reader);
    }
    // The database works on both halves at once, and so do two threads here; no host is in both.
    const std::size_t half = wishes.size() / 2;
    auto other = std::async(std::launch::async, [&] {
        PackReader helping(**helper, m_context.config, m_context.counters);
        return readRaw(fetch, std::span(wishes).subspan(half), std::span(hosts).subspan(half), helping);
    });
    auto mine = readRaw(fetch, std::span(wishes).first(half), std::span(hosts).first(half), reader);
    auto others = other.get(); // as bounded in time as mine
    return mine ? others : mine;
}

Result<void> TimeseriesSource::readRaw(const Fetch &fetch, std::span<const PackWish> wishes,
    std::span<const std::size_t> hosts, PackReader &reader)
{
    return reader.read(Resolution::Raw, wishes, fetch.request.endMs, [&](PackColumn column) {
        const std::size_t host = hosts[column.wish];
        auto taken = take(column.samples.times.size() * fetch.hosts[host].mounts.size());
        fetch.parts[host].packed[column.ordinal].emplace_back(column.firstMs, std::move(column.samples));
        return taken;
    });
}

std::vector<promql::SeriesSamples> TimeseriesSource::assemble(
    std::span<const SelectedHost> hosts, std::vector<Parts> &parts)
{
    std::vector<promql::SeriesSamples> result;
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        for (std::size_t k = 0; k < hosts[i].series.size(); ++k) {
            auto &packed = parts[i].packed[k];
            std::stable_sort(
                packed.begin(), packed.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
            std::vector<SampleColumn> columns;
            for (auto &[first, column] : packed) {
                columns.push_back(std::move(column));
            }
            columns.push_back(std::move(parts[i].head[k]));
            SampleColumn merged = mergeColumns(std::move(columns));
            if (merged.times.empty()) {
                continue;
            }
            const Labels own = m_context.catalog.labels(hosts[i].series[k].index);
            auto [unit, kind] = m_context.catalog.meta(hosts[i].series[k].meta);
            const std::vector<Labels> &mounts = hosts[i].mounts;
            for (std::size_t m = 0; m < mounts.size(); ++m) {
                const bool isLast = m + 1 == mounts.size();
                result.push_back({.labels = withTreeLabels(own, mounts[m]),
                    .unit = unit,
                    .kind = kind,
                    .times = isLast ? std::move(merged.times) : merged.times,
                    .values = isLast ? std::move(merged.values) : merged.values});
            }
        }
    }
    return result;
}

} // namespace qd::backend
