// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/hosthead.h"

#include <algorithm>
#include <limits>

namespace qd::backend {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

std::uint64_t samplesOf(const series::FlatBlock &block, std::size_t row)
{
    std::uint64_t samples = 0;
    for (std::size_t column = 0; column < block.slots.size(); ++column) {
        samples += series::isAbsent(block.values[column * block.times.size() + row]) ? 0 : 1;
    }
    return samples;
}

} // namespace

HostHead::HostHead(HostId host)
    : m_host(host)
    , m_unflushedSinceMs(kNever)
    , m_flushingSinceMs(kNever)
{
    m_progress.host = host;
}

HostHead::AppendOutcome HostHead::append(const series::FlatBlock &block,
    std::span<const std::uint32_t> ordinals, const BlockArrival &arrival,
    std::chrono::milliseconds lateWindow)
{
    const std::lock_guard lock(m_mutex);
    AppendOutcome outcome;
    m_rows.prepare(block, ordinals);
    const std::int64_t sealed = sealedUntil();
    const std::int64_t newestBefore = toUnixMs(m_progress.newestSample);
    std::int64_t newest = newestBefore;
    for (std::size_t row = 0; row < block.times.size(); ++row) {
        const std::int64_t time = block.times[row];
        if (newestBefore != 0 && time < newestBefore - lateWindow.count()) {
            outcome.refusedLate += samplesOf(block, row);
        } else {
            const HeadRows::Outcome added = m_rows.add(block, row, sealed);
            outcome.added += added.added;
            outcome.unknownSlot += added.unknownSlot;
            newest = std::max(newest, time);
        }
    }
    note(arrival, newest);
    return outcome;
}

void HostHead::note(const BlockArrival &arrival, std::int64_t newestMs)
{
    std::uint64_t &sequence = m_unflushedSequences[arrival.dictionary];
    sequence = std::max(sequence, arrival.sequence);
    m_unflushedSinceMs = std::min(m_unflushedSinceMs, arrival.writtenMs);
    m_progress = arrival.progress;
    m_progress.newestSample = fromUnixMs(newestMs);
}

/// The time up to which rows lie behind those that open rows may follow.
std::int64_t HostHead::sealedUntil() const
{
    if (m_held.rows > 0) {
        return m_held.lastMs;
    }
    return m_flushing && !m_flushing->sealed.chunks.empty() ? m_flushing->sealed.chunks.back()->times.back()
                                                            : std::numeric_limits<std::int64_t>::min();
}

bool HostHead::hold(HeldBlock block, const series::BlockInfo &info, const BlockArrival &arrival,
    std::chrono::milliseconds lateWindow)
{
    const std::lock_guard lock(m_mutex);
    const std::int64_t newest = toUnixMs(m_progress.newestSample);
    const bool isLate = newest != 0 && info.firstTime < newest - lateWindow.count();
    if (info.rows == 0 || isLate || !m_rows.isEmpty()) {
        return false;
    }
    m_held.firstMs = m_held.rows == 0 ? info.firstTime : std::min(m_held.firstMs, info.firstTime);
    m_held.lastMs = m_held.rows == 0 ? info.lastTime : std::max(m_held.lastMs, info.lastTime);
    m_held.rows += info.rows;
    m_held.bytes += block.raw.size() + sizeof block;
    m_held.blocks.push_back(std::move(block));
    note(arrival, std::max(newest, info.lastTime));
    return true;
}

std::uint64_t HostHead::settle()
{
    decodeHeld();
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_unreadable, 0);
}

void HostHead::decodeHeld()
{
    const std::lock_guard settling(m_settling);
    std::vector<HeldBlock> blocks;
    {
        const std::lock_guard lock(m_mutex);
        blocks = std::move(m_held.blocks);
        m_held.blocks.clear();
    }
    if (blocks.empty()) {
        return;
    }
    thread_local series::BlockDecoder decoder;
    thread_local series::FlatBlock flat;
    HeadRows rows;
    std::uint64_t unreadable = 0;
    for (const HeldBlock &block : blocks) {
        if (!decoder.decode(block.raw, flat)) { // its checksum was right: only damaged memory leads here
            ++unreadable;
            continue;
        }
        rows.prepare(flat, block.ordinals ? std::span(*block.ordinals) : std::span<const std::uint32_t>());
        for (std::size_t row = 0; row < flat.times.size(); ++row) {
            rows.add(flat, row, std::numeric_limits<std::int64_t>::min());
        }
    }
    SealedRows sealed = rows.take();
    const std::lock_guard lock(m_mutex);
    m_rows.prepend(std::move(sealed));
    m_held = {};
    m_unreadable += unreadable;
}

