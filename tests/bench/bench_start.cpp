// SPDX-License-Identifier: GPL-3.0-or-later
// How long ./run takes until it says that it is ready: in an empty home, and again in the same one.
#include "tests/support/meter/processmeter.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QHostAddress>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTextStream>

using namespace Qt::StringLiterals;

namespace {

constexpr int kLimitMs = 180'000;

quint16 freePort()
{
    QTcpServer probe;
    return probe.listen(QHostAddress::LocalHost) ? probe.serverPort() : 0;
}

/// Seconds until the ready line; negative if it did not come. Stops everything again.
double secondsUntilReady(const QString &home)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QUARTERDECK_BIN"_s, QStringLiteral(QD_BINARY_DIR "/bin"));
    process.setProcessEnvironment(environment);
    process.setStandardErrorFile(QProcess::nullDevice());
    QElapsedTimer timer;
    timer.start();
    process.start(QStringLiteral(QD_SOURCE_DIR "/run"),
        {u"--headless"_s, u"--home"_s, home, u"--port"_s, QString::number(freePort())});
    const bool isReady = process.waitForReadyRead(kLimitMs)
        && process.readAllStandardOutput().startsWith("Quarterdeck ready: ");
    const double seconds = static_cast<double>(timer.elapsed()) / 1000.0;
    process.terminate();
    if (!process.waitForFinished(kLimitMs)) {
        process.kill();
        process.waitForFinished();
    }
    return isReady ? seconds : -1.0;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application{argc, argv};
    const QTemporaryDir folder;
    const QString home = folder.filePath(u"home"_s);
    const double first = secondsUntilReady(home);
    const double second = first < 0 ? -1.0 : secondsUntilReady(home);
    if (second < 0) {
        QTextStream{stderr} << "./run did not get ready\n";
        return 1;
    }
    qd::test::printBench("start_first_seconds", first, "s", 30);
    qd::test::printBench("start_second_seconds", second, "s", 5);
    return 0;
}
