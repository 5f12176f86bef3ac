// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/api/apibackend.h"

#include <QElapsedTimer>
#include <QPromise>
#include <QSignalSpy>
#include <QTest>
#include <QThreadPool>
#include <QWebSocket>

#include <mutex>

using namespace qd;
using namespace qd::backend::http;
using namespace qd::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Malformed, huge, slow, vanishing and unauthenticated clients over real sockets: each is turned away,
/// counted, and costs the others nothing (R173).
class TstHostileClients final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void malformedRequest_isRefused_data();
    void malformedRequest_isRefused();
    void endlessHeader_isCutAtTheLimit();
    void endlessBody_isCutAtTheLimit();
    void chunkedBody_isReadAndBounded();
    void slowHeader_isEndedByItsTimeout();
    void slowBody_isEndedByItsTimeout();
    void idleConnection_isClosedInSilence();
    void pipelinedRequests_areAnsweredInOrder();
    void clientsThatVanish_doNoHarm();
    void handlerThatNeverAnswers_isGivenUp();
    void wrongTokens_areThrottled();
    void tooManyConnections_areClosed();
    void peerThatNeverReads_isDropped();
    void webSocketThatNeverShakesHands_isClosed();
    void unknownWebSocketPath_isRefused();
    void pingFlood_isDropped();
    void malformedFrame_closesTheSession();
    void refusals_areLoggedOncePerSource();
    void health_followsTheJournal();

private:
    [[nodiscard]] std::int64_t refused(Refusal refusal) const
    {
        return m_backend->counters.refusedFor(refusal);
    }
    [[nodiscard]] std::unique_ptr<QTcpSocket> connected() const;

    QThreadPool m_pool;
    std::unique_ptr<ApiBackend> m_backend;
    std::mutex m_mutex; ///< of what follows, which the I/O threads add to
    std::vector<std::shared_ptr<QPromise<HttpResponse>>> m_unanswered;
};

void TstHostileClients::init()
{
    ApiBackend::Settings settings;
    settings.limits.headerTimeout = 300ms;
    settings.limits.bodyTimeout = 400ms;
    settings.limits.idleTimeout = 300ms;
    settings.limits.handlerTimeout = 500ms;
    settings.limits.writeTimeout = 400ms;
    settings.limits.handshakeTimeout = 300ms;
    settings.limits.sweepInterval = 20ms;
    settings.limits.maxBodyBytes = 100'000;
    settings.limits.maxConnections = 50;
    settings.throttle.maxFailures = 5;
    settings.extraRoutes.push_back({"GET", "/slow", std::nullopt, [this](const ApiCall &) {
                                        auto promise = std::make_shared<QPromise<HttpResponse>>();
                                        promise->start();
                                        // Answered by another thread, as a rule after this has returned.
                                        m_pool.start([promise] {
                                            promise->addResult(HttpResponse{});
                                            promise->finish();
                                        });
                                        return promise->future();
                                    }});
    settings.extraRoutes.push_back({"GET", "/never", std::nullopt, [this](const ApiCall &) {
                                        auto promise = std::make_shared<QPromise<HttpResponse>>();
                                        promise->start();
                                        const std::lock_guard lock(m_mutex);
                                        m_unanswered.push_back(promise);
                                        return promise->future();
                                    }});
    settings.extraRoutes.push_back({"GET", "/huge", std::nullopt, [](const ApiCall &) {
                                        HttpResponse response;
                                        response.body = QByteArray(64 * 1024 * 1024, 'x');
                                        return ready(response);
                                    }});
    settings.extraRoutes.push_back({"POST", "/echo", std::nullopt, [](const ApiCall &call) {
                                        HttpResponse response;
                                        response.body = call.request.body;
                                        return ready(response);
                                    }});
    m_backend = std::make_unique<ApiBackend>(std::move(settings));
    QVERIFY(m_backend->listen());
}

void TstHostileClients::cleanup()
{
    // Every test ends with a backend that still serves.
    QTRY_COMPARE(m_backend->request("GET", "/healthz", {}).first, 200);
    m_pool.waitForDone();
    {
        const std::lock_guard lock(m_mutex);
        m_unanswered.clear(); // the backend outlives every answer that it waits for
    }
    m_backend.reset();
}

std::unique_ptr<QTcpSocket> TstHostileClients::connected() const
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(QHostAddress(QHostAddress::LocalHost), m_backend->port());
    return socket->waitForConnected(5000) ? std::move(socket) : nullptr;
}

