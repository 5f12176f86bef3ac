// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/push/viewer.h"
#include "shared/base/ids.h"

#include <QObject>
#include <QTimer>

#include <map>

namespace qd::backend::push {

/// Passes process lists from agents to the consoles that look at them. An agent works only while somebody
/// looks: the first viewer of a host starts it, the last one stops it, and the order is repeated, because it
/// expires. Lives in the push thread; the functions post to it from any thread.
class ProcessRelay final : public QObject
{
    Q_OBJECT

public:
    /// Sends WatchProcesses to a host's agent; nothing happens if it is not connected. Any thread.
    using Order = std::function<void(HostId host, protocol::WatchProcesses watch)>;

    explicit ProcessRelay(Order order, QObject *parent = nullptr);

    void watch(ViewerId viewer, HostId host, Deliver deliver);
    void unwatch(ViewerId viewer, HostId host);
    void unwatchAll(ViewerId viewer);
    void take(const protocol::ProcessList &list);
    /// Ends all deliveries. In this object's thread.
    void stop();

private:
    void remove(ViewerId viewer, HostId host);
    void repeatOrders();

    Order m_order;
    std::map<HostId, std::map<ViewerId, Deliver>> m_viewers;
    QTimer m_timer;
};

} // namespace qd::backend::push
