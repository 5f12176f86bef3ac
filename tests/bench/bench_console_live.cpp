// SPDX-License-Identifier: GPL-3.0-or-later
// The real console beside a live backend: start to first frame, memory, and the whole way of a sample from
// the agent's tick to the painted pixel.
#include "tests/support/meter/benchline.h"
#include "tests/support/meter/processmeter.h"
#include "tests/support/stack/stack.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFile>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace qd::test;

namespace {

constexpr int kStarts = 5;
constexpr int kHosts = 200;
constexpr int kUseMs = 30'000;
constexpr int kWatchMs = 120'000;
/// Longer than the second for which the console gathers updates: each tick is a frame of its own, none is
/// hidden behind a newer one.
constexpr const char *kAgentConfig =
    "collect:\n  tiers:\n    fast: 3\n    normal: 3\n    slow: 6\n    rare: 12\n";
constexpr int kLimitMs = 30'000;

struct Timings
{
    qint64 firstFrameMs = 0; ///< UTC
    QList<double> lagsMs; ///< newest sample to frame, the first time that a sample is shown
};

Timings readTimings(const QString &path)
{
    Timings timings;
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly)) {
        return timings;
    }
    qint64 newest = 0;
    while (!file.atEnd()) {
        const QByteArrayList words = file.readLine().trimmed().split(' ');
        if (words.size() == 2 && words[0] == "first-frame") {
            timings.firstFrameMs = words[1].toLongLong();
        } else if (words.size() == 3 && words[0] == "update" && words[1].toLongLong() > newest) {
            newest = words[1].toLongLong();
            timings.lagsMs.append(words[2].toDouble() - double(newest));
        }
    }
    return timings;
}

double quantile(QList<double> values, double share)
{
    if (values.isEmpty()) {
        return 0;
    }
    std::sort(values.begin(), values.end());
    return values[qMin(values.size() - 1, qsizetype(double(values.size()) * share))];
}

struct Console
{
    std::unique_ptr<QProcess> process;
    qint64 startedMs = 0; ///< UTC
    QString timings;
};

Console startConsole(const Stack &stack, int number)
{
    Console console;
    console.timings = stack.folder() + u"/timings%1"_s.arg(number);
    console.startedMs = QDateTime::currentMSecsSinceEpoch();
    console.process = stack.start(u"quarterdeck"_s,
        {u"--server"_s, stack.webSocketUrl(), u"--token-file"_s, stack.home() + u"/admin.token"_s,
            u"--home"_s, stack.folder() + u"/console"_s, u"--report-timings"_s, console.timings});
    return console;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QCoreApplication app{argc, argv};
    Stack stack;
    QFile config{stack.folder() + u"/agent.yaml"_s};
    if (!config.open(QIODevice::WriteOnly) || config.write(kAgentConfig) < 0) {
        return 1;
    }
    config.close();
    if (!stack.startBackend() || !stack.startAgent({u"--config"_s, config.fileName()})
        || !stack.startFleet(kHosts, {u"--history"_s, u"10m"_s, u"--all-online"_s})) {
        return 1;
    }
    QList<double> firstFrames;
    Console console;
    for (int i = 0; i < kStarts; ++i) {
        if (console.process) {
            console.process->terminate();
            console.process->waitForFinished();
        }
        console = startConsole(stack, i);
        if (!Stack::waitUntil([&] { return readTimings(console.timings).firstFrameMs > 0; }, kLimitMs)) {
            std::fprintf(stderr, "the console paints nothing\n%s\n", stack.log(u"quarterdeck"_s).constData());
            return 1;
        }
        firstFrames.append(double(readTimings(console.timings).firstFrameMs - console.startedMs));
    }
    (void)Stack::waitUntil([] { return false; }, kUseMs);
    const double rss = double(costOf(console.process->processId()).rssBytes) / 1048576.0;

    // The simulated hosts send at all times of a second; their newest sample would hide how long others
    // waited.
    stack.stopFleet();
    const qsizetype before = readTimings(console.timings).lagsMs.size();
    (void)Stack::waitUntil([] { return false; }, kWatchMs);
    const double cpu = costOf(console.process->processId()).cpuSeconds;
    console.process->terminate();
    console.process->waitForFinished();
    const QList<double> lags = readTimings(console.timings).lagsMs.mid(before + 1);
    printBench("console_first_frame", quantile(firstFrames, 0.5), "ms", atMost(400));
    printBench("console_rss", rss, "MiB", atMost(180));
    printBench("console_cpu", cpu / ((kUseMs + kWatchMs) / 1000.0), "cores");
    printBench("console_painted_samples", double(lags.size()), "updates");
    printBench("sample_to_pixel_p50", quantile(lags, 0.5), "ms");
    printBench("sample_to_pixel_p99", quantile(lags, 0.99), "ms", atMost(1000));
    return lags.isEmpty() ? 1 : 0;
}
