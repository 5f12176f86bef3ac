// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/push/viewer.h"
#include "backend/api/query/fleetview.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <vector>

namespace qd::backend::push {

/// Tells consoles the tree and its hosts: all of it when they begin to watch, in pieces that fit a frame and
/// as fast as the console reads them, and once a second what changed, gathered, and the server's status.
/// Lives in the push thread; watch(), more() and unwatch() post to it from any thread.
class TreeFeed final : public QObject
{
    Q_OBJECT

public:
    TreeFeed(
        FleetView &fleet, const Clock &clock, std::chrono::milliseconds interval, QObject *parent = nullptr);

    /// Delivers TreeState under requestId, then HostsChanged, NodesChanged and ServerStatus without one. The
    /// state holds the first hosts; the others come as the viewer asks for more(). Watching again begins
    /// anew, which is how a console that missed something catches up.
    void watch(ViewerId viewer, quint32 requestId, Deliver deliver);
    /// The viewer has room: delivers the next hosts that it was not told of yet, if there are any.
    void more(ViewerId viewer);
    void unwatch(ViewerId viewer);
    /// Ends all deliveries. In this object's thread.
    void stop();

private:
    struct Viewer
    {
        Deliver deliver;
        std::vector<HostId> owed; ///< not told yet, the next one last
    };

    void begin(ViewerId viewer, quint32 requestId, Deliver deliver);
    void tellOwed(Viewer &viewer);
    void tick();
    void tellChanges();
    void tellAll(protocol::Message message);

    FleetView &m_fleet;
    const Clock &m_clock;
    std::map<ViewerId, Viewer> m_viewers;
    QTimer m_timer;
};

} // namespace qd::backend::push