HostHead::Reading HostHead::read(std::span<const std::uint32_t> ordinals, std::int64_t from, std::int64_t to)
{
    decodeHeld();
    Reading reading;
    Chunks chunks; // shared with the head, so that decoding needs no lock
    std::vector<SampleColumn> open(ordinals.size());
    std::vector<SampleColumn> flushedLate(ordinals.size());
    std::vector<SampleColumn> late(ordinals.size());
    bool isMerging = false;
    {
        const std::lock_guard lock(m_mutex);
        reading.packedUntilMs = m_packedUntilMs;
        if (m_flushing) {
            chunks = m_flushing->sealed.chunks;
            isMerging = m_flushing->sealed.hasLate(from, to);
            m_flushing->sealed.readLate(ordinals, from, to, flushedLate);
        }
        const SealedRows &sealed = m_rows.sealed();
        chunks.insert(chunks.end(), sealed.chunks.begin(), sealed.chunks.end());
        m_rows.readOpen(ordinals, from, to, open);
        isMerging = isMerging || sealed.hasLate(from, to);
        sealed.readLate(ordinals, from, to, late);
    }
    reading.columns.resize(ordinals.size());
    series::ColumnDecoder decoder;
    for (const auto &chunk : chunks) {
        chunk->read(ordinals, from, to, decoder, reading.columns);
    }
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
        SampleColumn &column = reading.columns[i];
        column.append(open[i]);
        if (isMerging) {
            column = mergeColumns({std::move(column), std::move(flushedLate[i]), std::move(late[i])});
        }
    }
    return reading;
}

HostHead::Fill HostHead::fill() const
{
    const std::lock_guard lock(m_mutex);
    Fill fill;
    fill.rows = m_rows.rows() + m_held.rows;
    fill.sizeBytes = m_rows.sizeBytes() + m_held.bytes;
    fill.firstMs = kNever;
    const auto cover = [&fill](std::int64_t first, std::int64_t last) {
        fill.firstMs = std::min(fill.firstMs, first);
        fill.lastMs = std::max(fill.lastMs, last);
    };
    if (m_held.rows > 0) {
        cover(m_held.firstMs, m_held.lastMs);
    }
    if (const Chunks &chunks = m_rows.sealed().chunks; !chunks.empty()) {
        cover(chunks.front()->times.front(), chunks.back()->times.back());
    }
    if (!m_rows.openTimes().empty()) {
        cover(m_rows.openTimes().front(), m_rows.openTimes().back());
    }
    fill.unflushedSinceMs = m_unflushedSinceMs;
    fill.oldestWrittenMs = std::min(m_unflushedSinceMs, m_flushingSinceMs);
    fill.isFlushing = m_flushing != nullptr;
    return fill;
}

std::shared_ptr<const DetachedRows> HostHead::detach()
{
    decodeHeld();
    const std::lock_guard lock(m_mutex);
    if (m_flushing || m_unflushedSinceMs == kNever) {
        return nullptr;
    }
    auto detached = std::make_shared<DetachedRows>();
    detached->sealed = m_rows.take();
    detached->progress.assign(m_unflushedSequences.begin(), m_unflushedSequences.end());
    detached->newest = m_progress;
    m_unflushedSequences.clear();
    m_flushingSinceMs = std::exchange(m_unflushedSinceMs, kNever);
    m_flushing = detached;
    return detached;
}

void HostHead::flushed()
{
    const std::lock_guard lock(m_mutex);
    if (m_flushing) {
        m_packedUntilMs = std::max(m_packedUntilMs, toUnixMs(m_flushing->newest.newestSample));
    }
    m_flushing.reset();
    m_flushingSinceMs = kNever;
}

HostProgress HostHead::progress() const
{
    const std::lock_guard lock(m_mutex);
    return m_progress;
}

void HostHead::setProgress(const HostProgress &progress)
{
    const std::lock_guard lock(m_mutex);
    m_progress = progress;
    m_packedUntilMs = toUnixMs(progress.newestSample);
}

} // namespace qd::backend
