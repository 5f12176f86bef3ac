// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/httpparser.h"

#include <QTest>

#include <random>

using namespace qd::backend::http;

class TstHttpParser final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anySplit_readsTheSameRequest();
    void secondRequest_staysForTheNext();
    void emptyLinesBefore_areIgnored();
    void upgrade_keepsItsHeaderByteForByte();
    void expectation_isToldOnce();
    void keepAlive_followsTheVersion();
    void noise_endsInARefusalOrARequest();

private:
    HttpLimits m_limits;
};

void TstHttpParser::anySplit_readsTheSameRequest()
{
    const QByteArray bytes =
        "POST /api/v1/query?a=%20b HTTP/1.1\r\nHost: x\r\nX-Long:  two words \r\nTransfer-Encoding: "
        "chunked\r\n\r\n4\r\nbody\r\n3\r\n or\r\n0\r\n\r\n";
    for (qsizetype split = 1; split < bytes.size(); ++split) {
        HttpParser parser(m_limits);
        qsizetype used = parser.feed(QByteArrayView(bytes).first(split));
        QCOMPARE(used, split);
        used += parser.feed(QByteArrayView(bytes).sliced(split));
        QCOMPARE(used, bytes.size());
        QVERIFY(parser.state() == HttpParser::State::Complete);
        const HttpRequest request = parser.takeRequest();
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.path, QByteArray("/api/v1/query"));
        QCOMPARE(request.query, QByteArray("a=%20b"));
        QCOMPARE(request.header("x-long"), QByteArray("two words"));
        QCOMPARE(request.body, QByteArray("body or"));
        QVERIFY(parser.isBetweenRequests());
    }
}

void TstHttpParser::secondRequest_staysForTheNext()
{
    const QByteArray first = "GET /1 HTTP/1.1\r\nHost: x\r\n\r\n";
    const QByteArray both = first + "GET /2 HTTP/1.1\r\nHost: x\r\n\r\n";
    HttpParser parser(m_limits);
    QCOMPARE(parser.feed(both), first.size());
    QCOMPARE(parser.takeRequest().path, QByteArray("/1"));
    QCOMPARE(parser.feed(QByteArrayView(both).sliced(first.size())), both.size() - first.size());
    QCOMPARE(parser.takeRequest().path, QByteArray("/2"));
}

void TstHttpParser::emptyLinesBefore_areIgnored()
{
    HttpParser parser(m_limits);
    QByteArray bytes = "\r\n\r\nGET / HTTP/1.1\r\nHost: x\r\n\r\n";
    while (!bytes.isEmpty() && parser.state() == HttpParser::State::Header) {
        bytes.remove(0, parser.feed(bytes));
    }
    QVERIFY(parser.state() == HttpParser::State::Complete);
}

void TstHttpParser::upgrade_keepsItsHeaderByteForByte()
{
    const QByteArray header =
        "GET /agent/v1 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";
    HttpParser parser(m_limits);
    const QByteArray bytes = header + "\x82\x01";
    QCOMPARE(parser.feed(bytes), header.size());
    QVERIFY(parser.state() == HttpParser::State::Upgrade);
    QCOMPARE(parser.rawHeader(), header);
    QCOMPARE(parser.path(), QByteArray("/agent/v1"));
}

void TstHttpParser::expectation_isToldOnce()
{
    HttpParser parser(m_limits);
    parser.feed("POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
    QVERIFY(parser.takeContinue());
    QVERIFY(!parser.takeContinue());
    parser.feed("ab");
    QVERIFY(parser.state() == HttpParser::State::Complete);
}

void TstHttpParser::keepAlive_followsTheVersion()
{
    const auto keepsAlive = [this](const QByteArray &bytes) {
        HttpParser parser(m_limits);
        parser.feed(bytes);
        return parser.state() == HttpParser::State::Complete && parser.takeRequest().keepAlive;
    };
    QVERIFY(keepsAlive("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
    QVERIFY(!keepsAlive("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    QVERIFY(!keepsAlive("GET / HTTP/1.0\r\n\r\n"));
    QVERIFY(keepsAlive("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"));
}

void TstHttpParser::noise_endsInARefusalOrARequest()
{
    std::mt19937 random(11);
    const QByteArray good = "POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc";
    for (int round = 0; round < 20'000; ++round) {
        QByteArray bytes = good;
        for (unsigned changes = random() % 4 + 1; changes > 0; --changes) {
            bytes[static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size()))] =
                static_cast<char>(random() % 256);
        }
        HttpParser parser(m_limits);
        QByteArray rest = bytes;
        while (!rest.isEmpty()) {
            const qsizetype used = parser.feed(rest);
            if (parser.state() == HttpParser::State::Complete) {
                QVERIFY(parser.takeRequest().body.size() <= bytes.size());
            } else if (parser.state() == HttpParser::State::Failed
                || parser.state() == HttpParser::State::Upgrade) {
                break;
            }
            QVERIFY(used > 0);
            rest.remove(0, used);
        }
    }
}

QTEST_APPLESS_MAIN(TstHttpParser)
#include "tst_httpparser.moc"
