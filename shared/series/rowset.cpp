// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/series/rowset.h"

#include <unordered_map>

namespace qd::series {

RowSet::RowSet(std::span<const double> cells)
    : m_rows(cells.size())
    , m_words((cells.size() + 63) / 64)
{
    for (std::size_t row = 0; row < cells.size(); ++row) {
        if (!isAbsent(cells[row])) {
            m_words[row / 64] |= std::uint64_t{1} << (row % 64);
            ++m_count;
        }
    }
}

RowSet RowSet::all(std::size_t rows)
{
    RowSet set;
    set.m_rows = set.m_count = rows;
    set.m_words.assign((rows + 63) / 64, ~std::uint64_t{0});
    if (rows % 64 != 0) {
        set.m_words.back() = (std::uint64_t{1} << (rows % 64)) - 1;
    }
    return set;
}

bool RowSet::read(ByteReader &in, std::size_t rows)
{
    const ByteView bytes = in.bytes((rows + 7) / 8);
    if (!in.isOk()) {
        return false;
    }
    m_rows = rows;
    m_count = 0;
    m_words.assign((rows + 63) / 64, 0);
    if (!bytes.empty()) {
        std::memcpy(m_words.data(), bytes.data(), bytes.size());
    }
    for (const std::uint64_t word : m_words) {
        m_count += static_cast<std::size_t>(std::popcount(word));
    }
    return rows % 64 == 0 || m_words.back() >> (rows % 64) == 0;
}

void RowSet::write(ByteWriter &out) const
{
    out.bytes(std::as_bytes(std::span(m_words)).first((m_rows + 7) / 8));
}

std::uint64_t RowSet::hash() const
{
    std::uint64_t hash = 0xCBF2'9CE4'8422'2325ULL;
    for (const std::uint64_t word : m_words) {
        hash = (hash ^ word) * 0x100'0000'01B3ULL;
        hash ^= hash >> 29;
    }
    return hash;
}

RowSetTable collectRowSets(std::span<const Column> columns)
{
    RowSetTable table;
    table.indexOfColumn.reserve(columns.size());
    std::unordered_multimap<std::uint64_t, std::uint32_t> known;
    for (const Column &column : columns) {
        RowSet set{std::span<const double>(column.values)};
        if (set.isAll()) {
            table.indexOfColumn.push_back(0);
            continue;
        }
        const std::uint64_t hash = set.hash();
        std::uint32_t index = 0;
        for (auto [at, end] = known.equal_range(hash); at != end && index == 0; ++at) {
            index = table.sets[at->second - 1] == set ? at->second : 0;
        }
        if (index == 0) {
            table.sets.push_back(std::move(set));
            index = static_cast<std::uint32_t>(table.sets.size());
            known.emplace(hash, index);
        }
        table.indexOfColumn.push_back(index);
    }
    return table;
}

} // namespace qd::series
