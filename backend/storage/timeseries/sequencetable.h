// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"

#include <cstdint>
#include <mutex>
#include <unordered_map>

namespace qd::backend {

/// Which blocks of each (host, dictionary) are queued and which are kept. May be used from any thread.
class SequenceTable
{
public:
    enum class Verdict : std::uint8_t {
        New, ///< now counts as queued
        Repeat, ///< queued or kept already
        OutOfOrder, ///< one before it was turned away and has to come first, or it would count as a repeat
    };

    [[nodiscard]] Verdict offer(HostId host, std::uint64_t dictionary, std::uint64_t sequence);
    /// The block was not queued after all, for lack of room.
    void turnAway(HostId host, std::uint64_t dictionary, std::uint64_t sequence);
    void keep(HostId host, std::uint64_t dictionary, std::uint64_t sequence);

    /// The newest kept. A sender that asks starts over behind it, so whatever was turned away is forgotten.
    [[nodiscard]] std::uint64_t kept(HostId host, std::uint64_t dictionary);
    [[nodiscard]] bool isKept(HostId host, std::uint64_t dictionary, std::uint64_t sequence) const;

private:
    struct Key
    {
        HostId host;
        std::uint64_t dictionary = 0;

        bool operator==(const Key &) const = default;
    };
    struct KeyHash
    {
        std::size_t operator()(const Key &key) const
        {
            return std::hash<std::uint64_t>{}(
                key.dictionary * 0x9E37'79B9'7F4A'7C15ULL ^ static_cast<std::uint32_t>(key.host.value));
        }
    };
    struct State
    {
        std::uint64_t queued = 0;
        std::uint64_t kept = 0;
        std::uint64_t turnedAway = 0; ///< the oldest that has to come again; 0 if none
    };

    mutable std::mutex m_mutex;
    std::unordered_map<Key, State, KeyHash> m_states;
};

} // namespace qd::backend
