// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/client/backendclient.h"
#include "console/client/deliver.h"
#include "console/client/serveraddress.h"
#include "tests/support/fakebackend/fakebackend.h"
#include "tests/support/fakebackend/selfsigned.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using qd::test::FakeBackend;
using qd::test::selfSigned;

class TestBackendClient : public QObject
{
    Q_OBJECT

    [[nodiscard]] static Credentials token()
    {
        return {{}, {}, QString::fromLatin1(FakeBackend::kToken), false};
    }
    [[nodiscard]] QUrl url() const { return serverUrl(m_server->address()).value(); }
    void connectWith(const Credentials &credentials) { m_client->connectToServer(url(), credentials); }
    [[nodiscard]] LinkState state() const { return m_client->status().state; }

    void serveOverTls(const QString &name, quint16 port = 0)
    {
        const QSslConfiguration configuration = selfSigned(m_dir->path(), name);
        QVERIFY(!configuration.localCertificate().isNull());
        m_server->stop();
        m_server->useTls(configuration);
        QVERIFY(m_server->start(port));
    }
    void connectOverTls()
    {
        m_client->connectToServer(serverUrl(QString(u"wss://"_s + m_server->address())).value(), token());
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<FakeBackend>();
        m_server->populate();
        QVERIFY(m_server->start());
        ClientLimits limits;
        limits.connectTimeout = 400ms;
        limits.callTimeout = 400ms;
        m_client = std::make_unique<BackendClient>(m_clock, m_dir->filePath(u"pins"_s), limits);
    }
    void cleanup()
    {
        m_client.reset();
        m_server.reset();
    }

    void rightToken_opensSessionAndBringsTree()
    {
        QSignalSpy tree(m_client.get(), &Backend::treeReceived);
        connectWith(token());
        QTRY_COMPARE(state(), LinkState::Online);
        QCOMPARE(m_client->session().user, QString::fromLatin1(FakeBackend::kUser));
        QCOMPARE(m_client->session().role, Role::Administrator);
        QTRY_COMPARE(tree.size(), 1);
        QCOMPARE(tree[0][0].value<TreeSnapshot>().hosts.size(), m_server->hosts().size());
    }

    void rightPassword_opensSessionAndKeepsToken()
    {
        connectWith(
            {QString::fromLatin1(FakeBackend::kUser), QString::fromLatin1(FakeBackend::kPassword), {}, true});
        QTRY_COMPARE(state(), LinkState::Online);
        QCOMPARE(m_client->session().token, QString::fromLatin1(FakeBackend::kToken));
    }

    void wrongPassword_endsIdleAndDenied()
    {
        connectWith({u"lin"_s, u"wrong"_s, {}, false});
        QTRY_VERIFY(m_client->status().problem.has_value());
        QCOMPARE(state(), LinkState::Idle);
        QCOMPARE(m_client->status().problem->kind, LinkProblemKind::Denied);
        QCOMPARE(m_client->status().problem->field, u"password"_s);
    }

    void throttledSignIn_waitsAsLongAsTheServerSays()
    {
        m_server->setMood(FakeBackend::Mood::Locked);
        m_server->setPause(40s);
        connectWith(token());
        QTRY_COMPARE(state(), LinkState::Waiting);
        QCOMPARE(m_client->status().problem->kind, LinkProblemKind::Locked);
        QCOMPARE(m_client->status().problem->field, u"token"_s);
        const auto left = m_client->status().retryAt - m_clock.steadyNow();
        QVERIFY(left > 39s && left <= 41s);
        m_client->retryNow(); // would only be refused again
        QCOMPARE(state(), LinkState::Waiting);
    }

    void throttledReconnect_goesOnWithTheSameSecret()
    {
        connectWith(token());
        QTRY_COMPARE(state(), LinkState::Online);
        m_server->setMood(FakeBackend::Mood::Locked);
        m_server->setPause(200ms);
        m_server->dropConnections();
        QTRY_VERIFY(
            m_client->status().problem && m_client->status().problem->kind == LinkProblemKind::Locked);
        m_server->setMood(FakeBackend::Mood::Friendly);
        QTRY_COMPARE(state(), LinkState::Online);
    }

    void foreignServer_tellsItsVersion_data()
    {
        QTest::addColumn<FakeBackend::Mood>("mood");
        QTest::addColumn<int>("version");
        QTest::newRow("newer") << FakeBackend::Mood::SpeaksVersionTwo << 2;
        QTest::newRow("older") << FakeBackend::Mood::SpeaksVersionZero << 0;
    }
    void foreignServer_tellsItsVersion()
    {
        QFETCH(FakeBackend::Mood, mood);
        m_server->setMood(mood);
        connectWith(token());
        QTRY_VERIFY(m_client->status().problem.has_value());
        QCOMPARE(m_client->status().problem->kind, LinkProblemKind::VersionMismatch);
        QTEST(m_client->status().problem->serverVersion, "version");
        QCOMPARE(state(), LinkState::Idle);
    }

    void serverThatRefusesOurVersion_isMismatchToo()
    {
        m_server->setMood(FakeBackend::Mood::RefusesVersion);
        connectWith(token());
        QTRY_VERIFY(m_client->status().problem.has_value());
        QCOMPARE(m_client->status().problem->kind, LinkProblemKind::VersionMismatch);
    }

