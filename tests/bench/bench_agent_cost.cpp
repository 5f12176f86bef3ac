// SPDX-License-Identifier: GPL-3.0-or-later
// What the agent costs an idle host, beside collectd and prometheus-node-exporter in the same five minutes,
// and what it puts on the wire (R216).
#include "tests/support/meter/benchline.h"
#include "tests/support/meter/processmeter.h"
#include "tests/support/stack/childprocess.h"
#include "tests/support/stack/stack.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpServer>
#include <QTimer>

#include <cstdio>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd::test;

namespace {

constexpr int kMinutes = 5;
constexpr int kScrapeIntervalMs = 10'000;

std::unique_ptr<QProcess> startChild(const QString &program, const QStringList &arguments)
{
    auto child = std::make_unique<QProcess>();
    endWithThisProcess(*child);
    child->start(program, arguments);
    return child;
}

/// collectd with the usual plugins, every 10 s into CSV files.
std::unique_ptr<QProcess> startCollectd(const QString &home)
{
    QDir{}.mkpath(home);
    QFile config{home + u"/collectd.conf"_s};
    if (!config.open(QIODevice::WriteOnly)) {
        return nullptr;
    }
    config.write("Interval 10\nPIDFile \"" + home.toUtf8() + "/pid\"\nBaseDir \"" + home.toUtf8() + "\"\n");
    for (const char *plugin :
        {"cpu", "load", "memory", "df", "disk", "interface", "processes", "swap", "uptime", "csv"}) {
        config.write(QByteArray{"LoadPlugin "} + plugin + "\n");
    }
    config.write("<Plugin csv>\nDataDir \"" + home.toUtf8() + "/csv\"\n</Plugin>\n");
    config.close();
    return startChild(u"/usr/sbin/collectd"_s, {u"-f"_s, u"-C"_s, config.fileName()});
}

std::unique_ptr<QProcess> startNodeExporter(int port)
{
    return startChild(
        u"/usr/bin/prometheus-node-exporter"_s, {u"--web.listen-address=127.0.0.1:%1"_s.arg(port)});
}

int freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

/// What went over the WebSocket since the backend started, in bytes, seen from the agent; without TLS and
/// TCP. Of the samples, those that came in, acknowledged or not.
struct Traffic
{
    double sent = 0.0;
    double received = 0.0;
    double samples = 0.0;
};

Traffic trafficOf(Stack &stack)
{
    // Of a frame that a client sends: two bytes, the length of up to 64 KiB, the mask. The backend counts
    // what is behind it.
    constexpr double kFrameHeader = 8;
    return {stack.metric("quarterdeck_websocket_received_bytes_total")
            + kFrameHeader * stack.metric("quarterdeck_websocket_frames_received_total"),
        stack.metric("quarterdeck_websocket_sent_bytes_total"),
        stack.metric("quarterdeck_samples_received_total")};
}

/// Waits without a look at anything in between: the host is to be idle but for what is measured.
void leaveAlone(std::chrono::minutes span)
{
    QEventLoop loop;
    QTimer::singleShot(span, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app{argc, argv};
    Stack stack;
    if (!stack.startBackend() || !stack.startAgent()) {
        return 1;
    }
    const int port = freePort();
    const auto collectd = startCollectd(stack.home() + u"/collectd"_s);
    const auto exporter = startNodeExporter(port);
    if (!collectd || !collectd->waitForStarted() || !exporter->waitForStarted()) {
        std::fprintf(stderr, "collectd or prometheus-node-exporter did not start\n");
        return 1;
    }
    QNetworkAccessManager network;
    QTimer scrape;
    QObject::connect(&scrape, &QTimer::timeout, &network, [&] {
        QNetworkReply *reply = network.get(QNetworkRequest{QUrl{u"http://127.0.0.1:%1/metrics"_s.arg(port)}});
        QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    });
    scrape.start(kScrapeIntervalMs);

    // The first minute is start-up: dictionaries, first walks. It is not part of the figure.
    leaveAlone(1min);
    const ProcessCost agent0 = costOf(stack.agentPid());
    const ProcessCost collectd0 = costOf(collectd->processId());
    const ProcessCost exporter0 = costOf(exporter->processId());
    const Traffic traffic0 = trafficOf(stack);
    leaveAlone(std::chrono::minutes{kMinutes});
    const ProcessCost agent1 = costOf(stack.agentPid());
    const ProcessCost collectd1 = costOf(collectd->processId());
    const ProcessCost exporter1 = costOf(exporter->processId());
    const Traffic traffic1 = trafficOf(stack);
    const double samples = traffic1.samples - traffic0.samples;

    const auto perMinute = [](const ProcessCost &from, const ProcessCost &to) {
        return (to.cpuSeconds - from.cpuSeconds) / kMinutes;
    };
    printBench("agent_rss", double(agent1.rssBytes) / 1048576.0, "MiB", atMost(8));
    printBench("agent_cpu", perMinute(agent0, agent1), "s/min", atMost(0.03));
    printBench(
        "agent_cpu_per_sample", (agent1.cpuSeconds - agent0.cpuSeconds) / samples * 1e6, "us", atMost(5));
    printBench("agent_samples", samples / kMinutes, "samples/min");
    printBench("agent_bytes_sent", (traffic1.sent - traffic0.sent) / (60 * kMinutes), "B/s", atMost(670));
    printBench("agent_bytes_received", (traffic1.received - traffic0.received) / (60 * kMinutes), "B/s",
        atMost(940));
    printBench("collectd_rss", double(collectd1.rssBytes) / 1048576.0, "MiB");
    printBench("collectd_cpu", perMinute(collectd0, collectd1), "s/min");
    printBench("node_exporter_rss", double(exporter1.rssBytes) / 1048576.0, "MiB");
    printBench("node_exporter_cpu", perMinute(exporter0, exporter1), "s/min");

    collectd->terminate();
    exporter->terminate();
    collectd->waitForFinished();
    exporter->waitForFinished();
    return 0;
}
