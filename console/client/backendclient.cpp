// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/client/backendclient.h"

#include "console/client/serveraddress.h"
#include "shared/net/messagechannel.h"

#include <QLoggingCategory>
#include <QRandomGenerator>
#include <QWebSocket>

Q_LOGGING_CATEGORY(lcClient, "qd.console.client")

namespace qd::console {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

constexpr auto kHousekeeping = 250ms;
/// The longest pause that a server may impose before the console asks again.
constexpr std::chrono::milliseconds kLongestPause = 10min;
/// Added to an imposed pause, so that the server's clock is past it and consoles do not come at once.
constexpr int kPauseSlackMs = 1'000;

[[nodiscard]] QString colonPairs(const QByteArray &hex)
{
    return QString::fromLatin1(QByteArray::fromHex(hex).toHex(':').toUpper());
}

[[nodiscard]] QString distinguishedName(const QSslCertificate &certificate, bool issuer)
{
    const QStringList names = issuer ? certificate.issuerInfo(QSslCertificate::CommonName)
                                     : certificate.subjectInfo(QSslCertificate::CommonName);
    const QStringList organisations = issuer ? certificate.issuerInfo(QSslCertificate::Organization)
                                             : certificate.subjectInfo(QSslCertificate::Organization);
    return (names + organisations).join(u", "_s);
}

/// The version byte of a frame: MessagePack array of four whose first element is a small number.
[[nodiscard]] int versionOf(const QByteArray &frame)
{
    constexpr char kArrayOfFour = '\x94';
    const bool isFrame = frame.size() > 1 && frame[0] == kArrayOfFour && (frame[1] & 0x80) == 0;
    return isFrame ? frame[1] : kUnknownVersion;
}

[[nodiscard]] std::chrono::milliseconds pauseOf(const Error &error)
{
    const auto pause = error.context.find("retryAfterMs");
    return std::chrono::milliseconds(
        pause == error.context.end() ? 0 : QByteArray::fromStdString(pause->second).toInt());
}

[[nodiscard]] bool isSpoken(int version)
{
    return version >= kConsoleOldestVersion && version <= kConsoleVersion;
}

} // namespace

BackendClient::BackendClient(
    const Clock &clock, const QString &pinFile, const ClientLimits &limits, QObject *parent)
    : Backend(parent)
    , m_clock(clock)
    , m_limits(limits)
    , m_pins(pinFile)
{
    if (const Result<void> loaded = m_pins.load(); !loaded) {
        // An unreadable file must not turn into silent trust: every server is then met for the first time
        // again.
        qCWarning(lcClient) << "trusted certificates are not readable:" << loaded.error().toString().c_str();
    }
    connect(&m_housekeeping, &QTimer::timeout, this, &BackendClient::onHousekeeping);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &BackendClient::open);
}

BackendClient::~BackendClient()
{
    m_isWanted = false;
    closeChannel();
    failCalls(ErrorCode::Cancelled, "the client is closing");
}

void BackendClient::connectToServer(const QUrl &server, const Credentials &credentials)
{
    disconnectFromServer();
    m_isWanted = true;
    m_credentials = credentials;
    m_status.server = server;
    m_policy = net::ReconnectPolicy();
    open();
}

void BackendClient::disconnectFromServer()
{
    m_isWanted = false;
    m_retry.stop();
    closeChannel();
    failCalls(ErrorCode::Cancelled, "signed out");
    m_status.problem.reset();
    if (m_status.state != LinkState::Idle) {
        setState(LinkState::Idle);
    }
}

void BackendClient::confirmCertificate(bool isTrusted)
{
    if (m_status.state != LinkState::Confirming) {
        return;
    }
    m_status.certificate.reset();
    if (!isTrusted) {
        giveUp({LinkProblemKind::Certificate, Error{ErrorCode::Denied, "certificate not trusted", {}},
            kUnknownVersion, u"server"_s});
        return;
    }
    if (const Result<void> kept = m_pins.trust(endpointOf(m_status.server), m_offered); !kept) {
        qCWarning(lcClient) << "the certificate cannot be remembered:" << kept.error().toString().c_str();
    }
    open();
}

void BackendClient::retryNow()
{
    const bool isLocked = m_status.problem && m_status.problem->kind == LinkProblemKind::Locked;
    if (m_status.state == LinkState::Waiting && !isLocked) {
        m_retry.stop();
        open();
    }
}

