// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/meter/benchline.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QHostAddress>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>

using namespace Qt::StringLiterals;

namespace {

constexpr int kStartLimitMs = 180'000;
constexpr int kStopLimitMs = 60'000;

QString freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return QString::number(probe.serverPort());
}

/// From typing ./run to its ready line, in seconds; nothing if it does not come.
std::optional<double> start(const QString &home)
{
    QProcess run;
    run.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer typed;
    typed.start();
    run.start(
        QStringLiteral(QD_SOURCE_DIR "/run"), {u"--headless"_s, u"--home"_s, home, u"--port"_s, freePort()});
    QByteArray output;
    while (!output.contains("Quarterdeck ready") && run.waitForReadyRead(kStartLimitMs)) {
        output += run.readAllStandardOutput();
    }
    const double seconds = double(typed.nsecsElapsed()) / 1e9;
    run.terminate();
    const bool isStopped = run.waitForFinished(kStopLimitMs) && run.exitCode() == 0;
    return isStopped && output.contains("Quarterdeck ready") ? std::optional{seconds} : std::nullopt;
}

} // namespace

/// What a person waits for: the first start, which makes the database, and later ones, on a build that is
/// there.
int main(int argc, char **argv)
{
    const QCoreApplication application{argc, argv};
    const QTemporaryDir folder;
    const QString home = folder.filePath(u"home"_s);
    const auto first = start(home);
    std::array<double, 3> later{};
    for (double &seconds : later) {
        const auto again = first ? start(home) : std::nullopt;
        if (!again) {
            std::fprintf(stderr, "./run did not get ready or did not end in order\n");
            return 1;
        }
        seconds = *again;
    }
    std::ranges::sort(later);
    qd::test::printBench("start_first", *first, "s");
    qd::test::printBench("start_second", later[1], "s", qd::test::atMost(5));
    return 0;
}
