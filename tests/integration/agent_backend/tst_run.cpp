// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/meter/processmeter.h"
#include "tests/support/stack/stack.h"

#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QSysInfo>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using namespace qd::test;

namespace {

constexpr int kStartLimitMs = 120'000;
constexpr int kStopLimitMs = 60'000;

/// ./run with the programs of this build. The descriptors are files, so that no process below it holds a pipe
/// of ours.
class Run
{
public:
    explicit Run(const QTemporaryDir &folder)
        : m_out(folder.filePath(u"out"_s))
        , m_home(folder.filePath(u"home"_s))
    {
    }

    ~Run()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.terminate();
            if (!m_process.waitForFinished(kStopLimitMs)) {
                m_process.kill();
                m_process.waitForFinished();
            }
        }
    }

    void start(const QStringList &arguments)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"QUARTERDECK_BIN"_s, QStringLiteral(QD_BINARY_DIR "/bin"));
        m_process.setProcessEnvironment(environment);
        m_process.setStandardOutputFile(m_out);
        m_process.setStandardErrorFile(m_out + u".errors"_s);
        m_process.start(QStringLiteral(QD_SOURCE_DIR "/run"), arguments);
    }

    bool startReady(quint16 port)
    {
        start({u"--headless"_s, u"--home"_s, m_home, u"--port"_s, QString::number(port)});
        return QTest::qWaitFor(
                   [&] { return !output().isEmpty() || m_process.state() == QProcess::NotRunning; },
                   kStartLimitMs)
            && output() == "Quarterdeck ready: http://127.0.0.1:" + QByteArray::number(port) + '\n';
    }

    /// The exit code; -1 if it did not end.
    int stop(int signalNumber)
    {
        ::kill(static_cast<pid_t>(m_process.processId()), signalNumber);
        return waitEnd();
    }

    int waitEnd()
    {
        return QTest::qWaitFor([this] { return m_process.state() == QProcess::NotRunning; }, kStopLimitMs)
                && m_process.exitStatus() == QProcess::NormalExit
            ? m_process.exitCode()
            : -1;
    }

    /// Everything below it at this moment.
    QList<qint64> processes() const
    {
        QList<qint64> all{m_process.processId()};
        for (qsizetype i = 0; i < all.size(); ++i) {
            all += childrenOf(all[i]);
        }
        return all.mid(1);
    }

    QString home() const { return m_home; }
    QByteArray output() const { return contents(m_out); }
    QByteArray errors() const { return contents(m_out + u".errors"_s); }

private:
    static QByteArray contents(const QString &path)
    {
        QFile file{path};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }

    QString m_out;
    QString m_home;
    QProcess m_process;
};

quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : 0;
}

/// The name of a process that runs; empty if it is gone or only waits to be reaped.
QByteArray nameOf(qint64 pid)
{
    QFile file{u"/proc/%1/stat"_s.arg(pid)};
    const QByteArray stat = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    const qsizetype end = stat.lastIndexOf(')');
    return end < 0 || stat.mid(end + 2, 1) == "Z"
        ? QByteArray{}
        : stat.mid(stat.indexOf('(') + 1, end - stat.indexOf('(') - 1);
}

QByteArrayList stillRunning(const QList<qint64> &pids)
{
    QByteArrayList names;
    for (const qint64 pid : pids) {
        if (const QByteArray name = nameOf(pid); !name.isEmpty()) {
            names += name;
        }
    }
    return names;
}

} // namespace

/// The script that everybody starts with, from outside.
class TestRun : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ready_meansThatItAnswersAndSignalsStopAll_data();
    void ready_meansThatItAnswersAndSignalsStopAll();
    void signalWhileItStarts_stopsAll();
    void takenPort_isAClearError();
    void wrongOption_isNamed();
    void missingProgram_isNamed();
};

void TestRun::ready_meansThatItAnswersAndSignalsStopAll_data()
{
    QTest::addColumn<int>("signalNumber");
    QTest::newRow("SIGINT, as Ctrl+C sends it") << SIGINT;
    QTest::newRow("SIGTERM, as a supervisor sends it") << SIGTERM;
}

