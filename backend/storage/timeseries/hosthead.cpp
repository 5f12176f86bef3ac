// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/hosthead.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace qd::backend {
namespace {

constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

void readLate(const LateSamples &late, std::span<const std::uint32_t> ordinals, std::int64_t from,
    std::int64_t to, std::vector<SampleColumn> &out)
{
    for (auto at = late.lower_bound(from); at != late.end() && at->first <= to; ++at) {
        for (std::size_t i = 0; i < ordinals.size(); ++i) {
            if (const auto found = at->second.find(ordinals[i]); found != at->second.end()) {
                out[i].times.push_back(at->first);
                out[i].values.push_back(found->second);
            }
        }
    }
}

void readChunk(const MiniChunk &chunk, std::span<const std::uint32_t> ordinals, std::int64_t from,
    std::int64_t to, series::ColumnDecoder &decoder, std::vector<double> &cells,
    std::vector<SampleColumn> &out)
{
    if (chunk.times.front() > to || chunk.times.back() < from) {
        return;
    }
    cells.resize(chunk.times.size());
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
        if (!chunk.readColumn(ordinals[i], decoder, cells)) {
            continue;
        }
        for (std::size_t row = 0; row < cells.size(); ++row) {
            if (!series::isAbsent(cells[row]) && chunk.times[row] >= from && chunk.times[row] <= to) {
                out[i].times.push_back(chunk.times[row]);
                out[i].values.push_back(cells[row]);
            }
        }
    }
}

bool hasLate(const LateSamples &late, std::int64_t from, std::int64_t to)
{
    const auto at = late.lower_bound(from);
    return at != late.end() && at->first <= to;
}

} // namespace

bool MiniChunk::readColumn(
    std::uint32_t ordinal, series::ColumnDecoder &decoder, std::span<double> cells) const
{
    if (ordinal >= lengths.size()) {
        return false;
    }
    const std::size_t offset = std::accumulate(lengths.begin(), lengths.begin() + ordinal, std::size_t{0});
    series::ByteReader in(series::ByteView(bytes).subspan(offset, lengths[ordinal]));
    return decoder.decodeCells(in, cells);
}

SampleColumn mergeColumns(std::vector<SampleColumn> columns)
{
    std::erase_if(columns, [](const SampleColumn &column) { return column.times.empty(); });
    if (columns.empty()) {
        return {};
    }
    SampleColumn merged = std::move(columns.front());
    for (std::size_t i = 1; i < columns.size(); ++i) {
        SampleColumn &next = columns[i];
        if (next.times.front() > merged.times.back()) { // the usual case: packs follow one another
            merged.times.insert(merged.times.end(), next.times.begin(), next.times.end());
            merged.values.insert(merged.values.end(), next.values.begin(), next.values.end());
            continue;
        }
        SampleColumn both;
        both.times.reserve(merged.times.size() + next.times.size());
        both.values.reserve(both.times.capacity());
        std::size_t a = 0;
        std::size_t b = 0;
        while (a < merged.times.size() || b < next.times.size()) {
            const bool isNext =
                b < next.times.size() && (a == merged.times.size() || next.times[b] <= merged.times[a]);
            if (isNext && a < merged.times.size() && next.times[b] == merged.times[a]) {
                ++a;
            }
            both.times.push_back(isNext ? next.times[b] : merged.times[a]);
            both.values.push_back(isNext ? next.values[b] : merged.values[a]);
            ++(isNext ? b : a);
        }
        merged = std::move(both);
    }
    return merged;
}

HostHead::HostHead(HostId host)
    : m_host(host)
    , m_unflushedSinceMs(kNever)
    , m_flushingSinceMs(kNever)
{
    m_progress.host = host;
}

