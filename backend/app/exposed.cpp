// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/exposed.h"

namespace qd::backend {

void expose(http::Exposition &out, const ingest::IngestCounters &counters)
{
    const auto number = [](const std::atomic<std::int64_t> &value) {
        return static_cast<double>(value.load());
    };
    out.gauge("quarterdeck_agent_sessions", "Agents connected now.", number(counters.sessions));
    out.counter("quarterdeck_agents_admitted_total", "Agent sessions that began.", number(counters.admitted));
    constexpr std::string_view kRefused = "quarterdeck_agents_refused_total";
    constexpr std::string_view kRefusedHelp = "Agents that were not let in.";
    out.counter(kRefused, kRefusedHelp, number(counters.refusedDenied), {{"reason", "denied"}});
    out.counter(kRefused, kRefusedHelp, number(counters.refusedClone), {{"reason", "clone"}});
    out.counter(kRefused, kRefusedHelp, number(counters.refusedOther), {{"reason", "other"}});
    out.counter("quarterdeck_agent_sessions_replaced_total",
        "Sessions ended by a newer one of the same host.", number(counters.replaced));
    out.counter("quarterdeck_agent_frames_malformed_total", "Frames that broke the protocol.",
        number(counters.malformed));
    out.counter("quarterdeck_blocks_received_total", "Blocks from agents.", number(counters.blocks));
    out.counter(
        "quarterdeck_block_bytes_received_total", "Bytes of those blocks.", number(counters.blockBytes));
    out.counter("quarterdeck_samples_received_total", "Samples in those blocks.", number(counters.samples));
    out.counter("quarterdeck_blocks_deferred_total", "Blocks held because the journal was saturated.",
        number(counters.blocksDeferred));
    out.counter("quarterdeck_acks_sent_total", "Acknowledgements sent to agents.", number(counters.acks));
}

void expose(http::Exposition &out, cmdb::HostStateTracker &tracker)
{
    const cmdb::HostStateTracker::Totals totals = tracker.totals();
    out.gauge("quarterdeck_hosts", "Hosts in the inventory.", static_cast<double>(totals.hosts));
    out.gauge("quarterdeck_hosts_online", "Hosts with a session and fresh samples.",
        static_cast<double>(totals.online));
}

void expose(http::Exposition &out, const TimeseriesEngine &engine)
{
    const TimeseriesCounters &counters = engine.counters();
    const auto number = [](const std::atomic<std::uint64_t> &value) {
        return static_cast<double>(value.load());
    };
    out.counter("quarterdeck_samples_kept_total", "Samples that are durable.", number(counters.samplesKept));
    out.counter("quarterdeck_blocks_kept_total", "Blocks that are durable.", number(counters.blocksKept));
    out.counter("quarterdeck_blocks_repeated_total", "Blocks that were there already.",
        number(counters.blocksRepeated));
    out.counter(
        "quarterdeck_blocks_refused_total", "Blocks that could not be kept.", number(counters.blocksRefused));
    constexpr std::string_view kDropped = "quarterdeck_samples_dropped_total";
    constexpr std::string_view kDroppedHelp = "Samples that were refused.";
    out.counter(kDropped, kDroppedHelp, number(counters.samplesLate), {{"reason", "late"}});
    out.counter(kDropped, kDroppedHelp, number(counters.samplesFuture), {{"reason", "future"}});
    out.counter(kDropped, kDroppedHelp, number(counters.samplesUnknownSlot), {{"reason", "unknown_slot"}});
    out.counter("quarterdeck_series_refused_total", "Series that were not registered.",
        number(counters.seriesRefused));
    out.counter("quarterdeck_journal_commits_total", "Commits of the journal.", number(counters.commits));
    out.counter("quarterdeck_journal_retries_total", "Commits that had to be tried again.",
        number(counters.commitRetries));
    out.counter(
        "quarterdeck_journal_bytes_total", "Bytes written to the journal.", number(counters.journalBytes));
    out.counter(
        "quarterdeck_packs_written_total", "Packs flushed from memory.", number(counters.packsWritten));
    out.counter("quarterdeck_pack_bytes_total", "Bytes of those packs.", number(counters.packBytes));
    out.counter("quarterdeck_flush_failures_total", "Flushes that had to be tried again.",
        number(counters.flushFailures));
    out.counter("quarterdeck_samples_replayed_total", "Samples read back from the journal at the start.",
        number(counters.samplesReplayed));
    out.counter("quarterdeck_corrupt_sections_total", "Stored pieces that could not be read.",
        number(counters.corruptSections));
    out.gauge("quarterdeck_series", "Series known.", engine.seriesCount());
    out.gauge("quarterdeck_head_bytes", "Memory of samples not flushed yet.",
        static_cast<double>(engine.headBytes()));
}

} // namespace qd::backend
