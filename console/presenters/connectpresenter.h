// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/consoleservices.h"
#include "console/state/connectionstate.h"
#include "console/state/lastdatakeeper.h"

#include <QObject>
#include <QStringList>

namespace qd::console {

/// The connect page: checks the fields, signs in, tells where a refusal belongs, asks before a new
/// certificate is trusted, remembers servers and, if wanted, the session. When an open session needs a person
/// again it asks in place, and the window keeps what it shows. Main thread.
class ConnectPresenter final : public QObject
{
    Q_OBJECT

public:
    enum class Field { None, Server, User, Password, Token, LastData };
    /// What the page says below the field, in words of its own.
    enum class Message {
        None,
        Missing,
        MalformedServer,
        UnknownScheme,
        PlainText,
        Unreachable,
        Denied,
        Locked, ///< goes on by itself after retrySeconds()
        SessionEnded,
        VersionMismatch,
        CertificateRefused,
        Lost,
        LastDataDamaged,
        LastDataUnreadable,
    };
    struct Problem
    {
        Field field = Field::None;
        Message message = Message::None;
        int serverVersion = kUnknownVersion;
        QString details; ///< for "Copy details"
        bool operator==(const Problem &) const = default;
    };

    explicit ConnectPresenter(const ConsoleServices &services, QObject *parent = nullptr);

    void signIn(const QString &server, const QString &user, const QString &password, bool keepSignedIn);
    void signInWithToken(const QString &server, const QString &token, bool keepSignedIn);
    void cancel();
    void answerCertificate(bool isTrusted);
    /// Ends the session here and on the server; forgets a kept one and the last data. Only closes last data
    /// that are open.
    void signOut();
    /// Whose last data could be shown without a server; nothing if there are none.
    [[nodiscard]] std::optional<LastDataInfo> lastData() const { return m_services.lastData.stored(); }
    /// Shows them; a problem of Field::LastData if they cannot be read.
    void openLastData() { m_services.lastData.open(); }

    /// Connecting, signing in, or waiting for the end of a pause that the server asked for.
    [[nodiscard]] bool isBusy() const;
    [[nodiscard]] bool isLocked() const;
    [[nodiscard]] int retrySeconds() const;
    /// The window still shows what it had; a person is asked on top of it.
    [[nodiscard]] bool isInPlace() const { return m_phase == Phase::Interrupted; }
    [[nodiscard]] const Problem &problem() const { return m_problem; }
    [[nodiscard]] std::optional<CertificateInfo> certificate() const;
    [[nodiscard]] QString serverText() const; ///< host:port of the attempt
    [[nodiscard]] QStringList servers() const;
    [[nodiscard]] QString lastUser() const;
    [[nodiscard]] bool hasKeptSession(const QString &server) const;
    /// Signs in with the kept session of the last server; false if there is none.
    bool resume();

Q_SIGNALS:
    void changed();
    void signedIn();
    /// On purpose: the window starts over.
    void signedOut();
    /// Signed out here, but the server does not know.
    void signOutFailed(const qd::Error &error);
    /// The session ended or the certificate differs: a person is needed, then signedIn() or signedOut().
    void interrupted();

private:
    enum class Phase { Out, In, Interrupted };

    void begin(const QString &server, const Credentials &credentials);
    void fail(Field field, Message message, const QString &details = {}, int version = kUnknownVersion);
    void onLinkChanged();
    void onSignedIn();
    void onOffline();
    void onDenied(const LinkProblem &problem);
    void judge(const LinkProblem &problem);

    ConsoleServices m_services;
    Problem m_problem;
    Phase m_phase = Phase::Out;
    QString m_typedServer;
    bool m_keepSignedIn = false;
    bool m_isLeaving = false; ///< by signOut()
    bool m_isResuming = false; ///< with the token of a session, not with something that was typed
};

} // namespace qd::console
