// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/probeurl.h"
#include "agent/app/tlsurlprobe.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <future>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace qd::agent {

namespace {

/// A server on loopback that answers every connection with the same bytes.
class OneAnswerServer : public QTcpServer
{
public:
    explicit OneAnswerServer(QByteArray answer)
    {
        listen(QHostAddress::LocalHost);
        QObject::connect(this, &QTcpServer::newConnection, this, [this, answer] {
            QTcpSocket *socket = nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, answer] {
                request += socket->readAll();
                if (request.endsWith("\r\n\r\n")) {
                    socket->write(answer);
                    socket->disconnectFromHost();
                }
            });
        });
    }
    [[nodiscard]] std::string url(const std::string &scheme = "http") const
    {
        return scheme + "://127.0.0.1:" + std::to_string(serverPort()) + "/health?full=1";
    }

    QByteArray request;
};

QByteArray takeText(BIO *bio)
{
    QByteArray text(8192, '\0');
    text.resize(BIO_read(bio, text.data(), static_cast<int>(text.size())));
    BIO_free(bio);
    return text;
}

struct CertificateAndKey
{
    QByteArray certificate; ///< PEM
    QByteArray key;
};

/// Made for 127.0.0.1, signed by itself.
CertificateAndKey makeCertificate(int days)
{
    EVP_PKEY *key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    X509 *certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -86'400L * 60);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 86'400L * days);
    X509_set_pubkey(certificate, key);
    X509_NAME *name = X509_get_subject_name(certificate);
    const std::string text = "test";
    const auto *bytes = static_cast<const unsigned char *>(static_cast<const void *>(text.data()));
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, bytes, static_cast<int>(text.size()), -1, 0);
    X509_set_issuer_name(certificate, name);
    X509_EXTENSION *address = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
    X509_add_ext(certificate, address, -1);
    X509_EXTENSION_free(address);
    X509_sign(certificate, key, EVP_sha256());
    BIO *certificateText = BIO_new(BIO_s_mem());
    BIO *keyText = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(certificateText, certificate);
    PEM_write_bio_PrivateKey(keyText, key, nullptr, nullptr, 0, nullptr, nullptr);
    X509_free(certificate);
    EVP_PKEY_free(key);
    return {takeText(certificateText), takeText(keyText)};
}

/// Probes on another thread while this one serves.
Result<UrlProbeResult> probe(
    const std::string &url, std::chrono::milliseconds timeout = 10s, const std::string &caFile = {})
{
    const std::stop_source stop;
    auto pending = std::async(
        std::launch::async, [&] { return TlsUrlProbe{caFile}.probe(url, timeout, stop.get_token()); });
    static_cast<void>(
        QTest::qWaitFor([&] { return pending.wait_for(0s) == std::future_status::ready; }, 20'000));
    return pending.get();
}

} // namespace

class TestUrlProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void url_isTakenApart_data();
    void url_isTakenApart();
    void badUrl_isRefused_data();
    void badUrl_isRefused();
    void statusLine_isChecked_data();
    void statusLine_isChecked();
    void answer_decidesHealth_data();
    void answer_decidesHealth();
    void silentServer_timesOut();
    void closedPort_isUnhealthy();
    void plainServerAskedForTls_isUnhealthy();
    void certificate_isJudgedAndItsDaysAreTold_data();
    void certificate_isJudgedAndItsDaysAreTold();
};

void TestUrlProbe::url_isTakenApart_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("port");
    QTest::addColumn<QByteArray>("target");
    const auto row = [](const char *name, const char *url, const char *host, const char *port,
                         const char *target) {
        QTest::addRow("%s", name) << QByteArray{url} << QByteArray{host} << QByteArray{port}
                                  << QByteArray{target};
    };
    row("host alone", "http://example.org", "example.org", "80", "/");
    row("https with a path", "https://example.org/a/b", "example.org", "443", "/a/b");
    row("port and query", "http://example.org:8080?x=1", "example.org", "8080", "/?x=1");
    row("fragment is not sent", "http://example.org/a#b", "example.org", "80", "/a");
    row("IPv6", "http://[::1]:81/x", "::1", "81", "/x");
}

void TestUrlProbe::url_isTakenApart()
{
    QFETCH(const QByteArray, url);
    const auto parsed = parseProbeUrl(url.toStdString());
    QVERIFY(parsed);
    QTEST(QByteArray::fromStdString(parsed->host), "host");
    QTEST(QByteArray::fromStdString(parsed->port), "port");
    QTEST(QByteArray::fromStdString(parsed->target), "target");
}

void TestUrlProbe::badUrl_isRefused_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addRow("another scheme") << QByteArray{"ftp://example.org"};
    QTest::addRow("no host") << QByteArray{"http:///path"};
    QTest::addRow("port 0") << QByteArray{"http://example.org:0/"};
    QTest::addRow("port of letters") << QByteArray{"http://example.org:http/"};
    QTest::addRow("credentials") << QByteArray{"http://user:pass@example.org/"};
    QTest::addRow("a line break, to smuggle a header") << QByteArray{"http://example.org/\r\nX: y"};
    QTest::addRow("a space") << QByteArray{"http://example.org/a b"};
}

