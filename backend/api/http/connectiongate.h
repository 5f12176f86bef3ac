// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/httplimits.h"
#include "backend/api/http/servercounters.h"

#include <QHash>
#include <QHostAddress>

#include <memory>
#include <mutex>
#include <optional>

namespace qd::backend::http {

/// Counts connections, in all and per source address, and says who may still come in. Thread-safe; shared by
/// its owner and all tickets, because a ticket may be given back on an I/O thread that ends after the owner.
class ConnectionGate : public std::enable_shared_from_this<ConnectionGate>
{
public:
    /// One admitted connection; given back by its destructor.
    class Ticket
    {
    public:
        Ticket(std::shared_ptr<ConnectionGate> gate, QHostAddress source);
        ~Ticket();
        Ticket(const Ticket &) = delete;
        Ticket &operator=(const Ticket &) = delete;

    private:
        std::shared_ptr<ConnectionGate> m_gate;
        QHostAddress m_source;
    };

    ConnectionGate(int maxConnections, int maxPerSource);

    /// A ticket, or null and the reason. Loopback is bounded by the total only.
    [[nodiscard]] std::unique_ptr<Ticket> admit(const QHostAddress &source, Refusal *reason);

    [[nodiscard]] int open() const;

private:
    void release(const QHostAddress &source);

    const int m_maxConnections;
    const int m_maxPerSource;
    mutable std::mutex m_mutex;
    int m_open = 0;
    QHash<QHostAddress, int> m_perSource;
};

} // namespace qd::backend::http
