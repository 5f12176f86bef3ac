// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/push/pushengine.h"

namespace qd::backend::push {

PushEngine::PushEngine(QueryService &queries, MetricStore &store, FleetView &fleet, ProcessRelay::Order order,
    const Clock &clock, Settings settings)
    : m_store(store)
    , m_hub(std::make_unique<SubscriptionHub>(queries, clock, settings.hub))
    , m_tree(std::make_unique<TreeFeed>(fleet, clock, settings.treeInterval))
    , m_processes(std::make_unique<ProcessRelay>(std::move(order)))
{
    m_thread.setObjectName(QStringLiteral("push"));
    m_hub->moveToThread(&m_thread);
    m_tree->moveToThread(&m_thread);
    m_processes->moveToThread(&m_thread);
    m_thread.start();
    m_observer =
        m_store.addObserver([hub = m_hub.get()](std::span<const HostProgress>) { hub->samplesCommitted(); });
}

PushEngine::~PushEngine()
{
    stop();
    m_thread.quit();
    m_thread.wait();
}

void PushEngine::stop()
{
    if (std::exchange(m_isStopped, true)) {
        return;
    }
    m_store.removeObserver(m_observer);
    m_hub->stop();
    QMetaObject::invokeMethod(m_tree.get(), &TreeFeed::stop, Qt::BlockingQueuedConnection);
    QMetaObject::invokeMethod(m_processes.get(), &ProcessRelay::stop, Qt::BlockingQueuedConnection);
}

} // namespace qd::backend::push
