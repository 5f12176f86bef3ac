// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/datapath.h"

namespace qd::console {

QList<DataHop> dataHops(
    const DataPath &path, TimeMs shownAt, TimeMs now, bool isLive, std::chrono::milliseconds limit)
{
    const std::chrono::milliseconds offset(path.clockOffsetMs);
    const auto onServerClock = [&](TimeMs agentTime) {
        return toUnixMs(agentTime) == 0 ? TimeMs{} : agentTime - offset;
    };
    QList<DataHop> hops{{DataHop::Place::Collected, onServerClock(path.collectedAt)},
        {DataHop::Place::Sent, onServerClock(path.sentAt)}, {DataHop::Place::Received, path.receivedAt},
        {DataHop::Place::Committed, path.committedAt}, {DataHop::Place::Shown, shownAt}};
    for (DataHop &hop : hops) {
        hop.isBroken = toUnixMs(hop.at) == 0 || now - hop.at > limit;
        hop.isKnown = isLive;
    }
    if (!path.isConnected) {
        hops[1].isBroken = true; // whatever it sent last, nothing comes through now
    }
    if (!isLive) {
        hops.back().isBroken = true;
    }
    return hops;
}

HeldAtAgent heldAtAgent(const DataPath &path, TimeMs now, bool isLive, std::chrono::milliseconds limit)
{
    if (toUnixMs(path.spoolReportedAt) == 0) {
        return {};
    }
    const bool isCurrent = isLive && path.isConnected && now - path.spoolReportedAt <= limit;
    return {isCurrent ? HeldAtAgent::Certainty::Current : HeldAtAgent::Certainty::Old, path.spoolBlocks,
        path.spoolBytes, path.spoolMemoryBytes, path.spoolReportedAt};
}

} // namespace qd::console
