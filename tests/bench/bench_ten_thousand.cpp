// SPDX-License-Identifier: GPL-3.0-or-later
// A large site at rest: 10,000 agents that each send 200 samples every ten seconds. What backend and
// PostgreSQL use of the processor together, and how long an agent waits for its acknowledgement.
#include "tests/support/meter/benchline.h"
#include "tests/support/meter/processmeter.h"
#include "tests/support/stack/stack.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <csignal>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace qd::test;

namespace {

constexpr int kHosts = 10'000;
constexpr int kSeriesPerHost = 254; ///< of several tiers: 200 samples every ten seconds
constexpr int kStartLimitMs = 600'000;
constexpr int kSettleMs = 20'000;
constexpr int kMeasureMs = 60'000;

/// Together, whether or not the postmaster is a child of the backend.
double cpuOfServers(const Stack &stack)
{
    const qint64 postmaster = stack.postgresPid();
    double seconds = costOfTree(stack.backendPid()).cpuSeconds;
    if (!childrenOf(stack.backendPid()).contains(postmaster)) {
        seconds += costOfTree(postmaster).cpuSeconds;
    }
    return seconds;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app{argc, argv};
    Stack stack;
    if (!stack.startBackend()) {
        return 1;
    }
    QProcess fleet;
    fleet.setProgram(QStringLiteral(QD_BINARY_DIR "/bin/qd-fleet"));
    fleet.setArguments({u"--backend"_s, stack.webSocketUrl(), u"--admin-token-file"_s,
        stack.home() + u"/admin.token"_s, u"--state-dir"_s, stack.folder() + u"/fleet"_s, u"--hosts"_s,
        QString::number(kHosts), u"--history"_s, u"0s"_s, u"--interval"_s, u"10000"_s, u"--series-per-host"_s,
        QString::number(kSeriesPerHost), u"--all-online"_s, u"--no-tree"_s});
    fleet.setStandardErrorFile(stack.folder() + u"/qd-fleet.log"_s);
    fleet.start();
    const auto isEverybodyThere = [&] {
        return stack.metric("quarterdeck_agent_sessions") >= kHosts
            && stack.metric("quarterdeck_series") >= kHosts * kSeriesPerHost;
    };
    QElapsedTimer start;
    start.start();
    if (!Stack::waitUntil(isEverybodyThere, kStartLimitMs)) {
        std::fprintf(stderr, "only %.0f agents and %.0f series\n%s\n%s\n",
            stack.metric("quarterdeck_agent_sessions"), stack.metric("quarterdeck_series"),
            stack.log(u"qd-fleet"_s).right(1000).constData(),
            stack.log(u"quarterdeckd"_s).right(1000).constData());
        return 1;
    }
    printBench("ten_thousand_first_start", double(start.elapsed()) / 1e3, "s");
    (void)Stack::waitUntil([] { return false; }, kSettleMs);

    ::kill(static_cast<pid_t>(fleet.processId()), SIGUSR1); // the report is of the measured time only
    const double cpuBefore = cpuOfServers(stack);
    const double keptBefore = stack.metric("quarterdeck_samples_kept_total");
    QElapsedTimer elapsed;
    elapsed.start();
    (void)Stack::waitUntil([] { return false; }, kMeasureMs);
    const double seconds = double(elapsed.nsecsElapsed()) / 1e9;
    const double cores = (cpuOfServers(stack) - cpuBefore) / seconds;
    const double rate = (stack.metric("quarterdeck_samples_kept_total") - keptBefore) / seconds;
    const double rss = double(costOf(stack.backendPid()).rssBytes) / 1048576.0;
    fleet.terminate();
    fleet.waitForFinished();
    const QJsonObject report = QJsonDocument::fromJson(fleet.readAllStandardOutput()).object();

    printBench("ten_thousand_rate", rate, "samples/s", atLeast(200'000));
    printBench("ten_thousand_cpu", cores, "cores", atMost(0.25));
    printBench("ten_thousand_ack_p99", report.value("ackP99Ms"_L1).toDouble(), "ms", atMost(100));
    printBench("ten_thousand_ack_p50", report.value("ackP50Ms"_L1).toDouble(), "ms");
    printBench("ten_thousand_backend_rss", rss, "MiB");
    return 0;
}
