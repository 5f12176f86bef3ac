// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/samplesink.h"
#include "agent/collect/seriestable.h"
#include "agent/spool/dictionary.h"
#include "shared/series/block.h"

#include <cstdint>
#include <vector>

namespace qd::agent {

/// Turns what one tick collected into a block of one time row, under the slots of the dictionary.
class BlockBuilder
{
public:
    struct Built
    {
        series::Bytes bytes;
        std::uint32_t samples = 0;
    };

    /// Both must outlive the builder.
    BlockBuilder(const SeriesTable &series, Dictionary &dictionary);

    /// New series get their slots here; the dictionary is flushed before the block is returned.
    [[nodiscard]] Built build(const SampleBatch &batch);

private:
    static constexpr std::uint32_t kNoSlot = 0xFFFF'FFFF;

    const SeriesTable &m_series;
    Dictionary &m_dictionary;
    std::vector<series::Point> m_points; ///< of the last tick; kept for its memory
    std::vector<std::uint32_t>
        m_slots; ///< by series handle; handles of a process outlive a renewed dictionary's id
};

} // namespace qd::agent
