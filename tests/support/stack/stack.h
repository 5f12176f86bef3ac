// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QProcess>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace qd::test {

/// The real programs, started for one test in a folder of their own and on a free port of loopback:
/// quarterdeckd with its PostgreSQL, an agent of this machine, a simulated fleet. Whatever still runs is
/// stopped when the stack goes. Everything waits on conditions with a limit; nothing sleeps.
class Stack
{
public:
    /// @param home  of the backend; by default a temporary one. All else, logs included, is in folder().
    explicit Stack(const QString &home = {});
    ~Stack();

    [[nodiscard]] QString home() const { return m_home; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QUrl url(const QString &path) const;
    [[nodiscard]] QString webSocketUrl() const;
    [[nodiscard]] QByteArray adminToken() const;

    /// Each starts a program and waits until it works; false, with the end of its log as a warning, if it
    /// does not.
    [[nodiscard]] bool startBackend(const QStringList &extra = {});
    [[nodiscard]] bool startAgent(const QStringList &extra = {});
    [[nodiscard]] bool startFleet(int hosts, const QStringList &extra = {});

    /// kill -9, as a crash would. The PostgreSQL below the backend is restarted by the backend itself.
    void killBackend() { crash(m_backend); }
    void killAgent() { crash(m_agent); }
    void killFleet() { crash(m_fleet); }
    void killPostgres();
    /// SIGSTOP or SIGCONT to the postmaster and every process below it.
    void freezePostgres();
    void thawPostgres();

    /// SIGTERM and a wait for the orderly end; the exit code, or -1 if it had to be killed.
    int stopBackend() { return stop(m_backend); }
    int stopAgent() { return stop(m_agent); }
    int stopFleet() { return stop(m_fleet); }

    [[nodiscard]] qint64 backendPid() const { return m_backend ? m_backend->processId() : 0; }
    [[nodiscard]] qint64 agentPid() const { return m_agent ? m_agent->processId() : 0; }
    [[nodiscard]] qint64 postgresPid() const; ///< of the postmaster; 0 if there is none

    struct Answer
    {
        int status = 0; ///< HTTP status; 0 if nothing answered
        QByteArray body;
        [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(body).object(); }
    };

    /// @param token  instead of the administrator's
    [[nodiscard]] Answer get(const QString &path, const QByteArray &token = {});
    [[nodiscard]] Answer post(const QString &path, const QByteArray &json);

    /// An instant PromQL query now; the `result` array, empty if it failed.
    [[nodiscard]] QJsonArray query(const QString &promql);

    /// A value of the backend's own /metrics, by name and labels as they are written there; -1 if it is not
    /// there.
    [[nodiscard]] double metric(const QByteArray &name);

    /// Where libpq finds the backend's private database.
    [[nodiscard]] QString databaseUrl() const;

    /// promtool of this machine, `promtool query COMMAND... URL EXPRESSION`; its output, empty if it failed.
    [[nodiscard]] QByteArray promtool(const QStringList &command, const QString &promql) const;

    /// The last part of a program's log, by its name.
    [[nodiscard]] QByteArray log(const QString &name) const;

    /// A program of this build, started and written to the log; not waited for, and not stopped by the stack.
    [[nodiscard]] std::unique_ptr<QProcess> start(const QString &name, const QStringList &arguments) const;
    /// Asks the backend for a one-time token and writes it down.
    [[nodiscard]] bool writeEnrolToken(const QString &path);

    /// True as soon as the condition holds; false after the limit.
    [[nodiscard]] static bool waitUntil(const std::function<bool()> &condition, int limitMs);

private:
    [[nodiscard]] Answer finish(QNetworkReply *reply);
    [[nodiscard]] QNetworkRequest request(const QString &path, const QByteArray &token = {}) const;
    void signalPostgres(int signal);
    void crash(std::unique_ptr<QProcess> &process);
    int stop(std::unique_ptr<QProcess> &process);
    void showLog(const QString &name) const;

    QTemporaryDir m_folder;
    QString m_home;
    int m_port = 0;
    QNetworkAccessManager m_network;
    std::unique_ptr<QProcess> m_backend;
    std::unique_ptr<QProcess> m_agent;
    std::unique_ptr<QProcess> m_fleet;
};

} // namespace qd::test
