// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/sqlsession.h"
#include "tests/support/database/testdatabase.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <signal.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace qd;
namespace storage = qd::backend::storage;

namespace {

/// The real program in a folder, on a port that the kernel picks.
class Daemon
{
public:
    explicit Daemon(QString home)
        : m_home{std::move(home)}
    {
    }
    ~Daemon()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.terminate();
            if (!m_process.waitForFinished(30'000)) {
                m_process.kill();
                m_process.waitForFinished();
            }
        }
    }

    void launch(const QStringList &extra = {})
    {
        m_process.start(QStringLiteral(QD_BINARY_DIR "/bin/quarterdeckd"),
            QStringList{u"--home"_s, m_home, u"--port"_s, u"0"_s} + extra);
    }

    /// True once the ready line is there.
    bool waitReady(int limitMs = 30'000)
    {
        return QTest::qWaitFor(
                   [this] {
                       readLogs();
                       const qsizetype at = m_output.indexOf("Quarterdeck ready: ");
                       m_url = at < 0 ? QString{} : QString::fromLatin1(m_output.mid(at + 19)).trimmed();
                       return at >= 0 || m_process.state() == QProcess::NotRunning;
                   },
                   limitMs)
            && !m_url.isEmpty();
    }

    bool startReady(const QStringList &extra = {})
    {
        launch(extra);
        return waitReady();
    }

    int waitEnd(int limitMs = 30'000)
    {
        (void)QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, limitMs);
        readLogs();
        return m_process.state() == QProcess::NotRunning ? m_process.exitCode() : -1;
    }

    int stop(int number = SIGTERM)
    {
        ::kill(static_cast<pid_t>(m_process.processId()), number);
        return waitEnd();
    }

    struct Answer
    {
        int status = 0;
        QByteArray body;
    };
    Answer ask(const QString &path, const QByteArray &post = {})
    {
        QNetworkRequest request{QUrl{m_url + path}};
        QFile token{m_home + u"/admin.token"_s};
        if (token.open(QIODevice::ReadOnly)) {
            request.setRawHeader("Authorization", "Bearer " + token.readAll().trimmed());
        }
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
        request.setTransferTimeout(20'000);
        const std::unique_ptr<QNetworkReply> reply{
            post.isEmpty() ? m_network.get(request) : m_network.post(request, post)};
        (void)QTest::qWaitFor([&] { return reply->isFinished(); }, 25'000);
        return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
    }
    Answer createNode(const QByteArray &name, int parent = 0)
    {
        const QJsonObject node{
            {u"parent"_s, parent}, {u"name"_s, QString::fromLatin1(name)}, {u"reason"_s, u"test"_s}};
        return ask(u"/api/quarterdeck/v1/nodes"_s, QJsonDocument{node}.toJson());
    }

    QByteArray log()
    {
        readLogs();
        return m_log;
    }
    QString url() const { return m_url; }
    bool isRunning() const { return m_process.state() == QProcess::Running; }

private:
    void readLogs()
    {
        m_output += m_process.readAllStandardOutput();
        m_log += m_process.readAllStandardError();
    }

    QString m_home;
    QString m_url;
    QByteArray m_output;
    QByteArray m_log;
    QProcess m_process;
    QNetworkAccessManager m_network;
};

} // namespace

/// The program from outside: starts, restarts, refusals, a database that is late or away.
class TestQuarterdeckd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_home = std::make_unique<QTemporaryDir>(); }

    void firstStart_saysReadyAndAnswers()
    {
        Daemon daemon{m_home->path()};
        QVERIFY2(daemon.startReady(), daemon.log().constData());
        QVERIFY(daemon.url().startsWith(u"http://127.0.0.1:"_s));
        QCOMPARE(daemon.ask(u"/healthz"_s).status, 200);
        QCOMPARE(daemon.ask(u"/api/quarterdeck/v1/tree"_s).status, 200);
        QVERIFY(daemon.ask(u"/metrics"_s).body.contains("quarterdeck_hosts 0"));
        struct stat info
        {
        };
        QCOMPARE(::stat(QFile::encodeName(m_home->path() + u"/admin.token"_s).constData(), &info), 0);
        QCOMPARE(static_cast<int>(info.st_mode & 0777), 0600);
        QCOMPARE(daemon.stop(), 0);
        QVERIFY(!QFile::exists(m_home->path() + u"/postgres/postmaster.pid"_s));
    }

