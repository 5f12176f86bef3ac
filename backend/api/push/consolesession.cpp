// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/push/consolesession.h"

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

constexpr int kNewestEvents = 100;
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

protocol::QueryResult failedResult(const Error &error)
{
    protocol::QueryResult result;
    result.errorCode = error.code;
    result.error = error.message;
    return result;
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
               m_services.serverVersion, m_services.clock.now()},
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

void ConsoleSession::on(quint32 requestId, const protocol::WatchTree &)
{
    m_treeRequest = requestId;
    m_services.push.tree().watch(m_id, requestId, deliverHere());
}

void ConsoleSession::on(quint32 requestId, const protocol::Query &message)
{
    const std::int64_t spanMs = toUnixMs(message.end) - toUnixMs(message.start);
    if (const auto valid = validate(WatchSpec{message.promql, spanMs, message.stepMs, message.maxPoints});
        !valid) {
        fail(valid.error(), requestId);
        return;
    }
    if (m_queriesInFlight >= m_services.limits.maxQueriesInFlight) {
        fail({ErrorCode::Unavailable, "too many queries at once", {}}, requestId);
        return;
    }
    ++m_queriesInFlight;
    const std::int64_t bucketMs = bucketFor(spanMs, message.stepMs, message.maxPoints);
    QuerySpec spec{message.promql,
        promql::EvalParams::range(toUnixMs(message.start), toUnixMs(message.end), message.stepMs), {}};
    net::deliver(m_services.queries.evaluate(std::move(spec), m_cancelled), m_home, this,
        [this, requestId, bucketMs, stepMs = message.stepMs, start = toUnixMs(message.start)](
            const Result<QueryAnswer> &answered) {
            --m_queriesInFlight;
            if (!answered) {
                answer(failedResult(answered.error()), requestId);
                return;
            }
            protocol::QueryResult result;
            result.series = toSeries(answered->value, bucketMs, stepMs);
            result.evaluatedAt = m_services.clock.now();
            result.newestSample = answered->newestSample;
            result.windowStart = start;
            result.resolution = resolutionName(answered->resolution, bucketMs, stepMs);
            answer(std::move(result), requestId);
        });
}

void ConsoleSession::on(quint32 requestId, const protocol::Subscribe &message)
{
    WatchSpec spec{message.promql, message.windowMs, message.stepMs, message.maxPoints};
    if (requestId == 0) {
        fail({ErrorCode::InvalidInput, "a subscription needs a request id", {{"field", "requestId"}}},
            requestId);
        return;
    }
    if (const auto valid = validate(spec); !valid) {
        answer(failedResult(valid.error()), requestId);
        return;
    }
    if (!m_subscriptions.contains(requestId)
        && m_subscriptions.size() >= m_services.limits.maxSubscriptions) {
        answer(
            failedResult({ErrorCode::Unavailable, "this console has too many subscriptions", {}}), requestId);
        return;
    }
    m_subscriptions.insert(requestId);
    m_services.push.hub().subscribe(m_id, requestId, std::move(spec), deliverHere());
}

void ConsoleSession::on(quint32, const protocol::Unsubscribe &message)
{
    m_subscriptions.erase(message.subscription);
    m_behind.erase(message.subscription);
    m_services.push.hub().unsubscribe(m_id, message.subscription);
}

void ConsoleSession::on(quint32 requestId, const protocol::GetHost &message)
{
    auto summary = m_services.fleet.summary(message.host);
    const auto snapshot = m_services.fleet.inventory();
    const cmdb::HostRecord *record = snapshot->host(message.host);
    if (!summary || record == nullptr) {
        fail(
            {ErrorCode::NotFound, "there is no host of that number", {{"field", "GetHost.host"}}}, requestId);
        return;
    }
    protocol::HostDetails details{
        std::move(*summary), record->facts, m_services.fleet.dataPath(message.host), {}};
    net::deliver(m_services.inventory.newestEvents(message.host, kNewestEvents), m_home, this,
        [this, requestId, details](const Result<std::vector<HostEvent>> &events) mutable {
            if (!events) {
                fail(events.error(), requestId);
                return;
            }
            details.events = *events;
            answer(std::move(details), requestId);
        });
}

