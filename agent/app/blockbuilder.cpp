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
    series::Block block;
    block.times.push_back(toUnixMs(batch.time));
    block.columns.reserve(batch.samples.size());
    for (const CollectedSample &sample : batch.samples) {
        std::uint32_t &slot = m_slots[sample.series];
        if (slot == kNoSlot) {
            slot = m_dictionary.slotOf(m_series.describe(sample.series));
        }
        block.columns.push_back({slot, {sample.value}});
    }
    std::sort(block.columns.begin(), block.columns.end(),
        [](const series::Column &a, const series::Column &b) { return a.slot < b.slot; });
    m_dictionary.flush();
    return {series::encodeBlock(block), static_cast<std::uint32_t>(block.columns.size())};
}

} // namespace qd::agent
