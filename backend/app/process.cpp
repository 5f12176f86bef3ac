// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/process.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QLoggingCategory>

#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace qd::backend {

using namespace Qt::StringLiterals;

namespace {

std::array<int, 2> g_signalPipe{-1, -1}; // a signal handler can reach nothing else

void onSignal(int number)
{
    const int saved = errno;
    const auto byte = static_cast<unsigned char>(number);
    (void)!::write(g_signalPipe[0], &byte, 1);
    errno = saved;
}

const char *nameOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug";
    case QtInfoMsg:
        return "info";
    case QtWarningMsg:
        return "warning";
    case QtCriticalMsg:
        return "critical";
    case QtFatalMsg:
        return "fatal";
    }
    return "fatal";
}

void writeMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    // Qt's driver frees prepared statements of a connection that has just broken; the break itself is logged
    // by us.
    if (text.startsWith("Unable to free statement"_L1)) {
        return;
    }
    const QByteArray line = QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs).toLatin1() + ' '
        + nameOf(type) + ' ' + (context.category != nullptr ? context.category : "default") + ": "
        + QString{text}.replace(u'\n', u' ').toUtf8() + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stderr);
}

} // namespace

void installLogging(QtMsgType lowestLevel)
{
    QString rules;
    // QtMsgType is not in the order of severity.
    constexpr std::array kOrder{QtDebugMsg, QtInfoMsg, QtWarningMsg, QtCriticalMsg};
    bool isOn = false;
    for (const QtMsgType level : kOrder) {
        isOn = isOn || level == lowestLevel;
        rules += u"qd.*.%1=%2\n"_s.arg(QLatin1StringView{nameOf(level)}, isOn ? u"true"_s : u"false"_s);
    }
    QLoggingCategory::setFilterRules(rules);
    qInstallMessageHandler(writeMessage);
}

HomeLock::HomeLock(int descriptor)
    : m_descriptor{descriptor}
{
}

HomeLock::HomeLock(HomeLock &&other) noexcept
    : m_descriptor{std::exchange(other.m_descriptor, -1)}
{
}

HomeLock &HomeLock::operator=(HomeLock &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

HomeLock::~HomeLock()
{
    if (m_descriptor >= 0) {
        ::close(m_descriptor);
    }
}

Result<HomeLock> HomeLock::take(const QString &home)
{
    const std::map<std::string, std::string> context{{"home", home.toStdString()}};
    if (!QFile::exists(home)) {
        if (!QDir{}.mkpath(home)) {
            return failure(ErrorCode::Unavailable, "the home folder cannot be created", context);
        }
        ::chmod(QFile::encodeName(home).constData(), 0700);
    }
    const QByteArray path = QFile::encodeName(home + u"/quarterdeckd.lock");
    HomeLock lock{::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)};
    if (lock.m_descriptor < 0) {
        return failure(ErrorCode::Unavailable,
            std::string{"the home folder cannot be written: "} + std::strerror(errno), context);
    }
    if (::flock(lock.m_descriptor, LOCK_EX | LOCK_NB) != 0) {
        return failure(ErrorCode::Conflict, "another quarterdeckd uses this home folder", context);
    }
    return lock;
}

StopSignals::StopSignals(QObject *parent)
    : QObject{parent}
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, g_signalPipe.data()) != 0) {
        qFatal("no descriptors left at the start: %s", std::strerror(errno));
    }
    m_notifier = std::make_unique<QSocketNotifier>(g_signalPipe[1], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        unsigned char byte = 0;
        while (::read(g_signalPipe[1], &byte, 1) == 1) {
            Q_EMIT received(byte);
        }
    });
    struct sigaction action
    {
    };
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    // A peer that goes away is an error of its socket, not the end of the program.
    ::signal(SIGPIPE, SIG_IGN);
}

StopSignals::~StopSignals()
{
    ::signal(SIGINT, SIG_DFL);
    ::signal(SIGTERM, SIG_DFL);
    m_notifier.reset();
    ::close(g_signalPipe[0]);
    ::close(g_signalPipe[1]);
}

} // namespace qd::backend
