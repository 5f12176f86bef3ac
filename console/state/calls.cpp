// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/calls.h"

#include "console/client/backend.h"
#include "console/client/deliver.h"
#include "console/client/serveraddress.h"

namespace qd::console {

void fetchMetrics(Backend &backend, QObject *receiver, std::function<void(const QStringList &)> take)
{
    deliver(backend.metricNames(), receiver, [take = std::move(take)](const Result<QStringList> &names) {
        if (names) {
            take(*names);
        }
    });
}

void signIn(Backend &backend, const QUrl &server, const Credentials &credentials)
{
    backend.connectToServer(server, credentials);
}

void signOut(Backend &backend)
{
    deliver(
        backend.signOut(), &backend, [&backend](const Result<bool> &) { backend.disconnectFromServer(); });
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