void TstHostileClients::malformedRequest_isRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("garbage") << QByteArray("\x16\x03\x01 no http\r\n\r\n") << QByteArray("400");
    QTest::newRow("HTTP/9.9") << QByteArray("GET / HTTP/9.9\r\nHost: a\r\n\r\n") << QByteArray("505");
    QTest::newRow("no Host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << QByteArray("400");
    QTest::newRow("two Hosts") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
                               << QByteArray("400");
    QTest::newRow("bare line feeds") << QByteArray("GET / HTTP/1.1\nHost: a\n\n") << QByteArray("400");
    QTest::newRow("negative length") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n")
                                     << QByteArray("400");
    QTest::newRow("length of 2^64 - 1")
        << QByteArray("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 18446744073709551615\r\n\r\n")
        << QByteArray("4");
    QTest::newRow("two lengths") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab")
                                 << QByteArray("400");
    QTest::newRow("length and chunks") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: "
        "chunked\r\n\r\n0\r\n\r\n") << QByteArray("400");
    QTest::newRow("an encoding nobody knows")
        << QByteArray("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n")
        << QByteArray("501");
    QTest::newRow("a length that is too large")
        << QByteArray("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 200000\r\n\r\n")
        << QByteArray("413");
    QTest::newRow("a proxy's target")
        << QByteArray("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n") << QByteArray("400");
    QTest::newRow("CONNECT") << QByteArray("CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n") << QByteArray("400");
    QTest::newRow("a broken chunk size")
        << QByteArray("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n")
        << QByteArray("400");
    QByteArray many = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int i = 0; i < 150; ++i) {
        many += "X-" + QByteArray::number(i) + ": 1\r\n";
    }
    QTest::newRow("150 headers") << many + "\r\n" << QByteArray("431");
}

void TstHostileClients::malformedRequest_isRefused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, status);
    const QByteArray answer = m_backend->exchange(bytes);
    QVERIFY2(answer.startsWith(QByteArray("HTTP/1.1 " + status)), answer);
    QVERIFY2(answer.contains("Connection: close"), answer);
}

void TstHostileClients::endlessHeader_isCutAtTheLimit()
{
    const QByteArray answer = m_backend->exchange("GET /" + QByteArray(1024 * 1024, 'a'));
    QVERIFY2(answer.isEmpty() || answer.startsWith("HTTP/1.1 431"), answer);
    QTRY_COMPARE(refused(Refusal::HeaderTooLarge), 1);
}

void TstHostileClients::endlessBody_isCutAtTheLimit()
{
    QByteArray bytes = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 200; ++i) {
        bytes += "400\r\n" + QByteArray(1024, 'a') + "\r\n";
    }
    const QByteArray answer = m_backend->exchange(bytes);
    QVERIFY2(answer.isEmpty() || answer.startsWith("HTTP/1.1 413"), answer.left(100));
    QTRY_COMPARE(refused(Refusal::BodyTooLarge), 1);
}

void TstHostileClients::chunkedBody_isReadAndBounded()
{
    const QByteArray answer = m_backend->exchange(
        "POST /echo HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
        "5\r\nhello\r\n7;x=y\r\n, world\r\n0\r\n\r\n");
    QVERIFY2(answer.endsWith("\r\n\r\nhello, world"), answer);
}

void TstHostileClients::slowHeader_isEndedByItsTimeout()
{
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    for (int i = 0; i < 20; ++i) {
        sockets.push_back(connected());
        QVERIFY(sockets.back());
        sockets.back()->write("GET / HTTP/1.1\r\nHost:");
    }
    for (const auto &socket : sockets) {
        QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
        QVERIFY(socket->readAll().startsWith("HTTP/1.1 408"));
    }
    QCOMPARE(refused(Refusal::HeaderTimeout), 20);
}

void TstHostileClients::slowBody_isEndedByItsTimeout()
{
    auto socket = connected();
    socket->write("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhello");
    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(socket->readAll().startsWith("HTTP/1.1 408"));
    QCOMPARE(refused(Refusal::BodyTimeout), 1);
}

void TstHostileClients::idleConnection_isClosedInSilence()
{
    auto socket = connected();
    socket->write("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
    QTRY_VERIFY(socket->bytesAvailable() > 0);
    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(socket->readAll().count("HTTP/1.1"), 1);
    QCOMPARE(m_backend->refusals.linesWritten(), 0);
}

void TstHostileClients::pipelinedRequests_areAnsweredInOrder()
{
    QByteArray bytes;
    for (int i = 0; i < 50; ++i) {
        const QByteArray body = QByteArray::number(1000 + i);
        bytes +=
            "GET /slow HTTP/1.1\r\nHost: a\r\n\r\nPOST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n"
            + body;
    }
    bytes += "GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    const QByteArray answer = m_backend->exchange(bytes);
    QCOMPARE(answer.count("HTTP/1.1 200 OK"), 101);
    qsizetype last = 0;
    for (int i = 0; i < 50; ++i) {
        const qsizetype at = answer.indexOf(QByteArray("\r\n\r\n" + QByteArray::number(1000 + i)));
        QVERIFY(at > last);
        last = at;
    }
}

void TstHostileClients::clientsThatVanish_doNoHarm()
{
    for (int i = 0; i < 200; ++i) {
        auto socket = connected();
        QVERIFY(socket);
        socket->write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
        socket->flush();
        if (i % 2 == 0) {
            socket->abort();
        } else {
            socket->disconnectFromHost();
        }
    }
    QTRY_COMPARE(m_backend->counters.openConnections.load(), 0);
}

void TstHostileClients::handlerThatNeverAnswers_isGivenUp()
{
    const QByteArray answer = m_backend->exchange("GET /never HTTP/1.1\r\nHost: a\r\n\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 503"), answer);
    QCOMPARE(refused(Refusal::HandlerTimeout), 1);
}