    void secondStart_isQuickAndKeepsEverything_data()
    {
        QTest::addColumn<int>("signalNumber");
        QTest::newRow("after an orderly end by SIGTERM") << SIGTERM;
        QTest::newRow("after an orderly end by SIGINT") << SIGINT;
        QTest::newRow("after kill -9") << SIGKILL;
    }

    void secondStart_isQuickAndKeepsEverything()
    {
        QFETCH(int, signalNumber);
        Daemon first{m_home->path()};
        QVERIFY2(first.startReady(), first.log().constData());
        const Daemon::Answer created = first.createNode("europe");
        QVERIFY2(created.status / 100 == 2, created.body.constData());
        first.stop(signalNumber);

        QElapsedTimer timer;
        timer.start();
        Daemon second{m_home->path()};
        QVERIFY2(second.startReady(), second.log().constData());
        QVERIFY2(timer.elapsed() < 5'000, qPrintable(u"took %1 ms"_s.arg(timer.elapsed())));
        QVERIFY(second.ask(u"/api/quarterdeck/v1/tree"_s).body.contains("europe"));
    }

    void secondBackendOnOneHome_isRefused()
    {
        Daemon first{m_home->path()};
        QVERIFY2(first.startReady(), first.log().constData());
        Daemon second{m_home->path()};
        second.launch();
        QCOMPARE(second.waitEnd(), 1);
        QVERIFY2(
            second.log().contains("another quarterdeckd uses this home folder"), second.log().constData());
        QCOMPARE(first.ask(u"/healthz"_s).status, 200);
    }

    void takenPort_isAClearError()
    {
        QTcpServer squatter;
        QVERIFY(squatter.listen(QHostAddress::LocalHost));
        Daemon daemon{m_home->path()};
        daemon.launch({u"--port"_s, QString::number(squatter.serverPort())});
        QCOMPARE(daemon.waitEnd(), 1);
        QVERIFY2(daemon.log().contains("in use"), daemon.log().constData());
    }

    void badOption_isNamed_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("words");
        QTest::newRow("no port number") << QStringList{u"--port"_s, u"http"_s} << QByteArray{"--port"};
        QTest::newRow("no address") << QStringList{u"--listen"_s, u"everywhere"_s} << QByteArray{"--listen"};
        QTest::newRow("another database")
            << QStringList{u"--database"_s, u"mysql://h/x"_s} << QByteArray{"--database"};
        QTest::newRow("a certificate without its key")
            << QStringList{u"--tls-cert"_s, u"x"_s} << QByteArray{"--tls-key"};
        QTest::newRow("no days") << QStringList{u"--retention-5m-days"_s, u"0"_s}
                                 << QByteArray{"--retention-5m-days"};
        QTest::newRow("no days of events")
            << QStringList{u"--retention-events-days"_s, u"x"_s} << QByteArray{"--retention-events-days"};
        QTest::newRow("an unknown option") << QStringList{u"--prot"_s, u"1"_s} << QByteArray{"prot"};
        QTest::newRow("a stray word") << QStringList{u"start"_s} << QByteArray{"start"};
        QTest::newRow("an unknown log level")
            << QStringList{u"--log-level"_s, u"loud"_s} << QByteArray{"--log-level"};
    }

