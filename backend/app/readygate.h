// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/httpservice.h"

#include <atomic>

namespace qd::backend {

/// Stands before the router and the WebSockets while the backend starts: until it is opened only /healthz
/// gets through, everything else is told to come back. So the port answers from the first moment, and nobody
/// is acknowledged, let in or shown an empty tree before the database is there and the journal has been
/// replayed.
class ReadyGate final : public http::HttpService
{
public:
    /// @param next  outlives this; null until it is known
    void setNext(http::HttpService *next) { m_next = next; }
    void setOpen(bool isOpen) { m_isOpen = isOpen; }
    [[nodiscard]] bool isOpen() const { return m_isOpen; }

    void respond(
        http::HttpRequest request, QObject *home, std::function<void(http::HttpResponse)> reply) override;

    /// The route with the gate before it.
    [[nodiscard]] http::WebSocketRoute guarded(http::WebSocketRoute route);

private:
    std::atomic<http::HttpService *> m_next{nullptr};
    std::atomic<bool> m_isOpen{false};
};

} // namespace qd::backend