void ConsoleSession::on(quint32 requestId, const protocol::WatchHostProcesses &message)
{
    if (!message.isOn) {
        m_watchedHosts.erase(message.host);
        m_services.push.processes().unwatch(m_id, message.host);
        return;
    }
    if (!m_watchedHosts.contains(message.host)
        && m_watchedHosts.size() >= m_services.limits.maxWatchedHosts) {
        fail({ErrorCode::Unavailable, "too many hosts are watched at once", {}}, requestId);
        return;
    }
    m_watchedHosts.insert(message.host);
    m_services.push.processes().watch(m_id, message.host, deliverHere());
}

void ConsoleSession::on(quint32 requestId, const protocol::MountHost &message)
{
    if (!allowed(requestId, Role::Operator)) {
        return;
    }
    auto mounted =
        m_services.inventory.mountHost(m_principal, message.host, message.components, message.reason);
    net::deliver(std::move(mounted), m_home, this, [this, requestId](const Result<void> &done) {
        if (done) {
            answer(protocol::Done{}, requestId);
        } else {
            fail(done.error(), requestId);
        }
    });
}

void ConsoleSession::on(quint32 requestId, const protocol::CreateNode &message)
{
    if (!allowed(requestId, Role::Operator)) {
        return;
    }
    auto created = m_services.inventory.createNode(m_principal, message.parent, message.name, message.reason);
    net::deliver(std::move(created), m_home, this, [this, requestId](const Result<NodeId> &node) {
        if (node) {
            answer(protocol::NodeCreated{*node}, requestId);
        } else {
            fail(node.error(), requestId);
        }
    });
}

void ConsoleSession::on(quint32 requestId, const protocol::GetMetricNames &)
{
    auto names = m_services.queries.submit<std::vector<std::string>>([&store = m_services.queries.store()] {
        std::vector<std::string> all;
        for (const MetricMetadata &metric : store.metadata()) {
            all.push_back(metric.name);
        }
        return Result<std::vector<std::string>>(std::move(all));
    });
    net::deliver(
        std::move(names), m_home, this, [this, requestId](const Result<std::vector<std::string>> &all) {
            if (all) {
                answer(protocol::MetricNames{*all}, requestId);
            } else {
                fail(all.error(), requestId);
            }
        });
}

void ConsoleSession::on(quint32 requestId, const protocol::SignOut &)
{
    if (m_sessionToken.empty()) {
        answer(protocol::Done{}, requestId);
        return;
    }
    m_isSigningOut = true;
    net::deliver(m_services.access.endSession(m_sessionToken), m_home, this,
        [this, requestId](const Result<void> &done) {
            if (done || done.error().code == ErrorCode::NotFound) {
                answer(protocol::Done{}, requestId);
            } else {
                fail(done.error(), requestId);
            }
        });
}

template <typename Other>
void ConsoleSession::on(quint32 requestId, const Other &)
{
    // A Pong is welcome and says nothing; everything else is a message for a console or an agent.
    if constexpr (!std::is_same_v<Other, protocol::Pong>) {
        closeWith({ErrorCode::InvalidInput, "this message is not for the backend", {}}, requestId);
    }
}

bool ConsoleSession::allowed(quint32 requestId, Role needed)
{
    if (allows(m_principal.role, needed)) {
        return true;
    }
    fail({ErrorCode::Denied, "the role of this user does not allow that", {{"field", "role"}}}, requestId);
    return false;
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
    if (m_behind.empty() && !m_isTreeBehind) {
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
    if ((m_behind.empty() && !m_isTreeBehind)
        || m_channel.unsentBytes() > m_services.limits.maxUnsentBytes / 4) {
        return;
    }
    if (std::exchange(m_isTreeBehind, false)) {
        m_services.push.tree().watch(m_id, m_treeRequest, deliverHere());
    }
    for (const quint32 subscription : std::exchange(m_behind, {})) {
        m_services.push.hub().resend(m_id, subscription);
    }
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
        } else if ((!m_behind.empty() || m_isTreeBehind) && now - m_behindSince >= limits.behindTimeout) {
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
