// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/state/hoststate.h"

#include <QList>

namespace qd::console {

/// One hop of a sample's way to the screen.
struct DataHop
{
    enum class Place { Collected, Sent, Received, Committed, Shown };
    Place place = Place::Collected;
    TimeMs at{}; ///< by the server's clock; epoch: never
    bool isBroken = false; ///< nothing came this far lately
    bool isKnown = true; ///< false while the link is down: how it is there now, nobody can say
};

/// What the agent still holds because nobody has kept it yet, as it said last.
struct HeldAtAgent
{
    enum class Certainty {
        Never, ///< it has not said since the server started, or nothing is known of the host
        Current,
        Old, ///< the agent or this console is cut off: by now there is rather more
    };
    Certainty certainty = Certainty::Never;
    std::int64_t blocks = 0;
    std::int64_t bytes = 0;
    std::int64_t memoryBytes = 0; ///< of bytes: lost if the agent ends
    TimeMs reportedAt{}; ///< server's clock

    bool operator==(const HeldAtAgent &) const = default;
};

/// From the agent to this screen, oldest first.
/// @param shownAt  when the path was answered
/// @param isLive   what the server says is from now
/// @param limit    older than this at a hop, a sample counts as stuck there
[[nodiscard]] QList<DataHop> dataHops(
    const DataPath &path, TimeMs shownAt, TimeMs now, bool isLive, std::chrono::milliseconds limit);

/// @param limit  older than this, a report is no longer Current
[[nodiscard]] HeldAtAgent heldAtAgent(
    const DataPath &path, TimeMs now, bool isLive, std::chrono::milliseconds limit);

} // namespace qd::console
