// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/httpserver.h"
#include "backend/app/backend.h"
#include "backend/app/options.h"
#include "backend/app/process.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <unistd.h>

#include <cstdio>

namespace {

Q_LOGGING_CATEGORY(lcMain, "qd.backend.app")

/// After a stop was asked for: longer than every bounded wait of an orderly one together. What is in the
/// journal by then is safe.
constexpr unsigned kStopLimitSeconds = 60;

int run(const qd::backend::Options &options)
{
    auto lock = qd::backend::HomeLock::take(options.home);
    if (!lock) {
        qCCritical(lcMain, "%s", lock.error().toString().c_str());
        return 1;
    }
    qd::backend::http::raiseDescriptorLimit();
    qd::backend::StopSignals signals;
    qd::backend::Backend backend{options};
    int exitCode = 0;

    QObject::connect(&signals, &qd::backend::StopSignals::received, &backend, [&backend](int number) {
        qCInfo(lcMain, "signal %d", number);
        ::alarm(kStopLimitSeconds);
        backend.stop();
    });
    QObject::connect(&backend, &qd::backend::Backend::ready, &backend, [&backend] {
        std::printf("Quarterdeck ready: %s\n", qPrintable(backend.url()));
        std::fflush(stdout);
    });
    QObject::connect(&backend, &qd::backend::Backend::failed, &backend, [&](const qd::Error &error) {
        qCCritical(lcMain, "%s", error.toString().c_str());
        exitCode = 1;
        ::alarm(kStopLimitSeconds);
        backend.stop();
    });
    QObject::connect(
        &backend, &qd::backend::Backend::stopped, qApp, &QCoreApplication::quit, Qt::QueuedConnection);

    if (auto started = backend.start(); !started) {
        qCCritical(lcMain, "%s", started.error().toString().c_str());
        return 1;
    }
    QCoreApplication::exec();
    return exitCode;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application{argc, argv};
    QCoreApplication::setApplicationName(QStringLiteral("quarterdeckd"));
    qd::backend::installLogging(QtInfoMsg);
    const auto options = qd::backend::readOptions(QCoreApplication::arguments());
    if (!options) {
        std::fprintf(stderr, "quarterdeckd: %s\n", options.error().message.c_str());
        return 2;
    }
    if (const auto *help = std::get_if<qd::backend::HelpText>(&*options)) {
        std::fputs(help->text.toUtf8().constData(), stdout);
        return 0;
    }
    const auto &chosen = std::get<qd::backend::Options>(*options);
    qd::backend::installLogging(chosen.logLevel);
    return run(chosen);
}
