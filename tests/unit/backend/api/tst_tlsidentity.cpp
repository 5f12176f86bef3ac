// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/tlsidentity.h"
#include "shared/net/certificatepins.h"
#include "tests/integration/api/apibackend.h"

#include <QDir>
#include <QSignalSpy>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

using namespace qd;
using namespace qd::backend::http;
using namespace qd::test;
using namespace Qt::StringLiterals;

namespace {

class FixedClock final : public Clock
{
public:
    explicit FixedClock(TimeMs now)
        : m_now(now)
    {
    }
    TimeMs now() const override { return m_now; }
    SteadyMs steadyNow() const override { return SteadyMs{}; }

private:
    TimeMs m_now;
};

} // namespace

class TstTlsIdentity final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstStart_makesAuthorityAndCertificate();
    void secondStart_keepsBoth();
    void expiringCertificate_isRenewedForTheSameKey();
    void newName_isAddedForTheSameKey();
    void wrongKey_isRefused();
    void server_speaksTlsWithHttpAndWebSocket();
    void plainOnAPublicAddress_isRefused();

private:
    SystemClock m_clock;
};

void TstTlsIdentity::firstStart_makesAuthorityAndCertificate()
{
    QTemporaryDir dir;
    const auto made = TlsIdentity::own(dir.path(), {u"localhost"_s, u"127.0.0.1"_s}, m_clock);
    QVERIFY2(made, made ? "" : made.error().toString().c_str());
    QCOMPARE(made->localCertificateChain().size(), 2);
    for (const QFileInfo &file : QDir(dir.path()).entryInfoList(QDir::Files)) {
        QVERIFY2(
            (file.permissions() & (QFile::ReadGroup | QFile::ReadOther)) == 0, qPrintable(file.fileName()));
    }
    const QList<QSslError> errors = QSslCertificate::verify(made->localCertificateChain(), u"localhost"_s);
    for (const QSslError &error : errors) {
        QVERIFY2(error.error() == QSslError::SelfSignedCertificateInChain, qPrintable(error.errorString()));
    }
}

void TstTlsIdentity::secondStart_keepsBoth()
{
    QTemporaryDir dir;
    const auto first = TlsIdentity::own(dir.path(), {u"localhost"_s}, m_clock);
    const auto second = TlsIdentity::own(dir.path(), {u"localhost"_s}, m_clock);
    QVERIFY(first && second);
    QCOMPARE(second->localCertificateChain(), first->localCertificateChain());
}

void TstTlsIdentity::expiringCertificate_isRenewedForTheSameKey()
{
    QTemporaryDir dir;
    const auto first = TlsIdentity::own(dir.path(), {u"localhost"_s}, m_clock);
    const FixedClock later(m_clock.now() + std::chrono::hours(24 * 800));
    const auto second = TlsIdentity::own(dir.path(), {u"localhost"_s}, later);
    QVERIFY(first && second);
    QVERIFY(first->localCertificate() != second->localCertificate());
    QCOMPARE(net::CertificatePins::fingerprint(second->localCertificate()),
        net::CertificatePins::fingerprint(first->localCertificate()));
}

void TstTlsIdentity::newName_isAddedForTheSameKey()
{
    QTemporaryDir dir;
    const auto first = TlsIdentity::own(dir.path(), {u"localhost"_s}, m_clock);
    const auto second = TlsIdentity::own(dir.path(), {u"localhost"_s, u"::1"_s, u"deck.example"_s}, m_clock);
    const auto third = TlsIdentity::own(dir.path(), {u"deck.example"_s, u"::1"_s}, m_clock);
    QVERIFY(first && second && third);
    QVERIFY(second->localCertificate().subjectAlternativeNames().values().contains(u"deck.example"_s));
    QCOMPARE(third->localCertificate(), second->localCertificate());
    QCOMPARE(net::CertificatePins::fingerprint(second->localCertificate()),
        net::CertificatePins::fingerprint(first->localCertificate()));
}

void TstTlsIdentity::wrongKey_isRefused()
{
    QTemporaryDir one;
    QTemporaryDir two;
    QVERIFY(TlsIdentity::own(one.path(), {u"localhost"_s}, m_clock));
    QVERIFY(TlsIdentity::own(two.path(), {u"localhost"_s}, m_clock));
    const auto mixed = TlsIdentity::given(one.filePath(u"server.pem"_s), two.filePath(u"server.key"_s));
    QVERIFY(!mixed && mixed.error().context.at("field") == "key");
    QVERIFY(TlsIdentity::given(one.filePath(u"server.pem"_s), one.filePath(u"server.key"_s)));
    QVERIFY(!TlsIdentity::given(one.filePath(u"nothing"_s), one.filePath(u"server.key"_s)));
}

void TstTlsIdentity::server_speaksTlsWithHttpAndWebSocket()
{
    QTemporaryDir dir;
    const auto identity = TlsIdentity::own(dir.path(), {u"127.0.0.1"_s}, m_clock);
    QVERIFY(identity);
    ApiBackend::Settings settings;
    settings.tls = *identity;
    ApiBackend backend(std::move(settings));
    QVERIFY(backend.listen());

    QSslSocket client;
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    client.connectToHostEncrypted(u"127.0.0.1"_s, backend.port());
    QVERIFY(client.waitForEncrypted(5000));
    client.write("GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    QVERIFY(client.readAll().startsWith("HTTP/1.1 200"));

    QWebSocket socket;
    connect(&socket, qOverload<const QList<QSslError> &>(&QWebSocket::sslErrors), this,
        [&] { socket.ignoreSslErrors(); });
    QSignalSpy received(&socket, &QWebSocket::binaryMessageReceived);
    socket.open(QUrl(u"wss://127.0.0.1:%1/agent/v1"_s.arg(backend.port())));
    QVERIFY(!received.isEmpty() || received.wait()); // the challenge

    // Somebody who speaks no TLS is turned away.
    QVERIFY(!backend.exchange("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").startsWith("HTTP/1.1 200"));
    QCOMPARE(backend.counters.refusedFor(Refusal::TlsHandshake), 1);
}

void TstTlsIdentity::plainOnAPublicAddress_isRefused()
{
    ApiBackend backend{{}};
    const auto listening = backend.server->listen(QHostAddress(QHostAddress::AnyIPv4), 0);
    QVERIFY(!listening && listening.error().code == ErrorCode::InvalidInput);
}

QTEST_GUILESS_MAIN(TstTlsIdentity)
#include "tst_tlsidentity.moc"
