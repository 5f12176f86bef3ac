// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stack/stack.h"

#include "tests/support/meter/processmeter.h"
#include "tests/support/stack/childprocess.h"

#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QNetworkReply>
#include <QTcpServer>
#include <QTest>
#include <QUrlQuery>

#include <csignal>

using namespace Qt::StringLiterals;

namespace qd::test {

namespace {

constexpr int kStartLimitMs = 60'000;
constexpr int kStopLimitMs = 30'000;
constexpr int kRequestLimitMs = 20'000;

int freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

QString hostName()
{
    return QSysInfo::machineHostName();
}

} // namespace

Stack::Stack(const QString &home)
    : m_folder(QDir::temp().filePath(u"qd-stack-XXXXXX"_s))
    , m_home(home.isEmpty() ? m_folder.path() : home)
    , m_port(freePort())
{
}

Stack::~Stack()
{
    stop(m_fleet);
    stop(m_agent);
    stop(m_backend);
}

QUrl Stack::url(const QString &path) const
{
    return QUrl{u"http://127.0.0.1:%1%2"_s.arg(m_port).arg(path)};
}

QString Stack::webSocketUrl() const
{
    return u"ws://127.0.0.1:%1"_s.arg(m_port);
}

QByteArray Stack::adminToken() const
{
    QFile file{home() + u"/admin.token"_s};
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray{};
}

bool Stack::startBackend(const QStringList &extra)
{
    m_backend = start(
        u"quarterdeckd"_s, QStringList{u"--home"_s, home(), u"--port"_s, QString::number(m_port)} + extra);
    const bool isReady = waitUntil(
        [this] { return m_backend->state() == QProcess::NotRunning || get(u"/healthz"_s).status == 200; },
        kStartLimitMs);
    if (!isReady || m_backend->state() == QProcess::NotRunning) {
        showLog(u"quarterdeckd"_s);
        return false;
    }
    return true;
}

bool Stack::startAgent(const QStringList &extra)
{
    const QString data = folder() + u"/agent"_s;
    QDir{}.mkpath(data);
    const QString token = data + u"/enrol.token"_s;
    if (!QFile::exists(token) && !writeEnrolToken(token)) {
        return false;
    }
    m_agent = start(u"quarterdeck-agent"_s,
        QStringList{u"--data-dir"_s, data, u"--backend"_s, webSocketUrl(), u"--enrol-token-file"_s, token}
            + extra);
    const auto isOnline = [this] {
        return get(u"/api/quarterdeck/v1/hosts?state=online"_s)
            .body.contains(u"\"%1\""_s.arg(hostName()).toUtf8());
    };
    if (!waitUntil(isOnline, kStartLimitMs)) {
        showLog(u"quarterdeck-agent"_s);
        return false;
    }
    return true;
}

bool Stack::startFleet(int hosts, const QStringList &extra)
{
    m_fleet = start(u"qd-fleet"_s,
        QStringList{u"--backend"_s, webSocketUrl(), u"--hosts"_s, QString::number(hosts),
            u"--admin-token-file"_s, home() + u"/admin.token"_s, u"--state-dir"_s, folder() + u"/fleet"_s}
            + extra);
    const auto isOnline = [&] {
        const auto answer = get(u"/api/quarterdeck/v1/hosts?state=online&limit=0"_s);
        return answer.json().value("matchingHosts"_L1).toInt() * 10 >= hosts * 9;
    };
    if (!waitUntil(isOnline, kStartLimitMs)) {
        showLog(u"qd-fleet"_s);
        return false;
    }
    return true;
}

qint64 Stack::postgresPid() const
{
    QFile file{home() + u"/postgres/postmaster.pid"_s};
    return file.open(QIODevice::ReadOnly) ? file.readLine().trimmed().toLongLong() : 0;
}

void Stack::killPostgres()
{
    if (const qint64 pid = postgresPid(); pid > 0) {
        ::kill(static_cast<pid_t>(pid), SIGKILL);
    }
}

void Stack::freezePostgres()
{
    signalPostgres(SIGSTOP);
}

void Stack::thawPostgres()
{
    signalPostgres(SIGCONT);
}

void Stack::signalPostgres(int signal)
{
    const qint64 postmaster = postgresPid();
    if (postmaster <= 0) {
        return;
    }
    // The postmaster first: once it stands still, no process is added below it.
    ::kill(static_cast<pid_t>(postmaster), signal);
    for (const qint64 child : childrenOf(postmaster)) {
        ::kill(static_cast<pid_t>(child), signal);
    }
}

Stack::Answer Stack::get(const QString &path, const QByteArray &token)
{
    return finish(m_network.get(request(path, token)));
}

Stack::Answer Stack::post(const QString &path, const QByteArray &json)
{
    QNetworkRequest asked = request(path);
    asked.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    return finish(m_network.post(asked, json));
}

QJsonArray Stack::query(const QString &promql)
{
    QUrlQuery parameters;
    parameters.addQueryItem(u"query"_s, QString::fromUtf8(QUrl::toPercentEncoding(promql)));
    const Answer answer = get(u"/api/v1/query?"_s + parameters.toString(QUrl::FullyEncoded));
    return answer.json().value("data"_L1).toObject().value("result"_L1).toArray();
}

double Stack::metric(const QByteArray &name)
{
    const QByteArray start = name + ' ';
    for (const QByteArray &each : get(u"/metrics"_s).body.split('\n')) {
        if (each.startsWith(start)) {
            return each.mid(each.lastIndexOf(' ') + 1).toDouble();
        }
    }
    return -1;
}

QString Stack::databaseUrl() const
{
    return u"host=%1/socket user=quarterdeck dbname=quarterdeck"_s.arg(home());
}

QByteArray Stack::promtool(const QStringList &command, const QString &promql) const
{
    QUrl server = url({});
    server.setUserName(u"token"_s); // Debian's promtool takes a token no other way
    server.setPassword(QString::fromUtf8(adminToken()));
    QProcess process;
    process.start(u"/usr/bin/promtool"_s,
        QStringList{u"query"_s} + command + QStringList{server.toString(QUrl::FullyEncoded), promql});
    if (!process.waitForFinished(kRequestLimitMs) || process.exitCode() != 0) {
        return {};
    }
    return process.readAllStandardOutput();
}

QByteArray Stack::log(const QString &name) const
{
    constexpr qsizetype kEnd = 100'000;
    QFile file{folder() + u'/' + name + u".log"_s};
    return file.open(QIODevice::ReadOnly) ? file.readAll().right(kEnd) : QByteArray{};
}

bool Stack::waitUntil(const std::function<bool()> &condition, int limitMs)
{
    return QTest::qWaitFor(condition, limitMs);
}

std::unique_ptr<QProcess> Stack::start(const QString &name, const QStringList &arguments) const
{
    auto process = std::make_unique<QProcess>();
    const QString file = folder() + u'/' + name + u".log"_s;
    process->setStandardOutputFile(file, QIODevice::Append);
    process->setStandardErrorFile(file, QIODevice::Append);
    endWithThisProcess(*process);
    process->start(QStringLiteral(QD_BINARY_DIR "/bin/") + name, arguments);
    return process;
}

QNetworkRequest Stack::request(const QString &path, const QByteArray &token) const
{
    QNetworkRequest asked{url(path)};
    asked.setRawHeader("Authorization", "Bearer " + (token.isEmpty() ? adminToken() : token));
    asked.setTransferTimeout(kRequestLimitMs);
    return asked;
}

Stack::Answer Stack::finish(QNetworkReply *reply)
{
    const std::unique_ptr<QNetworkReply> owned{reply};
    if (!waitUntil([&] { return reply->isFinished(); }, kRequestLimitMs)) {
        reply->abort();
    }
    return {reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll()};
}

void Stack::crash(std::unique_ptr<QProcess> &process)
{
    if (process) {
        process->kill();
        process->waitForFinished(kStopLimitMs);
        process.reset();
    }
}

int Stack::stop(std::unique_ptr<QProcess> &process)
{
    if (!process) {
        return 0;
    }
    process->terminate();
    const bool isGone = process->state() == QProcess::NotRunning || process->waitForFinished(kStopLimitMs);
    const int code = isGone && process->exitStatus() == QProcess::NormalExit ? process->exitCode() : -1;
    crash(process);
    return code;
}

bool Stack::writeEnrolToken(const QString &path)
{
    const Answer answer = post(u"/api/quarterdeck/v1/enrol-tokens"_s, R"({"count":1})");
    const QString token = answer.json().value("tokens"_L1).toArray().at(0).toString();
    QFile file{path};
    return !token.isEmpty() && file.open(QIODevice::WriteOnly) && file.write(token.toUtf8()) > 0;
}

void Stack::showLog(const QString &name) const
{
    qWarning().noquote() << name << u"did not get ready:\n"_s << QString::fromUtf8(log(name).right(4000));
}

} // namespace qd::test
