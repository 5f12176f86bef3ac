// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/backend.h"

#include <map>
#include <memory>

namespace qd::test {

/// The client without a network: records what was asked, and answers when the test says so.
class ScriptedBackend final : public console::Backend
{
    Q_OBJECT

public:
    ScriptedBackend();
    ~ScriptedBackend() override;

    [[nodiscard]] console::LinkStatus status() const override { return m_status; }
    [[nodiscard]] console::Session session() const override { return m_session; }

    void connectToServer(const QUrl &server, const console::Credentials &credentials) override;
    void disconnectFromServer() override;
    void confirmCertificate(bool isTrusted) override { trustAnswers.append(isTrusted); }
    void retryNow() override { ++retries; }

    QFuture<Result<console::QueryAnswer>> query(const console::RangeQuery &query) override;
    QFuture<Result<console::HostDetails>> hostDetails(HostId host) override;
    QFuture<Result<QStringList>> metricNames() override;
    QFuture<Result<bool>> setBurst(HostId host, std::chrono::milliseconds duration) override;
    QFuture<Result<bool>> signOut() override;

    quint32 subscribe(const console::LiveQuery &query) override;
    void unsubscribe(quint32 subscription) override { open.erase(subscription); }
    void watchProcesses(HostId host, bool isOn) override { watched = isOn ? host : HostId{}; }

    void setLink(console::LinkState state);
    void fail(console::LinkState state, const console::LinkProblem &problem);
    void lock(std::chrono::milliseconds pause, const Clock &clock);
    void openSession(const console::Session &session);
    void answerQuery(std::size_t which, Result<console::QueryAnswer> answer);
    void answerBurst(Result<bool> answer);
    void answerDetails(Result<console::HostDetails> answer);
    /// The subscription whose text contains a part; 0 if none is open.
    [[nodiscard]] quint32 subscriptionFor(QStringView part) const;

    console::Credentials credentialsSeen;
    QList<bool> trustAnswers;
    int retries = 0;
    QList<console::RangeQuery> queries;
    QList<int> detailsAsked;
    std::map<quint32, console::LiveQuery> open;
    HostId watched;
    QList<std::pair<HostId, std::chrono::milliseconds>> bursts;

private:
    struct Pending;

    console::LinkStatus m_status;
    console::Session m_session;
    std::unique_ptr<Pending> m_pending;
    quint32 m_lastId = 0;
};

/// One series of an answer.
[[nodiscard]] console::SeriesPoints series(
    std::vector<Labels::Pair> labels, std::vector<std::int64_t> times, std::vector<double> values);

/// A region with one category, service and component, and hosts of the given states named web-1, web-2, ...
[[nodiscard]] console::TreeSnapshot smallTree(const std::vector<HostState> &states);

/// The same as a large tree comes: with its first host, and then the others.
struct TreeInParts
{
    console::TreeSnapshot first;
    console::HostsDelta others;
};
[[nodiscard]] TreeInParts smallTreeInParts(const std::vector<HostState> &states);

} // namespace qd::test
