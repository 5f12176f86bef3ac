// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakebackend/fakebackend.h"

#include <QWebSocket>

namespace qd::test {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

[[nodiscard]] TimeMs now()
{
    return SystemClock().now();
}

} // namespace

FakeBackend::FakeBackend(QObject *parent)
    : QObject(parent)
{
    connect(&m_tick, &QTimer::timeout, this, &FakeBackend::onTick);
}

FakeBackend::~FakeBackend()
{
    stop();
}

bool FakeBackend::start(quint16 port)
{
    m_server = std::make_unique<QWebSocketServer>(
        u"fake"_s, m_tls ? QWebSocketServer::SecureMode : QWebSocketServer::NonSecureMode);
    if (m_tls) {
        m_server->setSslConfiguration(*m_tls);
    }
    connect(m_server.get(), &QWebSocketServer::newConnection, this, &FakeBackend::onConnection);
    if (!m_server->listen(QHostAddress::LocalHost, port)) {
        return false;
    }
    m_port = m_server->serverPort();
    m_tick.start(1s);
    return true;
}

void FakeBackend::stop()
{
    m_tick.stop();
    dropConnections();
    m_server.reset();
}

QString FakeBackend::address() const
{
    return u"127.0.0.1:"_s + QString::number(m_port);
}

void FakeBackend::dropConnections()
{
    m_subscriptions.clear();
    const QList<net::MessageChannel *> channels = std::exchange(m_channels, {});
    for (net::MessageChannel *channel : channels) {
        channel->disconnect(this);
        delete channel;
    }
}

void FakeBackend::forget(net::MessageChannel *channel)
{
    m_channels.removeAll(channel);
    std::erase_if(m_subscriptions, [&](const auto &entry) { return entry.first.first == channel; });
    channel->deleteLater();
}

void FakeBackend::onConnection()
{
    auto *channel = new net::MessageChannel(m_server->nextPendingConnection(), {}, this);
    m_channels.append(channel);
    connect(channel, &net::MessageChannel::received, this,
        [this, channel](const protocol::Envelope &envelope) { onMessage(channel, envelope); });
    connect(channel, &net::MessageChannel::closed, this, [this, channel] { forget(channel); });
}

void FakeBackend::onSignIn(net::MessageChannel *channel, const protocol::SignIn &request, quint32 id)
{
    switch (m_mood) {
    case Mood::Silent:
        return;
    case Mood::Locked:
        channel->send(protocol::Failed{ErrorCode::Denied, "too many failed attempts", "attempts",
                          static_cast<std::int32_t>(m_pause.count())},
            id);
        return;
    case Mood::SpeaksVersionZero:
    case Mood::SpeaksVersionTwo: {
        QByteArray frame = net::encodeFrame({protocol::kVersion, id, protocol::SignedIn{}});
        frame[1] = m_mood == Mood::SpeaksVersionTwo ? 2 : 0; // the version element of the envelope
        channel->sendFrame(frame);
        return;
    }
    case Mood::RefusesVersion:
        channel->send(
            protocol::Failed{ErrorCode::InvalidInput, "version 1 is not spoken here", "SignIn.version"}, id);
        return;
    case Mood::DeniesAll:
        break;
    case Mood::Friendly:
        if (request.token == kToken || (request.user == kUser && request.password == kPassword)) {
            channel->send(protocol::SignedIn{protocol::kVersion, kUser, m_role,
                              request.keepSignedIn ? kToken : "", "0.1.0", now(),
                              m_isOld ? protocol::Features{}
                                      : protocol::Features{std::string(protocol::kBurstFeature)}},
                id);
            return;
        }
        break;
    }
    channel->send(protocol::Failed{ErrorCode::Denied, "unknown user, password or token", ""}, id);
}

