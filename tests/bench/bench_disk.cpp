// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes on disk for each sample of this host's real agent, all indexes and page overhead included, after the
// flush of an orderly stop. The agent ticks every second instead of every ten, so that minutes make a full
// pack of 360 rows; several agents look at the same host, so that a table's first pages do not decide.
#include "tests/support/meter/benchline.h"
#include "tests/support/stack/stack.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace qd::test;

namespace {

constexpr int kAgents = 24;
constexpr int kCollectMs = 380'000;
constexpr int kStartLimitMs = 60'000;
constexpr const char *kFastConfig =
    "collect:\n  tiers:\n    fast: 1\n    normal: 3\n    slow: 6\n    rare: 12\n";
constexpr const char *kSizeQuery =
    "SELECT coalesce(sum(pg_total_relation_size(relid)), 0) FROM pg_partition_tree('metric_pack')";

bool writeFile(const QString &path, const QByteArray &text)
{
    QFile file{path};
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

std::unique_ptr<QProcess> startAgent(Stack &stack, int index)
{
    const QString data = stack.folder() + u"/agent%1"_s.arg(index);
    const QString config = data + u"/fast.yaml"_s;
    const QString token = data + u"/enrol.token"_s;
    if (!QDir{}.mkpath(data) || !writeFile(config, kFastConfig) || !stack.writeEnrolToken(token)) {
        return nullptr;
    }
    return stack.start(u"quarterdeck-agent"_s,
        {u"--config"_s, config, u"--data-dir"_s, data, u"--backend"_s, stack.webSocketUrl(),
            u"--enrol-token-file"_s, token});
}

double bytesOnDisk(const Stack &stack)
{
    QProcess psql;
    psql.start(u"psql"_s,
        {u"-X"_s, u"-A"_s, u"-t"_s, u"-d"_s, stack.databaseUrl(), u"-c"_s, QString::fromLatin1(kSizeQuery)});
    if (!psql.waitForFinished() || psql.exitCode() != 0) {
        std::fprintf(stderr, "psql: %s\n", psql.readAllStandardError().constData());
        return 0;
    }
    return psql.readAllStandardOutput().trimmed().toDouble();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app{argc, argv};
    Stack stack;
    if (!stack.startBackend()) {
        return 1;
    }
    std::vector<std::unique_ptr<QProcess>> agents;
    for (int i = 0; i < kAgents; ++i) {
        agents.push_back(startAgent(stack, i));
        if (!agents.back()) {
            return 1;
        }
    }
    const auto areAllThere = [&] { return stack.metric("quarterdeck_agent_sessions") >= kAgents; };
    if (!Stack::waitUntil(areAllThere, kStartLimitMs)) {
        return 1;
    }
    (void)Stack::waitUntil([] { return false; }, kCollectMs);
    for (const auto &agent : agents) {
        agent->terminate();
        agent->waitForFinished();
    }
    const double samples = stack.metric("quarterdeck_samples_kept_total");
    if (stack.stopBackend() != 0 || !stack.startBackend()) {
        return 1;
    }
    const double bytes = bytesOnDisk(stack);
    printBench("disk_bytes_per_sample", bytes / samples, "B", atMost(0.75));
    printBench("disk_samples", samples, "samples");
    return bytes > 0 ? 0 : 1;
}
