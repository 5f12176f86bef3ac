// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/net/messagechannel.h"

#include <QSignalSpy>
#include <QTest>
#include <QWebSocketServer>

#include <memory>

using namespace qd;
using namespace qd::net;
using namespace qd::protocol;

/// Both ends in one process over loopback: a channel on one, a bare WebSocket or a second channel on the
/// other.
class TstMessageChannel final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void message_arrivesAsItWasSent();
    void textFrame_closesTheChannel();
    void garbage_isReportedAndClosesTheChannel();
    void oversizedMessage_isNotSent();
    void peerThatNeverReads_isRefusedAtTheCap();
    void longCloseReason_isCutToWhatAFrameHolds();
    void channelWithoutConnection_saysSo();

private:
    void connectPair(ChannelLimits limits = {});

    std::unique_ptr<QWebSocketServer> m_server;
    std::unique_ptr<MessageChannel> m_near;
    std::unique_ptr<QWebSocket> m_far; ///< the accepting end
};

void TstMessageChannel::init()
{
    m_server = std::make_unique<QWebSocketServer>(QStringLiteral("test"), QWebSocketServer::NonSecureMode);
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
}

void TstMessageChannel::cleanup()
{
    m_near.reset();
    m_far.reset();
    m_server.reset();
}

void TstMessageChannel::connectPair(ChannelLimits limits)
{
    m_near = std::make_unique<MessageChannel>(new QWebSocket, limits);
    QSignalSpy accepted(m_server.get(), &QWebSocketServer::newConnection);
    QSignalSpy opened(m_near.get(), &MessageChannel::opened);
    m_near->socket().open(m_server->serverUrl());
    QVERIFY(!opened.isEmpty() || opened.wait());
    QVERIFY(!accepted.isEmpty() || accepted.wait());
    m_far.reset(m_server->nextPendingConnection());
}

void TstMessageChannel::message_arrivesAsItWasSent()
{
    connectPair();
    MessageChannel far(m_far.release());
    Envelope got;
    QSignalSpy received(&far, &MessageChannel::received);
    connect(&far, &MessageChannel::received, this, [&](const Envelope &envelope) { got = envelope; });
    QCOMPARE(m_near->send(Ping{fromUnixMs(42)}, 7), MessageChannel::SendOutcome::Sent);
    QVERIFY(received.wait());
    QCOMPARE(got.requestId, 7U);
    QCOMPARE(std::get<Ping>(got.message).sentAt, fromUnixMs(42));
}

void TstMessageChannel::textFrame_closesTheChannel()
{
    connectPair();
    QSignalSpy malformed(m_near.get(), &MessageChannel::malformed);
    QSignalSpy closed(m_near.get(), &MessageChannel::closed);
    m_far->sendTextMessage(QStringLiteral("hello"));
    QVERIFY(closed.wait());
    QCOMPARE(malformed.count(), 1);
}

void TstMessageChannel::garbage_isReportedAndClosesTheChannel()
{
    connectPair();
    QSignalSpy malformed(m_near.get(), &MessageChannel::malformed);
    QSignalSpy received(m_near.get(), &MessageChannel::received);
    QSignalSpy farClosed(m_far.get(), &QWebSocket::disconnected);
    m_far->sendBinaryMessage(QByteArray("\xC1 no message", 12));
    QVERIFY(farClosed.wait());
    QCOMPARE(malformed.count(), 1);
    QCOMPARE(received.count(), 0);
    QCOMPARE(m_far->closeCode(), QWebSocketProtocol::CloseCodeProtocolError);
}

void TstMessageChannel::oversizedMessage_isNotSent()
{
    connectPair();
    BlockMessage block;
    block.block.resize(kMaxFrameBytes + 1);
    QCOMPARE(m_near->send(block), MessageChannel::SendOutcome::TooLarge);
    QCOMPARE(m_near->send(Ping{}), MessageChannel::SendOutcome::Sent);
}

void TstMessageChannel::peerThatNeverReads_isRefusedAtTheCap()
{
    ChannelLimits limits;
    limits.maxUnsentBytes = 1024 * 1024;
    connectPair(limits);
    BlockMessage block;
    block.block.resize(256 * 1024);
    // Without the event loop nothing leaves this process: the cap has to hold at the fifth block.
    int sent = 0;
    while (m_near->send(block) == MessageChannel::SendOutcome::Sent && sent < 100) {
        ++sent;
    }
    QVERIFY2(sent >= 2 && sent <= 5, qPrintable(QString::number(sent)));
    QCOMPARE(m_near->send(block), MessageChannel::SendOutcome::TooSlow);
    QVERIFY(m_near->unsentBytes() <= limits.maxUnsentBytes);
    QTRY_COMPARE(m_near->unsentBytes(), 0);
    QCOMPARE(m_near->send(block), MessageChannel::SendOutcome::Sent);
}

void TstMessageChannel::longCloseReason_isCutToWhatAFrameHolds()
{
    connectPair();
    QSignalSpy closed(m_far.get(), &QWebSocket::disconnected);
    m_near->close(QWebSocketProtocol::CloseCodePolicyViolated, QString(200, QChar(0x00E9)));
    QVERIFY(closed.wait());
    QCOMPARE(m_far->closeCode(), QWebSocketProtocol::CloseCodePolicyViolated);
    QCOMPARE(m_far->closeReason(), QString(61, QChar(0x00E9)));
}

void TstMessageChannel::channelWithoutConnection_saysSo()
{
    MessageChannel channel(new QWebSocket);
    QCOMPARE(channel.send(Ping{}), MessageChannel::SendOutcome::Closed);
}

QTEST_GUILESS_MAIN(TstMessageChannel)
#include "tst_messagechannel.moc"
