// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/datafolder.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

namespace qd::backend::storage {

using namespace Qt::StringLiterals;

namespace {

const QString kOurSettings = u"quarterdeck.conf"_s;

Result<void> writeFile(const QString &path, const QString &text, const ServerAccount &account)
{
    QSaveFile file{path};
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0 || !file.commit()) {
        return failure(ErrorCode::Unavailable, "cannot write: " + file.errorString().toStdString(),
            {{"path", path.toStdString()}});
    }
    return giveTo(account, path, 0600);
}

QString serverSettings()
{
    return uR"(# Written by quarterdeckd at every start; put your own settings into postgresql.conf.
listen_addresses = ''
max_connections = 60
superuser_reserved_connections = 3
shared_buffers = %1MB
work_mem = 16MB
maintenance_work_mem = 64MB
dynamic_shared_memory_type = posix
max_parallel_workers_per_gather = 0   # queries are small slices; a container's /dev/shm is too
jit = off

# One server, no replica: nothing needs more than crash safety from the log.
wal_level = minimal
max_wal_senders = 0
synchronous_commit = on
wal_compression = on
checkpoint_timeout = 10min
checkpoint_completion_target = 0.9
max_wal_size = 2GB
min_wal_size = 64MB

autovacuum = on
autovacuum_naptime = 5min               # each look forks a process, and old rows are few
autovacuum_vacuum_scale_factor = 0.1
autovacuum_analyze_scale_factor = 0.05

timezone = 'UTC'
log_timezone = 'UTC'
log_destination = 'stderr'
logging_collector = off
log_line_prefix = '%m [%p] '
log_checkpoints = off
log_autovacuum_min_duration = -1
log_min_messages = warning
log_min_error_statement = panic       # statements hold values that do not belong into a log
log_lock_waits = on
)"_s.arg(sharedBuffersMiB());
}

} // namespace

std::optional<QString> findPostgresPrograms(const QString &majorVersion)
{
    // Debian and Ubuntu, the PostgreSQL project's RPMs, a build from source.
    QStringList folders;
    const QDir debian{u"/usr/lib/postgresql"_s};
    for (const QString &version : debian.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        folders.append(debian.filePath(version + u"/bin"));
    }
    const QDir usr{u"/usr"_s};
    for (const QString &name : usr.entryList({u"pgsql-*"_s}, QDir::Dirs)) {
        folders.append(usr.filePath(name + u"/bin"));
    }
    const auto versionOf = [](const QString &folder) {
        const QString name = folder.section(u'/', -2, -2);
        return name.section(u'-', -1).toInt();
    };
    std::sort(folders.begin(), folders.end(),
        [&](const QString &a, const QString &b) { return versionOf(a) > versionOf(b); });
    for (const QString &folder : std::as_const(folders)) {
        const bool isWanted = majorVersion.isEmpty() || versionOf(folder) == majorVersion.toInt();
        if (isWanted && QFile::exists(folder + u"/initdb") && QFile::exists(folder + u"/postgres")) {
            return folder;
        }
    }
    return std::nullopt;
}

std::optional<PostmasterFile> readPostmasterFile(const QString &dataFolder)
{
    QFile file{dataFolder + u"/postmaster.pid"};
    if (!file.open(QIODevice::ReadOnly)) {
        return std::nullopt;
    }
    // Line 1 is the process id, line 8 the state, as src/include/utils/pidfile.h of PostgreSQL lays down.
    const QList<QByteArray> lines = file.read(4096).split('\n');
    PostmasterFile result;
    result.pid = lines[0].trimmed().toInt();
    result.isReady = lines.size() >= 8 && lines[7].trimmed() == "ready";
    return result;
}

std::vector<pid_t> processesIn(const QString &folder)
{
    std::vector<pid_t> found;
    struct stat wanted
    {
    };
    if (::stat(QFile::encodeName(folder).constData(), &wanted) != 0) {
        return found;
    }
    const QStringList entries = QDir{u"/proc"_s}.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &entry : entries) {
        bool isNumber = false;
        const pid_t pid = entry.toInt(&isNumber);
        if (!isNumber) {
            continue;
        }
        struct stat place
        {
        };
        const QByteArray link = "/proc/" + entry.toLatin1() + "/cwd";
        if (::stat(link.constData(), &place) == 0 && place.st_dev == wanted.st_dev
            && place.st_ino == wanted.st_ino) {
            found.push_back(pid);
        }
    }
    return found;
}

int sharedBuffersMiB()
{
    const long long bytes = static_cast<long long>(::sysconf(_SC_PHYS_PAGES)) * ::sysconf(_SC_PAGESIZE);
    return static_cast<int>(std::clamp(bytes / 8 / 1024 / 1024, 64LL, 1024LL));
}

Result<void> writeServerConfiguration(const QString &dataFolder, const ServerAccount &account)
{
    const QString marker = u"include '"_s + kOurSettings + u"'";
    QFile main{dataFolder + u"/postgresql.conf"};
    const bool isOurs = main.open(QIODevice::ReadOnly) && main.readAll().contains(marker.toUtf8());
    if (!isOurs) {
        const QString text = marker + u"\n\n# Your own settings go below; they win over the included ones.\n";
        if (auto done = writeFile(main.fileName(), text, account); !done) {
            return done;
        }
    }
    // Over the socket, and only for the user that runs the backend and the one that runs the server.
    QString users = u"quarterdeck "_s + account.name + u" quarterdeck\n";
    if (account.isOther) {
        users += u"quarterdeck root quarterdeck\n"_s;
    }
    return writeFile(dataFolder + u"/" + kOurSettings, serverSettings(), account)
        .and_then([&] {
            return writeFile(
                dataFolder + u"/pg_hba.conf", u"local all all peer map=quarterdeck\n"_s, account);
        })
        .and_then([&] { return writeFile(dataFolder + u"/pg_ident.conf", users, account); });
}

} // namespace qd::backend::storage
