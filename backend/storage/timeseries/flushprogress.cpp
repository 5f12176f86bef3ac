// SPDX-License-Identifier: GPL-3.0-or-later
// What a flush notes beside its packs, in the same transaction.
#include "backend/storage/timeseries/flusher.h"

namespace qd::backend {

Result<void> Flusher::writeProgress(const Batch &batch)
{
    auto done = writeSequences(batch);
    done = done ? writeHosts(batch) : done;
    return done ? writeDueDays(batch) : done;
}

/// How far each dictionary is in packs.
Result<void> Flusher::writeSequences(const Batch &batch)
{
    std::vector<std::int32_t> hosts;
    std::vector<std::int64_t> dictionaries, sequences;
    for (const Pending &pending : batch.hosts) {
        for (const auto &[dictionary, sequence] : pending.rows->progress) {
            hosts.push_back(pending.head->host().value);
            dictionaries.push_back(static_cast<std::int64_t>(dictionary));
            sequences.push_back(static_cast<std::int64_t>(sequence));
        }
    }
    PgParameters parameters;
    parameters.add(std::span<const std::int32_t>(hosts));
    parameters.add(std::span<const std::int64_t>(dictionaries));
    parameters.add(std::span<const std::int64_t>(sequences));
    parameters.add(toUnixMs(m_clock.now()));
    return m_connection.change(
        "INSERT INTO metric_progress (host_id, dictionary, sequence, updated_ms) "
        "SELECT h, d, s, $4 FROM unnest($1::integer[], $2::bigint[], $3::bigint[]) AS p(h, d, s) "
        "ON CONFLICT (host_id, dictionary) DO UPDATE SET sequence = greatest(metric_progress.sequence, "
        "excluded.sequence), updated_ms = excluded.updated_ms",
        parameters);
}

/// The newest data of each host.
Result<void> Flusher::writeHosts(const Batch &batch)
{
    std::vector<std::int32_t> hosts, offsets;
    std::vector<std::int64_t> newest, sent, received, committed;
    for (const Pending &pending : batch.hosts) {
        const HostProgress &progress = pending.rows->newest;
        hosts.push_back(pending.head->host().value);
        newest.push_back(toUnixMs(progress.newestSample));
        sent.push_back(toUnixMs(progress.sentAt));
        received.push_back(toUnixMs(progress.receivedAt));
        committed.push_back(toUnixMs(progress.committedAt));
        offsets.push_back(progress.clockOffsetMs);
    }
    PgParameters parameters;
    parameters.add(std::span<const std::int32_t>(hosts));
    for (const std::vector<std::int64_t> *times : {&newest, &sent, &received, &committed}) {
        parameters.add(std::span<const std::int64_t>(*times));
    }
    parameters.add(std::span<const std::int32_t>(offsets));
    return m_connection.change(
        "INSERT INTO metric_host (host_id, newest_ms, sent_ms, received_ms, committed_ms, clock_offset_ms) "
        "SELECT * FROM unnest($1::integer[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], "
        "$6::integer[]) ON CONFLICT (host_id) DO UPDATE SET "
        "newest_ms = greatest(metric_host.newest_ms, excluded.newest_ms), sent_ms = excluded.sent_ms, "
        "received_ms = excluded.received_ms, committed_ms = excluded.committed_ms, "
        "clock_offset_ms = excluded.clock_offset_ms",
        parameters);
}

/// Days of hosts that want new roll-ups.
Result<void> Flusher::writeDueDays(const Batch &batch)
{
    std::vector<std::int32_t> hosts;
    std::vector<std::int64_t> days;
    for (const auto &hostDay : batch.due) {
        if (!m_knownDue.contains(hostDay)) {
            hosts.push_back(hostDay.first);
            days.push_back(hostDay.second);
        }
    }
    PgParameters parameters;
    parameters.add(std::span<const std::int32_t>(hosts));
    parameters.add(std::span<const std::int64_t>(days));
    return m_connection.change("INSERT INTO metric_rollup_due (host_id, day_ms) "
                               "SELECT * FROM unnest($1::integer[], $2::bigint[]) ON CONFLICT DO NOTHING",
        parameters);
}

} // namespace qd::backend
