// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/consoleservices.h"
#include "console/state/connectionstate.h"

#include <QObject>
#include <QStringList>

namespace qd::console {

/// The connect page: checks the fields, signs in, tells where a refusal belongs, asks before a new
/// certificate is trusted, remembers servers and, if wanted, the session. Main thread.
class ConnectPresenter final : public QObject
{
    Q_OBJECT

public:
    enum class Field { None, Server, User, Password, Token };
    /// What the page says below the field, in words of its own.
    enum class Message {
        None,
        Missing,
        MalformedServer,
        UnknownScheme,
        PlainText,
        Unreachable,
        Denied,
        VersionMismatch,
        CertificateRefused,
        Lost,
    };
    struct Problem
    {
        Field field = Field::None;
        Message message = Message::None;
        int serverVersion = 0;
        QString details; ///< for "Copy details"
        bool operator==(const Problem &) const = default;
    };

    explicit ConnectPresenter(const ConsoleServices &services, QObject *parent = nullptr);

    void signIn(const QString &server, const QString &user, const QString &password, bool keepSignedIn);
    void signInWithToken(const QString &server, const QString &token, bool keepSignedIn);
    void cancel();
    void answerCertificate(bool isTrusted);
    /// Ends the session here and on the server; forgets a kept one.
    void signOut();

    [[nodiscard]] bool isBusy() const;
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
    void signedOut();
    /// Signed out here, but the server does not know.
    void signOutFailed(const qd::Error &error);

private:
    void begin(const QString &server, const Credentials &credentials);
    void fail(Field field, Message message, const QString &details = {}, int serverVersion = 0);
    void onLinkChanged();
    void onSignedIn();

    ConsoleServices m_services;
    Problem m_problem;
    QString m_typedServer;
    bool m_keepSignedIn = false;
    bool m_isSignedIn = false;
};

} // namespace qd::console
