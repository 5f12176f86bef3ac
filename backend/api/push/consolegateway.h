// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/push/consolesession.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace qd::backend::push {

/// All console sessions of one I/O thread. One is made on each such thread, as a child of the thread's home
/// object.
class ConsoleGateway final : public QObject
{
    Q_OBJECT

public:
    /// @param services  copied; what it refers to outlives this
    ConsoleGateway(const ConsoleServices &services, QObject *home);
    ~ConsoleGateway() override;

    /// Begins a session on a WebSocket of this thread, which is taken over.
    void accept(QWebSocket *socket);

private:
    const ConsoleServices m_services;
    QSet<ConsoleSession *> m_sessions; ///< children of this
    QTimer m_sweepTimer;
};

} // namespace qd::backend::push
