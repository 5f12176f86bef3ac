// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/processcollector.h"
#include "agent/collect/processlister.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QDir>
#include <QProcess>
#include <QTest>

#include <algorithm>
#include <csignal>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace qd::agent {

class TestProcess : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statLine_isReadWhateverTheNameContains_data();
    void statLine_isReadWhateverTheNameContains();
    void counts_areOfAllProcesses();
    void kernelThreads_areCountedWithoutOpeningThem();
    void numberOfAnEndedKernelThread_isAnyProcessAgain();
    void processThatHadNoCpu_isNotReadAgain();
    void processThatMayHaveChanged_isReadAgain_data();
    void processThatMayHaveChanged_isReadAgain();
    void stoppedProcess_isSeenAtOnce();
    void endedTask_isMissedFromTheNextWalkOn();
    void bornTask_isFoundAtTheNextWalk();
    void runningTasks_doNotMakeTheDirectoryBeListed();
    void tasksThatCameAndWent_doNotMakeTheDirectoryBeListed();
    void everyTenMinutes_theDirectoryIsListedWhateverTheKernelSays();
    void endedProcess_readsEmptyAndGivesItsFilesBack();
    void group_isSummedUpByName();
    void group_isFoundByPartOfTheCommandLine();
    void groupCpu_isOverTheInterval();
    void groupIo_neverFallsWhenAProcessEnds();
    void groupWithoutProcesses_countsZero();
    void list_isSortedAndNamed();
    void list_measuresBetweenTwoCalls();
    void list_ofTheLiveHostHasThisTest();
};

void TestProcess::statLine_isReadWhateverTheNameContains_data()
{
    const QByteArray rest = " S 1 2 3 0 -1 4194560 1 2 3 4 70 30 0 0 20 0 5 0 900 1000 250 0 0\n";
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("command");
    QTest::addRow("plain") << "12 (bash)" + rest << QByteArray{"bash"};
    QTest::addRow("spaces and parentheses") << "12 (a) R (b)" + rest << QByteArray{"a) R (b"};
    QTest::addRow("nothing in it") << "12 ()" + rest << QByteArray{""};
    QTest::addRow("cut short") << QByteArray{"12 (bash) S 1 2 3 0 -1 4194560 1 2"} << QByteArray{};
    QTest::addRow("no parentheses") << QByteArray{"12 bash S 1"} << QByteArray{};
    QTest::addRow("empty") << QByteArray{} << QByteArray{};
}

void TestProcess::statLine_isReadWhateverTheNameContains()
{
    QFETCH(const QByteArray, line);
    QFETCH(const QByteArray, command);
    const auto stat =
        parseProcessStat(std::string_view{line.constData(), static_cast<std::size_t>(line.size())});
    QCOMPARE(stat.has_value(), !command.isNull());
    if (stat) {
        QCOMPARE(std::string{stat->command}, command.toStdString());
        QCOMPARE(stat->state, 'S');
        QCOMPARE(stat->cpuTicks, 100U);
        QCOMPARE(stat->threads, 5U);
        QCOMPARE(stat->startTicks, 900U);
        QCOMPARE(stat->rssPages, 250U);
    }
}

void TestProcess::counts_areOfAllProcesses()
{
    const CapturedHost host(u"3.10"_s);
    ProcessCollector collector(host.roots(), {});
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("proc.count.total"), 7.0);
    QCOMPARE(run.value("proc.count.sleeping"), 4.0);
    QCOMPARE(run.value("proc.count.zombie"), 1.0);
    QCOMPARE(run.value("proc.count.threads"), 37.0);
}

