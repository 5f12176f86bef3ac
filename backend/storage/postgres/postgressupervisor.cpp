// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/postgressupervisor.h"

#include "backend/storage/postgres/datafolder.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QMetaEnum>
#include <QRandomGenerator>

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace qd::backend::storage {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Q_LOGGING_CATEGORY(lcSupervisor, "qd.backend.storage.supervisor")

constexpr auto kPollInterval = 20ms;
constexpr auto kStopPollInterval = 100ms;
constexpr qint64 kLargestLogBytes = 10 * 1024 * 1024;
constexpr int kLongestSocketPath = 107; // sockaddr_un
constexpr auto kStableAfterMs = 60'000;

QString childPath(int descriptor)
{
    return u"/proc/self/fd/"_s + QString::number(descriptor);
}

/// Puts the folder under a fixed descriptor that survives exec. Between fork and exec: async-signal-safe
/// only.
bool passFolder(const char *path, int descriptor)
{
    const int opened = ::open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return opened >= 0 && ::dup2(opened, descriptor) == descriptor;
}

/// What a server that was told to stop this long ago has to hear now; 0: nothing, it is being waited for.
int nextSignal(std::chrono::milliseconds waited, std::chrono::milliseconds patience)
{
    if (waited > 2 * patience) {
        return SIGKILL;
    }
    return waited > patience ? SIGQUIT : 0; // an immediate shutdown, without a checkpoint
}

void tell(const QProcess &process, int number)
{
    // A number of 0 is that of a process that has ended, and would be our own group.
    if (const auto pid = static_cast<pid_t>(process.processId()); pid > 0 && number > 0) {
        ::kill(pid, number);
    }
}

/// Lets go of a server that is told to stop, and sees to it that it does.
void endByItself(std::unique_ptr<QProcess> server, std::chrono::milliseconds patience)
{
    QProcess *process = server.release(); // deletes itself when it has ended
    QObject::connect(process, &QProcess::finished, process, &QObject::deleteLater);
    auto *tick = new QTimer{process};
    QElapsedTimer waited;
    waited.start();
    tick->callOnTimeout(process, [process, waited, patience] {
        tell(*process, nextSignal(std::chrono::milliseconds{waited.elapsed()}, patience));
    });
    tick->start(kStopPollInterval);
    tell(*process, SIGINT);
}

void signalAll(const std::vector<pid_t> &processes, int number)
{
    for (const pid_t pid : processes) {
        ::kill(pid, number);
    }
}

} // namespace

PostgresSupervisor::PostgresSupervisor(QString homeFolder, QObject *parent)
    : PostgresSupervisor{std::move(homeFolder), Limits{}, parent}
{
}

PostgresSupervisor::PostgresSupervisor(QString homeFolder, Limits limits, QObject *parent)
    : QObject{parent}
    , m_home{QDir{homeFolder}.absolutePath()}
    , m_limits{limits}
{
    openSocketFolder();
    m_tick.callOnTimeout(this, [this] {
        switch (m_state) {
        case State::Clearing:
            clearOrphans();
            break;
        case State::Starting:
            checkReady();
            break;
        case State::Waiting:
            begin();
            break;
        case State::Stopping:
            onStopTick();
            break;
        case State::Stopped:
        case State::Creating:
        case State::Ready:
            m_tick.stop();
            break;
        }
    });
}

PostgresSupervisor::~PostgresSupervisor()
{
    if (m_process && m_process->state() != QProcess::NotRunning) {
        m_process->disconnect(this);
        endByItself(std::move(m_process), m_limits.stopPatience);
    }
    if (m_socketDescriptor >= 0) {
        ::close(m_socketDescriptor);
    }
}

qint64 PostgresSupervisor::serverPid() const
{
    return m_process && m_state != State::Creating ? m_process->processId() : 0;
}

DatabaseAddress PostgresSupervisor::address() const
{
    DatabaseAddress address;
    const bool isShort = QFile::encodeName(socketFolder() + u"/.s.PGSQL.5432").size() < kLongestSocketPath;
    address.host = isShort ? socketFolder() : childPath(m_socketDescriptor);
    address.user = u"quarterdeck"_s;
    address.database = u"quarterdeck"_s;
    return address;
}

void PostgresSupervisor::start()
{
    if (m_state == State::Stopped) {
        m_backoff = 0ms;
        begin();
    }
}

void PostgresSupervisor::begin()
{
    m_tick.stop();
    if (auto prepared = prepareFolders(); !prepared) {
        retryAfter(QString::fromStdString(prepared.error().toString()));
        return;
    }
    clearOrphans();
}

Result<void> PostgresSupervisor::prepareFolders()
{
    auto account = chooseServerAccount();
    if (!account) {
        return failure(std::move(account).error());
    }
    m_account = *std::move(account);
    const bool isMade = QDir{}.mkpath(m_home + u"/log") && QDir{}.mkpath(socketFolder());
    if (!isMade) {
        return failure(ErrorCode::Unavailable, "cannot create the folders of the database",
            {{"path", m_home.toStdString()}});
    }
    openSocketFolder();
    return giveTo(m_account, socketFolder(), 0700);
}

