// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/push/processrelay.h"
#include "backend/api/push/subscriptionhub.h"
#include "backend/api/push/treefeed.h"

#include <QThread>

namespace qd::backend::push {

/// The push thread and what lives on it: everything that consoles are told without asking each time.
/// To end: QueryService::stop(), then stop(), then the sessions' threads, then this.
class PushEngine
{
public:
    struct Settings
    {
        SubscriptionHub::Settings hub;
        std::chrono::milliseconds treeInterval{1000};
    };

    /// What it is given has to outlive it. Observes the store's commits until stop().
    PushEngine(QueryService &queries, MetricStore &store, FleetView &fleet, ProcessRelay::Order order,
        const Clock &clock, Settings settings);
    ~PushEngine();
    PushEngine(const PushEngine &) = delete;
    PushEngine &operator=(const PushEngine &) = delete;

    [[nodiscard]] SubscriptionHub &hub() { return *m_hub; }
    [[nodiscard]] TreeFeed &tree() { return *m_tree; }
    [[nodiscard]] ProcessRelay &processes() { return *m_processes; }

    /// Nothing is delivered after it returns. Blocks until the push thread is through with what it does.
    void stop();

private:
    MetricStore &m_store;
    int m_observer = 0;
    bool m_isStopped = false;
    QThread m_thread;
    std::unique_ptr<SubscriptionHub> m_hub;
    std::unique_ptr<TreeFeed> m_tree;
    std::unique_ptr<ProcessRelay> m_processes;
};

} // namespace qd::backend::push
