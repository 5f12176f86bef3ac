// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/agent/fakebackend.h"

#include "backend/api/http/certificates.h"
#include "shared/net/messagechannel.h"
#include "shared/series/block.h"

#include <QDateTime>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QWebSocketServer>

#include <algorithm>
#include <utility>

namespace qd::agent {

namespace {

/// A certificate that signs itself, for a key made now.
QSslConfiguration ownCertificate()
{
    const QByteArray key = backend::http::makePrivateKey().value();
    const QByteArray certificate =
        backend::http::makeAuthority(key, QDateTime::currentSecsSinceEpoch(), 1).value();
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate{certificate});
    configuration.setPrivateKey(QSslKey{key, QSsl::Ec});
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    return configuration;
}

} // namespace

/// What lives on the thread.
struct FakeBackend::Server
{
    explicit Server(bool withTls)
        : listener(
            QStringLiteral("fake"), withTls ? QWebSocketServer::SecureMode : QWebSocketServer::NonSecureMode)
    {
        if (withTls) {
            listener.setSslConfiguration(ownCertificate());
        }
        listener.listen(QHostAddress::LocalHost);
    }
    ~Server()
    {
        // Before the listener, which would close their sockets and have them tell somebody.
        for (net::MessageChannel *channel : std::exchange(channels, {})) {
            delete channel;
        }
    }

    QWebSocketServer listener;
    std::set<net::MessageChannel *> channels; ///< children of the listener
};

FakeBackend::FakeBackend(bool withTls)
    : m_withTls(withTls)
{
    m_thread.start();
    m_home.moveToThread(&m_thread);
    onThread([this] {
        m_server = std::make_unique<Server>(m_withTls);
        m_port = m_server->listener.serverPort();
        QObject::connect(
            &m_server->listener, &QWebSocketServer::newConnection, &m_home, [this] { accept(); });
    });
}

FakeBackend::~FakeBackend()
{
    thaw();
    onThread([this] { m_server.reset(); });
    m_thread.quit();
    m_thread.wait();
}

void FakeBackend::onThread(const std::function<void()> &action)
{
    QMetaObject::invokeMethod(&m_home, action, Qt::BlockingQueuedConnection);
}

void FakeBackend::accept()
{
    while (QWebSocket *socket = m_server->listener.nextPendingConnection()) {
        auto *channel = new net::MessageChannel(socket, {}, &m_server->listener);
        m_server->channels.insert(channel);
        ++m_connections;
        auto talk = std::make_shared<Talk>(); // shared by the two slots, gone with the channel
        QObject::connect(channel, &net::MessageChannel::received, channel,
            [this, channel, talk](
                const protocol::Envelope &envelope) { receive(*channel, *talk, envelope); });
        QObject::connect(channel, &net::MessageChannel::closed, channel, [this, channel, talk] {
            m_open -= talk->isOpen ? 1 : 0;
            m_server->channels.erase(channel);
            channel->deleteLater();
        });
        channel->send(protocol::Challenge{1, 1, protocol::Blob(32), {}});
    }
}

void FakeBackend::receive(net::MessageChannel &channel, Talk &talk, const protocol::Envelope &envelope)
{
    bool mustClose = false;
    for (const protocol::Message &reply : answer(envelope.message, talk, mustClose)) {
        if (std::holds_alternative<protocol::Welcome>(reply)) {
            talk.isOpen = true;
            ++m_open;
        }
        channel.send(reply, envelope.requestId);
    }
    if (mustClose) {
        channel.abort();
    }
}

std::string FakeBackend::url() const
{
    return (m_withTls ? "wss://127.0.0.1:" : "ws://127.0.0.1:") + std::to_string(m_port);
}

void FakeBackend::set(const Behaviour &behaviour)
{
    const std::lock_guard lock{m_mutex};
    m_behaviour = behaviour;
}

void FakeBackend::closeAll()
{
    onThread([this] {
        for (net::MessageChannel *channel : std::set{m_server->channels}) {
            channel->abort();
        }
    });
}

void FakeBackend::freeze()
{
    QMetaObject::invokeMethod(
        &m_home, [this] { m_thaw.acquire(); }, Qt::QueuedConnection);
    m_isFrozen = true;
}

