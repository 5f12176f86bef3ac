// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/sequencetable.h"

#include <algorithm>

namespace qd::backend {

SequenceTable::Verdict SequenceTable::offer(HostId host, std::uint64_t dictionary, std::uint64_t sequence)
{
    const std::lock_guard lock(m_mutex);
    State &state = m_states[{host, dictionary}];
    if (sequence <= state.queued) {
        return Verdict::Repeat;
    }
    if (state.turnedAway != 0 && sequence > state.turnedAway) {
        return Verdict::OutOfOrder;
    }
    state.turnedAway = 0;
    state.queued = sequence;
    return Verdict::New;
}

void SequenceTable::turnAway(HostId host, std::uint64_t dictionary, std::uint64_t sequence)
{
    const std::lock_guard lock(m_mutex);
    State &state = m_states[{host, dictionary}];
    if (sequence <= state.queued) {
        return; // a repeat: what it repeats is safe, nothing can overtake it
    }
    state.turnedAway = state.turnedAway == 0 ? sequence : std::min(state.turnedAway, sequence);
}

void SequenceTable::keep(HostId host, std::uint64_t dictionary, std::uint64_t sequence)
{
    const std::lock_guard lock(m_mutex);
    State &state = m_states[{host, dictionary}];
    state.kept = std::max(state.kept, sequence);
    state.queued = std::max(state.queued, sequence);
}

std::uint64_t SequenceTable::kept(HostId host, std::uint64_t dictionary)
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_states.find({host, dictionary});
    if (found == m_states.end()) {
        return 0;
    }
    found->second.turnedAway = 0;
    return found->second.kept;
}

bool SequenceTable::isKept(HostId host, std::uint64_t dictionary, std::uint64_t sequence) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_states.find({host, dictionary});
    return found != m_states.end() && sequence <= found->second.kept;
}

} // namespace qd::backend
