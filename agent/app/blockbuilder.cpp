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
    m_points.clear();
    for (const CollectedSample &sample : batch.samples) {
        std::uint32_t &slot = m_slots[sample.series];
        if (slot == kNoSlot) {
            slot = m_dictionary.slotOf(m_series.describe(sample.series));
        }
        m_points.push_back({slot, sample.value});
    }
    std::ranges::sort(m_points, {}, &series::Point::slot);
    m_dictionary.flush();
    return {series::encodeRow(toUnixMs(batch.time), m_points), static_cast<std::uint32_t>(m_points.size())};
}

} // namespace qd::agent
