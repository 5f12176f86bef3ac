// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <set>

namespace qd::backend::ingest {

/// Which sequences of one dictionary are settled, and up to where all of them are: an Ack says "everything up
/// to here", so one block still on its way to the disk holds back those behind it. Pure.
class AckTracker
{
public:
    /// @param kept  everything up to this sequence was settled before this session
    explicit AckTracker(std::uint64_t kept = 0)
        : m_settled(kept)
    {
    }

    enum class Arrival {
        New,
        Repeat, ///< settled before: acknowledge again, keep nothing
        InFlight, ///< being written: the answer is on its way
        OutOfOrder, ///< sequences ascend per dictionary
    };
    Arrival arrived(std::uint64_t sequence);

    /// The block is durable, or was refused for good.
    void settled(std::uint64_t sequence);
    /// The newest sequence up to which everything that arrived is settled, if it was not told before.
    [[nodiscard]] std::optional<std::uint64_t> takeAck();
    /// A repeat arrived: the agent did not hear the last Ack, tell it again.
    void repeatAck() { m_told = 0; }

    [[nodiscard]] std::size_t inFlight() const { return m_inFlight.size(); }

private:
    std::uint64_t m_settled = 0; ///< all up to here
    std::uint64_t m_newest = 0; ///< newest that arrived
    std::uint64_t m_told = 0;
    std::set<std::uint64_t> m_inFlight;
};

} // namespace qd::backend::ingest
