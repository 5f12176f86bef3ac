// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/push/processrelay.h"

#include <utility>
#include <vector>

namespace qd::backend::push {

namespace {

constexpr std::chrono::seconds kRepeat{10}; // an order expires after 30 s at the agent
constexpr protocol::WatchProcesses kOn{1000, 20};
constexpr protocol::WatchProcesses kOff{0, 20};

} // namespace

ProcessRelay::ProcessRelay(Order order, QObject *parent)
    : QObject(parent)
    , m_order(std::move(order))
    , m_timer(this)
{
    m_timer.setInterval(kRepeat);
    connect(&m_timer, &QTimer::timeout, this, &ProcessRelay::repeatOrders);
}

void ProcessRelay::watch(ViewerId viewer, HostId host, Deliver deliver)
{
    QMetaObject::invokeMethod(
        this,
        [this, viewer, host, deliver = std::move(deliver)] {
            auto &viewers = m_viewers[host];
            viewers.insert_or_assign(viewer, deliver);
            if (viewers.size() == 1) {
                m_order(host, kOn);
            }
            if (!m_timer.isActive()) {
                m_timer.start();
            }
        },
        Qt::QueuedConnection);
}

void ProcessRelay::unwatch(ViewerId viewer, HostId host)
{
    QMetaObject::invokeMethod(
        this, [this, viewer, host] { remove(viewer, host); }, Qt::QueuedConnection);
}

void ProcessRelay::unwatchAll(ViewerId viewer)
{
    QMetaObject::invokeMethod(
        this,
        [this, viewer] {
            std::vector<HostId> hosts;
            for (const auto &[host, viewers] : m_viewers) {
                if (viewers.contains(viewer)) {
                    hosts.push_back(host);
                }
            }
            for (const HostId host : hosts) {
                remove(viewer, host);
            }
        },
        Qt::QueuedConnection);
}

void ProcessRelay::take(const protocol::ProcessList &list)
{
    QMetaObject::invokeMethod(
        this,
        [this, message = std::make_shared<const protocol::Message>(list), host = list.host] {
            const auto viewers = m_viewers.find(host);
            if (viewers == m_viewers.end()) {
                return;
            }
            for (const auto &[viewer, deliver] : viewers->second) {
                deliver(message, 0);
            }
        },
        Qt::QueuedConnection);
}

void ProcessRelay::stop()
{
    m_timer.stop();
    m_viewers.clear();
}

void ProcessRelay::remove(ViewerId viewer, HostId host)
{
    const auto viewers = m_viewers.find(host);
    if (viewers == m_viewers.end() || viewers->second.erase(viewer) == 0 || !viewers->second.empty()) {
        return;
    }
    m_viewers.erase(viewers);
    m_order(host, kOff);
    if (m_viewers.empty()) {
        m_timer.stop();
    }
}

void ProcessRelay::repeatOrders()
{
    for (const auto &[host, viewers] : m_viewers) {
        m_order(host, kOn);
    }
}

} // namespace qd::backend::push
