// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/push/viewer.h"
#include "backend/api/query/fleetview.h"

#include <QObject>
#include <QTimer>

#include <map>

namespace qd::backend::push {

/// Tells consoles the tree and its hosts: all of it when they begin to watch, in pieces that fit a frame,
/// then once a second what changed, gathered, and the server's status. Lives in the push thread; watch() and
/// unwatch() post to it from any thread.
class TreeFeed final : public QObject
{
    Q_OBJECT

public:
    TreeFeed(
        FleetView &fleet, const Clock &clock, std::chrono::milliseconds interval, QObject *parent = nullptr);

    /// Delivers TreeState under requestId, then HostsChanged, NodesChanged and ServerStatus without one.
    /// Watching again begins anew, which is how a console that missed something catches up.
    void watch(ViewerId viewer, quint32 requestId, Deliver deliver);
    void unwatch(ViewerId viewer);
    /// Ends all deliveries. In this object's thread.
    void stop();

private:
    void begin(ViewerId viewer, quint32 requestId, const Deliver &deliver);
    void tick();
    void tellChanges();
    void tellAll(protocol::Message message);

    FleetView &m_fleet;
    const Clock &m_clock;
    std::map<ViewerId, Deliver> m_viewers;
    QTimer m_timer;
};

} // namespace qd::backend::push
