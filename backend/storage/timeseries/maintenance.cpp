// SPDX-License-Identifier: GPL-3.0-or-later
// What the flusher does besides flushing: journal partitions, roll-ups, retention.
#include "backend/storage/timeseries/flusher.h"
#include "backend/storage/timeseries/rollup.h"

#include <algorithm>
#include <array>

namespace qd::backend {
namespace {

constexpr std::int64_t kJournalGraceMs = 60'000;
constexpr std::int32_t kRollupsPerRound = 200; ///< then flushes get their turn
constexpr std::int64_t kProgressRetentionMs = 30 * kDayMs;
constexpr std::int64_t kRetentionLeadMs = kDayMs;

struct RollupTable
{
    Resolution resolution;
    PartitionedTable &table;
};

} // namespace

Result<void> Flusher::dropJournal()
{
    // In this order: what is in flight now may be in a head, and so no longer in flight, a moment later.
    std::int64_t needed = std::min(m_inFlightSince(), toUnixMs(m_clock.now()) - kJournalGraceMs);
    for (const std::shared_ptr<HostHead> &head : m_heads.all()) {
        needed = std::min(needed, head->fill().oldestWrittenMs);
    }
    const auto dropped = m_journal.dropBefore(m_connection, needed);
    return dropped ? Result<void>() : Result<void>(failure(dropped.error()));
}

Result<void> Flusher::writeRollups()
{
    PgParameters parameters;
    parameters.add(toUnixMs(m_clock.now()) - kDayMs - m_config.rollupDelay.count());
    parameters.add(kRollupsPerRound);
    const auto due = m_connection.query(
        "SELECT host_id, day_ms FROM metric_rollup_due WHERE day_ms <= $1 ORDER BY day_ms, host_id LIMIT $2",
        parameters);
    if (!due) {
        return failure(due.error());
    }
    for (int row = 0; row < due->count(); ++row) {
        if (isPastDeadline()) {
            return failure(ErrorCode::Cancelled, "roll-up: stopped");
        }
        if (auto done = rollUp(due->int32(row, 0), due->int64(row, 1)); !done) {
            (void)(m_connection.isConnected() ? m_connection.execute("ROLLBACK") : Result<void>());
            return done;
        }
    }
    if (due->count() == kRollupsPerRound) {
        m_nextMaintenance = {}; // there is more
    }
    return {};
}

/// Replaces the roll-ups of one host's day by what its packs say now.
Result<void> Flusher::rollUp(std::int32_t host, std::int64_t day)
{
    PgParameters parameters;
    parameters.add(host);
    parameters.add(day);
    parameters.add(day + kDayMs);
    RollupBuilder builder(day);
    auto read = m_connection.stream(
        "SELECT directory, data FROM metric_pack WHERE host_id = $1 AND first_ms >= $2 AND first_ms < $3",
        parameters, [&](const PgRows &rows) -> Result<void> {
            const std::vector<std::int32_t> directory = rows.int32Array(0, 0);
            const series::ByteView data = rows.bytes(0, 1);
            const auto block =
                series::decodePack({{directory.begin(), directory.end()}, {data.begin(), data.end()}});
            if (block) {
                builder.add(*block);
            } else {
                ++m_counters.corruptSections; // the other packs of the day are still worth a roll-up
            }
            return {};
        });
    if (!read) {
        return read;
    }
    // First: if the answer to the commit is lost, packs that come later must ask for the day again.
    m_knownDue.erase({host, day});
    const std::string where =
        " WHERE host_id = " + std::to_string(host) + " AND first_ms = " + std::to_string(day);
    auto done = m_connection.execute("BEGIN; " + m_fiveMinutes.creation(day) + m_hours.creation(day)
        + "DELETE FROM metric_rollup_5m" + where + "; DELETE FROM metric_rollup_1h" + where
        + "; DELETE FROM metric_rollup_due WHERE host_id = " + std::to_string(host)
        + " AND day_ms = " + std::to_string(day));
    for (const RollupTable &target :
        {RollupTable{Resolution::FiveMinutes, m_fiveMinutes}, RollupTable{Resolution::OneHour, m_hours}}) {
        if (!done || builder.empty()) {
            break;
        }
        const series::Block block = builder.build(target.resolution);
        const series::Pack pack = m_encoder.encode(block);
        const std::vector<std::int32_t> directory(pack.directory.begin(), pack.directory.end());
        CopyBuffer copy;
        copy.beginRow(6);
        copy.add(host);
        copy.add(day);
        copy.add(block.times.back());
        copy.add(static_cast<std::int32_t>(block.times.size()));
        copy.add(std::span<const std::int32_t>(directory));
        copy.add(series::ByteView(pack.bytes));
        done = m_connection.copyIn("COPY " + target.table.name()
                + " (host_id, first_ms, last_ms, row_count, directory, data) "
                  "FROM STDIN (FORMAT binary)",
            copy.finish());
    }
    done = done ? m_connection.execute("COMMIT") : done;
    if (done) {
        m_fiveMinutes.confirm(day);
        m_hours.confirm(day);
        ++m_counters.rollupsWritten;
    }
    return done;
}

/// The wall clock, but never far beyond the newest sample: a clock that is set to another year by mistake
/// must not drop everything.
std::int64_t Flusher::retentionNow() const
{
    std::int64_t newest = 0;
    for (const std::shared_ptr<HostHead> &head : m_heads.all()) {
        newest = std::max(newest, toUnixMs(head->progress().newestSample));
    }
    return std::min(toUnixMs(m_clock.now()), newest + kRetentionLeadMs);
}

Result<void> Flusher::applyRetention()
{
    const std::int64_t now = retentionNow();
    const std::array tiers{RetentionSweeper::Tier{Resolution::Raw, m_packs},
        RetentionSweeper::Tier{Resolution::FiveMinutes, m_fiveMinutes},
        RetentionSweeper::Tier{Resolution::OneHour, m_hours}};
    if (auto swept = m_sweeper.sweep(m_connection, now, tiers); !swept) {
        return swept;
    }
    const std::int64_t oldest = now - m_retention.rules()->longest(Resolution::Raw).count();
    return m_connection.execute("DELETE FROM metric_rollup_due WHERE day_ms < "
        + std::to_string(m_packs.startOf(oldest)) + "; DELETE FROM metric_progress WHERE updated_ms < "
        + std::to_string(now - kProgressRetentionMs));
}

} // namespace qd::backend