void PostgresSupervisor::openSocketFolder()
{
    if (m_socketDescriptor < 0 && QDir{}.mkpath(socketFolder())) {
        m_socketDescriptor =
            ::open(QFile::encodeName(socketFolder()).constData(), O_PATH | O_DIRECTORY | O_CLOEXEC);
    }
}

void PostgresSupervisor::clearOrphans()
{
    const std::vector<pid_t> left = processesIn(dataFolder());
    if (left.empty()) {
        m_tick.stop();
        // Nobody works in the folder, so these are stale, whoever has that process number now.
        QFile::remove(dataFolder() + u"/postmaster.pid");
        QFile::remove(socketFolder() + u"/.s.PGSQL.5432");
        QFile::remove(socketFolder() + u"/.s.PGSQL.5432.lock");
        createOrStart();
        return;
    }
    if (m_state != State::Clearing) {
        setState(State::Clearing, u"%1 processes of an earlier run are still there"_s.arg(left.size()));
        const auto file = readPostmasterFile(dataFolder());
        if (file && std::find(left.begin(), left.end(), file->pid) != left.end()) {
            ::kill(file->pid, SIGINT); // a fast shutdown: disconnects clients, writes a checkpoint
        }
        m_tick.start(kPollInterval);
        return;
    }
    const std::chrono::milliseconds waited{m_inState.elapsed()};
    if (waited > 2 * m_limits.orphanPatience) {
        signalAll(left, SIGKILL);
    } else if (waited > m_limits.orphanPatience) {
        signalAll(left, SIGQUIT);
    }
}

Result<QString> PostgresSupervisor::programFolder() const
{
    QFile versionFile{dataFolder() + u"/PG_VERSION"};
    const QString version = versionFile.open(QIODevice::ReadOnly)
        ? QString::fromLatin1(versionFile.readLine().trimmed())
        : QString{};
    if (const auto programs = findPostgresPrograms(version)) {
        return *programs;
    }
    if (version.isEmpty()) {
        return failure(
            ErrorCode::NotFound, "PostgreSQL is not installed: no /usr/lib/postgresql/*/bin with initdb");
    }
    return failure(ErrorCode::NotFound,
        "the data folder was made by a PostgreSQL version that is not installed any more",
        {{"version", version.toStdString()}, {"path", dataFolder().toStdString()}});
}

void PostgresSupervisor::createOrStart()
{
    const auto programs = programFolder();
    if (!programs) {
        retryAfter(QString::fromStdString(programs.error().toString()));
    } else if (QFile::exists(dataFolder() + u"/PG_VERSION")) {
        launch(*programs);
    } else {
        create(*programs);
    }
}

void PostgresSupervisor::create(const QString &programs)
{
    // In a folder of another name first: a half-made one must never pass for a database.
    const QString unfinished = dataFolder() + u".creating";
    QDir{unfinished}.removeRecursively();
    QDir{}.rmdir(dataFolder());
    if (!QDir{}.mkpath(unfinished)) {
        retryAfter(u"cannot create "_s + unfinished);
        return;
    }
    if (auto given = giveTo(m_account, unfinished, 0700); !given) {
        retryAfter(QString::fromStdString(given.error().toString()));
        return;
    }
    setState(State::Creating, u"in %1, as user %2"_s.arg(dataFolder(), m_account.name));
    run(programs + u"/initdb",
        {u"-D"_s, childPath(kDataDescriptor), u"-U"_s, u"quarterdeck"_s, u"--auth=peer"_s,
            u"--encoding=UTF8"_s, u"--locale=C"_s, u"--data-checksums"_s, u"--no-instructions"_s},
        unfinished);
}

void PostgresSupervisor::onCreated()
{
    const QString unfinished = dataFolder() + u".creating";
    if (m_process->exitStatus() != QProcess::NormalExit || m_process->exitCode() != 0) {
        retryAfter(u"initdb failed: "_s + lastWords());
        return;
    }
    if (!QDir{}.rename(unfinished, dataFolder())) {
        retryAfter(u"cannot rename the new data folder to "_s + dataFolder());
        return;
    }
    createOrStart();
}

void PostgresSupervisor::launch(const QString &programs)
{
    if (auto written = writeServerConfiguration(dataFolder(), m_account); !written) {
        retryAfter(QString::fromStdString(written.error().toString()));
        return;
    }
    setState(State::Starting);
    run(programs + u"/postgres",
        {u"-D"_s, childPath(kDataDescriptor), u"-c"_s,
            u"unix_socket_directories="_s + childPath(kSocketDescriptor), u"-c"_s,
            u"unix_socket_permissions=0700"_s, u"-c"_s, u"listen_addresses="_s},
        dataFolder());
    m_tick.start(kPollInterval);
}

