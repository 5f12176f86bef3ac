// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/values.h"
#include "shared/base/result.h"

#include <QObject>
#include <QStringList>
#include <QUrl>

#include <functional>

namespace qd::console {

class Backend;

/// The few things that presenters ask of the server directly, without naming the client.

/// Metric names for completion.
void fetchMetrics(Backend &backend, QObject *receiver, std::function<void(const Result<QStringList> &)> take);

/// See Backend::setBurst().
void setBurst(Backend &backend, QObject *receiver, HostId host, std::chrono::milliseconds duration,
    std::function<void(const Result<bool> &)> take);

/// A question about a fixed span; its answer comes once.
void queryRange(Backend &backend, const RangeQuery &query, QObject *receiver,
    std::function<void(const Result<QueryAnswer> &)> take);

void signIn(Backend &backend, const QUrl &server, const Credentials &credentials);
/// Ends the kept session if the server can be reached, then disconnects in any case. `failed` hears why the
/// server does not know of it.
void signOut(Backend &backend, QObject *receiver, std::function<void(const Error &)> failed);
void stopConnecting(Backend &backend);
void answerCertificate(Backend &backend, bool isTrusted);
void retryNow(Backend &backend);

/// Reads what a person types as server; see serverUrl() of the client.
[[nodiscard]] Result<QUrl> readServer(QStringView typed);
[[nodiscard]] QString endpointText(const QUrl &server);

} // namespace qd::console
