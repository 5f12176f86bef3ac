// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/options.h"
#include "agent/app/ratelimit.h"
#include "agent/app/selflimits.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>

#include <unistd.h>

using namespace qd;
using namespace qd::agent;
using namespace std::chrono_literals;

/// What keeps the agent from hurting its host, and what reads its command line.
class SelfLimitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void memoryBeyondItsLimit_isReportedAtOnce();
    void cpuBeyondItsLimit_isReportedAfterFiveMinutes();
    void shortBurst_isNotReported();
    void ownUse_isRead();
    void ownControlGroup_isLimitedOnlyWhenAlone();
    void repeatedLine_isHeldBackAndCounted();
    void options_areReadOrRefused();
};

void SelfLimitsTest::memoryBeyondItsLimit_isReportedAtOnce()
{
    SelfLimits limits{5.0, 100'000'000};
    QVERIFY(!limits.check({99'000'000, 0us}, SteadyMs{1s}));
    const auto reason = limits.check({101'000'000, 0us}, SteadyMs{11s});
    QVERIFY(reason.has_value());
    QVERIFY(reason->find("101 MB") != std::string::npos);
}

void SelfLimitsTest::cpuBeyondItsLimit_isReportedAfterFiveMinutes()
{
    SelfLimits limits{5.0, 100'000'000};
    for (int tick = 0; tick < 30; ++tick) { // 6 % of a CPU
        QVERIFY(!limits.check({1, tick * 600'000us}, SteadyMs{tick * 10s}));
    }
    QVERIFY(limits.check({1, 30 * 600'000us}, SteadyMs{300s}).has_value());
}

void SelfLimitsTest::shortBurst_isNotReported()
{
    SelfLimits limits{5.0, 100'000'000};
    std::chrono::microseconds used{0};
    for (int tick = 0; tick < 200; ++tick) {
        used += tick == 50 ? 10'000'000us : 100'000us; // one tick of a whole core, else 1 %
        QVERIFY(!limits.check({1, used}, SteadyMs{tick * 10s}));
    }
}

void SelfLimitsTest::ownUse_isRead()
{
    constexpr std::uint64_t kNoLimit = 1;
    const SelfUse exact = SelfMeter{kNoLimit}.read();
    QVERIFY(exact.memoryBytes > 1'000'000);
    QVERIFY(exact.cpuTime > 0us);
    constexpr std::uint64_t kFarLimit = 1'000'000'000'000;
    QVERIFY(SelfMeter{kFarLimit}.read().memoryBytes > 1'000'000);
}

void SelfLimitsTest::ownControlGroup_isLimitedOnlyWhenAlone()
{
    const QTemporaryDir root;
    const QDir folder{root.path()};
    QVERIFY(folder.mkpath(QStringLiteral("proc/self")));
    QVERIFY(folder.mkpath(QStringLiteral("sys/fs/cgroup/agent.slice")));
    const auto write = [&](const char *name, const std::string &content) {
        QFile file{folder.filePath(QString::fromLatin1(name))};
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(content.data(), static_cast<qint64>(content.size()));
    };
    const auto read = [&](const char *name) {
        QFile file{folder.filePath(QString::fromLatin1(name))};
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray{};
    };
    const std::string proc = folder.filePath(QStringLiteral("proc")).toStdString();
    const std::string sys = folder.filePath(QStringLiteral("sys")).toStdString();
    write("proc/self/cgroup", "0::/agent.slice\n");
    write("sys/fs/cgroup/agent.slice/cgroup.procs", std::to_string(::getpid()) + "\n1\n");
    QVERIFY(!limitOwnCgroup(5.0, 100'000'000, proc, sys));
    write("sys/fs/cgroup/agent.slice/cgroup.procs", std::to_string(::getpid()) + "\n");
    QCOMPARE(limitOwnCgroup(5.0, 100'000'000, proc, sys).value(), std::string{"/agent.slice"});
    QCOMPARE(read("sys/fs/cgroup/agent.slice/memory.max"), QByteArray{"100000000"});
    QCOMPARE(read("sys/fs/cgroup/agent.slice/cpu.max"), QByteArray{"5000 100000"});
    write("proc/self/cgroup", "0::/\n");
    QVERIFY(!limitOwnCgroup(5.0, 100'000'000, proc, sys));
}

void SelfLimitsTest::repeatedLine_isHeldBackAndCounted()
{
    RateLimit limit{60s};
    QCOMPARE(limit.admit("a", SteadyMs{0s}).value(), 0U);
    QVERIFY(!limit.admit("a", SteadyMs{10s}));
    QVERIFY(!limit.admit("a", SteadyMs{59s}));
    QCOMPARE(limit.admit("b", SteadyMs{59s}).value(), 0U);
    QCOMPARE(limit.admit("a", SteadyMs{60s}).value(), 2U);
    QVERIFY(!limit.admit("a", SteadyMs{61s}));
}

void SelfLimitsTest::options_areReadOrRefused()
{
    const std::array good{"--config", "a.yaml", "--backend=wss://b", "--print-config"};
    const auto options = parseOptions(good);
    QVERIFY(options.has_value());
    QCOMPARE(options->configFile, std::string{"a.yaml"});
    QCOMPARE(options->backendUrl, std::string{"wss://b"});
    QVERIFY(options->printConfig && !options->isOnce);
    const std::array withoutValue{"--config"};
    QCOMPARE(parseOptions(withoutValue).error().context.at("reason"), std::string{"needs a value"});
    const std::array stray{"word"};
    QCOMPARE(parseOptions(stray).error().context.at("field"), std::string{"word"});
    QVERIFY(helpText().find("--enrol-token-file") != std::string::npos);
}

QTEST_APPLESS_MAIN(SelfLimitsTest)
#include "tst_selflimits.moc"