void TestProcess::kernelThreads_areCountedWithoutOpeningThem()
{
    const CapturedHost host(u"6.18"_s);
    ProcessCollector collector(host.roots(), {});
    CollectorRun run;
    QVERIFY(run.run(collector));
    const auto first = run.values();
    host.write(u"proc/2/stat"_s, ""); // kthreadd: nobody reads it now
    for (int walk = 1; walk < 120; ++walk) {
        QVERIFY(run.run(collector));
        QCOMPARE(run.values(), first);
    }
    QVERIFY(run.run(collector)); // an hour later it is opened again and found gone
    QCOMPARE(run.value("proc.count.total"), first.at("proc.count.total") - 1);
}

void TestProcess::numberOfAnEndedKernelThread_isAnyProcessAgain()
{
    const CapturedHost host(u"3.10"_s);
    ProcessCollector collector(host.roots(), {});
    CollectorRun run;
    QVERIFY(run.run(collector));
    const double zombies = run.value("proc.count.zombie");
    host.remove(u"proc/2"_s); // kthreadd
    host.write(u"proc/loadavg"_s, "0.10 0.20 0.30 2/114 2345\n");
    QVERIFY(run.run(collector));
    host.write(u"proc/2/stat"_s, "2 (cron) Z 1 2 2 0 -1 0 0 0 0 0 1 1 0 0 20 0 1 0 99 0 0\n");
    host.write(u"proc/loadavg"_s, "0.10 0.20 0.30 2/115 2346\n");
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("proc.count.zombie"), zombies + 1);
}

void TestProcess::processThatHadNoCpu_isNotReadAgain()
{
    const CapturedHost host(u"3.10"_s);
    host.write(u"proc/loadavg"_s, "0.10 0.20 0.30 1/145 2345\n");
    host.write(u"proc/700/schedstat"_s, "811000 5200 44\n");
    ProcessCollector collector(host.roots(), {});
    CollectorRun run;
    for (int walk = 0; walk < 3; ++walk) { // opens its stat file, then the other, then neither
        QVERIFY(run.run(collector));
    }
    const auto before = run.values();
    const QByteArray sleeping = host.read(u"proc/700/stat"_s);
    QVERIFY(sleeping.contains(") S "));
    host.write(
        u"proc/700/stat"_s, QByteArray{sleeping}.replace(") S ", ") Z ").toStdString()); // as no kernel would
    QVERIFY(run.run(collector));
    QCOMPARE(run.values(), before);
    host.write(u"proc/700/schedstat"_s, "812000 5200 45\n");
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("proc.count.zombie"), before.at("proc.count.zombie") + 1);
    QCOMPARE(run.value("proc.count.sleeping"), before.at("proc.count.sleeping") - 1);
}

void TestProcess::processThatMayHaveChanged_isReadAgain_data()
{
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<QByteArray>("threads");
    QTest::addColumn<QByteArray>("running");
    QTest::addColumn<QByteArray>("schedstat");
    QTest::addRow("it ran and may have gone to sleep")
        << QByteArray{"R"} << QByteArray{"1"} << QByteArray{"1"} << QByteArray{"9 9 44"};
    QTest::addRow("another of its threads may have run")
        << QByteArray{"S"} << QByteArray{"2"} << QByteArray{"1"} << QByteArray{"9 9 44"};
    QTest::addRow("it may be the other that waits for a CPU")
        << QByteArray{"S"} << QByteArray{"1"} << QByteArray{"2"} << QByteArray{"9 9 44"};
    QTest::addRow("the kernel counts no slices")
        << QByteArray{"S"} << QByteArray{"1"} << QByteArray{"1"} << QByteArray{"0 0 0"};
    QTest::addRow("what it says is no number")
        << QByteArray{"S"} << QByteArray{"1"} << QByteArray{"1"} << QByteArray{"9 9 x"};
}