void BackendClient::open()
{
    closeChannel();
    m_foreignVersion = kUnknownVersion;
    auto *socket = new QWebSocket(u"quarterdeck-console"_s, QWebSocketProtocol::VersionLatest);
    // Before the channel sees the frame: it closes on a version that it cannot read, and takes the number
    // with it.
    connect(socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &frame) {
        m_heardAt = m_clock.steadyNow();
        m_foreignVersion = isSpoken(versionOf(frame)) ? kUnknownVersion : versionOf(frame);
    });
    connect(socket, &QWebSocket::sslErrors, this, &BackendClient::onSslErrors);
    m_channel = new net::MessageChannel(socket, {}, this);
    connect(m_channel, &net::MessageChannel::opened, this, &BackendClient::onOpened);
    connect(m_channel, &net::MessageChannel::received, this, &BackendClient::onReceived);
    connect(m_channel, &net::MessageChannel::closed, this, &BackendClient::onClosed);
    connect(m_channel, &net::MessageChannel::malformed, this, [this](const Error &error) {
        if (m_foreignVersion != kUnknownVersion) {
            giveUp({LinkProblemKind::VersionMismatch, error, m_foreignVersion, u"server"_s});
        } else {
            lose(LinkProblemKind::Protocol, error);
        }
    });
    m_heardAt = m_clock.steadyNow();
    m_housekeeping.start(kHousekeeping);
    setState(LinkState::Connecting);
    socket->open(m_status.server);
}

void BackendClient::closeChannel()
{
    m_housekeeping.stop();
    if (m_channel != nullptr) {
        m_channel->disconnect(this);
        m_channel->socket().disconnect(this);
        m_channel->deleteLater(); // may be inside one of its signals
        m_channel->abort();
        m_channel = nullptr;
    }
}

void BackendClient::onSslErrors(const QList<QSslError> &errors)
{
    const QSslCertificate certificate = m_channel->socket().sslConfiguration().peerCertificate();
    if (m_pins.check(endpointOf(m_status.server), certificate) == net::CertificatePins::Verdict::Matches) {
        m_channel->socket().ignoreSslErrors(errors);
        return;
    }
    askToTrust(certificate);
}

void BackendClient::askToTrust(const QSslCertificate &certificate)
{
    m_offered = certificate;
    CertificateInfo info;
    info.subject = distinguishedName(certificate, false);
    info.issuer = distinguishedName(certificate, true);
    info.fingerprint = colonPairs(net::CertificatePins::fingerprint(certificate).toLatin1());
    info.validFrom = certificate.effectiveDate();
    info.validTo = certificate.expiryDate();
    info.isReplacement =
        m_pins.check(endpointOf(m_status.server), certificate) == net::CertificatePins::Verdict::Differs;
    m_status.certificate = info;
    closeChannel();
    setState(LinkState::Confirming);
}

void BackendClient::onOpened()
{
    m_heardAt = m_clock.steadyNow();
    if (m_status.server.scheme() == "wss"_L1) {
        const QSslCertificate certificate = m_channel->socket().sslConfiguration().peerCertificate();
        const QString endpoint = endpointOf(m_status.server);
        switch (m_pins.check(endpoint, certificate)) {
        case net::CertificatePins::Verdict::Matches:
            break;
        case net::CertificatePins::Verdict::FirstSeen: // vouched for by an authority of this machine
            if (const Result<void> kept = m_pins.trust(endpoint, certificate); !kept) {
                qCWarning(lcClient) << "the certificate cannot be remembered:"
                                    << kept.error().toString().c_str();
            }
            break;
        case net::CertificatePins::Verdict::Differs:
            askToTrust(certificate);
            return;
        }
    }
    signIn();
}

void BackendClient::signIn()
{
    setState(LinkState::SigningIn);
    protocol::SignIn message;
    message.user = m_credentials.user.toStdString();
    message.password = m_credentials.password.toStdString();
    message.token = m_credentials.token.toStdString();
    message.keepSignedIn = m_credentials.keepSignedIn;
    call(
        std::move(message), [this](const Result<protocol::Message> &answer) { onSignedIn(answer); },
        m_limits.connectTimeout);
}

