// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/spool/spool.h"

#include <algorithm>
#include <utility>

namespace qd::agent {

namespace {

constexpr std::chrono::milliseconds kFullReportInterval{600'000};

std::uint64_t segmentBytesFor(std::uint64_t diskBytes)
{
    return std::clamp<std::uint64_t>(diskBytes / 8, 4'096, 1'000'000);
}

} // namespace

Spool::Spool(Options options, const Clock &clock, Reporter &reporter)
    : m_options(std::move(options))
    , m_clock(clock)
    , m_reporter(reporter)
    , m_log({m_options.directory, segmentBytesFor(m_options.diskBytes),
                std::min<std::uint64_t>(256'000, segmentBytesFor(m_options.diskBytes)), m_options.write},
          kMarkRecord, [this] { return preamble(); })
{
}

void Spool::open()
{
    if (m_options.diskBytes == 0) {
        return;
    }
    const auto recovered = m_log.open([this](std::uint8_t kind, series::ByteView payload, RecordPlace place) {
        readRecord(kind, payload, place);
    });
    settleRecovered();
    if (!recovered) {
        m_isDiskFailing = true;
        m_reporter.raise(EventSeverity::Error, "spool",
            "The spool cannot use its disk and keeps samples in memory only: "
                + recovered.error().toString());
        return;
    }
    if (recovered->corrupted > 0) {
        m_reporter.raise(EventSeverity::Error, "spool",
            "The spool on disk is damaged in " + std::to_string(recovered->corrupted)
                + " places; what stood there is lost");
    }
    if (recovered->tornTails > 0) {
        m_reporter.note(
            EventSeverity::Info, "spool", "The last record of the spool was incomplete and is left out");
    }
    if (!m_blocks.empty() || !m_events.empty()) {
        m_reporter.note(EventSeverity::Info, "spool",
            "Found " + std::to_string(m_blocks.size()) + " blocks and " + std::to_string(m_events.size())
                + " events that were not acknowledged");
    }
}

void Spool::push(std::uint64_t dictionary, series::Bytes block, std::uint32_t samples)
{
    BlockEntry entry;
    auto &next = m_nextSequence.try_emplace(dictionary, 1).first->second;
    entry.info = {m_nextOrdinal++, dictionary, next++, samples, m_clock.now()};
    entry.size = static_cast<std::uint32_t>(block.size());
    entry.payload = std::move(block);
    m_lastDictionary = dictionary;
    m_memoryBytes += entry.size;
    m_waitingBytes += entry.size;
    m_unwrittenBytes += entry.size;
    ++m_notOnDisk;
    m_blocks.push_back(std::move(entry));
    writeWaiting();
    enforceBounds();
}

void Spool::push(HostEvent event)
{
    m_memoryBytes += memorySizeOf(event);
    ++m_notOnDisk;
    m_events.push_back({m_nextOrdinal++, std::move(event), {}});
    writeWaiting();
    enforceBounds();
}

void Spool::writeWaiting()
{
    if (m_options.diskBytes == 0 || (m_isDiskFailing && m_clock.steadyNow() < m_nextDiskTry)) {
        return;
    }
    const auto written = writeAll();
    if (!written) {
        m_nextDiskTry = m_clock.steadyNow() + m_options.diskRetry;
        if (!std::exchange(m_isDiskFailing, true)) {
            m_reporter.raise(EventSeverity::Error, "spool",
                "The spool cannot use its disk and keeps samples in memory only: "
                    + written.error().toString());
        }
    } else if (std::exchange(m_isDiskFailing, false)) {
        m_reporter.raise(EventSeverity::Info, "spool", "The spool is on disk again; nothing was left out");
    }
}

void Spool::evictSegment(std::uint32_t segment)
{
    std::erase_if(m_blocks, [&](const BlockEntry &entry) {
        if (entry.place.segment != segment) {
            return false;
        }
        count(entry, SpoolDrop::Full);
        m_memoryBytes -= entry.payload.size();
        m_waitingBytes -= entry.size;
        return true;
    });
    m_log.discard(segment);
    for (EventEntry &entry : m_events) {
        if (entry.place.segment == segment) {
            entry.place = {};
            ++m_notOnDisk;
        }
    }
    writeWaiting(); // events outlive the blocks that they lay beside
}

void Spool::enforceBounds()
{
    while (m_options.diskBytes > 0 && m_log.bytes() > m_options.diskBytes && !m_blocks.empty()) {
        evictSegment(m_log.oldestSegment());
    }
    for (BlockEntry &entry : m_blocks) {
        if (m_memoryBytes <= m_options.memoryBytes) {
            break;
        }
        if (entry.place.isOnDisk()) {
            unload(entry);
        }
    }
    while (m_memoryBytes > m_options.memoryBytes && m_notOnDisk > 0 && !m_blocks.empty()) {
        const auto oldest = std::find_if(m_blocks.begin(), m_blocks.end(),
            [](const BlockEntry &entry) { return !entry.place.isOnDisk(); });
        if (oldest == m_blocks.end()) {
            break;
        }
        count(*oldest, SpoolDrop::Full);
        forget(*oldest);
        m_blocks.erase(oldest);
    }
    while (m_memoryBytes > m_options.memoryBytes && !m_events.empty()) {
        ++m_counts.eventsDropped;
        eventKept(std::string{m_events.front().event.id});
    }
    reportFull();
}

void Spool::reportFull()
{
    if (m_droppedUnreported == 0 || m_clock.steadyNow() < m_nextFullReport) {
        return;
    }
    m_nextFullReport = m_clock.steadyNow() + kFullReportInterval;
    m_reporter.raise(EventSeverity::Error, "spool",
        "The spool is full; the oldest " + std::to_string(std::exchange(m_droppedUnreported, 0))
            + " samples were dropped");
}

void Spool::unload(BlockEntry &entry)
{
    m_memoryBytes -= entry.payload.size();
    entry.payload = {};
}

void Spool::forget(const BlockEntry &entry)
{
    m_memoryBytes -= entry.payload.size();
    m_waitingBytes -= entry.size;
    if (entry.place.isOnDisk()) {
        m_log.release(entry.place);
    } else {
        noteWritten(entry);
    }
}

void Spool::noteWritten(const BlockEntry &entry)
{
    --m_notOnDisk;
    m_unwrittenBytes -= entry.size;
}

void Spool::count(const BlockEntry &entry, SpoolDrop reason)
{
    m_counts.samplesDropped[static_cast<std::size_t>(reason)] += entry.info.samples;
    if (reason == SpoolDrop::Full) {
        m_droppedUnreported += entry.info.samples;
    }
}

std::deque<Spool::BlockEntry>::iterator Spool::find(std::uint64_t ordinal)
{
    return std::lower_bound(m_blocks.begin(), m_blocks.end(), ordinal,
        [](const BlockEntry &entry, std::uint64_t wanted) { return entry.info.ordinal < wanted; });
}

const SpooledBlock *Spool::after(std::uint64_t ordinal) const
{
    const auto found = std::upper_bound(m_blocks.begin(), m_blocks.end(), ordinal,
        [](std::uint64_t wanted, const BlockEntry &entry) { return wanted < entry.info.ordinal; });
    return found == m_blocks.end() ? nullptr : &found->info;
}

Result<series::Bytes> Spool::load(std::uint64_t ordinal)
{
    const auto entry = find(ordinal);
    if (entry == m_blocks.end() || entry->info.ordinal != ordinal) {
        return failure(ErrorCode::NotFound, "the block does not wait any more");
    }
    if (!entry->payload.empty()) {
        return entry->payload;
    }
    if (auto payload = readPayload(*entry)) {
        return payload;
    }
    m_reporter.raise(EventSeverity::Error, "spool",
        "A spooled block of " + std::to_string(entry->info.samples)
            + " samples cannot be read back and is dropped");
    count(*entry, SpoolDrop::Corrupt);
    forget(*entry);
    m_blocks.erase(entry);
    return failure(ErrorCode::Corrupt, "the block cannot be read back");
}

void Spool::acknowledge(std::uint64_t dictionary, std::uint64_t sequence)
{
    const auto isOfDictionary = [&](const BlockEntry &entry) { return entry.info.dictionary == dictionary; };
    const auto first = std::find_if(m_blocks.begin(), m_blocks.end(), isOfDictionary);
    auto last = first;
    while (last != m_blocks.end() && isOfDictionary(*last) && last->info.sequence <= sequence) {
        m_counts.samplesAcknowledged += last->info.samples;
        forget(*last);
        ++last;
    }
    if (first != last) {
        m_acknowledged[dictionary] = sequence;
        m_blocks.erase(first, last);
    }
}

void Spool::drop(std::uint64_t dictionary, std::uint64_t sequence, SpoolDrop reason)
{
    const auto entry = std::find_if(m_blocks.begin(), m_blocks.end(), [&](const BlockEntry &candidate) {
        return candidate.info.dictionary == dictionary && candidate.info.sequence == sequence;
    });
    if (entry != m_blocks.end()) {
        count(*entry, reason);
        forget(*entry);
        m_blocks.erase(entry);
    }
}

std::uint64_t Spool::nextSequence(std::uint64_t dictionary) const
{
    const auto found = m_nextSequence.find(dictionary);
    return found == m_nextSequence.end() ? 1 : found->second;
}

void Spool::renumber(std::uint64_t from, std::uint64_t to)
{
    std::vector<std::uint64_t> ordinals;
    for (const BlockEntry &entry : m_blocks) {
        if (entry.info.dictionary == from) {
            ordinals.push_back(entry.info.ordinal);
        }
    }
    for (const std::uint64_t ordinal : ordinals) {
        auto payload = load(ordinal);
        if (!payload) {
            continue; // dropped and counted by load()
        }
        const auto old = find(ordinal);
        const std::uint32_t samples = old->info.samples;
        forget(*old);
        m_blocks.erase(old);
        push(to, std::move(*payload), samples);
    }
}

std::vector<HostEvent> Spool::events(std::size_t atMost) const
{
    std::vector<HostEvent> oldest;
    for (const EventEntry &entry : m_events) {
        if (oldest.size() == atMost) {
            break;
        }
        oldest.push_back(entry.event);
    }
    return oldest;
}

void Spool::eventKept(std::string_view id)
{
    const auto entry = std::find_if(m_events.begin(), m_events.end(),
        [&](const EventEntry &candidate) { return candidate.event.id == id; });
    if (entry == m_events.end()) {
        return;
    }
    m_memoryBytes -= memorySizeOf(entry->event);
    if (entry->place.isOnDisk()) {
        writeEventKept(id);
        m_log.release(entry->place);
    } else {
        --m_notOnDisk;
    }
    m_events.erase(entry);
}

std::set<std::uint64_t> Spool::dictionaries() const
{
    std::set<std::uint64_t> all;
    for (const BlockEntry &entry : m_blocks) {
        all.insert(entry.info.dictionary);
    }
    return all;
}

SpoolStats Spool::stats() const
{
    SpoolStats stats = m_counts;
    stats.memoryBytes = m_memoryBytes;
    stats.diskBytes = m_log.bytes();
    stats.blocks = m_blocks.size();
    stats.events = m_events.size();
    stats.isOnDisk = m_options.diskBytes > 0 && !m_isDiskFailing;
    if (!m_blocks.empty()) {
        stats.oldestAge =
            std::max(std::chrono::milliseconds{0}, m_clock.now() - m_blocks.front().info.storedAt);
    }
    return stats;
}

SpoolDepth Spool::depth() const
{
    return {static_cast<std::int64_t>(m_blocks.size()),
        static_cast<std::int64_t>(m_waitingBytes - m_unwrittenBytes),
        static_cast<std::int64_t>(m_unwrittenBytes)};
}

} // namespace qd::agent
