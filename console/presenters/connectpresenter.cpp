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
    connect(&services.connection, &ConnectionState::ticked, this, [this] {
        if (isLocked()) {
            Q_EMIT changed(); // counts down
        }
    });
    connect(&services.lastData, &LastDataKeeper::storedChanged, this, &ConnectPresenter::changed);
    connect(&services.lastData, &LastDataKeeper::openFailed, this, [this](const Error &error) {
        fail(Field::LastData,
            error.code == ErrorCode::Corrupt ? Message::LastDataDamaged : Message::LastDataUnreadable,
            QString::fromStdString(error.toString()));
    });
}

void ConnectPresenter::fail(Field field, Message message, const QString &details, int version)
{
    m_problem = {field, message, version, details};
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
    m_isResuming = true;
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
    m_isResuming = false;
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
    if (m_services.connection.isOffline()) {
        stopConnecting(m_services.backend);
        return;
    }
    m_services.settings.keepToken(m_typedServer, {});
    m_isLeaving = true;
    qd::console::signOut(
        m_services.backend, this, [this](const Error &error) { Q_EMIT signOutFailed(error); });
    if (m_phase == Phase::Interrupted) { // no session any more whose end would tell
        m_phase = Phase::Out;
        m_problem = {};
        m_isLeaving = false;
        m_services.lastData.forget();
        Q_EMIT signedOut();
    }
}

void ConnectPresenter::onLinkChanged()
{
    const LinkStatus &link = m_services.connection.link();
    if (isAnswering(link.state)) {
        if (m_phase != Phase::In) {
            link.state == LinkState::Online ? onSignedIn() : onOffline();
        }
        return;
    }
    if (m_phase == Phase::In) {
        if (link.state == LinkState::Idle && !link.problem) {
            m_phase = Phase::Out;
            if (std::exchange(m_isLeaving, false)) {
                m_services.lastData.forget();
            }
            Q_EMIT signedOut();
        } else if (link.state == LinkState::Idle || link.state == LinkState::Confirming) {
            m_phase = Phase::Interrupted;
            m_isResuming = true;
            if (link.problem) {
                judge(*link.problem);
            }
            Q_EMIT interrupted();
        }
        return; // lost for a while: the window stays and says so
    }
    if (link.state == LinkState::Waiting && link.problem->kind != LinkProblemKind::Locked) {
        // A person waits in front of the page: one honest answer instead of endless tries.
        const LinkProblem problem = *link.problem;
        stopConnecting(m_services.backend);
        judge(problem);
    } else if (link.problem && (link.state == LinkState::Idle || link.state == LinkState::Waiting)) {
        judge(*link.problem);
    } else {
        if (link.state == LinkState::Connecting) {
            m_problem = {}; // a new attempt
        }
        Q_EMIT changed();
    }
}

void ConnectPresenter::onDenied(const LinkProblem &problem)
{
    m_services.settings.keepToken(m_typedServer, {});
    const QString details = QString::fromStdString(problem.error.toString());
    if (m_isResuming) {
        fail(Field::Password, Message::SessionEnded, details);
    } else {
        fail(problem.field == "token"_L1 ? Field::Token : Field::Password, Message::Denied, details);
    }
}

void ConnectPresenter::judge(const LinkProblem &problem)
{
    const QString details = QString::fromStdString(problem.error.toString());
    switch (problem.kind) {
    case LinkProblemKind::Denied:
        onDenied(problem);
        break;
    case LinkProblemKind::Locked:
        fail(problem.field == "token"_L1 ? Field::Token : Field::Password, Message::Locked, details);
        break;
    case LinkProblemKind::VersionMismatch:
        fail(Field::Server, Message::VersionMismatch, details, problem.serverVersion);
        break;
    case LinkProblemKind::Certificate:
        fail(Field::Server, Message::CertificateRefused, details);
        break;
    case LinkProblemKind::Unreachable:
    case LinkProblemKind::Timeout:
        fail(Field::Server, Message::Unreachable, details);
        break;
    case LinkProblemKind::Lost:
    case LinkProblemKind::Protocol:
        fail(Field::Server, Message::Lost, details);
        break;
    }
}

void ConnectPresenter::onSignedIn()
{
    m_phase = Phase::In;
    m_problem = {};
    m_isResuming = false;
    m_services.settings.rememberServer(m_typedServer);
    if (m_keepSignedIn) {
        m_services.settings.keepToken(m_typedServer, m_services.connection.session().token);
    }
    Q_EMIT changed();
    Q_EMIT signedIn();
}

void ConnectPresenter::onOffline()
{
    m_phase = Phase::In;
    m_problem = {};
    Q_EMIT changed();
    Q_EMIT signedIn();
}

bool ConnectPresenter::isBusy() const
{
    const LinkState state = m_services.connection.link().state;
    return m_phase != Phase::In
        && (state == LinkState::Connecting || state == LinkState::SigningIn || isLocked());
}

bool ConnectPresenter::isLocked() const
{
    const LinkStatus &link = m_services.connection.link();
    return m_phase != Phase::In && link.state == LinkState::Waiting && link.problem
        && link.problem->kind == LinkProblemKind::Locked;
}

int ConnectPresenter::retrySeconds() const
{
    return m_services.connection.retrySeconds();
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