void BackendClient::onSignedIn(const Result<protocol::Message> &answer)
{
    if (!answer) {
        const Error &error = answer.error();
        const auto field = error.context.find("field");
        const QString where =
            field == error.context.end() ? QString() : QString::fromStdString(field->second);
        if (where.endsWith("version"_L1)) {
            giveUp({LinkProblemKind::VersionMismatch, error, m_foreignVersion, u"server"_s});
        } else if (const auto pause = pauseOf(error); pause.count() > 0) {
            holdOff(error, pause);
        } else if (error.code == ErrorCode::Denied || error.code == ErrorCode::InvalidInput) {
            giveUp({LinkProblemKind::Denied, error, kUnknownVersion,
                m_credentials.token.isEmpty() ? u"password"_s : u"token"_s});
        } else if (error.code != ErrorCode::Cancelled) {
            lose(error.code == ErrorCode::Timeout ? LinkProblemKind::Timeout : LinkProblemKind::Lost, error);
        }
        return;
    }
    const auto *signedIn = std::get_if<protocol::SignedIn>(&*answer);
    if (signedIn == nullptr) {
        lose(LinkProblemKind::Protocol, Error{ErrorCode::Corrupt, "unexpected answer to SignIn", {}});
        return;
    }
    m_channel->setVersion(signedIn->version);
    m_session = {QString::fromStdString(signedIn->user), signedIn->role,
        QString::fromStdString(signedIn->sessionToken), QString::fromStdString(signedIn->serverVersion),
        protocol::hasFeature(signedIn->features, protocol::kBurstFeature)};
    if (!m_session.token.isEmpty()) {
        // From now on the session speaks for the person; the password need not stay in memory.
        m_credentials = {m_session.user, {}, m_session.token, m_credentials.keepSignedIn};
    }
    m_policy.connected(m_clock.steadyNow());
    m_status.problem.reset();
    Q_EMIT sessionOpened(m_session);
    call(
        protocol::WatchTree{},
        [this](const Result<protocol::Message> &tree) {
            if (tree && std::holds_alternative<protocol::TreeState>(*tree)) {
                Q_EMIT treeReceived(std::get<protocol::TreeState>(*tree));
            }
        },
        m_limits.callTimeout);
    setState(LinkState::Online);
}

void BackendClient::onClosed()
{
    if (m_channel == nullptr) {
        return;
    }
    const bool wasOpen = m_status.state == LinkState::Online || m_status.state == LinkState::SigningIn;
    const std::string reason = m_channel->socket().errorString().toStdString();
    lose(wasOpen ? LinkProblemKind::Lost : LinkProblemKind::Unreachable,
        Error{ErrorCode::Unavailable, reason, {{"server", endpointOf(m_status.server).toStdString()}}});
}

void BackendClient::lose(LinkProblemKind kind, Error error)
{
    qCInfo(lcClient) << "link lost:" << error.toString().c_str();
    waitFor(m_policy.lost(m_clock.steadyNow()), {kind, std::move(error), kUnknownVersion, u"server"_s});
}

void BackendClient::holdOff(const Error &error, std::chrono::milliseconds pause)
{
    qCInfo(lcClient) << "not listened to for" << pause.count() << "ms:" << error.toString().c_str();
    const int slack = QRandomGenerator::global()->bounded(kPauseSlackMs / 4, kPauseSlackMs);
    waitFor(std::min(pause, kLongestPause) + std::chrono::milliseconds(slack),
        {LinkProblemKind::Locked, error, kUnknownVersion,
            m_credentials.token.isEmpty() ? u"password"_s : u"token"_s});
}

void BackendClient::waitFor(std::chrono::milliseconds delay, LinkProblem problem)
{
    closeChannel();
    m_status.problem = std::move(problem);
    if (m_isWanted) {
        m_status.retryAt = m_clock.steadyNow() + delay;
        m_retry.start(delay);
        setState(LinkState::Waiting);
    }
    failCalls(ErrorCode::Unavailable, "the link was lost");
}

void BackendClient::giveUp(LinkProblem problem)
{
    qCInfo(lcClient) << "not connected:" << problem.error.toString().c_str();
    m_isWanted = false;
    m_retry.stop();
    closeChannel();
    m_status.problem = std::move(problem);
    setState(LinkState::Idle);
    failCalls(ErrorCode::Cancelled, "the session ended");
}

void BackendClient::onHousekeeping()
{
    const SteadyMs now = m_clock.steadyNow();
    failLateCalls(now);
    if (m_channel == nullptr) {
        return; // an answer ended the session
    }
    if (m_status.state == LinkState::Connecting && now - m_heardAt > m_limits.connectTimeout) {
        lose(LinkProblemKind::Timeout, Error{ErrorCode::Timeout, "no connection in time", {}});
    } else if (m_status.state == LinkState::Online && now - m_heardAt > m_limits.silence) {
        lose(LinkProblemKind::Lost, Error{ErrorCode::Timeout, "the server fell silent", {}});
    } else if (m_status.state == LinkState::Online && now - m_pingedAt >= m_limits.pingInterval) {
        m_pingedAt = now;
        m_channel->send(protocol::Ping{m_clock.now()}, 0);
    }
}

void BackendClient::setState(LinkState state)
{
    m_status.state = state;
    Q_EMIT statusChanged(m_status);
}

} // namespace qd::console