void TestRun::ready_meansThatItAnswersAndSignalsStopAll()
{
    QFETCH(int, signalNumber);
    QTemporaryDir folder;
    Run run{folder};
    const quint16 port = freePort();
    QVERIFY2(run.startReady(port), QByteArray{run.errors() + run.output()});

    struct stat info
    {
    };
    const QString tokenFile = run.home() + u"/admin.token"_s;
    QCOMPARE(::stat(QFile::encodeName(tokenFile).constData(), &info), 0);
    QCOMPARE(static_cast<int>(info.st_mode & 07777), 0600);

    QFile token{tokenFile};
    QVERIFY(token.open(QIODevice::ReadOnly));
    QProcess promtool;
    const QString expression = u"cpu.idle{host=\"%1\"}"_s.arg(QSysInfo::machineHostName());
    const auto answers = [&] {
        token.seek(0);
        promtool.start(u"/usr/bin/promtool"_s,
            {u"query"_s, u"instant"_s,
                u"http://token:%1@127.0.0.1:%2"_s.arg(QString::fromUtf8(token.readAll().trimmed())).arg(port),
                expression});
        return promtool.waitForFinished(10'000) && promtool.readAllStandardOutput().contains("=>");
    };
    QVERIFY(Stack::waitUntil(answers, 30'000));

    const QList<qint64> started = run.processes();
    const QByteArrayList names = stillRunning(started);
    for (const char *name : {"quarterdeckd", "quarterdeck-age", "postgres"}) {
        QVERIFY2(names.contains(name), names.join(' ')); // or the check below would say nothing
    }
    QCOMPARE(run.stop(signalNumber), 0);
    QCOMPARE(stillRunning(started), QByteArrayList{});
    QCOMPARE(run.output().count('\n'), 1); // scripts read it: the ready line and nothing else
}

void TestRun::signalWhileItStarts_stopsAll()
{
    QTemporaryDir folder;
    Run run{folder};
    run.start({u"--headless"_s, u"--home"_s, run.home(), u"--port"_s, QString::number(freePort())});
    const auto hasPostgres = [&] { return stillRunning(run.processes()).contains("postgres"); };
    QVERIFY2(Stack::waitUntil(hasPostgres, kStartLimitMs), run.errors());
    const QList<qint64> started = run.processes();
    QCOMPARE(run.stop(SIGTERM), 0);
    QCOMPARE(stillRunning(started), QByteArrayList{});
}

void TestRun::takenPort_isAClearError()
{
    QTcpServer squatter;
    QVERIFY(squatter.listen(QHostAddress::LocalHost));
    const QByteArray port = QByteArray::number(squatter.serverPort());
    QTemporaryDir folder;
    Run run{folder};
    run.start({u"--headless"_s, u"--home"_s, run.home(), u"--port"_s, QString::fromLatin1(port)});
    QCOMPARE(run.waitEnd(), 1);
    QVERIFY2(run.errors().contains(QByteArray{"Port " + port + " is taken"}), run.errors());
    QVERIFY2(run.errors().contains("--port"), run.errors());
    QVERIFY(!QFile::exists(run.home() + u"/postgres"_s)); // nothing was started for it
}

void TestRun::wrongOption_isNamed()
{
    QTemporaryDir folder;
    Run run{folder};
    run.start({u"--headless"_s, u"--port"_s, u"http"_s});
    QCOMPARE(run.waitEnd(), 2);
    QVERIFY2(run.errors().contains("--port: not a port number: http"), run.errors());
}

void TestRun::missingProgram_isNamed()
{
    QTemporaryDir folder;
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QUARTERDECK_BIN"_s, folder.path());
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(QD_SOURCE_DIR "/run"), {u"--headless"_s});
    QVERIFY(process.waitForFinished(kStopLimitMs));
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(process.readAllStandardError().contains("there is no quarterdeckd in"));
}

QTEST_GUILESS_MAIN(TestRun)
#include "tst_run.moc"