void TestProcess::processThatMayHaveChanged_isReadAgain()
{
    QFETCH(const QByteArray, state);
    QFETCH(const QByteArray, threads);
    QFETCH(const QByteArray, running);
    QFETCH(const QByteArray, schedstat);
    const auto line = [&](const std::string &now) {
        return "700 (nginx) " + now + " 1 700 700 0 -1 4194560 1 2 3 4 70 30 0 0 20 0 "
            + threads.toStdString() + " 0 900 1000 250 0 0\n";
    };
    const CapturedHost host(u"3.10"_s);
    host.write(u"proc/loadavg"_s, "0.10 0.20 0.30 " + running.toStdString() + "/145 2345\n");
    host.write(u"proc/700/stat"_s, line(state.toStdString()));
    host.write(u"proc/700/schedstat"_s, schedstat.toStdString());
    ProcessCollector collector(host.roots(), {});
    CollectorRun run;
    for (int walk = 0; walk < 3; ++walk) {
        QVERIFY(run.run(collector));
    }
    const double zombies = run.value("proc.count.zombie");
    host.write(u"proc/700/stat"_s, line("Z"));
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("proc.count.zombie"), zombies + 1);
}

void TestProcess::stoppedProcess_isSeenAtOnce()
{
    QProcess other;
    other.start(u"cat"_s, QStringList{});
    QVERIFY(other.waitForStarted());
    const auto pid = static_cast<std::int32_t>(other.processId());
    ProcDirectory processes("/proc");
    ReadBuffer buffer;
    QVERIFY(processes.eachProcess([](std::int32_t) {}));
    const auto state = [&] {
        const auto stat = parseProcessStat(processes.readStat(pid, buffer));
        return stat ? stat->state : '?';
    };
    QTRY_COMPARE(state(), 'S');
    const bool isCounted = !processes.read(pid, "schedstat", buffer).ends_with(" 0\n"); // by this kernel
    QVERIFY(!processes.hasSlept(pid, buffer)); // since when?
    QCOMPARE(processes.hasSlept(pid, buffer), isCounted);
    QCOMPARE(state(), 'S');
    QCOMPARE(::kill(pid, SIGSTOP), 0);
    QTRY_COMPARE(state(), 'T');
    int walks = 0; // one that ran is left alone for some, but not for ever
    while (isCounted && walks < 100 && !processes.hasSlept(pid, buffer)) {
        ++walks;
        QCOMPARE(state(), 'T');
    }
    QVERIFY(!isCounted || (walks > 1 && walks < 100));
    other.kill();
    QVERIFY(other.waitForFinished());
    QVERIFY(!processes.hasSlept(pid, buffer));
}

void TestProcess::endedTask_isMissedFromTheNextWalkOn()
{
    const CapturedHost host(u"3.10"_s);
    ProcessCollector collector(host.roots(), {});
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.remove(u"proc/702"_s);
    host.write(u"proc/loadavg"_s, "0.10 0.20 0.30 2/114 2345\n");
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("proc.count.total"), 6.0);
}

void TestProcess::bornTask_isFoundAtTheNextWalk()
{
    const CapturedHost host(u"3.10"_s);
    ProcessCollector collector(host.roots(), {});
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.write(u"proc/2346/stat"_s, host.read(u"proc/702/stat"_s).toStdString());
    host.write(u"proc/loadavg"_s, "0.10 0.20 0.30 2/145 2346\n"); // another ended meanwhile
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("proc.count.total"), 8.0);
}

void TestProcess::runningTasks_doNotMakeTheDirectoryBeListed()
{
    const CapturedHost host(u"3.10"_s);
    ProcessCollector collector(host.roots(), {});
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.write(u"proc/2346/stat"_s, host.read(u"proc/702/stat"_s).toStdString()); // as no kernel would
    host.write(u"proc/loadavg"_s, "4.10 0.90 0.30 9/145 2345\n");
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("proc.count.total"), 7.0);
}