void PostgresSupervisor::run(const QString &program, const QStringList &arguments, const QString &folder)
{
    if (QFileInfo{logFile()}.size() > kLargestLogBytes) {
        QFile::remove(logFile() + u".old");
        QFile::rename(logFile(), logFile() + u".old");
    }
    m_logStart = QFileInfo{logFile()}.size();

    if (m_process) {
        m_process.release()->deleteLater(); // this may be called from one of its signals
    }
    m_process = std::make_unique<QProcess>();
    m_process->setWorkingDirectory(u"/"_s); // the server's user may not be able to enter ours
    m_process->setStandardOutputFile(logFile(), QIODevice::Append);
    m_process->setStandardErrorFile(logFile(), QIODevice::Append);
    m_process->setStandardInputFile(QProcess::nullDevice());
    QProcessEnvironment environment;
    environment.insert(u"PATH"_s, QFileInfo{program}.path() + u":/usr/bin:/bin");
    environment.insert(u"LC_ALL"_s, u"C"_s);
    environment.insert(u"TZ"_s, u"UTC"_s);
    m_process->setProcessEnvironment(environment);
    m_process->setChildProcessModifier([account = m_account, data = QFile::encodeName(folder),
                                           socket = QFile::encodeName(socketFolder()), parent = ::getpid()] {
        // A session of its own keeps the terminal's Ctrl+C away. The death signal comes last because changing
        // the user clears it; it makes a fast shutdown of the server when the backend is killed.
        const bool isReady = ::setsid() >= 0 && passFolder(data.constData(), kDataDescriptor)
            && passFolder(socket.constData(), kSocketDescriptor) && becomeAccount(account)
            && ::prctl(PR_SET_PDEATHSIG, SIGINT) == 0 && ::getppid() == parent;
        ::umask(077);
        if (!isReady) {
            ::_exit(126);
        }
    });
    connect(m_process.get(), &QProcess::finished, this, &PostgresSupervisor::onFinished);
    connect(m_process.get(), &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            retryAfter(m_process->program() + u" did not start: " + m_process->errorString());
        }
    });
    m_process->start(program, arguments);
}

void PostgresSupervisor::checkReady()
{
    const auto file = readPostmasterFile(dataFolder());
    if (file && file->isReady && m_process && file->pid == m_process->processId()) {
        m_tick.stop();
        setState(State::Ready, u"process %1"_s.arg(file->pid));
    }
}

void PostgresSupervisor::onFinished()
{
    m_tick.stop();
    if (m_state == State::Stopping) {
        setState(State::Stopped);
    } else if (m_state == State::Creating) {
        onCreated();
    } else {
        if (m_state == State::Ready && m_inState.elapsed() > kStableAfterMs) {
            m_backoff = 0ms;
        }
        const QString how =
            m_process->exitStatus() == QProcess::CrashExit ? u"signal %1"_s : u"exit code %1"_s;
        retryAfter(u"PostgreSQL ended by itself ("_s + how.arg(m_process->exitCode()) + u"): " + lastWords());
    }
}

void PostgresSupervisor::retryAfter(const QString &reason)
{
    if (m_state == State::Stopping) {
        setState(State::Stopped, reason);
        return;
    }
    m_backoff = std::clamp(m_backoff * 2, m_limits.firstBackoff, m_limits.longestBackoff);
    const auto jittered = m_backoff / 2 + m_backoff * QRandomGenerator::global()->bounded(1000) / 2000;
    setState(State::Waiting, reason);
    m_tick.start(jittered);
}

void PostgresSupervisor::stop()
{
    if (m_state == State::Stopped || m_state == State::Stopping) {
        return;
    }
    m_tick.stop();
    setState(State::Stopping);
    if (!m_process || m_process->state() == QProcess::NotRunning) {
        setState(State::Stopped);
        return;
    }
    tell(*m_process, SIGINT);
    m_tick.start(kStopPollInterval);
}

void PostgresSupervisor::onStopTick()
{
    tell(*m_process, nextSignal(std::chrono::milliseconds{m_inState.elapsed()}, m_limits.stopPatience));
}

void PostgresSupervisor::setState(State state, const QString &reason)
{
    m_state = state;
    m_reason = reason;
    m_inState.start();
    const char *name = QMetaEnum::fromType<State>().valueToKey(static_cast<int>(state));
    if (state == State::Waiting) {
        qCWarning(lcSupervisor, "database: %s: %s", name, qPrintable(reason));
    } else {
        qCInfo(lcSupervisor, "database: %s %s", name, qPrintable(reason));
    }
    Q_EMIT stateChanged(state, reason);
}

QString PostgresSupervisor::lastWords() const
{
    QFile log{logFile()};
    if (!log.open(QIODevice::ReadOnly)) {
        return u"its log cannot be read"_s;
    }
    log.seek(std::max(m_logStart, log.size() - 2000));
    const QStringList lines = QString::fromUtf8(log.readAll()).split(u'\n', Qt::SkipEmptyParts);
    return lines.isEmpty() ? u"nothing in its log"_s
                           : lines.mid(std::max<qsizetype>(0, lines.size() - 3)).join(u" | "_s);
}

} // namespace qd::backend::storage
