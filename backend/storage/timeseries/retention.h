// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/domain/metrics/metricstore.h"
#include "backend/storage/timeseries/headstore.h"
#include "backend/storage/timeseries/partitions.h"
#include "backend/storage/timeseries/timeseriesconfig.h"

#include <array>
#include <chrono>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace qd::backend {

/// How long samples are kept in each form.
struct Retention
{
    std::array<std::chrono::hours, 3> spans{}; ///< by Resolution

    [[nodiscard]] std::chrono::milliseconds of(Resolution resolution) const
    {
        return spans[static_cast<std::size_t>(resolution)];
    }
    bool operator==(const Retention &) const = default;
};

/// The general retention and the hosts that have another one, because of their categories. Immutable.
struct RetentionRules
{
    Retention general;
    std::unordered_map<HostId, Retention> hosts;

    [[nodiscard]] const Retention &of(HostId host) const
    {
        const auto found = hosts.find(host);
        return found == hosts.end() ? general : found->second;
    }
    [[nodiscard]] std::chrono::milliseconds longest(Resolution resolution) const;
    bool operator==(const RetentionRules &) const = default;
};

/// The rules that are in force: read from the database at the start and with each maintenance, asked by
/// queries. Any thread.
class RetentionTable
{
public:
    explicit RetentionTable(const TimeseriesConfig &config);

    [[nodiscard]] std::shared_ptr<const RetentionRules> rules() const; ///< never null
    /// Reads what the categories say now.
    [[nodiscard]] Result<void> load(PgConnection &connection);

private:
    const Retention m_general;
    mutable std::mutex m_mutex;
    std::shared_ptr<const RetentionRules> m_rules; // shared with whoever works by it at this moment
};

/// Ends what is older than its rule: whole partitions where no host keeps more, rows of single hosts where
/// their categories keep less than others. Used by the flusher's thread.
class RetentionSweeper
{
public:
    struct Tier
    {
        Resolution resolution;
        PartitionedTable &table;
    };

    RetentionSweeper(RetentionTable &table, const HeadStore &heads)
        : m_table(table)
        , m_heads(heads)
    {
    }

    /// Rows are looked through once a day and whenever the rules changed. A day whose roll-up is due is
    /// spared.
    [[nodiscard]] Result<void> sweep(
        PgConnection &connection, std::int64_t nowMs, std::span<const Tier> tiers);

private:
    [[nodiscard]] Result<void> sweepRows(
        PgConnection &connection, std::int64_t nowMs, const Tier &tier, const RetentionRules &rules);

    RetentionTable &m_table;
    const HeadStore &m_heads;
    std::shared_ptr<const RetentionRules> m_sweptRules; // the table's, when rows were looked through last
    std::int64_t m_sweptDay = 0;
};

} // namespace qd::backend
