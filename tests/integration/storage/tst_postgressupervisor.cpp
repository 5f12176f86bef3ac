// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/datafolder.h"
#include "backend/storage/postgres/postgressupervisor.h"
#include "backend/storage/postgres/schema.h"
#include "backend/storage/postgres/sqlsession.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace qd::backend::storage;
using State = PostgresSupervisor::State;

namespace {

QVariant valueOf(const DatabaseAddress &address, const QString &sql)
{
    SqlSession session{address};
    auto rows = session.run(sql);
    return rows && (*rows)->next() ? (*rows)->value(0) : QVariant{};
}

bool execute(const DatabaseAddress &address, const QString &sql)
{
    SqlSession session{address};
    return session.runScript(sql).has_value();
}

DatabaseAddress existing(const PostgresSupervisor &supervisor)
{
    DatabaseAddress address = supervisor.address();
    address.database = u"postgres"_s;
    return address;
}

/// Starts a postmaster that outlives its supervisor, as a backend killed with no death signal leaves it.
qint64 leaveOrphan(const QString &home)
{
    PostgresSupervisor supervisor{home};
    supervisor.start();
    if (!QTest::qWaitFor([&] { return supervisor.state() == State::Ready; }, 30'000)) {
        return 0;
    }
    supervisor.stop();
    if (!QTest::qWaitFor([&] { return supervisor.state() == State::Stopped; }, 15'000)) {
        return 0;
    }
    const ServerAccount account = chooseServerAccount().value();
    const QByteArray program = QFile::encodeName(findPostgresPrograms().value() + u"/postgres"_s);
    const QByteArray data = QFile::encodeName(home + u"/postgres"_s);
    const QByteArray option = "unix_socket_directories=" + QFile::encodeName(home + u"/socket"_s);
    const pid_t pid = ::fork();
    if (pid == 0) {
        ::setsid();
        if (!becomeAccount(account) || ::chdir("/") != 0 || ::freopen("/dev/null", "w", stderr) == nullptr) {
            ::_exit(1);
        }
        ::execl(program.constData(), "postgres", "-D", data.constData(), "-c", option.constData(), "-c",
            "listen_addresses=", nullptr);
        ::_exit(1);
    }
    const bool isUp = QTest::qWaitFor(
        [&] {
            const auto file = readPostmasterFile(home + u"/postgres"_s);
            return file && file->isReady && file->pid == pid;
        },
        15'000);
    return isUp ? pid : 0;
}

} // namespace

class TestPostgresSupervisor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        // Reachable neither by the server's account nor in a short path.
        m_deep = m_home->path() + u"/"_s + QString{60, u'd'} + u"/" + QString{60, u'e'};
        if (::geteuid() == 0) {
            // A test's folder that PostgreSQL's user must be able to enter in leaveOrphan() only.
            ::chmod(QFile::encodeName(m_home->path()).constData(), 0711);
        }
    }

    void cleanup()
    {
        // What a supervisor that has gone left behind ends by itself, and before its folder is deleted.
        QTRY_VERIFY_WITH_TIMEOUT(processesIn(m_home->path() + u"/postgres"_s).empty(), 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(processesIn(m_deep + u"/postgres"_s).empty(), 20'000);
    }

    void firstStart_createsAServerThatAnswers()
    {
        PostgresSupervisor supervisor{m_home->path()};
        QSignalSpy changes{&supervisor, &PostgresSupervisor::stateChanged};
        supervisor.start();
        QTRY_COMPARE_WITH_TIMEOUT(supervisor.state(), State::Ready, 30'000);
        QCOMPARE(changes[0][0].value<State>(), State::Creating);

        QCOMPARE(valueOf(existing(supervisor), u"select 1"_s).toInt(), 1);
        QCOMPARE(
            valueOf(existing(supervisor), u"select current_setting('wal_level')"_s).toString(), u"minimal"_s);
        QCOMPARE(valueOf(existing(supervisor), u"select current_setting('listen_addresses')"_s).toString(),
            QString{});
        QCOMPARE(
            valueOf(existing(supervisor), u"select current_setting('data_checksums')"_s).toString(), u"on"_s);
        struct stat info
        {
        };
        QCOMPARE(::stat(QFile::encodeName(m_home->path() + u"/socket"_s).constData(), &info), 0);
        QCOMPARE(static_cast<int>(info.st_mode & 0777), 0700);
        QVERIFY(info.st_uid != 0);

        supervisor.stop();
        QTRY_COMPARE_WITH_TIMEOUT(supervisor.state(), State::Stopped, 15'000);
        QVERIFY(processesIn(m_home->path() + u"/postgres"_s).empty());
    }

    void folderNobodyElseMayEnterAndWithALongPath_isNoObstacle()
    {
        QVERIFY(QDir{}.mkpath(m_deep));
        ::chmod(QFile::encodeName(m_home->path()).constData(), 0700);
        PostgresSupervisor supervisor{m_deep};
        supervisor.start();
        QTRY_COMPARE_WITH_TIMEOUT(supervisor.state(), State::Ready, 30'000);
        QVERIFY(
            execute(existing(supervisor), u"create table t (n int); insert into t values (7); checkpoint"_s));
        QCOMPARE(valueOf(existing(supervisor), u"select n from t"_s).toInt(), 7);
    }

    void secondStart_keepsDataAndIsFast()
    {
        {
            PostgresSupervisor first{m_home->path()};
            first.start();
            QTRY_COMPARE_WITH_TIMEOUT(first.state(), State::Ready, 30'000);
            QVERIFY(execute(existing(first), u"create table t (n int); insert into t values (42)"_s));
        }
        QElapsedTimer timer;
        timer.start();
        PostgresSupervisor second{m_home->path()};
        second.start();
        QTRY_COMPARE_WITH_TIMEOUT(second.state(), State::Ready, 10'000);
        QVERIFY2(timer.elapsed() < 4'000, qPrintable(u"took %1 ms"_s.arg(timer.elapsed())));
        QCOMPARE(valueOf(existing(second), u"select n from t"_s).toInt(), 42);
    }

    void destroyedSupervisor_doesNotWaitButItsServerEndsInOrder()
    {
        auto supervisor = std::make_unique<PostgresSupervisor>(m_home->path());
        supervisor->start();
        QTRY_COMPARE_WITH_TIMEOUT(supervisor->state(), State::Ready, 30'000);
        const auto pid = static_cast<pid_t>(supervisor->serverPid());
        supervisor.reset();
        QCOMPARE(::kill(pid, 0), 0); // nobody waited for its end
        QTRY_VERIFY_WITH_TIMEOUT(::kill(pid, 0) != 0, 15'000);
        QFile log{m_home->path() + u"/log/postgres.log"_s};
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray words = log.readAll();
        QVERIFY2(words.contains("received fast shutdown request"), words.constData());
        QVERIFY2(words.trimmed().endsWith("database system is shut down"), words.constData());
    }

    void serverThatDoesNotEnd_isKilled_data()
    {
        QTest::addColumn<bool>("isDestroyed");
        QTest::newRow("after stop()") << false;
        QTest::newRow("after the supervisor has gone") << true;
    }

    void serverThatDoesNotEnd_isKilled()
    {
        QFETCH(bool, isDestroyed);
        PostgresSupervisor::Limits limits;
        limits.stopPatience = std::chrono::milliseconds{200};
        auto supervisor = std::make_unique<PostgresSupervisor>(m_home->path(), limits);
        supervisor->start();
        QTRY_COMPARE_WITH_TIMEOUT(supervisor->state(), State::Ready, 30'000);
        const auto pid = static_cast<pid_t>(supervisor->serverPid());
        QCOMPARE(::kill(pid, SIGSTOP), 0); // deaf to everything but SIGKILL
        if (isDestroyed) {
            supervisor.reset();
        } else {
            supervisor->stop();
            QTRY_COMPARE(supervisor->state(), State::Stopped);
        }
        QTRY_VERIFY(::kill(pid, 0) != 0);
    }

    void killedPostmaster_isStartedAgain_data()
    {
        QTest::addColumn<bool>("whole");
        QTest::newRow("the postmaster alone, its children left behind") << false;
        QTest::newRow("the postmaster and all its children") << true;
    }

    void killedPostmaster_isStartedAgain()
    {
        QFETCH(bool, whole);
        PostgresSupervisor supervisor{m_home->path()};
        supervisor.start();
        QTRY_COMPARE_WITH_TIMEOUT(supervisor.state(), State::Ready, 30'000);
        QVERIFY(execute(existing(supervisor), u"create table t (n int); insert into t values (42)"_s));
        const qint64 before = supervisor.serverPid();
        QSignalSpy changes{&supervisor, &PostgresSupervisor::stateChanged};

        QElapsedTimer timer;
        timer.start();
        const auto processes = processesIn(m_home->path() + u"/postgres"_s);
        QVERIFY(processes.size() > 3);
        ::kill(static_cast<pid_t>(before), SIGKILL);
        if (whole) {
            for (const pid_t pid : processes) {
                ::kill(pid, SIGKILL);
            }
        }
        QTRY_VERIFY_WITH_TIMEOUT(
            supervisor.state() == State::Ready && supervisor.serverPid() != before, 15'000);
        qInfo("ready again after %lld ms", timer.elapsed());
        QCOMPARE(changes[0][0].value<State>(), State::Waiting);
        QCOMPARE(valueOf(existing(supervisor), u"select n from t"_s).toInt(), 42);
    }

    void staleProcessFile_isReplaced_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("the number belongs to a stranger")
            << QByteArray::number(::getpid()) + "\n/x\n1\n5432\n\n\n\n";
        QTest::newRow("the number belongs to nobody") << QByteArray{"4194301\n/x\n1\n5432\n\n\n\n"};
        QTest::newRow("it is empty, as a full disk leaves it") << QByteArray{};
        QTest::newRow("it is garbage") << QByteArray{"\x01\xff garbage"};
    }

    void staleProcessFile_isReplaced()
    {
        QFETCH(QByteArray, text);
        {
            PostgresSupervisor first{m_home->path()};
            first.start();
            QTRY_COMPARE_WITH_TIMEOUT(first.state(), State::Ready, 30'000);
        }
        QFile file{m_home->path() + u"/postgres/postmaster.pid"_s};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();

        PostgresSupervisor second{m_home->path()};
        second.start();
        QTRY_COMPARE_WITH_TIMEOUT(second.state(), State::Ready, 10'000);
    }

    void orphanOfAKilledBackend_isStoppedAndReplaced()
    {
        const qint64 orphan = leaveOrphan(m_home->path());
        QVERIFY(orphan > 0);
        PostgresSupervisor supervisor{m_home->path()};
        QSignalSpy changes{&supervisor, &PostgresSupervisor::stateChanged};
        supervisor.start();
        QCOMPARE(supervisor.state(), State::Clearing);
        bool isGone = false;
        QTRY_VERIFY_WITH_TIMEOUT(
            isGone || (isGone = ::waitpid(static_cast<pid_t>(orphan), nullptr, WNOHANG) == orphan), 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(supervisor.state(), State::Ready, 10'000);
        QVERIFY(supervisor.serverPid() != orphan);
    }

    void unfinishedFirstStart_isBegunAgain()
    {
        QVERIFY(QDir{}.mkpath(m_home->path() + u"/postgres.creating/base"_s));
        PostgresSupervisor supervisor{m_home->path()};
        supervisor.start();
        QTRY_COMPARE_WITH_TIMEOUT(supervisor.state(), State::Ready, 30'000);
    }

    void foreignDataVersion_isAClearReason()
    {
        QVERIFY(QDir{}.mkpath(m_home->path() + u"/postgres"_s));
        QFile file{m_home->path() + u"/postgres/PG_VERSION"_s};
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("7\n");
        file.close();
        PostgresSupervisor supervisor{m_home->path()};
        supervisor.start();
        QCOMPARE(supervisor.state(), State::Waiting);
        QVERIFY2(supervisor.reason().contains(u"version that is not installed"_s),
            qPrintable(supervisor.reason()));
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
    QString m_deep;
};

QTEST_GUILESS_MAIN(TestPostgresSupervisor)
#include "tst_postgressupervisor.moc"
