// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/calls.h"

#include "console/client/backend.h"
#include "console/client/deliver.h"
#include "console/client/serveraddress.h"

#include <QPointer>

namespace qd::console {

void fetchMetrics(Backend &backend, QObject *receiver, std::function<void(const Result<QStringList> &)> take)
{
    deliver(backend.metricNames(), receiver, std::move(take));
}

void setBurst(Backend &backend, QObject *receiver, HostId host, std::chrono::milliseconds duration,
    std::function<void(const Result<bool> &)> take)
{
    deliver(backend.setBurst(host, duration), receiver, std::move(take));
}

void queryRange(Backend &backend, const RangeQuery &query, QObject *receiver,
    std::function<void(const Result<QueryAnswer> &)> take)
{
    deliver(backend.query(query), receiver, std::move(take));
}

void signIn(Backend &backend, const QUrl &server, const Credentials &credentials)
{
    backend.connectToServer(server, credentials);
}

void signOut(Backend &backend, QObject *receiver, std::function<void(const Error &)> failed)
{
    deliver(backend.signOut(), &backend,
        [&backend, asker = QPointer(receiver), failed = std::move(failed)](const Result<bool> &result) {
            backend.disconnectFromServer();
            if (!result && asker) {
                failed(result.error());
            }
        });
}

void stopConnecting(Backend &backend)
{
    backend.disconnectFromServer();
}

void answerCertificate(Backend &backend, bool isTrusted)
{
    backend.confirmCertificate(isTrusted);
}

void retryNow(Backend &backend)
{
    backend.retryNow();
}

Result<QUrl> readServer(QStringView typed)
{
    return serverUrl(typed);
}

QString endpointText(const QUrl &server)
{
    return endpointOf(server);
}

} // namespace qd::console
