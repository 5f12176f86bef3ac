// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/readygate.h"

#include "backend/api/http/jsontext.h"

#include <QWebSocket>

namespace qd::backend {

void ReadyGate::respond(
    http::HttpRequest request, QObject *home, std::function<void(http::HttpResponse)> reply)
{
    http::HttpService *next = m_next;
    if (next != nullptr && (m_isOpen || request.path == "/healthz")) {
        next->respond(std::move(request), home, std::move(reply));
        return;
    }
    reply(http::errorResponse(Error{ErrorCode::Unavailable, "the backend is starting or stopping", {}}));
}

http::WebSocketRoute ReadyGate::guarded(http::WebSocketRoute route)
{
    return {route.path, [this, prepare = std::move(route.prepare)](QObject *home) -> http::WebSocketAcceptor {
                return [this, accept = prepare(home)](QWebSocket *socket) {
                    if (m_isOpen) {
                        accept(socket);
                        return;
                    }
                    // 1013 Try Again Later: agents and consoles come back with their back-off.
                    QObject::connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
                    socket->close(
                        static_cast<QWebSocketProtocol::CloseCode>(1013), QStringLiteral("starting"));
                };
            }};
}

} // namespace qd::backend