    void nobodyListens_waitsAndRetries()
    {
        const QUrl gone = url();
        m_server->stop();
        m_client->connectToServer(gone, token());
        QTRY_COMPARE(state(), LinkState::Waiting);
        QCOMPARE(m_client->status().problem->kind, LinkProblemKind::Unreachable);
        QVERIFY(m_client->status().retryAt > m_clock.steadyNow());
    }

    void silentServer_timesOutAtSignIn()
    {
        m_server->setMood(FakeBackend::Mood::Silent);
        connectWith(token());
        QTRY_COMPARE(state(), LinkState::Waiting);
        QCOMPARE(m_client->status().problem->kind, LinkProblemKind::Timeout);
    }

    void droppedLink_comesBackByItself()
    {
        connectWith(token());
        QTRY_COMPARE(state(), LinkState::Online);
        QSignalSpy sessions(m_client.get(), &Backend::sessionOpened);
        m_server->dropConnections();
        QTRY_COMPARE(state(), LinkState::Waiting);
        QTRY_COMPARE(state(), LinkState::Online);
        QCOMPARE(sessions.size(), 1);
    }

    void subscription_bringsSeriesUntilEnded()
    {
        connectWith(token());
        QTRY_COMPARE(state(), LinkState::Online);
        QSignalSpy series(m_client.get(), &Backend::seriesReceived);
        const quint32 id = m_client->subscribe({u"avg(cpu.busy)"_s, 600'000, 10'000, 0});
        QVERIFY(id != 0);
        QTRY_VERIFY(!series.isEmpty());
        QCOMPARE(series[0][0].toUInt(), id);
        QVERIFY(series[0][1].value<QueryAnswer>().isFull);
        m_client->unsubscribe(id);
        QTRY_COMPARE(m_server->subscriptionCount(), 0);
    }

    void callOnOpenLink_isAnswered()
    {
        connectWith(token());
        QTRY_COMPARE(state(), LinkState::Online);
        std::optional<Result<HostDetails>> answer;
        deliver(m_client->hostDetails(HostId{1}), this,
            [&](const Result<HostDetails> &result) { answer = result; });
        QTRY_VERIFY(answer.has_value());
        QVERIFY(answer->has_value());
        QCOMPARE((*answer)->summary.id, HostId{1});
    }

    void unknownHost_isNotFound()
    {
        connectWith(token());
        QTRY_COMPARE(state(), LinkState::Online);
        std::optional<ErrorCode> code;
        deliver(m_client->hostDetails(HostId{999}), this,
            [&](const Result<HostDetails> &result) { code = result.error().code; });
        QTRY_VERIFY(code.has_value());
        QVERIFY(*code == ErrorCode::NotFound);
    }

    void callWithoutLink_isUnavailableAtOnce()
    {
        const QFuture<Result<QStringList>> names = m_client->metricNames();
        QVERIFY(names.isFinished());
        QVERIFY(names.result().error().code == ErrorCode::Unavailable);
    }

    void firstCertificate_waitsForAPersonThenIsRemembered()
    {
        serveOverTls(u"first"_s);
        connectOverTls();
        QTRY_COMPARE(state(), LinkState::Confirming);
        const CertificateInfo shown = m_client->status().certificate.value();
        QVERIFY(shown.subject.contains(u"first"_s));
        QCOMPARE(shown.fingerprint.size(), 95);
        QVERIFY(!shown.isReplacement);
        QCOMPARE(m_server->connectionCount(), 0);
        m_client->confirmCertificate(true);
        QTRY_COMPARE(state(), LinkState::Online);
        m_client->disconnectFromServer();
        connectOverTls();
        QTRY_COMPARE(state(), LinkState::Online);
    }

    void refusedCertificate_sendsNothing()
    {
        serveOverTls(u"first"_s);
        connectOverTls();
        QTRY_COMPARE(state(), LinkState::Confirming);
        m_client->confirmCertificate(false);
        QCOMPARE(state(), LinkState::Idle);
        QCOMPARE(m_client->status().problem->kind, LinkProblemKind::Certificate);
    }

    void replacedCertificate_isShownAsSuch()
    {
        serveOverTls(u"first"_s);
        connectOverTls();
        QTRY_COMPARE(state(), LinkState::Confirming);
        m_client->confirmCertificate(true);
        QTRY_COMPARE(state(), LinkState::Online);
        m_client->disconnectFromServer();
        const quint16 port = m_server->port();
        m_server->stop();
        serveOverTls(u"second"_s, port);
        connectOverTls();
        QTRY_COMPARE(state(), LinkState::Confirming);
        QVERIFY(m_client->status().certificate->isReplacement);
    }

    void leaving_cancelsWhatIsOpen()
    {
        connectWith(token());
        QTRY_COMPARE(state(), LinkState::Online);
        const QFuture<Result<QStringList>> names = m_client->metricNames();
        m_client->disconnectFromServer();
        QVERIFY(names.isFinished());
        QVERIFY(names.result().error().code == ErrorCode::Cancelled);
        QCOMPARE(state(), LinkState::Idle);
    }

private:
    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FakeBackend> m_server;
    std::unique_ptr<BackendClient> m_client;
};

QTEST_GUILESS_MAIN(TestBackendClient)
#include "tst_backendclient.moc"