HostHead::AppendOutcome HostHead::append(const series::FlatBlock &block,
    std::span<const std::uint32_t> ordinals, std::uint64_t dictionary, std::uint64_t sequence,
    const HostProgress &progress, std::int64_t writtenMs, const AppendLimits &limits)
{
    const std::lock_guard lock(m_mutex);
    AppendOutcome outcome;
    std::uint32_t widest = 0;
    m_ordinalOfColumn.clear();
    for (const std::uint32_t slot : block.slots) {
        const std::uint32_t ordinal = slot < ordinals.size() ? ordinals[slot] : kNoOrdinal;
        m_ordinalOfColumn.push_back(ordinal);
        widest = ordinal == kNoOrdinal ? widest : std::max(widest, ordinal + 1);
    }
    widen(widest);

    const auto samplesOf = [&block](std::size_t row) {
        std::uint64_t samples = 0;
        for (std::size_t column = 0; column < block.slots.size(); ++column) {
            samples += series::isAbsent(block.values[column * block.times.size() + row]) ? 0 : 1;
        }
        return samples;
    };
    const std::int64_t newestBefore = toUnixMs(m_progress.newestSample);
    std::int64_t newest = newestBefore;
    for (std::size_t row = 0; row < block.times.size(); ++row) {
        const std::int64_t time = block.times[row];
        if (newestBefore != 0 && time < newestBefore - limits.lateWindowMs) {
            outcome.refusedLate += samplesOf(row);
            continue;
        }
        if (time > limits.latestMs) {
            outcome.refusedFuture += samplesOf(row);
            continue;
        }
        appendRow(block, row, outcome);
        newest = std::max(newest, time);
    }
    m_unflushedSequences[dictionary] = std::max(m_unflushedSequences[dictionary], sequence);
    m_unflushedSinceMs = std::min(m_unflushedSinceMs, writtenMs);
    m_progress = progress;
    m_progress.newestSample = fromUnixMs(newest);
    return outcome;
}

void HostHead::appendRow(const series::FlatBlock &block, std::size_t row, AppendOutcome &outcome)
{
    const std::int64_t time = block.times[row];
    double *cells = openRow(time);
    std::map<std::uint32_t, double> *late = cells == nullptr ? &m_late[time] : nullptr;
    const double *value = block.values.data() + row;
    const std::size_t stride = block.times.size();
    std::uint64_t added = 0;
    for (const std::uint32_t ordinal : m_ordinalOfColumn) {
        if (!series::isAbsent(*value)) {
            if (ordinal == kNoOrdinal) {
                ++outcome.unknownSlot;
            } else {
                (cells != nullptr ? cells[ordinal] : (*late)[ordinal]) = *value;
                ++added;
            }
        }
        value += stride;
    }
    outcome.added += added;
}

/// The open row of a time, made if need be; null if the time lies before the open rows.
double *HostHead::openRow(std::int64_t time)
{
    const std::int64_t sealedUntil = !m_chunks.empty() ? m_chunks.back()->times.back()
        : m_flushing && !m_flushing->chunks.empty()    ? m_flushing->chunks.back()->times.back()
                                                       : std::numeric_limits<std::int64_t>::min();
    if (time <= sealedUntil) {
        return nullptr;
    }
    if (m_openTimes.size() >= kChunkRows && time > m_openTimes.back()) {
        sealOpenRows();
    }
    const auto at = std::lower_bound(m_openTimes.begin(), m_openTimes.end(), time);
    const auto index = at - m_openTimes.begin();
    const auto offset = static_cast<std::ptrdiff_t>(m_width) * index;
    if (at == m_openTimes.end() || *at != time) {
        m_openTimes.insert(at, time);
        m_openCells.insert(m_openCells.begin() + offset, m_width, series::kAbsent);
    }
    return m_openCells.data() + offset;
}

void HostHead::widen(std::size_t columns)
{
    if (columns <= m_width) {
        return;
    }
    std::vector<double> wider(m_openTimes.size() * columns, series::kAbsent);
    for (std::size_t row = 0; row < m_openTimes.size(); ++row) {
        std::copy_n(m_openCells.begin() + static_cast<std::ptrdiff_t>(row * m_width), m_width,
            wider.begin() + static_cast<std::ptrdiff_t>(row * columns));
    }
    m_openCells = std::move(wider);
    m_width = columns;
}

void HostHead::sealOpenRows()
{
    if (m_openTimes.empty()) {
        return;
    }
    thread_local series::ColumnEncoder encoder;
    thread_local std::vector<double> columns;
    thread_local series::Bytes scratch;
    auto chunk = std::make_shared<MiniChunk>();
    const std::size_t rows = m_openTimes.size();
    constexpr std::size_t kTogether = 8; // doubles in a cache line: each line of the rows is read once
    columns.resize(kTogether * rows);
    chunk->times = m_openTimes;
    chunk->lengths.resize(m_width);
    scratch.clear();
    series::ByteWriter out(scratch);
    for (std::size_t first = 0; first < m_width; first += kTogether) {
        const std::size_t count = std::min(kTogether, m_width - first);
        for (std::size_t row = 0; row < rows; ++row) {
            const double *cells = m_openCells.data() + row * m_width + first;
            for (std::size_t i = 0; i < count; ++i) {
                columns[i * rows + row] = cells[i];
            }
        }
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t before = out.size();
            encoder.encodeCells({columns.data() + i * rows, rows}, out);
            chunk->lengths[first + i] = static_cast<std::uint16_t>(out.size() - before);
        }
    }
    const series::ByteView written = out.written(0);
    chunk->bytes.assign(written.begin(), written.end());
    m_chunkBytes += chunk->sizeBytes();
    m_chunkRows += rows;
    m_chunks.push_back(std::move(chunk));
    m_openTimes.clear();
    m_openCells.clear();
}

