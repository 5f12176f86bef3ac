// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/timeseriessource.h"

#include "backend/storage/timeseries/queryplan.h"

#include <algorithm>
#include <map>

namespace qd::backend {
namespace {

using promql::CompiledMatcher;

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

Result<std::vector<promql::SeriesSamples>> TimeseriesSource::select(const promql::SelectRequest &request)
{
    const auto hosts = selectSeries(m_context, request.matchers, request.maxSeries);
    if (!hosts) {
        return failure(hosts.error());
    }
    m_samplesLeft = request.maxSamples;
    std::vector<Parts> parts(hosts->size());
    // Heads first: a flush between the two reads then shows samples twice, which merging mends, and never not
    // at all.
    auto done = readHeads(request, *hosts, parts);
    done = done ? readPacks(request, *hosts, parts) : done;
    if (!done) {
        if (done.error().code == ErrorCode::InvalidInput && done.error().context.contains("limit")) {
            return beyondLimit("samples", request.maxSamples);
        }
        return failure(std::move(done).error());
    }
    return assemble(*hosts, parts);
}

Result<void> TimeseriesSource::take(std::size_t samples)
{
    if (samples > m_samplesLeft) {
        return beyondLimit("samples", m_samplesLeft);
    }
    m_samplesLeft -= samples;
    return {};
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
        if (i % 1024 == 0 && m_interrupt) {
            if (const promql::Interrupt why = m_interrupt(); why != promql::Interrupt::None) {
                return failure(why == promql::Interrupt::TimedOut ? ErrorCode::Timeout : ErrorCode::Cancelled,
                    "query: interrupted");
            }
        }
    }
    return {};
}

Result<void> TimeseriesSource::readPacks(
    const promql::SelectRequest &request, std::span<const SelectedHost> hosts, std::vector<Parts> &parts)
{
    const Resolution resolution =
        chooseResolution(request, m_context.config, toUnixMs(m_context.clock.now()));
    m_resolution = std::max(m_resolution, resolution);
    const bool isPacked = std::any_of(
        parts.begin(), parts.end(), [&](const Parts &part) { return part.packedUntilMs >= request.startMs; });
    if (!isPacked) {
        return {};
    }
    promql::Interrupt why = promql::Interrupt::None;
    auto lease = m_context.connections.lease([this, &why] {
        why = m_interrupt ? m_interrupt() : promql::Interrupt::None;
        return why != promql::Interrupt::None;
    });
    const auto timedOut = [] { return failure(ErrorCode::Timeout, "query: out of time"); };
    if (!lease) {
        return why == promql::Interrupt::TimedOut ? timedOut() : failure(std::move(lease).error());
    }
    PackReader reader(**lease, m_context.config, m_context.counters);
    Result<void> done;
    if (resolution != Resolution::Raw) {
        done = readRollups(request, resolution, reader, hosts, parts);
    }
    std::vector<PackWish> wishes;
    std::vector<std::size_t> hostOfWish;
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        if (parts[i].packedUntilMs >= parts[i].rawFromMs && parts[i].rawFromMs <= request.endMs) {
            wishes.push_back({hosts[i].host, ordinalsOf(hosts[i]), parts[i].rawFromMs});
            hostOfWish.push_back(i);
        }
    }
    if (done) {
        done = reader.read(Resolution::Raw, wishes, request.endMs, [&](PackColumn column) {
            const std::size_t host = hostOfWish[column.wish];
            auto taken = take(column.samples.times.size() * hosts[host].mounts.size());
            parts[host].packed[column.ordinal].emplace_back(column.firstMs, std::move(column.samples));
            return taken;
        });
    }
    if (!done && why == promql::Interrupt::TimedOut) {
        return timedOut();
    }
    return done;
}

Result<void> TimeseriesSource::readRollups(const promql::SelectRequest &request, Resolution resolution,
    PackReader &reader, std::span<const SelectedHost> hosts, std::vector<Parts> &parts)
{
    std::vector<PackWish> wishes;
    for (const SelectedHost &host : hosts) {
        wishes.push_back({host.host, ordinalsOf(host), request.startMs});
    }
    return reader.read(resolution, wishes, request.endMs, [&](PackColumn column) {
        const SelectedHost &host = hosts[column.wish];
        Parts &part = parts[column.wish];
        const MetricKind kind = m_context.catalog.meta(host.series[column.ordinal].meta).second;
        SampleColumn points = representRollup(column.aggregates, request.function, kind);
        if (request.rangeMs == 0) {
            points = spreadForLookback(std::move(points), resolution);
        }
        // Raw samples continue where the newest roll-up of the host ends.
        part.rawFromMs = std::max(part.rawFromMs, column.lastMs + 1);
        auto taken = take(points.times.size() * host.mounts.size());
        part.packed[column.ordinal].emplace_back(column.firstMs, std::move(points));
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