void TestProcess::tasksThatCameAndWent_doNotMakeTheDirectoryBeListed()
{
    const CapturedHost host(u"3.10"_s);
    ProcessCollector collector(host.roots(), {});
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.write(u"proc/9999/stat"_s, host.read(u"proc/702/stat"_s).toStdString()); // as no kernel would
    host.write(u"proc/loadavg"_s, "0.10 0.20 0.30 2/145 2350\n");
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("proc.count.total"), 7.0);
    host.write(u"proc/loadavg"_s, "0.10 0.20 0.30 2/145 2400\n"); // too many to ask for
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("proc.count.total"), 8.0);
    host.write(u"proc/9998/stat"_s, host.read(u"proc/702/stat"_s).toStdString());
    host.write(u"proc/loadavg"_s, "0.10 0.20 0.30 2/145 310\n"); // they begin from below again
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("proc.count.total"), 9.0);
}

void TestProcess::everyTenMinutes_theDirectoryIsListedWhateverTheKernelSays()
{
    const CapturedHost host(u"3.10"_s);
    ProcessCollector collector(host.roots(), {});
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.write(u"proc/9999/stat"_s, host.read(u"proc/702/stat"_s).toStdString());
    for (int walk = 1; walk < 20; ++walk) {
        QVERIFY(run.run(collector));
        QCOMPARE(run.value("proc.count.total"), 7.0);
    }
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("proc.count.total"), 8.0);
}

void TestProcess::endedProcess_readsEmptyAndGivesItsFilesBack()
{
    const auto openFiles = [] {
        return QDir{u"/proc/self/fd"_s}.entryList(QDir::AllEntries | QDir::System).size();
    };
    QProcess other;
    other.start(u"cat"_s, QStringList{}); // ends with its standard input
    QVERIFY(other.waitForStarted());
    const auto pid = static_cast<std::int32_t>(other.processId());
    ProcDirectory processes("/proc");
    ReadBuffer buffer;
    QVERIFY(processes.eachProcess([](std::int32_t) {}));
    const auto before = openFiles();
    const bool isCounted = !processes.read(pid, "schedstat", buffer).empty(); // by this kernel
    for (int walk = 0; walk < 2; ++walk) {
        QVERIFY(processes.readStat(pid, buffer).starts_with(std::to_string(pid) + " (cat)"));
        static_cast<void>(processes.hasSlept(pid, buffer));
        QCOMPARE(openFiles(), before + 1 + (isCounted ? 1 : 0));
    }
    other.closeWriteChannel();
    QVERIFY(other.waitForFinished());
    const auto after = openFiles();
    QVERIFY(processes.readStat(pid, buffer).empty());
    QCOMPARE(openFiles(), after - 1 - (isCounted ? 1 : 0));
}

void TestProcess::group_isSummedUpByName()
{
    const CapturedHost host(u"3.10"_s);
    ProcessCollector collector(host.roots(), {{"nginx", {}}});
    CollectorRun run;
    QVERIFY(run.run(collector));
    const std::string labels = "{name=\"nginx\"}";
    const auto page = static_cast<double>(::sysconf(_SC_PAGESIZE));
    QCOMPARE(run.value("proc.num" + labels), 2.0);
    QCOMPARE(run.value("proc.mem.rss" + labels), 2800.0 * page);
    QCOMPARE(run.value("proc.mem.percent" + labels), rounded(2800.0 * page * 100 / (8010988.0 * 1024), 2));
    QCOMPARE(run.value("proc.fds" + labels), 15.0);
    QCOMPARE(run.value("proc.threads" + labels), 2.0);
    QCOMPARE(run.value("proc.uptime" + labels), 86310.0); // started 90 s after boot
    QVERIFY(!run.has("proc.cpu" + labels)); // needs two walks
}

void TestProcess::group_isFoundByPartOfTheCommandLine()
{
    const CapturedHost host(u"3.10"_s);
    ProcessCollector collector(host.roots(), {{{}, "-jar /opt/app.jar"}});
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("proc.num{cmdline=\"-jar /opt/app.jar\"}"), 1.0);
    QCOMPARE(run.value("proc.threads{cmdline=\"-jar /opt/app.jar\"}"), 31.0);
}

