// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/lastdatakeeper.h"

#include "console/client/deliver.h"
#include "console/client/offlinebackend.h"
#include "console/state/connectionstate.h"
#include "console/state/subscriptionstore.h"
#include "console/state/treestate.h"

#include <QLoggingCategory>
#include <QtConcurrentRun>

#include <algorithm>

Q_LOGGING_CATEGORY(lcLastData, "qd.console.lastdata")

namespace qd::console {

LastDataKeeper::LastDataKeeper(OfflineBackend &backend, const ConnectionState &connection,
    const TreeState &tree, SubscriptionStore &subscriptions, const QString &directory, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_connection(connection)
    , m_tree(tree)
    , m_subscriptions(subscriptions)
    , m_file(directory)
    , m_stored(m_file.info())
{
    m_worker.setMaxThreadCount(1);
    m_worker.setThreadPriority(QThread::LowPriority);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_connection.isLive()) {
            save();
        }
    });
    connect(&connection, &ConnectionState::liveChanged, this, [this](bool isLive) {
        if (!isLive) {
            save();
        }
    });
    connect(&subscriptions, &SubscriptionStore::released, this, &LastDataKeeper::keepReleased);
    m_timer.start(kInterval);
}

LastDataKeeper::~LastDataKeeper()
{
    m_worker.waitForDone();
}

void LastDataKeeper::keepReleased(const LiveQuery &query, const QueryAnswer &answer)
{
    if (m_connection.isOffline()) {
        return;
    }
    std::erase_if(m_released, [&](const auto &kept) { return kept.first == query; });
    m_released.emplace_front(query, answer);
    m_released.resize(std::min(m_released.size(), kMaxReleased));
}

LastData LastDataKeeper::gather() const
{
    LastData data;
    data.info = {m_connection.lastContact(), m_connection.link().server, m_connection.session().user};
    for (const NodeId id : m_tree.allNodes()) {
        data.tree.nodes.push_back(*m_tree.node(id));
    }
    data.tree.hosts = m_tree.hosts();
    data.server = m_connection.server().value_or(ServerStatus{});
    data.series = m_subscriptions.answers();
    data.series.insert(data.series.end(), m_released.begin(), m_released.end());
    data.hosts = m_backend.lookedAt();
    return data;
}

void LastDataKeeper::save()
{
    const LinkStatus &link = m_connection.link();
    const bool isLeft = link.state == LinkState::Idle && !link.problem; // on purpose: nothing is to stay
    if (m_isSaving || isLeft || m_connection.isOffline() || !m_tree.isLoaded()
        || toUnixMs(m_connection.lastContact()) == 0) {
        return;
    }
    m_isSaving = true;
    LastData data = gather();
    const LastDataInfo info = data.info;
    auto saved =
        QtConcurrent::run(&m_worker, [file = m_file, data = std::move(data)] { return file.write(data); });
    deliver(saved, this, [this, info, begun = m_generation](const Result<void> &result) {
        m_isSaving = false;
        if (begun == m_generation) {
            onSaved(info, result);
        }
    });
}

void LastDataKeeper::onSaved(const LastDataInfo &info, const Result<void> &saved)
{
    if (!saved) {
        qCWarning(lcLastData) << "the last data are not kept:" << saved.error().toString().c_str();
        return;
    }
    m_stored = info;
    Q_EMIT storedChanged();
}

void LastDataKeeper::saveAndWait()
{
    m_worker.waitForDone();
    m_isSaving = false;
    save();
    m_worker.waitForDone();
}

void LastDataKeeper::open()
{
    auto read = QtConcurrent::run(&m_worker, [file = m_file] { return file.read(); });
    deliver(read, this, [this](const Result<LastData> &data) { onRead(data); });
}

void LastDataKeeper::onRead(const Result<LastData> &data)
{
    if (!data) {
        qCWarning(lcLastData) << "the last data cannot be opened:" << data.error().toString().c_str();
        Q_EMIT openFailed(data.error());
        return;
    }
    m_backend.openLastData(*data);
    Q_EMIT opened();
}

void LastDataKeeper::forget()
{
    ++m_generation;
    m_released.clear();
    m_stored.reset();
    // On the worker, behind a save that may still run.
    m_worker.start([file = m_file] { file.erase(); });
    Q_EMIT storedChanged();
}

} // namespace qd::console