    void badOption_isNamed()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, words);
        Daemon daemon{m_home->path()};
        daemon.launch(arguments);
        QCOMPARE(daemon.waitEnd(), 2);
        QVERIFY2(daemon.log().contains(words), daemon.log().constData());
    }

    void otherAddress_isEncrypted()
    {
        Daemon daemon{m_home->path()};
        QVERIFY2(daemon.startReady({u"--listen"_s, u"0.0.0.0"_s}), daemon.log().constData());
        QVERIFY2(daemon.url().startsWith(u"https://"_s), qPrintable(daemon.url()));
        QVERIFY(QFile::exists(m_home->path() + u"/tls/ca.pem"_s));
    }

    void otherAddress_answersNobodyInPlain()
    {
        Daemon daemon{m_home->path()};
        QVERIFY2(daemon.startReady({u"--listen"_s, u"0.0.0.0"_s}), daemon.log().constData());
        QTcpSocket plain;
        plain.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(QUrl{daemon.url()}.port()));
        QVERIFY(plain.waitForConnected(5'000));
        plain.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
        QTRY_COMPARE_WITH_TIMEOUT(plain.state(), QAbstractSocket::UnconnectedState, 20'000);
        QVERIFY(!plain.readAll().contains("HTTP/"));
    }

    void oldEvents_areDroppedAtTheStart()
    {
        test::TestServer server;
        const storage::DatabaseAddress address = server.newDatabase();
        storage::SqlSession session{address};
        QVERIFY(session.runScript(
            u"begin; select qd_begin_change(0, 'test', 'test'); insert into hosts (uuid, agent_key, "
            u"machine_id, "
            u"macs, serial) values (gen_random_uuid(), 'k', 'm', '{}', ''); insert into host_events "
            u"(host_id, "
            u"event_id, at, received_at, severity, source, message) values (1, 'old', now(), now() - "
            u"interval "
            u"'8 days', 0, 'test', 'x'), (1, 'new', now(), now() - interval '6 days', 0, 'test', 'x'); commit"_s));
        Daemon daemon{m_home->path()};
        QVERIFY2(daemon.startReady({u"--retention-events-days"_s, u"7"_s, u"--database"_s,
                     u"postgresql://quarterdeck@/%1?host=%2"_s.arg(address.database, address.host)}),
            daemon.log().constData());
        const auto left = [&] {
            auto rows = session.run(u"select string_agg(event_id, ',') from host_events"_s);
            return rows && (*rows)->next() ? (*rows)->value(0).toString() : QString{};
        };
        QTRY_COMPARE_WITH_TIMEOUT(left(), u"new"_s, 10'000);
    }

    void givenDatabase_isUsedAndWaitedFor()
    {
        test::TestServer server;
        QVERIFY2(server.isReady(), qPrintable(server.reason()));
        const storage::DatabaseAddress address = server.newAddress();
        const QString url = u"postgresql://quarterdeck@/%1?host=%2"_s.arg(address.database, address.host);
        server.supervisor().stop();
        QTRY_COMPARE_WITH_TIMEOUT(
            server.supervisor().state(), storage::PostgresSupervisor::State::Stopped, 15'000);

        Daemon daemon{m_home->path()};
        daemon.launch({u"--database"_s, url});
        QTRY_VERIFY_WITH_TIMEOUT(daemon.log().contains("cannot be used yet"), 10'000);
        QVERIFY(daemon.isRunning());
        server.supervisor().start();
        QVERIFY2(daemon.waitReady(), daemon.log().constData());
        QVERIFY(!QFile::exists(m_home->path() + u"/postgres"_s));
    }

    void newerDatabase_isRefusedWithItsReason()
    {
        test::TestServer server;
        const storage::DatabaseAddress address = server.newDatabase();
        storage::SqlSession session{address};
        QVERIFY(session.runScript(
            u"insert into schema_migrations (number, name, checksum) values (9999, 'x', 'y')"_s));
        Daemon daemon{m_home->path()};
        daemon.launch(
            {u"--database"_s, u"postgresql://quarterdeck@/%1?host=%2"_s.arg(address.database, address.host)});
        QCOMPARE(daemon.waitEnd(), 1);
        QVERIFY2(daemon.log().contains("newer version of this program"), daemon.log().constData());
    }

    void killedDatabase_isAClearStateAndComesBack()
    {
        Daemon daemon{m_home->path()};
        QVERIFY2(daemon.startReady(), daemon.log().constData());
        QFile file{m_home->path() + u"/postgres/postmaster.pid"_s};
        QVERIFY(file.open(QIODevice::ReadOnly));
        ::kill(file.readLine().trimmed().toInt(), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(daemon.log().contains("the database is away"), 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(daemon.ask(u"/healthz"_s).status, 200, 20'000);
        QVERIFY(daemon.createNode("europe").status / 100 == 2);
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
};

QTEST_GUILESS_MAIN(TestQuarterdeckd)
#include "tst_quarterdeckd.moc"