HostHead::Reading HostHead::read(
    std::span<const std::uint32_t> ordinals, std::int64_t from, std::int64_t to) const
{
    Reading reading;
    std::vector<std::shared_ptr<const MiniChunk>>
        chunks; // shared with the head, so that decoding needs no lock
    std::vector<SampleColumn> late(ordinals.size());
    std::vector<SampleColumn> open(ordinals.size());
    std::vector<SampleColumn> &sealed = reading.columns;
    sealed.resize(ordinals.size());
    bool isMerging = false;
    {
        const std::lock_guard lock(m_mutex);
        reading.packedUntilMs = m_packedUntilMs;
        if (m_flushing) {
            chunks = m_flushing->chunks;
            if (hasLate(m_flushing->late, from, to)) {
                isMerging = true;
                readLate(m_flushing->late, ordinals, from, to, late);
            }
        }
        chunks.insert(chunks.end(), m_chunks.begin(), m_chunks.end());
        const auto begin =
            std::lower_bound(m_openTimes.begin(), m_openTimes.end(), from) - m_openTimes.begin();
        for (auto row = static_cast<std::size_t>(begin); row < m_openTimes.size() && m_openTimes[row] <= to;
             ++row) {
            const double *cells = m_openCells.data() + row * m_width;
            for (std::size_t i = 0; i < ordinals.size(); ++i) {
                if (ordinals[i] < m_width && !series::isAbsent(cells[ordinals[i]])) {
                    open[i].times.push_back(m_openTimes[row]);
                    open[i].values.push_back(cells[ordinals[i]]);
                }
            }
        }
        if (hasLate(m_late, from, to)) {
            std::vector<SampleColumn> more(ordinals.size());
            readLate(m_late, ordinals, from, to, more);
            for (std::size_t i = 0; i < ordinals.size(); ++i) {
                late[i] = mergeColumns({std::move(late[i]), std::move(more[i])});
            }
            isMerging = true;
        }
    }
    series::ColumnDecoder decoder;
    std::vector<double> cells;
    for (const auto &chunk : chunks) {
        readChunk(*chunk, ordinals, from, to, decoder, cells, sealed);
    }
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
        sealed[i].times.insert(sealed[i].times.end(), open[i].times.begin(), open[i].times.end());
        sealed[i].values.insert(sealed[i].values.end(), open[i].values.begin(), open[i].values.end());
        if (isMerging) {
            sealed[i] = mergeColumns({std::move(sealed[i]), std::move(late[i])});
        }
    }
    return reading;
}

HostHead::Fill HostHead::fill() const
{
    const std::lock_guard lock(m_mutex);
    Fill fill;
    fill.rows = m_chunkRows + m_openTimes.size() + m_late.size();
    fill.sizeBytes = m_chunkBytes + m_openCells.capacity() * sizeof(double) + m_late.size() * 256;
    fill.firstMs = kNever;
    if (!m_chunks.empty()) {
        fill.firstMs = m_chunks.front()->times.front();
        fill.lastMs = m_chunks.back()->times.back();
    }
    if (!m_openTimes.empty()) {
        fill.firstMs = std::min(fill.firstMs, m_openTimes.front());
        fill.lastMs = m_openTimes.back();
    }
    fill.unflushedSinceMs = m_unflushedSinceMs;
    fill.oldestWrittenMs = std::min(m_unflushedSinceMs, m_flushingSinceMs);
    fill.isFlushing = m_flushing != nullptr;
    return fill;
}

std::shared_ptr<const DetachedRows> HostHead::detach()
{
    const std::lock_guard lock(m_mutex);
    if (m_flushing || m_unflushedSinceMs == kNever) {
        return nullptr;
    }
    sealOpenRows();
    auto detached = std::make_shared<DetachedRows>();
    detached->chunks = std::move(m_chunks);
    detached->late = std::move(m_late);
    detached->progress.assign(m_unflushedSequences.begin(), m_unflushedSequences.end());
    detached->newest = m_progress;
    detached->rows = m_chunkRows + detached->late.size();
    m_chunks.clear();
    m_late.clear();
    m_unflushedSequences.clear();
    m_chunkBytes = 0;
    m_chunkRows = 0;
    m_openCells.shrink_to_fit();
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
