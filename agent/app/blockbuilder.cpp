// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/blockbuilder.h"

#include <algorithm>

namespace qd::agent {

BlockBuilder::BlockBuilder(const SeriesTable &series, Dictionary &dictionary)
    : m_series(series)
    , m_dictionary(dictionary)
{
}

BlockBuilder::Built BlockBuilder::build(const SampleBatch &batch)
{
    m_slots.resize(m_series.size(), kNoSlot);
    m_block.times.assign(1, toUnixMs(batch.time));
    m_block.columns.resize(batch.samples.size());
    auto column = m_block.columns.begin();
    for (const CollectedSample &sample : batch.samples) {
        std::uint32_t &slot = m_slots[sample.series];
        if (slot == kNoSlot) {
            slot = m_dictionary.slotOf(m_series.describe(sample.series));
        }
        column->slot = slot;
        column->values.assign(1, sample.value);
        ++column;
    }
    std::ranges::sort(m_block.columns, {}, &series::Column::slot);
    m_dictionary.flush();
    return {series::encodeBlock(m_block), static_cast<std::uint32_t>(m_block.columns.size())};
}

} // namespace qd::agent
