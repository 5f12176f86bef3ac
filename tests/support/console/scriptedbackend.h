// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/backend.h"

#include <QPromise>

#include <map>

namespace qd::test {

/// The client without a network: records what was asked, and answers when the test says so.
class ScriptedBackend final : public console::Backend
{
    Q_OBJECT

public:
    [[nodiscard]] console::LinkStatus status() const override { return m_status; }
    [[nodiscard]] console::Session session() const override { return m_session; }

    void connectToServer(const QUrl &server, const console::Credentials &credentials) override
    {
        m_status.server = server;
        credentialsSeen = credentials;
        setLink(console::LinkState::Connecting);
    }
    void disconnectFromServer() override
    {
        m_status.problem.reset();
        setLink(console::LinkState::Idle);
    }
    void confirmCertificate(bool isTrusted) override { trustAnswers.append(isTrusted); }
    void retryNow() override { ++retries; }

    QFuture<Result<console::QueryAnswer>> query(const console::RangeQuery &query) override
    {
        queries.append(query);
        m_queries.push_back(std::make_shared<QPromise<Result<console::QueryAnswer>>>());
        m_queries.back()->start();
        return m_queries.back()->future();
    }
    QFuture<Result<console::HostDetails>> hostDetails(HostId host) override
    {
        detailsAsked.append(host.value);
        m_details = std::make_shared<QPromise<Result<console::HostDetails>>>();
        m_details->start();
        return m_details->future();
    }
    QFuture<Result<QStringList>> metricNames() override
    {
        return QtFuture::makeReadyFuture(Result<QStringList>(QStringList{QStringLiteral("cpu.busy")}));
    }
    QFuture<Result<bool>> setBurst(HostId host, std::chrono::milliseconds duration) override
    {
        bursts.append({host, duration});
        m_burst = std::make_shared<QPromise<Result<bool>>>();
        m_burst->start();
        return m_burst->future();
    }
    QFuture<Result<bool>> signOut() override { return QtFuture::makeReadyFuture(Result<bool>(true)); }

    quint32 subscribe(const console::LiveQuery &query) override
    {
        if (m_status.state != console::LinkState::Online) {
            return 0;
        }
        open.emplace(++m_lastId, query);
        return m_lastId;
    }
    void unsubscribe(quint32 subscription) override { open.erase(subscription); }
    void watchProcesses(HostId host, bool isOn) override { watched = isOn ? host : HostId{}; }

    void setLink(console::LinkState state)
    {
        m_status.state = state;
        if (state != console::LinkState::Online) {
            open.clear();
        }
        Q_EMIT statusChanged(m_status);
    }
    void fail(console::LinkState state, const console::LinkProblem &problem)
    {
        m_status.problem = problem;
        setLink(state);
    }
    void lock(std::chrono::milliseconds pause, const Clock &clock)
    {
        m_status.retryAt = clock.steadyNow() + pause;
        fail(console::LinkState::Waiting,
            {console::LinkProblemKind::Locked, {ErrorCode::Denied, "too many", {}}, console::kUnknownVersion,
                {}});
    }
    void openSession(const console::Session &session)
    {
        m_session = session;
        m_status.problem.reset();
        Q_EMIT sessionOpened(session);
        setLink(console::LinkState::Online);
    }
    void answerQuery(std::size_t which, Result<console::QueryAnswer> answer)
    {
        m_queries.at(which)->addResult(std::move(answer));
        m_queries.at(which)->finish();
    }
    void answerBurst(Result<bool> answer)
    {
        m_burst->addResult(std::move(answer));
        m_burst->finish();
    }
    void answerDetails(Result<console::HostDetails> answer)
    {
        m_details->addResult(std::move(answer));
        m_details->finish();
    }
    /// The subscription whose text contains a part; 0 if none is open.
    [[nodiscard]] quint32 subscriptionFor(QStringView part) const
    {
        for (const auto &[id, query] : open) {
            if (query.promql.contains(part)) {
                return id;
            }
        }
        return 0;
    }

    console::Credentials credentialsSeen;
    QList<bool> trustAnswers;
    int retries = 0;
    QList<console::RangeQuery> queries;
    QList<int> detailsAsked;
    std::map<quint32, console::LiveQuery> open;
    HostId watched;
    QList<std::pair<HostId, std::chrono::milliseconds>> bursts;

private:
    console::LinkStatus m_status;
    console::Session m_session;
    std::vector<std::shared_ptr<QPromise<Result<console::QueryAnswer>>>> m_queries;
    std::shared_ptr<QPromise<Result<console::HostDetails>>> m_details;
    std::shared_ptr<QPromise<Result<bool>>> m_burst;
    quint32 m_lastId = 0;
};

/// One series of an answer.
[[nodiscard]] inline console::SeriesPoints series(
    std::vector<Labels::Pair> labels, std::vector<std::int64_t> times, std::vector<double> values)
{
    return {Labels(std::move(labels)), {}, std::move(times), std::move(values)};
}

/// A region with one category, service and component, and hosts of the given states named web-1, web-2, ...
[[nodiscard]] inline console::TreeSnapshot smallTree(const std::vector<HostState> &states)
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

} // namespace qd::test
