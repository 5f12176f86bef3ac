// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/partitions.h"

#include <algorithm>
#include <charconv>

namespace qd::backend {

std::int64_t PartitionedTable::startOf(std::int64_t timeMs) const
{
    const std::int64_t rest = timeMs % m_widthMs;
    return timeMs - (rest < 0 ? rest + m_widthMs : rest);
}

std::string PartitionedTable::partitionName(std::int64_t startMs) const
{
    return m_name + "_p" + (startMs < 0 ? "m" + std::to_string(-startMs) : std::to_string(startMs));
}

std::string PartitionedTable::creation(std::int64_t timeMs) const
{
    const std::int64_t start = startOf(timeMs);
    if (m_known.contains(start)) {
        return {};
    }
    return "CREATE TABLE IF NOT EXISTS " + partitionName(start) + " PARTITION OF " + m_name
        + " FOR VALUES FROM (" + std::to_string(start) + ") TO (" + std::to_string(start + m_widthMs) + ");";
}

Result<std::vector<std::int64_t>> PartitionedTable::existing(PgConnection &connection) const
{
    const auto rows =
        connection.query("SELECT c.relname::text FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
                         "WHERE i.inhparent = '"
            + m_name + "'::regclass");
    if (!rows) {
        return failure(rows.error());
    }
    std::vector<std::int64_t> starts;
    for (int row = 0; row < rows->count(); ++row) {
        std::string_view suffix = rows->text(row, 0).substr(m_name.size() + 2);
        const bool isNegative = suffix.starts_with('m');
        suffix.remove_prefix(isNegative ? 1 : 0);
        std::int64_t start = 0;
        if (std::from_chars(suffix.data(), suffix.data() + suffix.size(), start).ec == std::errc{}) {
            starts.push_back(isNegative ? -start : start);
        }
    }
    std::sort(starts.begin(), starts.end());
    return starts;
}

Result<int> PartitionedTable::dropBefore(PgConnection &connection, std::int64_t timeMs)
{
    const auto starts = existing(connection);
    if (!starts) {
        return failure(starts.error());
    }
    int dropped = 0;
    for (const std::int64_t start : *starts) {
        if (start + m_widthMs > timeMs) {
            break;
        }
        // Waits for readers only briefly: a query that holds the table would otherwise make every later one
        // queue.
        if (auto done = connection.execute(
                "SET lock_timeout = '2s'; DROP TABLE " + partitionName(start) + "; SET lock_timeout = 0");
            !done) {
            (void)connection.execute("SET lock_timeout = 0");
            return failure(std::move(done).error());
        }
        m_known.erase(start);
        ++dropped;
    }
    return dropped;
}

} // namespace qd::backend
