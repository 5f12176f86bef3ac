// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/acktracker.h"

#include <algorithm>

namespace qd::backend::ingest {

AckTracker::Arrival AckTracker::arrived(std::uint64_t sequence)
{
    if (m_inFlight.contains(sequence)) {
        return Arrival::InFlight;
    }
    if (sequence <= m_settled) {
        return Arrival::Repeat;
    }
    if (sequence <= m_newest) {
        return Arrival::OutOfOrder;
    }
    m_newest = sequence;
    m_inFlight.insert(sequence);
    return Arrival::New;
}

void AckTracker::settled(std::uint64_t sequence)
{
    m_inFlight.erase(sequence);
    // Sequences that the agent gave up itself (its spool was full) never arrive: what counts is that nothing
    // that arrived is still open.
    m_settled = std::max(m_settled, m_inFlight.empty() ? m_newest : *m_inFlight.begin() - 1);
}

std::optional<std::uint64_t> AckTracker::takeAck()
{
    if (m_settled <= m_told) {
        return std::nullopt;
    }
    m_told = m_settled;
    return m_settled;
}

} // namespace qd::backend::ingest
