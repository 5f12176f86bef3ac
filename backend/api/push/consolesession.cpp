// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/push/consolesession.h"

#include "backend/api/push/answers.h"
#include "backend/domain/access/credentials.h"
#include "shared/net/deliver.h"

#include <QPointer>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <type_traits>
#include <utility>

namespace qd::backend::push {

namespace {

constexpr std::chrono::seconds kCloseTimeout{5};
constexpr std::size_t kMaxRevokedMeanwhile = 1'000;

ViewerId nextViewerId()
{
    static std::atomic<ViewerId> s_last{0};
    return ++s_last;
}

std::string fieldOf(const Error &error)
{
    const auto field = error.context.find("field");
    return field == error.context.end() ? std::string() : field->second;
}

/// What a throttle asked for, in ms; 0 if the error is of another kind.
std::int32_t retryAfterOf(const Error &error)
{
    const auto pause = error.context.find("retryAfterMs");
    std::int32_t ms = 0;
    if (pause != error.context.end()) {
        std::from_chars(pause->second.data(), pause->second.data() + pause->second.size(), ms);
    }
    return ms;
}

} // namespace

ConsoleSession::ConsoleSession(QWebSocket *socket, const ConsoleServices &services, QObject *home)
    : QObject(home)
    , m_services(services)
    , m_home(home)
    , m_id(nextViewerId())
    , m_channel(socket, {protocol::kMaxFrameBytes, services.limits.maxUnsentBytes})
    , m_cancelled(std::make_shared<std::atomic<bool>>(false))
    , m_startedAt(services.clock.steadyNow())
    , m_lastHeard(m_startedAt)
{
    connect(&m_channel, &net::MessageChannel::received, this, &ConsoleSession::onReceived);
    connect(&m_channel, &net::MessageChannel::malformed, this, [this](const Error &error) {
        m_services.log.refused(http::Refusal::Malformed, m_channel.socket().peerAddress(),
            QString::fromStdString(fieldOf(error)));
    });
    connect(&m_channel, &net::MessageChannel::closed, this, &ConsoleSession::finish);
    connect(&m_channel, &net::MessageChannel::drained, this, &ConsoleSession::catchUp);
}

ConsoleSession::~ConsoleSession()
{
    m_cancelled->store(true);
    m_services.push.hub().unsubscribeAll(m_id);
    m_services.push.tree().unwatch(m_id);
    m_services.push.processes().unwatchAll(m_id);
}

void ConsoleSession::onReceived(const protocol::Envelope &envelope)
{
    m_lastHeard = m_services.clock.steadyNow();
    if (const auto *ping = std::get_if<protocol::Ping>(&envelope.message)) {
        answer(protocol::Pong{ping->sentAt, m_services.clock.now()}, envelope.requestId);
        return;
    }
    switch (m_phase) {
    case Phase::SignIn:
        if (const auto *message = std::get_if<protocol::SignIn>(&envelope.message)) {
            onSignIn(envelope.requestId, *message);
        } else {
            closeWith({ErrorCode::Denied, "sign in first", {}}, envelope.requestId);
        }
        return;
    case Phase::Checking:
        closeWith(
            {ErrorCode::InvalidInput, "nothing may follow SignIn before its answer", {}}, envelope.requestId);
        return;
    case Phase::Open:
        std::visit([&](const auto &message) { on(envelope.requestId, message); }, envelope.message);
        return;
    case Phase::Closed:
        return;
    }
}

void ConsoleSession::onSignIn(quint32 requestId, const protocol::SignIn &message)
{
    if (message.version < protocol::kOldestVersion || message.version > protocol::kVersion) {
        closeWith({ErrorCode::InvalidInput, "this version of the protocol is not spoken here",
                      {{"field", "SignIn.version"}}},
            requestId);
        return;
    }
    const QHostAddress peer = m_channel.socket().peerAddress();
    if (const auto pause = m_services.throttle.pauseFor(peer); pause.count() > 0) {
        m_services.log.refused(http::Refusal::TooManyAttempts, peer);
        closeWith({ErrorCode::Denied, "too many failed attempts from this address",
                      {{"field", "attempts"}, {"retryAfterMs", std::to_string(pause.count())}}},
            requestId);
        return;
    }
    m_phase = Phase::Checking;
    m_revokedMeanwhile.clear();
    auto checked = message.token.empty() ? m_services.access.checkPassword(message.user, message.password)
                                         : m_services.access.checkToken(message.token);
    net::deliver(
        std::move(checked), m_home, this, [this, requestId, message](const Result<Principal> &principal) {
            onPrincipal(requestId, message, principal);
        });
}

void ConsoleSession::onPrincipal(
    quint32 requestId, const protocol::SignIn &message, const Result<Principal> &principal)
{
    if (m_phase != Phase::Checking) {
        return;
    }
    if (!principal) {
        if (principal.error().code == ErrorCode::Denied) {
            const QHostAddress peer = m_channel.socket().peerAddress();
            if (retryAfterOf(principal.error()) > 0) { // not looked at, so neither right nor wrong
                m_services.log.refused(http::Refusal::TooManyAttempts, peer);
            } else {
                m_services.throttle.failed(peer);
                m_services.log.refused(http::Refusal::BadToken, peer);
            }
        }
        // The connection stays: a person mistypes, and the throttle counts.
        m_phase = Phase::SignIn;
        fail(principal.error(), requestId);
        return;
    }
    m_principal = *principal;
    m_channel.setVersion(message.version);
    m_sessionToken = message.token;
    if (!message.keepSignedIn || !message.token.empty()) {
        // A token that is good for coming back stays the one: another would outlive its revocation.
        signedIn(requestId, message.keepSignedIn ? message.token : std::string());
        return;
    }
    net::deliver(m_services.access.issueSession(m_principal), m_home, this,
        [this, requestId](const Result<std::string> &token) {
            if (m_phase != Phase::Checking) {
                return;
            }
            if (!token) {
                m_phase = Phase::SignIn;
                fail(token.error(), requestId);
                return;
            }
            m_sessionToken = *token;
            signedIn(requestId, *token);
        });
}

void ConsoleSession::signedIn(quint32 requestId, std::string sessionToken)
{
    const auto overtaken = std::exchange(m_revokedMeanwhile, {});
    if (std::any_of(overtaken.begin(), overtaken.end(),
            [this](const access::AccessRevocation &revocation) { return isMeant(revocation); })) {
        m_phase = Phase::SignIn;
        fail({ErrorCode::Denied, "the sign-in was revoked while it was checked", {}}, requestId);
        return;
    }
    m_phase = Phase::Open;
    answer(protocol::SignedIn{protocol::kVersion, m_principal.name, m_principal.role, std::move(sessionToken),
               m_services.serverVersion, m_services.clock.now(), {std::string{protocol::kBurstFeature}}},
        requestId);
}

bool ConsoleSession::isMeant(const access::AccessRevocation &revocation) const
{
    return revocation.user == m_principal.user
        && (revocation.tokenDigest.empty()
            || (!m_sessionToken.empty() && revocation.tokenDigest == access::hashToken(m_sessionToken)));
}

void ConsoleSession::onRevoked(const access::AccessRevocation &revocation)
{
    if (m_phase == Phase::Checking) {
        if (m_revokedMeanwhile.size() >= kMaxRevokedMeanwhile) {
            closeWith({ErrorCode::Unavailable, "too many changes of users at this moment", {}}, 0);
            return;
        }
        m_revokedMeanwhile.push_back(revocation);
    } else if (m_phase == Phase::Open && !m_isSigningOut && isMeant(revocation)) {
        closeWith({ErrorCode::Denied, "an administrator ended this sign-in, or the user was changed", {}}, 0);
    }
}

template <typename Other>
void ConsoleSession::on(quint32 requestId, const Other &)
{
    // A Pong is welcome and says nothing; everything else is a message for a console or an agent.
    if constexpr (!std::is_same_v<Other, protocol::Pong>) {
        closeWith({ErrorCode::InvalidInput, "this message is not for the backend", {}}, requestId);
    }
}

Deliver ConsoleSession::deliverHere()
{
    return [home = m_home, guard = QPointer<ConsoleSession>(this)](
               std::shared_ptr<const protocol::Message> message, quint32 requestId) {
        QMetaObject::invokeMethod(
            home,
            [guard, message = std::move(message), requestId] {
                if (!guard.isNull()) {
                    guard->pushed(*message, requestId);
                }
            },
            Qt::QueuedConnection);
    };
}

void ConsoleSession::pushed(const protocol::Message &message, quint32 requestId)
{
    const bool isUpdate = std::holds_alternative<protocol::QueryResult>(message);
    if (m_phase != Phase::Open || (isUpdate && !m_subscriptions.contains(requestId))) {
        return; // unsubscribed while it was on its way
    }
    if (isUpdate && m_behind.contains(requestId)) {
        return; // a change of something that it never got; all of it is sent once there is room
    }
    if (m_isTreeBehind
        && (std::holds_alternative<protocol::HostsChanged>(message)
            || std::holds_alternative<protocol::NodesChanged>(message))) {
        return;
    }
    switch (m_channel.send(message, requestId)) {
    case net::MessageChannel::SendOutcome::Sent:
        if (std::holds_alternative<protocol::TreeState>(message)
            || std::holds_alternative<protocol::HostsChanged>(message)) {
            // The tree comes at the pace at which it is read: all at once, a tree beyond maxUnsentBytes
            // would never get further than its beginning.
            m_isTreeWaiting = true;
            catchUp();
        }
        return;
    case net::MessageChannel::SendOutcome::Closed:
        return;
    case net::MessageChannel::SendOutcome::TooSlow:
        missed(message, requestId);
        return;
    case net::MessageChannel::SendOutcome::TooLarge:
        answer(failedResult({ErrorCode::InvalidInput,
                   "the result is larger than a message may be: select fewer series or points", {}}),
            requestId);
        return;
    }
}

void ConsoleSession::missed(const protocol::Message &message, quint32 requestId)
{
    if (!isBehind()) {
        m_behindSince = m_services.clock.steadyNow();
    }
    if (std::holds_alternative<protocol::QueryResult>(message)) {
        m_behind.insert(requestId);
    } else if (!std::holds_alternative<protocol::ServerStatus>(message)
        && !std::holds_alternative<protocol::ProcessList>(message)) {
        m_isTreeBehind = true;
    }
}

void ConsoleSession::catchUp()
{
    if (!(isBehind() || m_isTreeWaiting) || m_channel.unsentBytes() > m_services.limits.maxUnsentBytes / 4) {
        return;
    }
    const bool isTreeWaiting = std::exchange(m_isTreeWaiting, false);
    if (std::exchange(m_isTreeBehind, false)) {
        m_services.push.tree().watch(m_id, m_treeRequest, deliverHere());
    } else if (isTreeWaiting) {
        m_services.push.tree().more(m_id);
    }
    for (const quint32 subscription : std::exchange(m_behind, {})) {
        m_services.push.hub().resend(m_id, subscription);
    }
}

bool ConsoleSession::isBehind() const
{
    return !m_behind.empty() || m_isTreeBehind;
}

void ConsoleSession::answer(protocol::Message message, quint32 requestId)
{
    const bool isResult = std::holds_alternative<protocol::QueryResult>(message);
    switch (m_channel.send(std::move(message), requestId)) {
    case net::MessageChannel::SendOutcome::Sent:
    case net::MessageChannel::SendOutcome::Closed:
        return;
    case net::MessageChannel::SendOutcome::TooSlow:
        // Somebody waits for this answer and will never have it.
        m_services.log.refused(http::Refusal::NeverReads, m_channel.socket().peerAddress());
        m_channel.abort();
        return;
    case net::MessageChannel::SendOutcome::TooLarge: {
        const Error error{ErrorCode::InvalidInput, "the answer is larger than a message may be", {}};
        m_channel.send(isResult ? protocol::Message(failedResult(error))
                                : protocol::Message(protocol::Failed{error.code, error.message, {}, 0}),
            requestId);
        return;
    }
    }
}

void ConsoleSession::fail(const Error &error, quint32 requestId)
{
    answer(protocol::Failed{error.code, error.message, fieldOf(error), retryAfterOf(error)}, requestId);
}

void ConsoleSession::closeWith(const Error &error, quint32 requestId)
{
    fail(error, requestId);
    m_phase = Phase::Closed;
    m_startedAt = m_services.clock.steadyNow();
    m_channel.close(QWebSocketProtocol::CloseCodePolicyViolated, QString::fromStdString(error.message));
}

void ConsoleSession::sweep(SteadyMs now)
{
    const ConsoleLimits &limits = m_services.limits;
    switch (m_phase) {
    case Phase::SignIn:
    case Phase::Checking:
        if (now - m_startedAt >= limits.signInTimeout) {
            closeWith({ErrorCode::Timeout, "nobody signed in in time", {}}, 0);
        }
        return;
    case Phase::Open:
        if (now - m_lastHeard >= limits.idleTimeout) {
            closeWith({ErrorCode::Timeout, "nothing was heard of the console", {}}, 0);
        } else if (isBehind() && now - m_behindSince >= limits.behindTimeout) {
            m_services.log.refused(http::Refusal::NeverReads, m_channel.socket().peerAddress());
            m_channel.abort();
        }
        return;
    case Phase::Closed:
        if (now - m_startedAt >= kCloseTimeout) {
            m_channel.abort();
        }
        return;
    }
}

void ConsoleSession::finish()
{
    m_phase = Phase::Closed;
    m_cancelled->store(true);
    deleteLater();
}

} // namespace qd::backend::push
