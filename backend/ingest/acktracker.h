// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>

namespace qd::backend::ingest {

/// Which sequences of one dictionary are settled, and up to where all of them are: an Ack says "everything up
/// to here", so one block still on its way to the disk holds back those behind it. Pure.
class AckTracker
{
public:
    using Instant = std::chrono::steady_clock::time_point;

    struct Ack
    {
        std::uint64_t sequence = 0;
        std::optional<Instant> arrivedAt; ///< of that block, if it was one whose Ack is wanted
    };

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
    /// The agent waits for the Ack of this new block. That of others may come with it.
    void want(std::uint64_t sequence, Instant arrivedAt) { m_wanted.emplace(sequence, arrivedAt); }

    /// The block is durable, or was refused for good.
    void settled(std::uint64_t sequence);
    /// Whether an Ack that the agent waits for can be given.
    [[nodiscard]] bool isDue() const;
    /// The newest sequence up to which everything that arrived is settled, if it was not told before.
    [[nodiscard]] std::optional<Ack> takeAck();
    /// A repeat arrived: the agent did not hear the last Ack, tell it again.
    void repeatAck();

    [[nodiscard]] std::size_t inFlight() const { return m_inFlight.size(); }

private:
    std::uint64_t m_settled = 0; ///< all up to here
    std::uint64_t m_newest = 0; ///< newest that arrived
    std::uint64_t m_told = 0;
    bool m_isRepeatWanted = false;
    std::set<std::uint64_t> m_inFlight;
    std::map<std::uint64_t, Instant> m_wanted; ///< arrival of each, by sequence
};

} // namespace qd::backend::ingest