void FakeBackend::thaw()
{
    if (std::exchange(m_isFrozen, false)) {
        m_thaw.release();
    }
}

void FakeBackend::orderBurst(std::chrono::milliseconds interval, std::chrono::milliseconds remaining)
{
    onThread([&] {
        for (net::MessageChannel *channel : m_server->channels) {
            channel->send(protocol::BurstOrder{
                static_cast<std::int32_t>(interval.count()), static_cast<std::int32_t>(remaining.count())});
        }
    });
}

std::vector<protocol::BurstReport> FakeBackend::burstReports() const
{
    const std::lock_guard lock{m_mutex};
    return m_burstReports;
}

std::map<std::uint64_t, std::set<std::int64_t>> FakeBackend::rowTimes() const
{
    const std::lock_guard lock{m_mutex};
    return m_rowTimes;
}

std::set<std::pair<std::uint64_t, std::uint64_t>> FakeBackend::kept() const
{
    const std::lock_guard lock{m_mutex};
    return m_kept;
}

std::vector<protocol::Message> FakeBackend::answer(const protocol::Message &message, Talk &talk, bool &close)
{
    const std::lock_guard lock{m_mutex};
    const TimeMs now = SystemClock{}.now() + m_behaviour.clockAhead;
    if (const auto *hello = std::get_if<protocol::Hello>(&message)) {
        if (m_behaviour.refusal) {
            return {*m_behaviour.refusal};
        }
        m_bursters += protocol::hasFeature(hello->features, protocol::kBurstFeature) ? 1 : 0;
        return {protocol::Welcome{
            1, HostId{7}, m_lastSequence[hello->dictionary], now, 64, m_behaviour.features}};
    }
    if (const auto *ping = std::get_if<protocol::Ping>(&message)) {
        std::vector<protocol::Message> replies = acks(talk);
        replies.insert(replies.begin(), protocol::Pong{ping->sentAt, now});
        return replies;
    }
    if (std::holds_alternative<protocol::RegisterSeries>(message)) {
        return {protocol::SeriesRegistered{}};
    }
    if (std::holds_alternative<protocol::AgentEvent>(message)) {
        ++m_events;
        return {protocol::Done{}};
    }
    if (std::holds_alternative<protocol::FactsMessage>(message)) {
        ++m_facts;
    }
    if (const auto *report = std::get_if<protocol::BurstReport>(&message)) {
        m_burstReports.push_back(*report);
    }
    if (const auto *block = std::get_if<protocol::BlockMessage>(&message)) {
        return answer(*block, talk, close);
    }
    return {};
}

std::vector<protocol::Message> FakeBackend::answer(
    const protocol::BlockMessage &block, Talk &talk, bool &close)
{
    ++talk.blocks;
    close = m_behaviour.closeAfterBlocks > 0 && talk.blocks >= m_behaviour.closeAfterBlocks;
    ++m_blocks;
    if (!m_behaviour.acknowledges) {
        return {};
    }
    keep(block);
    talk.unasked.insert(block.dictionary);
    return block.wantsAck && !close ? acks(talk) : std::vector<protocol::Message>{};
}

std::vector<protocol::Message> FakeBackend::acks(Talk &talk)
{
    const TimeMs now = SystemClock{}.now() + m_behaviour.clockAhead;
    std::vector<protocol::Message> acks;
    for (const std::uint64_t dictionary : std::exchange(talk.unasked, {})) {
        acks.emplace_back(protocol::Ack{dictionary, m_lastSequence[dictionary], now, 0});
    }
    return acks;
}

void FakeBackend::keep(const protocol::BlockMessage &block)
{
    if (const auto rows = series::decodeBlock(block.block)) {
        for (const series::Column &column : rows->columns) {
            m_samples += static_cast<std::uint64_t>(
                std::ranges::count_if(column.values, [](double value) { return !series::isAbsent(value); }));
        }
        m_rowTimes[block.dictionary].insert(rows->times.begin(), rows->times.end());
    }
    m_repeats += m_kept.emplace(block.dictionary, block.sequence).second ? 0 : 1;
    auto &last = m_lastSequence[block.dictionary];
    last = std::max(last, block.sequence);
}

} // namespace qd::agent
