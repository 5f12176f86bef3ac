// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/privatepostgres.h"

#include "backend/storage/postgres/datafolder.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace qd::test {

namespace storage = backend::storage;

namespace {

constexpr int kStartTimeoutMs = 30'000;
constexpr int kStopTimeoutMs = 20'000;

QString newestBinaries()
{
    QDir root(u"/usr/lib/postgresql"_s);
    const QStringList versions =
        root.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed);
    for (const QString &version : versions) {
        if (QFile::exists(root.filePath(version + u"/bin/initdb"_s))) {
            return root.filePath(version + u"/bin"_s);
        }
    }
    return {};
}

} // namespace

PrivatePostgres::PrivatePostgres()
    : m_folder(QDir::tempPath() + u"/qd-pg-XXXXXX"_s)
    , m_binaries(newestBinaries())
{
}

PrivatePostgres::~PrivatePostgres()
{
    killHard(); // an orderly end would first write what is deleted next
}

QProcess &PrivatePostgres::prepare(
    QProcess &process, const QString &program, const QStringList &arguments) const
{
    process.setProcessChannelMode(QProcess::MergedChannels);
    const QString path = m_binaries + u'/' + program;
    if (::geteuid() == 0) {
        process.setProgram(u"setpriv"_s);
        process.setArguments(
            QStringList{u"--reuid=postgres"_s, u"--regid=postgres"_s, u"--clear-groups"_s, path} + arguments);
    } else {
        process.setProgram(path);
        process.setArguments(arguments);
    }
    process.setWorkingDirectory(m_folder.path());
    return process;
}

Result<void> PrivatePostgres::run(const QString &program, const QStringList &arguments)
{
    QProcess process;
    prepare(process, program, arguments).start();
    if (!process.waitForFinished(kStartTimeoutMs) || process.exitCode() != 0
        || process.exitStatus() != QProcess::NormalExit) {
        return failure(ErrorCode::Internal, program.toStdString() + ": " + process.readAll().toStdString());
    }
    return {};
}

Result<void> PrivatePostgres::initialise()
{
    if (m_binaries.isEmpty() || !m_folder.isValid()) {
        return failure(ErrorCode::NotFound, "no PostgreSQL server, or no temporary folder");
    }
    if (QFile::exists(m_folder.filePath(u"data/PG_VERSION"_s))) {
        return {};
    }
    if (::geteuid() == 0) {
        QProcess chown;
        chown.start(u"chown"_s, {u"postgres:postgres"_s, m_folder.path()});
        if (!chown.waitForFinished(kStartTimeoutMs) || chown.exitCode() != 0) {
            return failure(ErrorCode::Internal, "cannot give the folder to the user postgres");
        }
    }
    return run(u"initdb"_s,
        {u"-D"_s, m_folder.filePath(u"data"_s), u"-U"_s, u"quarterdeck"_s, u"-A"_s, u"trust"_s, u"-E"_s,
            u"UTF8"_s, u"--locale=C"_s, u"--no-sync"_s});
}

Result<void> PrivatePostgres::start(const QStringList &settings)
{
    if (auto ready = initialise(); !ready) {
        return ready;
    }
    QStringList arguments{u"-D"_s, m_folder.filePath(u"data"_s), u"-k"_s, socketFolder(), u"-c"_s,
        u"listen_addresses="_s, u"-c"_s,
        // After a crash: one call in place of one fsync a file.
        u"recovery_init_sync_method=syncfs"_s};
    for (const QString &setting : settings) {
        arguments << u"-c"_s << setting;
    }
    // After a kill, children of the old server may still be dying, and would keep a new one from its files.
    const QString data = m_folder.filePath(u"data"_s);
    if (!QTest::qWaitFor([&] { return storage::processesIn(data).empty(); }, kStopTimeoutMs)) {
        return failure(ErrorCode::Timeout, "processes of an earlier PostgreSQL do not end");
    }
    QFile::remove(data + u"/postmaster.pid");
    m_server = std::make_unique<QProcess>();
    m_server->setStandardOutputFile(m_folder.filePath(u"log"_s), QIODevice::Append);
    prepare(*m_server, u"postgres"_s, arguments).start();
    const auto isReady = [&] {
        const auto file = storage::readPostmasterFile(data);
        return file && file->isReady && file->pid == m_server->processId();
    };
    const auto isDecided = [&] { return isReady() || m_server->state() == QProcess::NotRunning; };
    if (!QTest::qWaitFor(isDecided, kStartTimeoutMs) || !isReady()) {
        return failure(ErrorCode::Timeout, "PostgreSQL does not take connections");
    }
    return {};
}

void PrivatePostgres::stop()
{
    if (!isRunning()) {
        return;
    }
    ::kill(static_cast<pid_t>(m_server->processId()), SIGINT); // fast shutdown
    if (!m_server->waitForFinished(kStopTimeoutMs)) {
        killHard();
    }
    m_server.reset();
}

void PrivatePostgres::killHard()
{
    if (!isRunning()) {
        return;
    }
    const qint64 postmaster = m_server->processId();
    QFile children(u"/proc/%1/task/%1/children"_s.arg(postmaster));
    const QByteArrayList pids =
        children.open(QIODevice::ReadOnly) ? children.readAll().simplified().split(' ') : QByteArrayList{};
    ::kill(static_cast<pid_t>(postmaster), SIGKILL);
    for (const QByteArray &pid : pids) {
        if (const int number = pid.toInt(); number > 1) {
            ::kill(number, SIGKILL);
        }
    }
    m_server->waitForFinished(kStopTimeoutMs);
    m_server.reset();
}

bool PrivatePostgres::isRunning() const
{
    return m_server && m_server->state() != QProcess::NotRunning;
}

QString PrivatePostgres::socketFolder() const
{
    return m_folder.path();
}

std::string PrivatePostgres::connectionString(const QString &database) const
{
    return u"host=%1 user=quarterdeck dbname=%2"_s.arg(socketFolder(), database).toStdString();
}

Result<std::string> PrivatePostgres::createDatabase(const QString &name)
{
    if (auto created = run(u"createdb"_s, {u"-h"_s, socketFolder(), u"-U"_s, u"quarterdeck"_s, name});
        !created) {
        return failure(std::move(created).error());
    }
    return connectionString(name);
}

} // namespace qd::test
