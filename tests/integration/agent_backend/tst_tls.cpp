// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/net/certificatepins.h"
#include "tests/support/stack/stack.h"

#include <QDir>
#include <QFile>
#include <QNetworkReply>
#include <QProcess>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace qd::test;

namespace {

constexpr int kStartLimitMs = 60'000;
constexpr int kStopLimitMs = 30'000;

QByteArray contents(const QString &path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file{path};
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

/// The real backend with the certificate of its own authority, and the real agent: who it trusts, and whom no
/// more.
class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void firstKey_isTrustedAndAnotherRefusedUntilItIsBack();
    void givenAuthority_isTrustedAndAnotherRefused();

private:
    [[nodiscard]] bool startBackend();
    void stop(std::unique_ptr<QProcess> &process);
    [[nodiscard]] bool startAgent(const QString &name, const QStringList &extra = {});
    [[nodiscard]] Stack::Answer ask(const QString &path, const QByteArray &post = {});
    [[nodiscard]] bool isOnline();
    [[nodiscard]] QString tlsFolder() const { return m_stack->home() + u"/tls"_s; }
    [[nodiscard]] QString authority() const { return u"127.0.0.1:%1"_s.arg(m_port); }

    std::unique_ptr<Stack> m_stack; ///< for its folder, its logs and the way of starting
    QString m_lastError;
    quint16 m_port = 0;
    std::unique_ptr<QProcess> m_backend;
    std::unique_ptr<QProcess> m_agent;
};

void TestTls::init()
{
    m_stack = std::make_unique<Stack>();
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    m_port = probe.serverPort();
    probe.close();
}

void TestTls::cleanup()
{
    stop(m_agent);
    stop(m_backend);
    m_stack.reset();
}

bool TestTls::startBackend()
{
    m_backend = m_stack->start(
        u"quarterdeckd"_s, {u"--home"_s, m_stack->home(), u"--port"_s, QString::number(m_port), u"--tls"_s});
    const bool isReady = Stack::waitUntil([this] { return ask(u"/healthz"_s).status == 200; }, kStartLimitMs);
    if (!isReady) {
        qWarning().noquote() << m_lastError << m_stack->log(u"quarterdeckd"_s).right(4000);
    }
    return isReady;
}

void TestTls::stop(std::unique_ptr<QProcess> &process)
{
    if (!process) {
        return;
    }
    process->terminate();
    if (!process->waitForFinished(kStopLimitMs)) {
        process->kill();
        process->waitForFinished(kStopLimitMs);
    }
    process.reset();
}

bool TestTls::startAgent(const QString &name, const QStringList &extra)
{
    const QString data = m_stack->folder() + u'/' + name;
    const QString token = data + u"/enrol.token"_s;
    if (!QFile::exists(token)) {
        const auto answer = ask(u"/api/quarterdeck/v1/enrol-tokens"_s, R"({"count":1})");
        const QByteArray secret = answer.json().value("tokens"_L1).toArray().at(0).toString().toUtf8();
        if (secret.isEmpty() || !QDir{}.mkpath(data) || !write(token, secret)) {
            return false;
        }
    }
    m_agent = m_stack->start(u"quarterdeck-agent"_s,
        QStringList{
            u"--data-dir"_s, data, u"--backend"_s, u"wss://"_s + authority(), u"--enrol-token-file"_s, token}
            + extra);
    return m_agent->waitForStarted();
}

/// Checks the chain against the backend's authority and the name, as any client would that was given ca.pem.
Stack::Answer TestTls::ask(const QString &path, const QByteArray &post)
{
    QNetworkRequest request{QUrl{u"https://"_s + authority() + path}};
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(QSslCertificate::fromPath(tlsFolder() + u"/ca.pem"_s));
    request.setSslConfiguration(tls);
    request.setRawHeader("Authorization", "Bearer " + m_stack->adminToken());
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    request.setTransferTimeout(10'000);
    QNetworkAccessManager
        network; // a fresh one: connections remember the authority that they were opened with
    const std::unique_ptr<QNetworkReply> reply{
        post.isEmpty() ? network.get(request) : network.post(request, post)};
    (void)Stack::waitUntil([&] { return reply->isFinished(); }, 12'000);
    m_lastError = reply->errorString();
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
}

bool TestTls::isOnline()
{
    return ask(u"/api/quarterdeck/v1/hosts?state=online"_s)
        .body.contains(QByteArray{'"' + QSysInfo::machineHostName().toUtf8() + '"'});
}

void TestTls::firstKey_isTrustedAndAnotherRefusedUntilItIsBack()
{
    QVERIFY(startBackend());
    QVERIFY(startAgent(u"agent"_s));
    QVERIFY2(Stack::waitUntil([this] { return isOnline(); }, kStartLimitMs),
        m_stack->log(u"quarterdeck-agent"_s).right(3000));
    const QString pins = m_stack->folder() + u"/agent/backend.pin"_s;
    const auto keyOf = [this] {
        const auto chain = QSslCertificate::fromPath(tlsFolder() + u"/server.pem"_s);
        return chain.isEmpty() ? QByteArray{}
                               : qd::net::CertificatePins::fingerprint(chain.constFirst()).toUtf8();
    };
    const QByteArray first = keyOf();
    QVERIFY(!first.isEmpty());
    QVERIFY2(contents(pins).contains(QByteArray{authority().toUtf8() + " sha256:" + first}), contents(pins));
    stop(m_agent);
    stop(m_backend);

    // The same address, another authority and key: what somebody in between would show.
    QVERIFY(QDir{}.rename(tlsFolder(), tlsFolder() + u".first"_s));
    QVERIFY(startBackend());
    const QByteArray second = keyOf();
    QVERIFY(!second.isEmpty() && second != first);
    QVERIFY(startAgent(u"agent"_s));
    const auto refused = [&] {
        const QByteArray log = m_stack->log(u"quarterdeck-agent"_s);
        return log.contains("the backend shows another key than at the first time") && log.contains(first)
            && log.contains(second);
    };
    QVERIFY2(Stack::waitUntil(refused, kStartLimitMs), m_stack->log(u"quarterdeck-agent"_s).right(3000));
    QCOMPARE(m_agent->state(), QProcess::Running); // collects into its spool and tries again
    QVERIFY(!isOnline());
    QVERIFY2(contents(pins).contains(first) && !contents(pins).contains(second), contents(pins));
    stop(m_agent);
    stop(m_backend);

    QVERIFY(QDir{tlsFolder()}.removeRecursively());
    QVERIFY(QDir{}.rename(tlsFolder() + u".first"_s, tlsFolder()));
    QVERIFY(startBackend());
    QVERIFY(startAgent(u"agent"_s));
    QVERIFY2(Stack::waitUntil([this] { return isOnline(); }, kStartLimitMs),
        m_stack->log(u"quarterdeck-agent"_s).right(3000));
}

void TestTls::givenAuthority_isTrustedAndAnotherRefused()
{
    QVERIFY(startBackend());
    const auto configOf = [this](const QString &name, const QString &authorityFile) {
        const QString path = m_stack->folder() + u'/' + name;
        return write(path, "backend:\n  ca_file: \"" + authorityFile.toUtf8() + "\"\n") ? path : QString{};
    };
    const QString own = configOf(u"own.yaml"_s, tlsFolder() + u"/ca.pem"_s);
    QVERIFY(!own.isEmpty());
    QVERIFY(startAgent(u"trusting"_s, {u"--config"_s, own}));
    QVERIFY2(Stack::waitUntil([this] { return isOnline(); }, kStartLimitMs),
        m_stack->log(u"quarterdeck-agent"_s).right(3000));
    stop(m_agent);
    QTRY_VERIFY_WITH_TIMEOUT(!isOnline(), kStartLimitMs);

    // Another site's authority, made by another backend.
    const QString elsewhere = m_stack->folder() + u"/elsewhere.pem"_s;
    stop(m_backend);
    QVERIFY(QFile::copy(tlsFolder() + u"/ca.pem"_s, elsewhere));
    QVERIFY(QDir{tlsFolder()}.removeRecursively());
    QVERIFY(startBackend());
    const QString other = configOf(u"other.yaml"_s, elsewhere);
    QVERIFY(!other.isEmpty());
    const qsizetype before = m_stack->log(u"quarterdeck-agent"_s).size();
    QVERIFY(startAgent(u"trusting"_s, {u"--config"_s, other}));
    QVERIFY2(Stack::waitUntil(
                 [&] { return m_stack->log(u"quarterdeck-agent"_s).mid(before).contains("certificate"); },
                 kStartLimitMs),
        m_stack->log(u"quarterdeck-agent"_s).right(3000));
    QVERIFY(!isOnline());
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
