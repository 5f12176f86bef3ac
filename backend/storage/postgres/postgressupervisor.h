// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/postgres/databaseaddress.h"
#include "backend/storage/postgres/serveraccount.h"

#include <QElapsedTimer>
#include <QObject>
#include <QProcess>
#include <QTimer>

#include <chrono>
#include <memory>

namespace qd::backend::storage {

/// Runs a private PostgreSQL: creates its data folder at the first start, keeps the postmaster as a direct
/// child, starts it again after a crash and stops it with us. Lives in a thread with an event loop that
/// outlasts it (the kernel stops the child when the thread that started it ends); no function blocks.
///
/// Below the home folder: postgres/ (data, mode 0700, owned by the server's account), socket/ (the Unix
/// socket), log/postgres.log.
class PostgresSupervisor final : public QObject
{
    Q_OBJECT

public:
    enum class State {
        Stopped,
        Clearing, ///< waiting for processes of an earlier run to end
        Creating, ///< initdb
        Starting, ///< includes crash recovery, which may take minutes
        Ready,
        Waiting, ///< failed; tries again after a back-off
        Stopping,
    };
    Q_ENUM(State)

    struct Limits
    {
        std::chrono::milliseconds firstBackoff{200};
        std::chrono::milliseconds longestBackoff{10'000};
        std::chrono::milliseconds orphanPatience{
            10'000}; ///< until an earlier run's processes are told to quit, then killed
        std::chrono::milliseconds stopPatience{10'000}; ///< the same for stop() and the destructor
    };

    explicit PostgresSupervisor(QString homeFolder, QObject *parent = nullptr);
    PostgresSupervisor(QString homeFolder, Limits limits, QObject *parent = nullptr);

    /// A server that still runs is stopped as by stop(), by a helper that stays in this thread's event loop
    /// until it has ended. If that loop ends first the kernel asks the server to stop at our end.
    ~PostgresSupervisor() override;

    void start();
    /// Asks the server to write everything down and end; Stopped comes when it has. One that takes longer
    /// than stopPatience is told to quit, and after as long again killed: both lose nothing, but its next
    /// start has to recover.
    void stop();

    [[nodiscard]] State state() const { return m_state; }
    [[nodiscard]] QString reason() const
    {
        return m_reason;
    } ///< why it is in this state, English, for the log
    [[nodiscard]] qint64 serverPid() const; ///< of the postmaster; 0 if none runs

    /// How to reach the server; does not change. Good only within this process when the
    /// home folder's path is too long for a socket address.
    [[nodiscard]] DatabaseAddress address() const;

Q_SIGNALS:
    void stateChanged(qd::backend::storage::PostgresSupervisor::State state, const QString &reason);

private:
    [[nodiscard]] QString dataFolder() const { return m_home + u"/postgres"; }
    [[nodiscard]] QString socketFolder() const { return m_home + u"/socket"; }
    [[nodiscard]] QString logFile() const { return m_home + u"/log/postgres.log"; }

    [[nodiscard]] Result<void> prepareFolders();
    [[nodiscard]] Result<QString> programFolder() const;
    void openSocketFolder();
    void begin();
    void clearOrphans();
    void createOrStart();
    void create(const QString &programs);
    void launch(const QString &programs);
    void run(const QString &program, const QStringList &arguments, const QString &folder);
    void checkReady();
    void onFinished();
    void onCreated();
    void onStopTick();
    void retryAfter(const QString &reason);
    void setState(State state, const QString &reason = {});
    [[nodiscard]] QString lastWords() const;

    QString m_home;
    Limits m_limits;
    ServerAccount m_account;
    State m_state = State::Stopped;
    QString m_reason;
    std::unique_ptr<QProcess> m_process;
    QTimer m_tick; ///< what there is to poll in the present state
    QElapsedTimer m_inState;
    std::chrono::milliseconds m_backoff{0};
    qint64 m_logStart = 0; ///< size of the log when the present process began to write
    int m_socketDescriptor = -1; ///< the socket folder, held open for address()
};

} // namespace qd::backend::storage
