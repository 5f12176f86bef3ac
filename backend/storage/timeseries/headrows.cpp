// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/headrows.h"

#include <algorithm>

namespace qd::backend {

void MiniChunk::read(std::span<const std::uint32_t> ordinals, std::int64_t from, std::int64_t to,
    series::ColumnDecoder &decoder, std::span<SampleColumn> out) const
{
    if (times.front() > to || times.back() < from) {
        return;
    }
    thread_local std::vector<double> cells;
    cells.resize(times.size());
    std::size_t offset = 0;
    std::uint32_t next = 0;
    for (std::size_t i = 0; i < ordinals.size(); ++i) {
        if (ordinals[i] >= lengths.size()) {
            continue;
        }
        if (ordinals[i] < next) { // the usual caller asks in ascending order
            offset = next = 0;
        }
        for (; next < ordinals[i]; ++next) {
            offset += lengths[next];
        }
        series::ByteReader in(series::ByteView(bytes).subspan(offset, lengths[next]));
        if (!decoder.decodeCells(in, cells)) {
            continue;
        }
        for (std::size_t row = 0; row < cells.size(); ++row) {
            if (!series::isAbsent(cells[row]) && times[row] >= from && times[row] <= to) {
                out[i].add(times[row], cells[row]);
            }
        }
    }
}

bool SealedRows::hasLate(std::int64_t from, std::int64_t to) const
{
    const auto at = late.lower_bound(from);
    return at != late.end() && at->first <= to;
}

void SealedRows::readLate(std::span<const std::uint32_t> ordinals, std::int64_t from, std::int64_t to,
    std::span<SampleColumn> out) const
{
    for (auto at = late.lower_bound(from); at != late.end() && at->first <= to; ++at) {
        for (std::size_t i = 0; i < ordinals.size(); ++i) {
            if (const auto found = at->second.find(ordinals[i]); found != at->second.end()) {
                out[i].add(at->first, found->second);
            }
        }
    }
}

void HeadRows::prepare(const series::FlatBlock &block, std::span<const std::uint32_t> ordinals)
{
    std::uint32_t widest = 0;
    m_ordinalOfColumn.clear();
    for (const std::uint32_t slot : block.slots) {
        const std::uint32_t ordinal = slot < ordinals.size() ? ordinals[slot] : kNoOrdinal;
        m_ordinalOfColumn.push_back(ordinal);
        widest = ordinal == kNoOrdinal ? widest : std::max(widest, ordinal + 1);
    }
    widen(widest);
}

HeadRows::Outcome HeadRows::add(const series::FlatBlock &block, std::size_t row, std::int64_t sealedUntilMs)
{
    const std::int64_t time = block.times[row];
    double *cells = openRow(time, sealedUntilMs);
    std::map<std::uint32_t, double> *late = cells == nullptr ? &m_sealed.late[time] : nullptr;
    const double *value = block.values.data() + row;
    const std::size_t stride = block.times.size();
    Outcome outcome;
    for (const std::uint32_t ordinal : m_ordinalOfColumn) {
        if (!series::isAbsent(*value)) {
            if (ordinal == kNoOrdinal) {
                ++outcome.unknownSlot;
            } else {
                (cells != nullptr ? cells[ordinal] : (*late)[ordinal]) = *value;
                ++outcome.added;
            }
        }
        value += stride;
    }
    return outcome;
}

/// The open row of a time, made if need be; null if the time lies before the open rows.
double *HeadRows::openRow(std::int64_t time, std::int64_t sealedUntilMs)
{
    const bool isNewest = m_openTimes.empty() || time > m_openTimes.back();
    if (m_openTimes.size() >= (isNewest ? kChunkRows : kMaxOpenRows)) {
        seal();
    }
    if (time <= (m_sealed.chunks.empty() ? sealedUntilMs : m_sealed.chunks.back()->times.back())) {
        return nullptr;
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

void HeadRows::widen(std::size_t columns)
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

void HeadRows::seal()
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
    m_sealed.chunkBytes += chunk->sizeBytes();
    m_sealed.chunkRows += rows;
    m_sealed.chunks.push_back(std::move(chunk));
    m_openTimes.clear();
    m_openCells.clear();
}

SealedRows HeadRows::take()
{
    seal();
    m_openCells.shrink_to_fit();
    return std::exchange(m_sealed, {});
}

void HeadRows::prepend(SealedRows older)
{
    m_sealed.chunkRows += older.chunkRows;
    m_sealed.chunkBytes += older.chunkBytes;
    m_sealed.chunks.insert(m_sealed.chunks.begin(), older.chunks.begin(), older.chunks.end());
    for (auto &[time, samples] : older.late) {
        m_sealed.late[time].merge(samples); // what is there already came later and stays
    }
}

std::size_t HeadRows::sizeBytes() const
{
    constexpr std::size_t kLateRowBytes = 256;
    return m_sealed.chunkBytes + m_openCells.capacity() * sizeof(double)
        + m_sealed.late.size() * kLateRowBytes;
}

void HeadRows::readOpen(std::span<const std::uint32_t> ordinals, std::int64_t from, std::int64_t to,
    std::span<SampleColumn> out) const
{
    const auto begin = std::lower_bound(m_openTimes.begin(), m_openTimes.end(), from) - m_openTimes.begin();
    for (auto row = static_cast<std::size_t>(begin); row < m_openTimes.size() && m_openTimes[row] <= to;
         ++row) {
        const double *cells = m_openCells.data() + row * m_width;
        for (std::size_t i = 0; i < ordinals.size(); ++i) {
            if (ordinals[i] < m_width && !series::isAbsent(cells[ordinals[i]])) {
                out[i].add(m_openTimes[row], cells[ordinals[i]]);
            }
        }
    }
}

} // namespace qd::backend
