// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/acktracker.h"

#include <algorithm>
#include <iterator>

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

bool AckTracker::isDue() const
{
    return m_isRepeatWanted || (!m_wanted.empty() && m_wanted.begin()->first <= m_settled);
}

std::optional<AckTracker::Ack> AckTracker::takeAck()
{
    m_isRepeatWanted = false;
    if (m_settled <= m_told) {
        return std::nullopt;
    }
    m_told = m_settled;
    Ack ack{m_settled, std::nullopt};
    const auto answered = m_wanted.upper_bound(m_settled);
    if (answered != m_wanted.begin() && std::prev(answered)->first == m_settled) {
        ack.arrivedAt = std::prev(answered)->second;
    }
    m_wanted.erase(m_wanted.begin(), answered);
    return ack;
}

void AckTracker::repeatAck()
{
    m_told = 0;
    m_isRepeatWanted = true;
}

} // namespace qd::backend::ingest
