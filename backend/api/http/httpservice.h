// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/httpmessage.h"

#include <QObject>

#include <functional>

class QWebSocket;

namespace qd::backend::http {

/// Answers requests. Called on any I/O thread.
class HttpService
{
public:
    virtual ~HttpService() = default;

    /// @param home   lives in the calling thread for as long as the server does; continuations run through it
    /// @param reply  to be called in that thread exactly once, at once or later; it is safe to call when the
    /// client
    ///               has gone
    virtual void respond(HttpRequest request, QObject *home, std::function<void(HttpResponse)> reply) = 0;
};

/// Takes over a WebSocket on the I/O thread to which it belongs.
using WebSocketAcceptor = std::function<void(QWebSocket *socket)>;

/// A path that is upgraded to WebSocket.
struct WebSocketRoute
{
    QByteArray path;
    /// Called once on each I/O thread, before the first connection; what it creates may be a child of home.
    std::function<WebSocketAcceptor(QObject *home)> prepare;
};

} // namespace qd::backend::http
