// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/connectpresenter.h"

#include "console/state/calls.h"
#include "console/state/settings.h"

namespace qd::console {

using namespace Qt::StringLiterals;

ConnectPresenter::ConnectPresenter(const ConsoleServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
{
    connect(&services.connection, &ConnectionState::changed, this, &ConnectPresenter::onLinkChanged);
}

void ConnectPresenter::fail(Field field, Message message, const QString &details, int serverVersion)
{
    m_problem = {field, message, serverVersion, details};
    Q_EMIT changed();
}

void ConnectPresenter::signIn(
    const QString &server, const QString &user, const QString &password, bool keepSignedIn)
{
    if (user.trimmed().isEmpty()) {
        fail(Field::User, Message::Missing);
        return;
    }
    if (password.isEmpty()) {
        fail(Field::Password, Message::Missing);
        return;
    }
    m_services.settings.setLastUser(user.trimmed());
    begin(server, {user.trimmed(), password, {}, keepSignedIn});
}

void ConnectPresenter::signInWithToken(const QString &server, const QString &token, bool keepSignedIn)
{
    if (token.trimmed().isEmpty()) {
        fail(Field::Token, Message::Missing);
        return;
    }
    begin(server, {{}, {}, token.trimmed(), keepSignedIn});
}

bool ConnectPresenter::resume()
{
    const QString server = servers().value(0);
    if (server.isEmpty() || !hasKeptSession(server)) {
        return false;
    }
    begin(server, {{}, {}, m_services.settings.keptToken(server), true});
    return true;
}

void ConnectPresenter::begin(const QString &server, const Credentials &credentials)
{
    const Result<QUrl> url = readServer(server);
    if (!url) {
        const std::string &reason = url.error().context.at("reason");
        fail(Field::Server,
            reason == "empty"        ? Message::Missing
                : reason == "scheme" ? Message::UnknownScheme
                : reason == "plain"  ? Message::PlainText
                                     : Message::MalformedServer);
        return;
    }
    m_problem = {};
    m_typedServer = server.trimmed();
    m_keepSignedIn = credentials.keepSignedIn;
    qd::console::signIn(m_services.backend, *url, credentials);
    Q_EMIT changed();
}

void ConnectPresenter::cancel()
{
    m_problem = {};
    stopConnecting(m_services.backend);
    Q_EMIT changed();
}

void ConnectPresenter::answerCertificate(bool isTrusted)
{
    qd::console::answerCertificate(m_services.backend, isTrusted);
}

void ConnectPresenter::signOut()
{
    m_services.settings.keepToken(m_typedServer, {});
    qd::console::signOut(
        m_services.backend, this, [this](const Error &error) { Q_EMIT signOutFailed(error); });
}

void ConnectPresenter::onLinkChanged()
{
    const LinkStatus &link = m_services.connection.link();
    if (link.state == LinkState::Online) {
        if (!m_isSignedIn) {
            onSignedIn();
        }
        return;
    }
    if (m_isSignedIn) {
        if (link.state == LinkState::Idle) {
            m_isSignedIn = false;
            if (link.problem && link.problem->kind == LinkProblemKind::Denied) {
                m_services.settings.keepToken(m_typedServer, {}); // the session ended elsewhere
                m_problem = {Field::Password, Message::Denied, 0, {}};
            }
            Q_EMIT signedOut();
        }
        return; // lost for a while: the window stays and says so
    }
    if (!link.problem || link.state == LinkState::Connecting || link.state == LinkState::SigningIn) {
        Q_EMIT changed();
        return;
    }
    const QString details = QString::fromStdString(link.problem->error.toString());
    switch (link.problem->kind) {
    case LinkProblemKind::Denied:
        m_services.settings.keepToken(m_typedServer, {});
        fail(link.problem->field == "token"_L1 ? Field::Token : Field::Password, Message::Denied, details);
        return;
    case LinkProblemKind::VersionMismatch:
        fail(Field::Server, Message::VersionMismatch, details, link.problem->serverVersion);
        return;
    case LinkProblemKind::Certificate:
        fail(Field::Server, Message::CertificateRefused, details);
        return;
    case LinkProblemKind::Unreachable:
    case LinkProblemKind::Timeout:
        fail(Field::Server, Message::Unreachable, details);
        break;
    case LinkProblemKind::Lost:
    case LinkProblemKind::Protocol:
        fail(Field::Server, Message::Lost, details);
        break;
    }
    // Before the first sign-in a person waits in front of the page: one honest answer instead of endless
    // tries.
    stopConnecting(m_services.backend);
    m_problem.details = details;
    Q_EMIT changed();
}

void ConnectPresenter::onSignedIn()
{
    m_isSignedIn = true;
    m_problem = {};
    m_services.settings.rememberServer(m_typedServer);
    if (m_keepSignedIn) {
        m_services.settings.keepToken(m_typedServer, m_services.connection.session().token);
    }
    Q_EMIT changed();
    Q_EMIT signedIn();
}

bool ConnectPresenter::isBusy() const
{
    const LinkState state = m_services.connection.link().state;
    return !m_isSignedIn && (state == LinkState::Connecting || state == LinkState::SigningIn);
}

std::optional<CertificateInfo> ConnectPresenter::certificate() const
{
    const LinkStatus &link = m_services.connection.link();
    return link.state == LinkState::Confirming ? link.certificate : std::nullopt;
}

QString ConnectPresenter::serverText() const
{
    return endpointText(m_services.connection.link().server);
}

QStringList ConnectPresenter::servers() const
{
    return m_services.settings.servers();
}

QString ConnectPresenter::lastUser() const
{
    return m_services.settings.lastUser();
}

bool ConnectPresenter::hasKeptSession(const QString &server) const
{
    return !m_services.settings.keptToken(server).isEmpty();
}

} // namespace qd::console
