// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/spool/bytesio.h"
#include "agent/spool/spool.h"
#include "shared/protocol/wire.h"

#include <algorithm>

// The spool's records on disk: how each is written, and how a new process reads them back.
namespace qd::agent {

namespace {

constexpr std::uint8_t kBlock = 2; ///< ordinal, dictionary, sequence, samples, stored at, block
constexpr std::uint8_t kEvent = 3; ///< ordinal, encoded AgentEvent
constexpr std::uint8_t kEventKept = 4; ///< id
constexpr std::uint8_t kAcknowledged = 5; ///< dictionary, sequence
constexpr std::size_t kBlockHeader = 8 + 8 + 8 + 4 + 8;

/// What an event costs in memory beside its text.
constexpr std::uint64_t kEventOverhead = 200;

} // namespace

std::uint64_t Spool::memorySizeOf(const HostEvent &event)
{
    return kEventOverhead + event.id.size() + event.source.size() + event.message.size();
}

void Spool::readRecord(std::uint8_t kind, series::ByteView payload, RecordPlace place)
{
    if (kind == kBlock) {
        readBlock(payload, place);
        return;
    }
    if (kind == kEvent) {
        readEvent(payload, place);
        return;
    }
    m_log.release(place);
    if (kind == kEventKept) {
        m_keptEvents.emplace(reinterpret_cast<const char *>(payload.data()), payload.size());
        return;
    }
    const auto dictionary = takeNumber<std::uint64_t>(payload);
    const auto sequence = takeNumber<std::uint64_t>(payload);
    if (!sequence) {
        return;
    }
    if (kind == kAcknowledged) {
        auto &acknowledged = m_acknowledged[*dictionary];
        acknowledged = std::max(acknowledged, *sequence);
    } else if (kind == kMarkRecord) {
        auto &next = m_nextSequence[*dictionary];
        next = std::max(next, *sequence);
        m_lastDictionary = *dictionary;
        m_nextOrdinal = std::max(m_nextOrdinal, takeNumber<std::uint64_t>(payload).value_or(1));
    }
}

void Spool::readBlock(series::ByteView payload, RecordPlace place)
{
    BlockEntry entry;
    entry.place = place;
    entry.info.ordinal = takeNumber<std::uint64_t>(payload).value_or(0);
    entry.info.dictionary = takeNumber<std::uint64_t>(payload).value_or(0);
    entry.info.sequence = takeNumber<std::uint64_t>(payload).value_or(0);
    entry.info.samples = takeNumber<std::uint32_t>(payload).value_or(0);
    entry.info.storedAt = fromUnixMs(takeNumber<std::int64_t>(payload).value_or(0));
    entry.size = static_cast<std::uint32_t>(payload.size());
    m_waitingBytes += entry.size;
    auto &next = m_nextSequence[entry.info.dictionary];
    next = std::max(next, entry.info.sequence + 1);
    m_nextOrdinal = std::max(m_nextOrdinal, entry.info.ordinal + 1);
    m_lastDictionary = entry.info.dictionary;
    m_blocks.push_back(std::move(entry));
}

void Spool::readEvent(series::ByteView payload, RecordPlace place)
{
    const auto ordinal = takeNumber<std::uint64_t>(payload);
    auto envelope = protocol::decode(payload);
    auto *message = envelope ? std::get_if<protocol::AgentEvent>(&envelope->message) : nullptr;
    if (!ordinal || message == nullptr) {
        m_log.release(place);
        return;
    }
    m_nextOrdinal = std::max(m_nextOrdinal, *ordinal + 1);
    m_memoryBytes += memorySizeOf(message->event);
    m_events.push_back({*ordinal, std::move(message->event), place});
}

void Spool::settleRecovered()
{
    const auto byOrdinal = [](const BlockEntry &a, const BlockEntry &b) {
        return a.info.ordinal < b.info.ordinal;
    };
    std::stable_sort(m_blocks.begin(), m_blocks.end(), byOrdinal);
    const auto isDone = [this](const BlockEntry &entry) {
        const auto acknowledged = m_acknowledged.find(entry.info.dictionary);
        const bool isKept =
            acknowledged != m_acknowledged.end() && entry.info.sequence <= acknowledged->second;
        if (isKept) {
            m_log.release(entry.place);
            m_waitingBytes -= entry.size;
        }
        return isKept;
    };
    std::erase_if(m_blocks, isDone);
    std::erase_if(m_events, [this](const EventEntry &entry) {
        if (!m_keptEvents.contains(entry.event.id)) {
            return false;
        }
        m_memoryBytes -= memorySizeOf(entry.event);
        m_log.release(entry.place);
        return true;
    });
    m_acknowledged.clear();
    m_keptEvents.clear();
}

series::Bytes Spool::preamble() const
{
    series::Bytes mark;
    putNumber(mark, m_lastDictionary);
    putNumber(mark, nextSequence(m_lastDictionary));
    putNumber(mark, m_nextOrdinal);
    return mark;
}

Result<void> Spool::writeBlock(BlockEntry &entry)
{
    series::Bytes record;
    record.reserve(kBlockHeader + entry.payload.size());
    putNumber(record, entry.info.ordinal);
    putNumber(record, entry.info.dictionary);
    putNumber(record, entry.info.sequence);
    putNumber(record, entry.info.samples);
    putNumber(record, toUnixMs(entry.info.storedAt));
    record.insert(record.end(), entry.payload.begin(), entry.payload.end());
    const auto place = m_log.append(kBlock, record);
    if (!place) {
        return failure(place.error());
    }
    entry.place = *place;
    noteWritten(entry);
    if (m_memoryBytes > m_options.cacheBytes) {
        unload(entry);
    }
    return {};
}

Result<void> Spool::writeEvent(EventEntry &entry)
{
    series::Bytes record;
    putNumber(record, entry.ordinal);
    const protocol::Blob message =
        protocol::encode({protocol::kVersion, 0, protocol::AgentEvent{entry.event}});
    record.insert(record.end(), message.begin(), message.end());
    const auto place = m_log.append(kEvent, record);
    if (!place) {
        return failure(place.error());
    }
    entry.place = *place;
    --m_notOnDisk;
    return {};
}

void Spool::markAcknowledged()
{
    for (const auto &[dictionary, sequence] : m_acknowledged) {
        series::Bytes record;
        putNumber(record, dictionary);
        putNumber(record, sequence);
        m_log.appendLater(kAcknowledged, record);
    }
    m_acknowledged.clear();
}

Result<void> Spool::writeAll()
{
    markAcknowledged();
    // What waits is nearly always the newest one only, so the search begins at the back and ends with the
    // last one.
    for (auto entry = m_blocks.rbegin(); entry != m_blocks.rend() && m_notOnDisk > 0; ++entry) {
        if (!entry->place.isOnDisk()) {
            if (auto written = writeBlock(*entry); !written) {
                return written;
            }
        }
    }
    for (auto entry = m_events.rbegin(); entry != m_events.rend() && m_notOnDisk > 0; ++entry) {
        if (!entry->place.isOnDisk()) {
            if (auto written = writeEvent(*entry); !written) {
                return written;
            }
        }
    }
    return {};
}

void Spool::writeEventKept(std::string_view id)
{
    // Without this mark the event is sent again after a restart, which is harmless.
    if (const auto mark = m_log.append(kEventKept, std::as_bytes(std::span{id.data(), id.size()}))) {
        m_log.release(*mark);
    }
}

Result<series::Bytes> Spool::readPayload(const BlockEntry &entry) const
{
    auto record = m_log.read(entry.place);
    if (record && record->size() != kBlockHeader + entry.size) {
        return failure(ErrorCode::Corrupt, "a spooled block changed its size");
    }
    if (record) {
        record->erase(record->begin(), record->begin() + kBlockHeader);
    }
    return record;
}

} // namespace qd::agent