void TstHostileClients::wrongTokens_areThrottled()
{
    QCOMPARE(m_backend->request("GET", "/metrics", {}).first, 401);
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(m_backend->request("GET", "/metrics", "guess").first, 401);
    }
    QCOMPARE(m_backend->request("GET", "/metrics", "guess").first, 429);
    QCOMPARE(m_backend->request("GET", "/metrics", "admin").first, 429);
    QCOMPARE(refused(Refusal::BadToken), 6);
    QCOMPARE(refused(Refusal::TooManyAttempts), 2);
}

void TstHostileClients::tooManyConnections_areClosed()
{
    std::vector<std::unique_ptr<QTcpSocket>> sockets;
    for (int i = 0; i < 60; ++i) {
        sockets.push_back(connected());
        QVERIFY(sockets.back());
    }
    QTRY_COMPARE(refused(Refusal::TooManyConnections), 10);
    sockets.clear();
    QTRY_COMPARE(m_backend->counters.openConnections.load(), 0);
}

void TstHostileClients::peerThatNeverReads_isDropped()
{
    auto socket = connected();
    socket->setReadBufferSize(1024);
    socket->write("GET /huge HTTP/1.1\r\nHost: a\r\n\r\n");
    socket->flush();
    QTRY_COMPARE(refused(Refusal::WriteTimeout), 1);
}

void TstHostileClients::webSocketThatNeverShakesHands_isClosed()
{
    // Complete for HTTP, refused or unfinished for WebSocket: without a key there is no handshake.
    auto socket = connected();
    socket->write("GET /agent/v1 HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n");
    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(m_backend->counters.openConnections.load(), 0);
}

void TstHostileClients::unknownWebSocketPath_isRefused()
{
    const QByteArray answer =
        m_backend->exchange("GET /nowhere HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: "
                            "websocket\r\nSec-WebSocket-Version: "
                            "13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    QVERIFY2(answer.startsWith("HTTP/1.1 404"), answer);
    QCOMPARE(refused(Refusal::UnknownWebSocketPath), 1);
}

void TstHostileClients::pingFlood_isDropped()
{
    QWebSocket socket;
    QSignalSpy connectedSpy(&socket, &QWebSocket::connected);
    QSignalSpy disconnected(&socket, &QWebSocket::disconnected);
    socket.open(m_backend->webSocketUrl(u"/console/v1"_s));
    QVERIFY(!connectedSpy.isEmpty() || connectedSpy.wait());
    for (int i = 0; i < 2000 && socket.isValid(); ++i) {
        socket.ping(QByteArray(120, 'p'));
    }
    QVERIFY(!disconnected.isEmpty() || disconnected.wait());
    QCOMPARE(refused(Refusal::ControlFlood), 1);
}

void TstHostileClients::malformedFrame_closesTheSession()
{
    for (const QString &path : {u"/agent/v1"_s, u"/console/v1"_s}) {
        QWebSocket socket;
        QSignalSpy connectedSpy(&socket, &QWebSocket::connected);
        QSignalSpy disconnected(&socket, &QWebSocket::disconnected);
        socket.open(m_backend->webSocketUrl(path));
        QVERIFY(!connectedSpy.isEmpty() || connectedSpy.wait());
        socket.sendBinaryMessage("\xff\xff\xff");
        QVERIFY(!disconnected.isEmpty() || disconnected.wait());
        QCOMPARE(socket.closeCode(), QWebSocketProtocol::CloseCodeProtocolError);
    }
    QTRY_COMPARE(m_backend->counters.openWebSockets.load(), 0);
}

void TstHostileClients::refusals_areLoggedOncePerSource()
{
    for (int i = 0; i < 30; ++i) {
        QVERIFY(!m_backend->exchange("garbage\r\n\r\n").isEmpty());
    }
    QCOMPARE(refused(Refusal::Malformed), 30);
    QCOMPARE(m_backend->refusals.linesWritten(), 1);
}

void TstHostileClients::health_followsTheJournal()
{
    m_backend->isJournalHealthy = false;
    const auto [status, body] = m_backend->request("GET", "/healthz", {});
    QCOMPARE(status, 503);
    QVERIFY2(body.contains("\"journal\":{\"healthy\":false"), body);
    m_backend->isJournalHealthy = true;
}

QTEST_GUILESS_MAIN(TstHostileClients)
#include "tst_hostileclients.moc"
