// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/client/serveraddress.h"

#include <QHostAddress>
#include <QString>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

[[nodiscard]] bool isLoopback(const QString &host)
{
    return host == "localhost"_L1 || QHostAddress(host).isLoopback();
}

[[nodiscard]] Failure refused(const char *reason)
{
    return failure(
        ErrorCode::InvalidInput, "not a usable server address", {{"field", "server"}, {"reason", reason}});
}

} // namespace

Result<QUrl> serverUrl(QStringView typed)
{
    const QString text = typed.trimmed().toString();
    if (text.isEmpty()) {
        return refused("empty");
    }
    const bool hasScheme = text.contains("://"_L1);
    QUrl url(hasScheme ? text : u"none://"_s + text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty()) {
        return refused("malformed");
    }
    const QString scheme = url.scheme();
    const bool isLocal = isLoopback(url.host());
    bool isPlain = isLocal;
    if (hasScheme) {
        if (scheme != "ws"_L1 && scheme != "wss"_L1 && scheme != "http"_L1 && scheme != "https"_L1) {
            return refused("scheme");
        }
        isPlain = scheme == "ws"_L1 || scheme == "http"_L1;
    }
    if (isPlain && !isLocal) {
        return refused("plain");
    }
    QUrl server;
    server.setScheme(isPlain ? u"ws"_s : u"wss"_s);
    server.setHost(url.host());
    server.setPort(url.port(kDefaultPort));
    server.setPath(u"/console/v1"_s);
    return server;
}

QString endpointOf(const QUrl &server)
{
    return server.host() + u':' + QString::number(server.port(kDefaultPort));
}

} // namespace qd::console