void TestProcess::groupCpu_isOverTheInterval()
{
    const CapturedHost host(u"3.10"_s);
    ProcessCollector collector(host.roots(), {{"java", {}}});
    CollectorRun run;
    QVERIFY(run.run(collector));
    QByteArray stat = host.read(u"proc/702/stat"_s);
    stat.replace(" 9000 800 ", " 9400 900 "); // 500 ticks of 10 ms within 10 s
    host.write(u"proc/702/stat"_s, stat.toStdString());
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("proc.cpu{name=\"java\"}"), 50.0);
}

void TestProcess::groupIo_neverFallsWhenAProcessEnds()
{
    const CapturedHost host(u"3.10"_s);
    ProcessCollector collector(host.roots(), {{"nginx", {}}});
    CollectorRun run;
    QVERIFY(run.run(collector));
    host.write(u"proc/701/io"_s, "read_bytes: 5000\nwrite_bytes: 2500\n");
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("proc.io.read_bytes{name=\"nginx\"}"), 4000.0);
    host.remove(u"proc/701"_s);
    host.write(u"proc/loadavg"_s, "0.10 0.20 0.30 2/144 2345\n");
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("proc.num{name=\"nginx\"}"), 1.0);
    QCOMPARE(run.value("proc.io.read_bytes{name=\"nginx\"}"), 4000.0);
}

void TestProcess::groupWithoutProcesses_countsZero()
{
    const CapturedHost host(u"3.10"_s);
    ProcessCollector collector(host.roots(), {{"postgres", {}}});
    CollectorRun run;
    QVERIFY(run.run(collector));
    QCOMPARE(run.value("proc.num{name=\"postgres\"}"), 0.0);
    QVERIFY(!run.has("proc.uptime{name=\"postgres\"}"));
}

void TestProcess::list_isSortedAndNamed()
{
    const CapturedHost host(u"3.10"_s);
    ProcessLister lister(host.roots());
    const auto list = lister.list(SteadyMs{std::chrono::hours{1}}, 3);
    QVERIFY(list);
    QCOMPARE(list->size(), 3U);
    QCOMPARE(list->front().command, std::string{"java -Xmx1g -jar /opt/app.jar"});
    QVERIFY(list->front().cpuPercent >= list->back().cpuPercent);
    QVERIFY(!list->front().user.empty());
    const auto all = lister.list(SteadyMs{std::chrono::hours{2}}, 100);
    QVERIFY(all);
    QCOMPARE(all->size(), 7U);
    QVERIFY(std::ranges::any_of(*all, [](const ProcessInfo &one) { return one.command == "[kthreadd]"; }));
}

void TestProcess::list_measuresBetweenTwoCalls()
{
    const CapturedHost host(u"3.10"_s);
    ProcessLister lister(host.roots());
    const SteadyMs now{std::chrono::hours{1}};
    QVERIFY(lister.list(now, 10));
    QByteArray stat = host.read(u"proc/701/stat"_s);
    stat.replace(" 500 60 ", " 600 110 ");
    host.write(u"proc/701/stat"_s, stat.toStdString());
    const auto list = lister.list(now + std::chrono::seconds{1}, 10);
    QVERIFY(list);
    QCOMPARE(list->front().pid, 701);
    QCOMPARE(list->front().cpuPercent, 150.0); // more than one CPU
    QCOMPARE((*list)[1].cpuPercent, 0.0);
}

void TestProcess::list_ofTheLiveHostHasThisTest()
{
    ProcessLister lister(HostRoots{});
    const auto list = lister.list(SteadyMs{std::chrono::hours{1}}, 100'000);
    QVERIFY(list);
    QVERIFY(std::ranges::any_of(*list, [](const ProcessInfo &one) {
        return one.pid == ::getpid() && one.command.find("tst_process") != std::string::npos
            && one.rssBytes > 0;
    }));
}

} // namespace qd::agent

QTEST_APPLESS_MAIN(qd::agent::TestProcess)
#include "tst_process.moc"
