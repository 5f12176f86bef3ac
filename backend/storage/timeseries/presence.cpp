// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/presence.h"

#include "backend/storage/timeseries/partitions.h"

#include <algorithm>
#include <chrono>

namespace qd::backend {
namespace {

constexpr std::int64_t kNewestSpanMs = 10 * 60'000; ///< in which a live series has a sample
constexpr std::int64_t kLongestRawSpanMs = 2 * kDayMs; ///< beyond it roll-ups are asked first
constexpr std::int64_t kRolledUpMs = 3 * kDayMs; ///< after which the roll-ups of a day are there

/// The series of one host of which no sample was found yet.
struct Missing
{
    std::size_t host = 0; ///< index into the selected hosts
    std::vector<std::uint32_t> ordinals; ///< ascending
    std::int64_t rawFromMs = 0;
};

/// Whether a column has a sample, by index into the ordinals.
using Found = std::vector<bool>;

void keepMissing(Missing &missing, const Found &found)
{
    std::vector<std::uint32_t> left;
    for (std::size_t i = 0; i < missing.ordinals.size(); ++i) {
        if (!found[i]) {
            left.push_back(missing.ordinals[i]);
        }
    }
    missing.ordinals = std::move(left);
}

/// Looks at the newest minutes first: they are enough for everything that lives.
void lookIntoHead(HostHead &head, TimeRange range, Missing &missing)
{
    const std::int64_t newest = std::min(range.endMs, toUnixMs(head.progress().newestSample));
    const std::int64_t recent = std::max(range.startMs, newest - kNewestSpanMs);
    for (const auto &[from, to] : {std::pair{recent, range.endMs}, std::pair{range.startMs, recent - 1}}) {
        if (missing.ordinals.empty() || from > to) {
            return;
        }
        const HostHead::Reading reading = head.read(missing.ordinals, from, to);
        Found found;
        for (const SampleColumn &column : reading.columns) {
            found.push_back(!column.times.empty());
        }
        keepMissing(missing, found);
    }
}

class PackSearch
{
public:
    PackSearch(const QueryContext &context, TimeRange range)
        : m_context(context)
        , m_range(range)
    {
    }

    /// Takes out of the missing whatever the database has samples of.
    [[nodiscard]] Result<void> run(std::vector<Missing> &missing, std::span<const SelectedHost> hosts)
    {
        const auto giveUpAt = m_context.clock.steadyNow() + m_context.config.queryTimeout;
        auto lease =
            m_context.connections.lease([this, giveUpAt] { return m_context.clock.steadyNow() >= giveUpAt; });
        if (!lease) {
            return failure(std::move(lease).error());
        }
        PackReader reader(**lease, m_context.config, m_context.counters);
        const std::int64_t now = toUnixMs(m_context.clock.now());
        const std::int64_t rawSince = now
            - std::chrono::duration_cast<std::chrono::milliseconds>(m_context.config.rawRetention).count();
        Result<void> done;
        if (m_range.endMs - m_range.startMs > kLongestRawSpanMs || m_range.startMs < rawSince) {
            done = search(reader, Resolution::OneHour, missing, hosts);
            for (Missing &one : missing) {
                one.rawFromMs = std::max(one.rawFromMs, now - kRolledUpMs);
            }
            forgetFound(missing);
        }
        done = done ? search(reader, Resolution::Raw, missing, hosts) : done;
        std::move(m_absent.begin(), m_absent.end(), std::back_inserter(missing));
        return done;
    }

private:
    [[nodiscard]] Result<void> search(PackReader &reader, Resolution resolution,
        std::vector<Missing> &missing, std::span<const SelectedHost> hosts)
    {
        std::vector<PackWish> wishes;
        std::vector<Found> found;
        for (const Missing &one : missing) {
            // Raw samples continue where the newest roll-up of the host ends.
            wishes.push_back({hosts[one.host].host, one.ordinals,
                resolution == Resolution::Raw ? one.rawFromMs : m_range.startMs});
            found.emplace_back(one.ordinals.size());
        }
        auto done =
            reader.read(resolution, wishes, m_range.endMs, [&](const PackColumn &column) -> Result<void> {
                if (hasSample(column, resolution)) {
                    found[column.wish][column.ordinal] = true;
                }
                if (resolution != Resolution::Raw) {
                    missing[column.wish].rawFromMs =
                        std::max(missing[column.wish].rawFromMs, column.lastMs + 1);
                }
                return {};
            });
        for (std::size_t i = 0; i < missing.size(); ++i) {
            keepMissing(missing[i], found[i]);
        }
        return done;
    }

    /// Puts aside whoever needs no further search; the still missing of a host that has no newer samples are
    /// absent.
    void forgetFound(std::vector<Missing> &missing)
    {
        const auto isDone = [this](const Missing &one) {
            return one.ordinals.empty() || one.rawFromMs > m_range.endMs;
        };
        std::copy_if(missing.begin(), missing.end(), std::back_inserter(m_absent), isDone);
        std::erase_if(missing, isDone);
    }

    [[nodiscard]] bool hasSample(const PackColumn &column, Resolution resolution) const
    {
        if (resolution == Resolution::Raw) {
            return !column.samples.times.empty();
        }
        // A point stands at the end of its hour.
        const auto &times = column.aggregates[static_cast<std::size_t>(Aggregate::Count)].times;
        const auto at = std::lower_bound(times.begin(), times.end(), m_range.startMs);
        return at != times.end() && *at - kHourMs < m_range.endMs;
    }

    const QueryContext &m_context;
    const TimeRange m_range;
    std::vector<Missing> m_absent;
};

} // namespace

Result<void> keepPresent(const QueryContext &context, TimeRange range, std::vector<SelectedHost> &hosts)
{
    std::vector<Missing> missing; // of every host, then of those whose packs may have more
    std::vector<std::vector<std::uint32_t>> absent(hosts.size());
    std::vector<Missing> toSearch;
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        Missing one{i, {}, range.startMs};
        for (const SelectedHost::Series &series : hosts[i].series) {
            one.ordinals.push_back(series.ordinal);
        }
        const auto head = context.heads.find(hosts[i].host);
        if (head) {
            lookIntoHead(*head, range, one);
        }
        if (!one.ordinals.empty()) {
            const bool isPacked =
                head && head->read({}, range.startMs, range.startMs).packedUntilMs >= range.startMs;
            (isPacked ? toSearch : missing).push_back(std::move(one));
        }
    }
    if (!toSearch.empty()) {
        if (auto done = PackSearch(context, range).run(toSearch, hosts); !done) {
            return done;
        }
        std::move(toSearch.begin(), toSearch.end(), std::back_inserter(missing));
    }
    for (Missing &one : missing) {
        absent[one.host] = std::move(one.ordinals);
    }
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        std::erase_if(hosts[i].series, [&](const SelectedHost::Series &series) {
            return std::binary_search(absent[i].begin(), absent[i].end(), series.ordinal);
        });
    }
    std::erase_if(hosts, [](const SelectedHost &host) { return host.series.empty(); });
    return {};
}

} // namespace qd::backend
