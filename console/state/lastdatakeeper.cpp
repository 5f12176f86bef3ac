// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/lastdatakeeper.h"

#include "console/client/deliver.h"
#include "console/client/offlinebackend.h"
#include "console/state/connectionstate.h"
#include "console/state/subscriptionstore.h"
#include "console/state/treestate.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QtConcurrentRun>

#include <algorithm>

Q_LOGGING_CATEGORY(lcLastData, "qd.console.lastdata")

namespace qd::console {

namespace {

/// A quarter of the 8 ms that a frame has: painting and the batches of the server want the rest.
constexpr std::chrono::microseconds kSlice{2'000};
constexpr std::size_t kBatch = 256; ///< hosts between two looks at the clock

} // namespace

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
    m_slice.setInterval(0);
    connect(&m_slice, &QTimer::timeout, this, [this] {
        if (!canSave()) {
            drop(); // somebody signed out, or last data took the place of the tree
        } else if (!gatherSlice(kSlice)) {
            m_slice.stop();
            write();
        }
    });
    connect(&connection, &ConnectionState::liveChanged, this, [this](bool isLive) {
        if (!isLive) {
            save();
        }
    });
    m_timer.start(kInterval);
}

LastDataKeeper::~LastDataKeeper()
{
    m_worker.waitForDone();
}

bool LastDataKeeper::canSave() const
{
    const LinkStatus &link = m_connection.link();
    const bool isLeft = link.state == LinkState::Idle && !link.problem; // on purpose: nothing is to stay
    return !isLeft && !m_connection.isOffline() && m_tree.isLoaded()
        && toUnixMs(m_connection.lastContact()) != 0;
}

void LastDataKeeper::begin()
{
    Gathering &gathering = m_gathering.emplace();
    gathering.data.info = {
        m_connection.lastContact(), m_connection.link().server, m_connection.session().user};
    for (const NodeId id : m_tree.allNodes()) {
        gathering.data.tree.nodes.push_back(*m_tree.node(id));
    }
    gathering.data.server = m_connection.server().value_or(ServerStatus{});
    gathering.hosts = m_tree.hostsBelow({}); // by id: positions move when a host goes
    gathering.data.tree.hosts.reserve(gathering.hosts.size());
}

bool LastDataKeeper::gatherSlice(std::chrono::microseconds most)
{
    QElapsedTimer time;
    time.start();
    Gathering &gathering = *m_gathering;
    while (gathering.next < gathering.hosts.size()) {
        const std::size_t end = std::min(gathering.next + kBatch, gathering.hosts.size());
        for (; gathering.next < end; ++gathering.next) {
            if (const HostSummary *host = m_tree.host(gathering.hosts[gathering.next])) {
                gathering.data.tree.hosts.push_back(*host);
            }
        }
        if (std::chrono::nanoseconds(time.nsecsElapsed()) >= most
            && gathering.next < gathering.hosts.size()) {
            return true;
        }
    }
    return false;
}

void LastDataKeeper::save()
{
    if (m_isSaving || !canSave()) {
        return;
    }
    m_isSaving = true;
    begin();
    m_slice.start();
}

void LastDataKeeper::drop()
{
    if (m_gathering) {
        m_slice.stop();
        m_gathering.reset();
        m_isSaving = false;
    }
}

void LastDataKeeper::write()
{
    LastData data = std::move(m_gathering->data);
    m_gathering.reset();
    data.series = m_subscriptions.answers();
    data.hosts = m_backend.lookedAt();
    const LastDataInfo info = data.info;
    auto saved = QtConcurrent::run(
        &m_worker, [file = m_file, data = std::move(data), released = m_subscriptions.released()]() mutable {
            for (const auto &one : released) { // copied here, beside the main thread
                data.series.push_back(*one);
            }
            return file.write(data);
        });
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
    m_slice.stop();
    m_gathering.reset();
    m_worker.waitForDone();
    m_isSaving = canSave();
    if (m_isSaving) {
        begin();
        while (gatherSlice(kSlice)) { }
        write();
        m_worker.waitForDone();
    }
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
    drop();
    m_subscriptions.forget();
    m_stored.reset();
    // On the worker, behind a save that may still run.
    m_worker.start([file = m_file] { file.erase(); });
    Q_EMIT storedChanged();
}

} // namespace qd::console
