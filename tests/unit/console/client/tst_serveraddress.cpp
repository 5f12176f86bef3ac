// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/client/serveraddress.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;

class TestServerAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void usableText_becomesUrl_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("url");
        QTest::newRow("a name alone speaks TLS")
            << u"ops.example.net"_s << u"wss://ops.example.net:7700/console/v1"_s;
        QTest::newRow("loopback speaks plainly")
            << u"127.0.0.1:9000"_s << u"ws://127.0.0.1:9000/console/v1"_s;
        QTest::newRow("localhost is loopback") << u" localhost "_s << u"ws://localhost:7700/console/v1"_s;
        QTest::newRow("https is TLS") << u"https://ops:8443"_s << u"wss://ops:8443/console/v1"_s;
        QTest::newRow("TLS to loopback when asked for")
            << u"wss://127.0.0.1"_s << u"wss://127.0.0.1:7700/console/v1"_s;
        QTest::newRow("IPv6 loopback") << u"[::1]:7701"_s << u"ws://[::1]:7701/console/v1"_s;
        QTest::newRow("a path is dropped") << u"wss://ops/some/path"_s << u"wss://ops:7700/console/v1"_s;
    }
    void usableText_becomesUrl()
    {
        QFETCH(QString, typed);
        QFETCH(QString, url);
        const Result<QUrl> read = serverUrl(typed);
        QVERIFY(read.has_value());
        QCOMPARE(read->toString(), url);
    }

    void uselessText_saysWhy_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("reason");
        QTest::newRow("nothing") << u"  "_s << u"empty"_s;
        QTest::newRow("spaces inside") << u"ops example"_s << u"malformed"_s;
        QTest::newRow("a port that is none") << u"ops:99999"_s << u"malformed"_s;
        QTest::newRow("another protocol") << u"ftp://ops"_s << u"scheme"_s;
        QTest::newRow("in the clear to another machine") << u"ws://ops.example.net"_s << u"plain"_s;
    }
    void uselessText_saysWhy()
    {
        QFETCH(QString, typed);
        QFETCH(QString, reason);
        const Result<QUrl> read = serverUrl(typed);
        QVERIFY(!read.has_value());
        QVERIFY(read.error().code == ErrorCode::InvalidInput);
        QCOMPARE(QString::fromStdString(read.error().context.at("reason")), reason);
        QCOMPARE(read.error().context.at("field"), std::string("server"));
    }
};

QTEST_GUILESS_MAIN(TestServerAddress)
#include "tst_serveraddress.moc"
