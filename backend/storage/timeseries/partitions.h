// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/timeseries/pgconnection.h"

#include <cstdint>
#include <set>
#include <string>

namespace qd::backend {

inline constexpr std::int64_t kHourMs = 3'600'000;
inline constexpr std::int64_t kDayMs = 24 * kHourMs;

/// One table that is partitioned by a time column into pieces of equal width, aligned to the epoch.
/// Used by one thread, with its connection.
class PartitionedTable
{
public:
    PartitionedTable(std::string name, std::int64_t widthMs)
        : m_name(std::move(name))
        , m_widthMs(widthMs)
    {
    }

    [[nodiscard]] const std::string &name() const { return m_name; }
    [[nodiscard]] std::int64_t startOf(std::int64_t timeMs) const;
    [[nodiscard]] std::int64_t widthMs() const { return m_widthMs; }
    [[nodiscard]] std::string partitionName(std::int64_t startMs) const;

    /// The SQL that creates the partition of a time if it is missing; empty if this object knows that it
    /// exists.
    [[nodiscard]] std::string creation(std::int64_t timeMs) const;
    /// Call once the transaction with creation() is committed.
    void confirm(std::int64_t timeMs) { m_known.insert(startOf(timeMs)); }
    /// Call after a transaction failed: somebody else may have dropped what this object believes to exist.
    void forget() { m_known.clear(); }

    /// Start times of the partitions that exist, ascending.
    [[nodiscard]] Result<std::vector<std::int64_t>> existing(PgConnection &connection) const;
    /// Drops partitions that end at or before a time. @return how many
    [[nodiscard]] Result<int> dropBefore(PgConnection &connection, std::int64_t timeMs);

private:
    std::string m_name;
    std::int64_t m_widthMs;
    std::set<std::int64_t> m_known;
};

} // namespace qd::backend
