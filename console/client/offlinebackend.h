// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/backend.h"
#include "console/client/lastdata.h"

#include <deque>
#include <utility>

namespace qd::console {

/// The live backend, or the last data of a session in its place: everything above asks and listens in the
/// same way. Without a link, the details of a host that was looked at come from memory. While last data are
/// open, the live link is closed, nothing new arrives, and what they do not hold is answered Unavailable.
/// Main thread.
class OfflineBackend final : public Backend
{
    Q_OBJECT

public:
    /// @param live  outlives this object
    explicit OfflineBackend(Backend &live, QObject *parent = nullptr);

    /// Closes the link and shows these data until connectToServer() or disconnectFromServer().
    void openLastData(LastData data);
    /// Details of the hosts that were looked at, newest first, at most 50: for the next last data.
    [[nodiscard]] std::vector<HostDetails> lookedAt() const { return {m_lookedAt.begin(), m_lookedAt.end()}; }

    [[nodiscard]] LinkStatus status() const override { return m_data ? m_status : m_live.status(); }
    [[nodiscard]] Session session() const override;
    void connectToServer(const QUrl &server, const Credentials &credentials) override;
    void disconnectFromServer() override;
    void confirmCertificate(bool isTrusted) override { m_live.confirmCertificate(isTrusted); }
    void retryNow() override { m_live.retryNow(); }
    QFuture<Result<QueryAnswer>> query(const RangeQuery &query) override;
    QFuture<Result<HostDetails>> hostDetails(HostId host) override;
    QFuture<Result<QStringList>> metricNames() override;
    QFuture<Result<bool>> setBurst(HostId host, std::chrono::milliseconds duration) override;
    QFuture<Result<bool>> signOut() override;
    quint32 subscribe(const LiveQuery &query) override;
    void unsubscribe(quint32 subscription) override;
    void watchProcesses(HostId host, bool isOn) override;

private:
    void listen();
    void remember(const HostDetails &details);
    [[nodiscard]] const QueryAnswer *lastAnswer(const LiveQuery &query) const;

    Backend &m_live;
    std::optional<LastData> m_data; ///< open in place of the link
    LinkStatus m_status; ///< while m_data
    std::deque<HostDetails> m_lookedAt;
    std::pair<QUrl, QString> m_owner; ///< server and user of the last session
    quint32 m_lastId = 0;
};

} // namespace qd::console
