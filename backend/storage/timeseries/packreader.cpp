// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/packreader.h"

#include "backend/storage/timeseries/partitions.h"

#include <algorithm>

namespace qd::backend {
namespace {

std::uint32_t subBlockOf(Resolution resolution, std::uint32_t ordinal)
{
    return ordinal / (resolution == Resolution::Raw ? series::kPackColumns : kRollupSeriesPerSubBlock);
}

const char *tableOf(Resolution resolution)
{
    switch (resolution) {
    case Resolution::Raw:
        return "metric_pack";
    case Resolution::FiveMinutes:
        return "metric_rollup_5m";
    case Resolution::OneHour:
        return "metric_rollup_1h";
    }
    return "";
}

void appendPresent(std::span<const std::int64_t> times, std::span<const double> values, std::int64_t from,
    std::int64_t to, SampleColumn &out)
{
    const auto first =
        static_cast<std::size_t>(std::lower_bound(times.begin(), times.end(), from) - times.begin());
    const auto last =
        static_cast<std::size_t>(std::upper_bound(times.begin(), times.end(), to) - times.begin());
    out.times.reserve(last > first ? last - first : 0);
    out.values.reserve(out.times.capacity());
    for (std::size_t row = first; row < last; ++row) {
        if (!series::isAbsent(values[row])) {
            out.times.push_back(times[row]);
            out.values.push_back(values[row]);
        }
    }
}

struct WantedSlots
{
    std::vector<std::uint32_t> slots; ///< ascending
    std::vector<std::size_t> indexes; ///< into the wish's ordinals: one per slot, or per four of a roll-up
};

WantedSlots slotsIn(Resolution resolution, std::uint32_t subBlock, const PackWish &wish)
{
    WantedSlots wanted;
    for (std::size_t i = 0; i < wish.ordinals.size(); ++i) {
        const std::uint32_t ordinal = wish.ordinals[i];
        if (subBlockOf(resolution, ordinal) != subBlock) {
            continue;
        }
        wanted.indexes.push_back(i);
        if (resolution == Resolution::Raw) {
            wanted.slots.push_back(ordinal);
            continue;
        }
        for (std::uint32_t aggregate = 0; aggregate < kAggregates; ++aggregate) {
            wanted.slots.push_back(rollupSlot(ordinal, static_cast<Aggregate>(aggregate)));
        }
    }
    return wanted;
}

} // namespace

Result<void> PackReader::read(Resolution resolution, std::span<const PackWish> wishes, std::int64_t toMs,
    const std::function<Result<void>(PackColumn)> &onColumn)
{
    std::vector<Section> sections;
    std::vector<std::int32_t> hosts;
    std::vector<std::int32_t> subBlocks;
    std::vector<std::int64_t> froms;
    std::int64_t earliest = toMs;
    for (std::size_t wish = 0; wish < wishes.size(); ++wish) {
        for (const std::uint32_t ordinal : wishes[wish].ordinals) {
            const std::uint32_t subBlock = subBlockOf(resolution, ordinal);
            if (!sections.empty() && sections.back().wish == wish && sections.back().subBlock == subBlock) {
                continue;
            }
            sections.push_back({wish, subBlock});
            hosts.push_back(wishes[wish].host.value);
            subBlocks.push_back(static_cast<std::int32_t>(subBlock));
            froms.push_back(wishes[wish].fromMs);
            earliest = std::min(earliest, wishes[wish].fromMs);
        }
    }
    if (sections.empty()) {
        return {};
    }
    const std::int64_t span = resolution == Resolution::Raw ? m_config.maxPackSpan.count() : kDayMs;
    PgParameters parameters;
    parameters.add(std::span<const std::int32_t>(hosts));
    parameters.add(std::span<const std::int32_t>(subBlocks));
    parameters.add(std::span<const std::int64_t>(froms));
    parameters.add(toMs);
    parameters.add(span);
    // OFFSET 0 keeps the planner from turning the lookups per host into a join of everything with everything.
    // The bound on first_ms with the earliest time of all is what lets it skip partitions.
    const std::string sql =
        "SELECT w.number::integer, p.* FROM unnest($1::integer[], $2::integer[], $3::bigint[]) "
        "WITH ORDINALITY AS w(host_id, sub, from_ms, number) CROSS JOIN LATERAL ("
        "SELECT first_ms, last_ms, substring(data FROM 1 FOR directory[1]), "
        "substring(data FROM directory[w.sub + 1] + 1 "
        "FOR directory[w.sub + 2] - directory[w.sub + 1]) FROM "
        + std::string(tableOf(resolution))
        + " WHERE host_id = w.host_id AND first_ms >= w.from_ms - $5 AND last_ms >= w.from_ms AND first_ms "
          "<= $4 "
          "AND first_ms >= "
        + std::to_string(earliest - span) + " AND first_ms <= " + std::to_string(toMs)
        + " AND array_length(directory, 1) > w.sub + 1 AND directory[w.sub + 2] > directory[w.sub + 1] "
          "OFFSET 0) p";
    return m_connection.stream(sql, parameters,
        [&](const PgRows &row) { return decodeRow(row, resolution, wishes, sections, toMs, onColumn); });
}

Result<void> PackReader::decodeRow(const PgRows &row, Resolution resolution, std::span<const PackWish> wishes,
    std::span<const Section> sections, std::int64_t toMs,
    const std::function<Result<void>(PackColumn)> &onColumn)
{
    const auto number = static_cast<std::size_t>(row.int32(0, 0)) - 1;
    if (number >= sections.size()) {
        return failure(ErrorCode::Internal, "query: the database answered what was not asked");
    }
    const Section &section = sections[number];
    const PackWish &wish = wishes[section.wish];
    const auto [slots, indexes] = slotsIn(resolution, section.subBlock, wish);
    const auto times = m_decoder.decodeTimes(row.bytes(0, 3));
    if (!times) {
        ++m_counters.corruptSections;
        return {};
    }
    const auto columns = m_decoder.decodeSlice(*times, section.subBlock, row.bytes(0, 4), slots);
    if (!columns) {
        ++m_counters.corruptSections;
        return {};
    }
    const std::size_t perSeries = resolution == Resolution::Raw ? 1 : kAggregates;
    PackColumn out;
    out.wish = section.wish;
    out.firstMs = row.int64(0, 1);
    out.lastMs = row.int64(0, 2);
    for (std::size_t i = 0; i < columns->size(); ++i) {
        const series::Column &column = (*columns)[i];
        const auto at = static_cast<std::size_t>(
            std::lower_bound(slots.begin(), slots.end(), column.slot) - slots.begin());
        out.ordinal = indexes[at / perSeries];
        if (resolution == Resolution::Raw) {
            appendPresent(times->times, column.values, wish.fromMs, toMs, out.samples);
        } else {
            appendPresent(times->times, column.values, times->times.front(), times->times.back(),
                out.aggregates[at % perSeries]);
        }
        if (at % perSeries == perSeries - 1) {
            if (auto taken = onColumn(std::move(out)); !taken) {
                return taken;
            }
            out.samples = {};
            out.aggregates = {};
        }
    }
    return {};
}

} // namespace qd::backend
