// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/console/scriptedbackend.h"

#include <QPromise>

namespace qd::test {

/// What was asked and not answered yet.
struct ScriptedBackend::Pending
{
    std::vector<QPromise<Result<console::QueryAnswer>>> queries;
    QPromise<Result<console::HostDetails>> details;
    QPromise<Result<bool>> burst;
};

ScriptedBackend::ScriptedBackend()
    : m_pending(std::make_unique<Pending>())
{
}

ScriptedBackend::~ScriptedBackend() = default;

void ScriptedBackend::connectToServer(const QUrl &server, const console::Credentials &credentials)
{
    m_status.server = server;
    credentialsSeen = credentials;
    setLink(console::LinkState::Connecting);
}

void ScriptedBackend::disconnectFromServer()
{
    m_status.problem.reset();
    setLink(console::LinkState::Idle);
}

QFuture<Result<console::QueryAnswer>> ScriptedBackend::query(const console::RangeQuery &query)
{
    queries.append(query);
    auto &promise = m_pending->queries.emplace_back();
    promise.start();
    return promise.future();
}

QFuture<Result<console::HostDetails>> ScriptedBackend::hostDetails(HostId host)
{
    detailsAsked.append(host.value);
    m_pending->details = {};
    m_pending->details.start();
    return m_pending->details.future();
}

QFuture<Result<QStringList>> ScriptedBackend::metricNames()
{
    return QtFuture::makeReadyFuture(Result<QStringList>(QStringList{QStringLiteral("cpu.busy")}));
}

QFuture<Result<bool>> ScriptedBackend::setBurst(HostId host, std::chrono::milliseconds duration)
{
    bursts.append({host, duration});
    m_pending->burst = {};
    m_pending->burst.start();
    return m_pending->burst.future();
}

QFuture<Result<bool>> ScriptedBackend::signOut()
{
    return QtFuture::makeReadyFuture(Result<bool>(true));
}

quint32 ScriptedBackend::subscribe(const console::LiveQuery &query)
{
    if (m_status.state != console::LinkState::Online) {
        return 0;
    }
    open.emplace(++m_lastId, query);
    return m_lastId;
}

void ScriptedBackend::setLink(console::LinkState state)
{
    m_status.state = state;
    if (state != console::LinkState::Online) {
        open.clear();
    }
    Q_EMIT statusChanged(m_status);
}

void ScriptedBackend::fail(console::LinkState state, const console::LinkProblem &problem)
{
    m_status.problem = problem;
    setLink(state);
}

void ScriptedBackend::lock(std::chrono::milliseconds pause, const Clock &clock)
{
    m_status.retryAt = clock.steadyNow() + pause;
    fail(console::LinkState::Waiting,
        {console::LinkProblemKind::Locked, {ErrorCode::Denied, "too many", {}}, console::kUnknownVersion,
            {}});
}

void ScriptedBackend::openSession(const console::Session &session)
{
    m_session = session;
    m_status.problem.reset();
    Q_EMIT sessionOpened(session);
    setLink(console::LinkState::Online);
}

void ScriptedBackend::answerQuery(std::size_t which, Result<console::QueryAnswer> answer)
{
    m_pending->queries.at(which).addResult(std::move(answer));
    m_pending->queries.at(which).finish();
}

void ScriptedBackend::answerBurst(Result<bool> answer)
{
    m_pending->burst.addResult(std::move(answer));
    m_pending->burst.finish();
}

void ScriptedBackend::answerDetails(Result<console::HostDetails> answer)
{
    m_pending->details.addResult(std::move(answer));
    m_pending->details.finish();
}

quint32 ScriptedBackend::subscriptionFor(QStringView part) const
{
    for (const auto &[id, query] : open) {
        if (query.promql.contains(part)) {
            return id;
        }
    }
    return 0;
}

console::SeriesPoints series(
    std::vector<Labels::Pair> labels, std::vector<std::int64_t> times, std::vector<double> values)
{
    return {Labels(std::move(labels)), {}, std::move(times), std::move(values)};
}

console::TreeSnapshot smallTree(const std::vector<HostState> &states)
{
    console::TreeSnapshot tree;
    tree.nodes = {{NodeId{1}, {}, TreeLevel::Region, "north"},
        {NodeId{2}, NodeId{1}, TreeLevel::Category, "shop"},
        {NodeId{3}, NodeId{2}, TreeLevel::Service, "cart"},
        {NodeId{4}, NodeId{3}, TreeLevel::Component, "web"}, {NodeId{5}, {}, TreeLevel::Region, "south"}};
    int number = 0;
    for (const HostState state : states) {
        HostSummary host;
        host.id = HostId{++number};
        host.name = "web-" + std::to_string(number);
        host.address = "10.0.0." + std::to_string(number);
        host.agentVersion = "0.1.0";
        host.components = {NodeId{4}};
        host.state = state;
        host.lastSeen = fromUnixMs(1'795'000'000'000);
        tree.hosts.push_back(host);
    }
    tree.totalHosts = number;
    return tree;
}

TreeInParts smallTreeInParts(const std::vector<HostState> &states)
{
    TreeInParts parts{smallTree(states), {}};
    auto &hosts = parts.first.hosts;
    parts.others.changed.assign(hosts.begin() + 1, hosts.end());
    hosts.resize(1);
    return parts;
}

} // namespace qd::test
