// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/retention.h"

#include <algorithm>
#include <map>

namespace qd::backend {
namespace {

constexpr std::size_t kHostsPerDelete = 500; ///< so that no statement takes long

std::chrono::hours days(std::int32_t count)
{
    return std::chrono::hours{24 * count};
}

std::int32_t inDays(std::chrono::milliseconds span)
{
    return static_cast<std::int32_t>(std::chrono::duration_cast<std::chrono::hours>(span).count() / 24);
}

/// Start of the first day that is kept.
std::int64_t firstKeptDay(std::int64_t nowMs, std::chrono::milliseconds retention)
{
    return PartitionedTable({}, kDayMs).startOf(nowMs - retention.count());
}

} // namespace

std::chrono::milliseconds RetentionRules::longest(Resolution resolution) const
{
    std::chrono::milliseconds longest = general.of(resolution);
    for (const auto &[host, retention] : hosts) {
        longest = std::max(longest, retention.of(resolution));
    }
    return longest;
}

RetentionTable::RetentionTable(const TimeseriesConfig &config)
    : m_general{{config.rawRetention, config.fiveMinuteRetention, config.hourRetention}}
    , m_rules(std::make_shared<RetentionRules>(RetentionRules{m_general, {}}))
{
}

std::shared_ptr<const RetentionRules> RetentionTable::rules() const
{
    const std::lock_guard lock(m_mutex);
    return m_rules;
}

Result<void> RetentionTable::load(PgConnection &connection)
{
    PgParameters parameters;
    for (const std::chrono::hours span : m_general.spans) {
        parameters.add(inDays(span));
    }
    const auto rows = connection.query("SELECT host_id, raw_days, five_minute_days, hour_days "
                                       "FROM qd_host_retention($1, $2, $3)",
        parameters);
    if (!rows) {
        return failure(rows.error());
    }
    auto rules = std::make_shared<RetentionRules>(RetentionRules{m_general, {}});
    for (int row = 0; row < rows->count(); ++row) {
        rules->hosts.emplace(HostId{rows->int32(row, 0)},
            Retention{{days(rows->int32(row, 1)), days(rows->int32(row, 2)), days(rows->int32(row, 3))}});
    }
    const std::lock_guard lock(m_mutex);
    if (*m_rules != *rules) {
        m_rules = std::move(rules);
    }
    return {};
}

Result<void> RetentionSweeper::sweep(
    PgConnection &connection, std::int64_t nowMs, std::span<const Tier> tiers)
{
    if (auto loaded = m_table.load(connection); !loaded) {
        return loaded;
    }
    const auto rules = m_table.rules();
    for (const Tier &tier : tiers) {
        const std::int64_t before = nowMs - rules->longest(tier.resolution).count();
        if (const auto dropped = tier.table.dropBefore(connection, before); !dropped) {
            return failure(dropped.error());
        }
    }
    const std::int64_t day = firstKeptDay(nowMs, {});
    if (m_sweptDay == day && m_sweptRules == rules) {
        return {};
    }
    for (const Tier &tier : tiers) {
        if (auto swept = sweepRows(connection, nowMs, tier, *rules); !swept) {
            return swept;
        }
    }
    m_sweptDay = day;
    m_sweptRules = rules;
    return {};
}

Result<void> RetentionSweeper::sweepRows(
    PgConnection &connection, std::int64_t nowMs, const Tier &tier, const RetentionRules &rules)
{
    std::map<std::int64_t, std::vector<std::int32_t>> hostsByFirstKept;
    const std::chrono::milliseconds longest = rules.longest(tier.resolution);
    for (const auto &head : m_heads.all()) {
        if (const auto span = rules.of(head->host()).of(tier.resolution); span < longest) {
            hostsByFirstKept[firstKeptDay(nowMs, span)].push_back(head->host().value);
        }
    }
    if (hostsByFirstKept.empty()) {
        return {};
    }
    const auto partitions = tier.table.existing(connection);
    if (!partitions) {
        return failure(partitions.error());
    }
    const std::string spare = tier.resolution != Resolution::Raw
        ? std::string()
        : " AND NOT EXISTS (SELECT 1 FROM metric_rollup_due d WHERE d.host_id = p.host_id "
          "AND d.day_ms = p.first_ms - p.first_ms % "
            + std::to_string(kDayMs) + ")";
    for (const std::int64_t start : *partitions) {
        const std::string sql = "DELETE FROM " + tier.table.partitionName(start)
            + " p WHERE host_id = ANY($1) AND first_ms < $2" + spare;
        for (const auto &[firstKept, hosts] : hostsByFirstKept) {
            for (std::size_t at = 0; start < firstKept && at < hosts.size(); at += kHostsPerDelete) {
                PgParameters parameters;
                parameters.add(std::span(hosts).subspan(at, std::min(kHostsPerDelete, hosts.size() - at)));
                parameters.add(firstKept);
                if (const auto done = connection.query(sql, parameters); !done) {
                    return failure(done.error());
                }
            }
        }
    }
    return {};
}

} // namespace qd::backend
