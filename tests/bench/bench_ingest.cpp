// SPDX-License-Identifier: GPL-3.0-or-later
// Acknowledged samples a second over real WebSockets: hosts with much history send it as fast as the backend
// takes it. Backend, PostgreSQL and the senders share this machine's processors.
#include "tests/support/meter/benchline.h"
#include "tests/support/meter/processmeter.h"
#include "tests/support/stack/stack.h"

#include <QCoreApplication>
#include <QElapsedTimer>

using namespace Qt::StringLiterals;
using namespace qd::test;

namespace {

constexpr int kHosts = 64;
constexpr int kMeasureMs = 10'000;
constexpr int kStartLimitMs = 60'000;
constexpr double kTarget = 5e6;

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app{argc, argv};
    Stack stack;
    if (!stack.startBackend()) {
        return 1;
    }
    const auto fleet = stack.start(u"qd-fleet"_s,
        {u"--backend"_s, stack.webSocketUrl(), u"--admin-token-file"_s, stack.home() + u"/admin.token"_s,
            u"--state-dir"_s, stack.folder() + u"/fleet"_s, u"--hosts"_s, QString::number(kHosts),
            u"--history"_s, u"240h"_s, u"--rate"_s, u"max"_s, u"--rows-per-block"_s, u"60"_s,
            u"--all-online"_s, u"--no-tree"_s});
    const auto kept = [&] { return stack.metric("quarterdeck_samples_kept_total"); };
    const auto isRunning = [&] {
        return stack.metric("quarterdeck_agent_sessions") >= kHosts && kept() > 1e6;
    };
    if (!Stack::waitUntil(isRunning, kStartLimitMs)) {
        return 1;
    }
    const double cpuBefore = costOfTree(stack.backendPid()).cpuSeconds;
    const double fleetBefore = costOf(fleet->processId()).cpuSeconds;
    const double before = kept();
    QElapsedTimer elapsed;
    elapsed.start();
    (void)Stack::waitUntil([] { return false; }, kMeasureMs);
    const double samples = kept() - before;
    const double seconds = double(elapsed.nsecsElapsed()) / 1e9;
    const double cpu = costOfTree(stack.backendPid()).cpuSeconds - cpuBefore;
    printBench("ingest_acknowledged", samples / seconds, "samples/s", atLeast(kTarget));
    printBench("ingest_backend_cpu", cpu / samples * 1e9, "ns/sample");
    printBench("ingest_sender_cpu", (costOf(fleet->processId()).cpuSeconds - fleetBefore) / samples * 1e9,
        "ns/sample");
    fleet->terminate();
    fleet->waitForFinished();
    return 0;
}
