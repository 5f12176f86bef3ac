// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/client/offlinebackend.h"

#include "console/client/deliver.h"

#include <QPromise>

#include <algorithm>
#include <memory>
#include <utility>

namespace qd::console {

namespace {

constexpr std::size_t kMaxLookedAt = 50;

template <typename T>
[[nodiscard]] QFuture<Result<T>> notKept()
{
    return QtFuture::makeReadyFuture(
        Result<T>(failure(ErrorCode::Unavailable, "this is not among the last data")));
}

} // namespace

OfflineBackend::OfflineBackend(Backend &live, QObject *parent)
    : Backend(parent)
    , m_live(live)
{
    listen();
}

void OfflineBackend::listen()
{
    // The live link is closed while last data are open; what it still says about that is not passed on.
    connect(&m_live, &Backend::statusChanged, this, [this](const LinkStatus &status) {
        if (!m_data) {
            Q_EMIT statusChanged(status);
        }
    });
    connect(&m_live, &Backend::sessionOpened, this, [this](const Session &session) {
        const std::pair owner(m_live.status().server, session.user);
        if (std::exchange(m_owner, owner) != owner) {
            m_lookedAt.clear(); // that was of another server, or somebody else's
        }
        Q_EMIT sessionOpened(session);
    });
    connect(&m_live, &Backend::treeReceived, this, &Backend::treeReceived);
    connect(&m_live, &Backend::nodesReceived, this, &Backend::nodesReceived);
    connect(&m_live, &Backend::hostsReceived, this, &Backend::hostsReceived);
    connect(&m_live, &Backend::serverStatusReceived, this, &Backend::serverStatusReceived);
    connect(&m_live, &Backend::seriesReceived, this, &Backend::seriesReceived);
    connect(&m_live, &Backend::roundTripMeasured, this, &Backend::roundTripMeasured);
    connect(&m_live, &Backend::processesReceived, this, &Backend::processesReceived);
}

void OfflineBackend::openLastData(LastData data)
{
    m_data = std::move(data);
    m_live.disconnectFromServer();
    m_status = {};
    m_status.state = LinkState::Offline;
    m_status.server = m_data->info.server;
    m_status.dataFrom = m_data->info.savedAt;
    Q_EMIT treeReceived(m_data->tree);
    Q_EMIT statusChanged(m_status);
    Q_EMIT serverStatusReceived(m_data->server);
}

Session OfflineBackend::session() const
{
    return m_data ? Session{m_data->info.user, Role::Viewer, {}, {}, false} : m_live.session();
}

void OfflineBackend::connectToServer(const QUrl &server, const Credentials &credentials)
{
    m_data.reset();
    m_live.connectToServer(server, credentials);
}

void OfflineBackend::disconnectFromServer()
{
    if (!m_data) {
        m_live.disconnectFromServer();
        return;
    }
    m_data.reset();
    Q_EMIT statusChanged(m_live.status());
}

QFuture<Result<QueryAnswer>> OfflineBackend::query(const RangeQuery &query)
{
    return m_data ? notKept<QueryAnswer>() : m_live.query(query);
}

QFuture<Result<HostDetails>> OfflineBackend::hostDetails(HostId host)
{
    if (!m_data && m_live.status().state != LinkState::Online) {
        const auto known = std::ranges::find_if(
            m_lookedAt, [&](const HostDetails &details) { return details.summary.id == host; });
        if (known != m_lookedAt.end()) {
            return QtFuture::makeReadyFuture(Result<HostDetails>(*known));
        }
    }
    if (!m_data) {
        // A future has room for one continuation, and that is the asker's.
        auto promise = std::make_shared<QPromise<Result<HostDetails>>>();
        promise->start();
        deliver(m_live.hostDetails(host), this, [this, promise](const Result<HostDetails> &answer) {
            if (answer) {
                remember(*answer);
            }
            promise->addResult(answer);
            promise->finish();
        });
        return promise->future();
    }
    const auto kept = std::ranges::find_if(
        m_data->hosts, [&](const HostDetails &details) { return details.summary.id == host; });
    return kept == m_data->hosts.end() ? notKept<HostDetails>()
                                       : QtFuture::makeReadyFuture(Result<HostDetails>(*kept));
}

void OfflineBackend::remember(const HostDetails &details)
{
    std::erase_if(
        m_lookedAt, [&](const HostDetails &other) { return other.summary.id == details.summary.id; });
    m_lookedAt.push_front(details);
    m_lookedAt.resize(std::min(m_lookedAt.size(), kMaxLookedAt));
}

QFuture<Result<QStringList>> OfflineBackend::metricNames()
{
    return m_data ? notKept<QStringList>() : m_live.metricNames();
}

QFuture<Result<bool>> OfflineBackend::setBurst(HostId host, std::chrono::milliseconds duration)
{
    return m_data ? notKept<bool>() : m_live.setBurst(host, duration);
}

QFuture<Result<bool>> OfflineBackend::signOut()
{
    return m_data ? notKept<bool>() : m_live.signOut();
}

const QueryAnswer *OfflineBackend::lastAnswer(const LiveQuery &query) const
{
    // A window of another width asks for other points of the same thing; both pictures are true.
    const QueryAnswer *similar = nullptr;
    for (const auto &[asked, answer] : m_data->series) {
        if (asked == query) {
            return &answer;
        }
        if (asked.promql == query.promql && asked.windowMs == query.windowMs && similar == nullptr) {
            similar = &answer;
        }
    }
    return similar;
}

quint32 OfflineBackend::subscribe(const LiveQuery &query)
{
    if (!m_data) {
        return m_live.subscribe(query);
    }
    QueryAnswer answer;
    if (const QueryAnswer *kept = lastAnswer(query)) {
        answer = *kept;
    } else {
        answer.errorCode = ErrorCode::Unavailable;
        answer.error = "this is not among the last data";
    }
    const quint32 id = ++m_lastId;
    // As over the network: the number first, the answer later.
    QMetaObject::invokeMethod(
        this,
        [this, id, answer] {
            if (m_data) {
                Q_EMIT seriesReceived(id, answer);
            }
        },
        Qt::QueuedConnection);
    return id;
}

void OfflineBackend::unsubscribe(quint32 subscription)
{
    if (!m_data) {
        m_live.unsubscribe(subscription);
    }
}

void OfflineBackend::watchProcesses(HostId host, bool isOn)
{
    if (!m_data) {
        m_live.watchProcesses(host, isOn);
    }
}

} // namespace qd::console