void TestUrlProbe::badUrl_isRefused()
{
    QFETCH(const QByteArray, url);
    const auto result = probe(url.toStdString());
    QVERIFY(!result);
    QVERIFY(result.error().code == ErrorCode::InvalidInput);
}

void TestUrlProbe::statusLine_isChecked_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<int>("code");
    QTest::addRow("HTTP/1.1") << QByteArray{"HTTP/1.1 204 No Content\r"} << 204;
    QTest::addRow("without words") << QByteArray{"HTTP/1.0 500"} << 500;
    QTest::addRow("four digits") << QByteArray{"HTTP/1.1 2000 OK"} << 0;
    QTest::addRow("below 100") << QByteArray{"HTTP/1.1 099 X"} << 0;
    QTest::addRow("another protocol") << QByteArray{"SSH-2.0-OpenSSH_9.2"} << 0;
    QTest::addRow("nothing") << QByteArray{} << 0;
}

void TestUrlProbe::statusLine_isChecked()
{
    QFETCH(const QByteArray, line);
    QTEST(parseStatusLine(line.toStdString()).value_or(0), "code");
}

void TestUrlProbe::answer_decidesHealth_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("isHealthy");
    QTest::addColumn<int>("code");
    QTest::addRow("200") << QByteArray{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"} << true << 200;
    QTest::addRow("a redirect") << QByteArray{"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n"} << true << 302;
    QTest::addRow("404") << QByteArray{"HTTP/1.1 404 Not Found\r\n\r\n"} << false << 404;
    QTest::addRow("503") << QByteArray{"HTTP/1.1 503 Busy\r\n\r\n"} << false << 503;
    QTest::addRow("not HTTP") << QByteArray{"220 mail.example.org ESMTP\r\n"} << false << 0;
    QTest::addRow("a line without end") << QByteArray(100'000, 'x') << false << 0;
    QTest::addRow("closed without a word") << QByteArray{} << false << 0;
}

void TestUrlProbe::answer_decidesHealth()
{
    QFETCH(const QByteArray, answer);
    OneAnswerServer server(answer);
    const auto result = probe(server.url());
    QVERIFY(result);
    QTEST(result->isHealthy, "isHealthy");
    QTEST(result->statusCode.value_or(0), "code");
    QCOMPARE(result->reason.empty(), result->isHealthy);
    QVERIFY(!result->certificateDays);
    QVERIFY(server.request.startsWith("GET /health?full=1 HTTP/1.1\r\nHost: 127.0.0.1:"));
}

void TestUrlProbe::silentServer_timesOut()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    const auto result = probe("http://127.0.0.1:" + std::to_string(server.serverPort()), 50ms);
    QVERIFY(result);
    QVERIFY(!result->isHealthy);
    QCOMPARE(result->reason, std::string{"no answer in time"});
}

void TestUrlProbe::closedPort_isUnhealthy()
{
    quint16 port = 0;
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        port = server.serverPort();
    }
    const auto result = probe("http://127.0.0.1:" + std::to_string(port));
    QVERIFY(result);
    QVERIFY(!result->isHealthy);
    QVERIFY(!result->statusCode);
}

void TestUrlProbe::plainServerAskedForTls_isUnhealthy()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        socket->write("HTTP/1.1 400 Bad Request\r\n\r\n");
        socket->disconnectFromHost();
    });
    const auto result = probe("https://127.0.0.1:" + std::to_string(server.serverPort()));
    QVERIFY(result);
    QVERIFY(!result->isHealthy);
    QVERIFY2(result->reason.starts_with("TLS: "), result->reason.c_str());
}

void TestUrlProbe::certificate_isJudgedAndItsDaysAreTold_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<bool>("isTrusted");
    QTest::addColumn<bool>("isHealthy");
    QTest::addRow("trusted and young") << 30 << true << true;
    QTest::addRow("trusted but expired") << -2 << true << false;
    QTest::addRow("of an unknown authority") << 30 << false << false;
}

void TestUrlProbe::certificate_isJudgedAndItsDaysAreTold()
{
    QFETCH(const int, days);
    QFETCH(const bool, isTrusted);
    const CertificateAndKey made = makeCertificate(days);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"ca.pem"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(made.certificate);
    file.close();
    QSslServer server;
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(QSslCertificate{made.certificate});
    configuration.setPrivateKey(QSslKey{made.key, QSsl::Ec});
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QObject::connect(&server, &QSslServer::pendingConnectionAvailable, &server, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->readAll();
            socket->write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        });
    });
    const std::string url = "https://127.0.0.1:" + std::to_string(server.serverPort()) + "/";
    const auto result = probe(url, 10s, isTrusted ? file.fileName().toStdString() : std::string{});
    QVERIFY(result);
    QVERIFY(result->certificateDays);
    QVERIFY2(std::abs(*result->certificateDays - days) < 0.1, result->reason.c_str());
    QTEST(result->isHealthy, "isHealthy");
    QCOMPARE(result->reason.starts_with("certificate: "), !result->isHealthy);
    QCOMPARE(result->statusCode, std::optional{200});
}

} // namespace qd::agent

QTEST_GUILESS_MAIN(qd::agent::TestUrlProbe)
#include "tst_urlprobe.moc"