void FakeBackend::onMessage(net::MessageChannel *channel, const protocol::Envelope &envelope)
{
    const quint32 id = envelope.requestId;
    if (const auto *signIn = std::get_if<protocol::SignIn>(&envelope.message)) {
        onSignIn(channel, *signIn, id);
    } else if (m_isHolding) {
        return;
    } else if (m_callFailure
        && (std::holds_alternative<protocol::GetHost>(envelope.message)
            || std::holds_alternative<protocol::GetMetricNames>(envelope.message)
            || std::holds_alternative<protocol::SignOut>(envelope.message))) {
        channel->send(protocol::Failed{*m_callFailure, "made up by the test", ""}, id);
    } else if (std::holds_alternative<protocol::WatchTree>(envelope.message)) {
        sendTree(channel, id);
    } else if (const auto *query = std::get_if<protocol::Query>(&envelope.message)) {
        ++m_queries;
        channel->send(
            evaluate(query->promql, toUnixMs(query->start), toUnixMs(query->end), query->stepMs), id);
    } else if (const auto *live = std::get_if<protocol::Subscribe>(&envelope.message)) {
        m_subscriptions[{channel, id}] = {channel, *live};
        const std::int64_t end = toUnixMs(now());
        channel->send(evaluate(live->promql, end - live->windowMs, end, live->stepMs), id);
    } else if (const auto *ended = std::get_if<protocol::Unsubscribe>(&envelope.message)) {
        m_subscriptions.erase({channel, ended->subscription});
    } else if (const auto *host = std::get_if<protocol::GetHost>(&envelope.message)) {
        const auto found = std::ranges::find(m_hosts, host->host, &HostSummary::id);
        if (found == m_hosts.end()) {
            channel->send(protocol::Failed{ErrorCode::NotFound, "no such host", "GetHost.host"}, id);
        } else {
            channel->send(detailsOf(*found), id);
        }
    } else if (const auto *watch = std::get_if<protocol::WatchHostProcesses>(&envelope.message)) {
        m_watched = watch->isOn ? watch->host : HostId{};
        if (watch->isOn) {
            channel->send(processesOf(watch->host));
        }
    } else if (std::holds_alternative<protocol::GetMetricNames>(envelope.message)) {
        channel->send(
            protocol::MetricNames{{"cpu.busy", "cpu.idle", "mem.memused.percent", "disk.io.avgqu-sz"}}, id);
    } else if (const auto *burst = std::get_if<protocol::SetBurst>(&envelope.message)) {
        channel->send(onSetBurst(*burst), id);
    } else if (std::holds_alternative<protocol::SignOut>(envelope.message)) {
        channel->send(protocol::Done{}, id);
    } else if (const auto *ping = std::get_if<protocol::Ping>(&envelope.message)) {
        channel->send(protocol::Pong{ping->sentAt, now()}, id);
    }
}

protocol::Message FakeBackend::onSetBurst(const protocol::SetBurst &request)
{
    if (!m_burstRefusal.empty()) {
        return protocol::Failed{ErrorCode::Unavailable, "made up by the test", m_burstRefusal, 0};
    }
    if (!allows(m_role, Role::Operator)) {
        return protocol::Failed{ErrorCode::Denied, "the role of this user does not allow that", "role", 0};
    }
    const auto host = std::ranges::find(m_hosts, request.host, &HostSummary::id);
    const TimeMs from = std::max(host->burstUntil, now());
    setBurst(host->id, request.durationMs == 0 ? now() : from + std::chrono::milliseconds(request.durationMs),
        request.durationMs > 0);
    return protocol::Done{};
}

void FakeBackend::sendTree(net::MessageChannel *channel, quint32 id)
{
    channel->send(protocol::TreeState{m_nodes, m_hosts, static_cast<std::int64_t>(m_hosts.size())}, id);
    const auto online = std::ranges::count(m_hosts, HostState::Online, &HostSummary::state);
    channel->send(
        protocol::ServerStatus{now(), now() - 1200ms, online, static_cast<std::int64_t>(m_hosts.size())});
}

void FakeBackend::onTick()
{
    if (m_isQuiet || m_isHolding) {
        return;
    }
    const auto online = std::ranges::count(m_hosts, HostState::Online, &HostSummary::state);
    const std::int64_t end = toUnixMs(now());
    std::vector<HostSummary> changed;
    for (HostSummary &host : m_hosts) {
        if (host.state == HostState::Online) {
            host.lastSeen = now() - 1200ms;
        }
    }
    for (net::MessageChannel *channel : std::as_const(m_channels)) {
        channel->send(
            protocol::ServerStatus{now(), now() - 1200ms, online, static_cast<std::int64_t>(m_hosts.size())});
        if (!m_watched.isNull()) {
            channel->send(processesOf(m_watched));
        }
    }
    for (const auto &[key, subscription] : m_subscriptions) {
        // A newest bucket at most; the whole window went out with the subscription.
        protocol::QueryResult fresh = evaluate(
            subscription.query.promql, end - subscription.query.stepMs, end, subscription.query.stepMs);
        fresh.isFull = subscription.query.windowMs == 0;
        fresh.windowStart = end - subscription.query.windowMs;
        subscription.channel->send(fresh, key.second);
    }
}

} // namespace qd::test
