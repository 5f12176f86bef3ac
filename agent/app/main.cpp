// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/agent.h"
#include "agent/app/options.h"
#include "agent/app/startcount.h"
#include "agent/app/tlsurlprobe.h"
#include "agent/collect/collectors.h"

#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <thread>

#include <malloc.h>
#include <nss.h>
#include <sys/stat.h>

namespace qd::agent {

namespace {

constexpr int kExitUsage = 2;
constexpr int kExitFailure = 1;
constexpr int kExitLimit = 3; ///< the supervisor starts it again, after a pause

enum class Ending { Stop, Reload, Limit };

/// What the command line says wins over the file.
Result<Config> configFor(const Options &options)
{
    auto config = options.configFile.empty() ? loadConfig("") : loadConfigFile(options.configFile);
    if (!config) {
        return config;
    }
    if (!options.dataDir.empty()) {
        config->dataDir = options.dataDir;
    }
    if (!options.backendUrl.empty()) {
        config->backend.url = options.backendUrl;
    }
    if (!options.enrolTokenFile.empty()) {
        config->backend.enrolTokenFile = options.enrolTokenFile;
    }
    return config;
}

int complain(const Error &error, int exitCode)
{
    std::fprintf(stderr, "quarterdeck-agent: %s\n", error.toString().c_str());
    return exitCode;
}

/// Collects one tick and prints it: shows what this host offers, and works without any backend.
int collectOnce(const Config &config)
{
    SystemClock clock;
    StderrLog log{clock, config.logLevel};
    AgentCounters counters;
    counters.plugins = pluginCount(config.collect);
    WorkerPool pool;
    TlsUrlProbe urlProbe;
    SeriesTable series{config.collect.maxSeries};
    Scheduler scheduler{series, log, clock, config.collect.tiers};
    CollectorServices services;
    services.pool = &pool;
    services.counters = &counters;
    services.urlProbe = &urlProbe;
    services.agentVersion = agentVersion();
    for (auto &collector : makeCollectors(config.collect, services)) {
        scheduler.add(std::move(collector));
    }
    scheduler.prime();
    std::this_thread::sleep_for(scheduler.delayToNext());
    const SampleBatch &batch = scheduler.runDue();
    for (const CollectedSample &sample : batch.samples) {
        std::printf("%s %.10g\n", series.describe(sample.series).labels.toString().c_str(), sample.value);
    }
    return batch.samples.empty() ? kExitFailure : 0;
}

/// Runs one configuration until a signal or a limit ends it.
Ending runAgent(Agent::Parts parts, const Config &config, const BackendUrl &backend)
{
    Agent agent{parts, config, backend};
    Ending ending = Ending::Stop;
    boost::asio::signal_set signals{parts.io, SIGINT, SIGTERM, SIGHUP};
    const auto stop = [&](Ending how) {
        ending = how;
        signals.cancel();
        agent.stop([&] { parts.io.stop(); });
    };
    signals.async_wait([&](const boost::system::error_code &error, int signal) {
        if (!error) {
            stop(signal == SIGHUP ? Ending::Reload : Ending::Stop);
        }
    });
    agent.onLimitExceeded([&] { stop(Ending::Limit); });
    agent.start();
    parts.io.restart();
    parts.io.run();
    return ending;
}

Result<void> makeDataDir(const std::string &directory)
{
    std::error_code error;
    const bool isNew = std::filesystem::create_directories(directory, error);
    if (error) {
        return failure(ErrorCode::Unavailable, "cannot create the data folder: " + error.message(),
            {{"directory", directory}});
    }
    if (isNew) {
        ::chmod(directory.c_str(), S_IRWXU);
    }
    return {};
}

/// Runs until the end of the process; SIGHUP reads the configuration again and goes on with it if it is good.
int run(const Options &options, Config config)
{
    SystemClock system;
    StampClock clock{system};
    StderrLog log{clock, config.logLevel};
    TlsUrlProbe urlProbe;
    if (auto made = makeDataDir(config.dataDir); !made) {
        return complain(made.error(), kExitFailure);
    }
    const auto identity = Identity::loadOrCreate(config.dataDir + "/identity.key");
    if (!identity) {
        return complain(identity.error(), kExitFailure);
    }
    const std::uint64_t restarts = countStart(config.dataDir + "/starts", log);
    if (const auto group =
            limitOwnCgroup(config.limits.cpuPercent, config.limits.memoryBytes, "/proc", "/sys")) {
        log.note(EventSeverity::Info, "agent", "The control group " + *group + " is limited");
    }
    for (;;) {
        const auto backend = parseBackendUrl(config.backend.url);
        if (!backend) {
            return complain(backend.error(), kExitUsage);
        }
        log.setLevel(config.logLevel);
        log.note(EventSeverity::Info, "agent",
            "Version " + std::string{agentVersion()} + " starts as " + identity->uuid());
        boost::asio::io_context io{1};
        const Ending ending = runAgent({io, clock, log, urlProbe, *identity, restarts}, config, *backend);
        if (ending != Ending::Reload) {
            return ending == Ending::Limit ? kExitLimit : 0;
        }
        auto reloaded = configFor(options);
        const auto isUsable = reloaded ? parseBackendUrl(reloaded->backend.url) : failure(reloaded.error());
        if (isUsable) {
            config = std::move(*reloaded);
        } else {
            log.raise(EventSeverity::Error, "agent",
                "The changed configuration is not used: " + isUsable.error().toString());
        }
    }
}

int main(std::span<const char *const> arguments)
{
    const auto options = parseOptions(arguments);
    if (!options) {
        return complain(options.error(), kExitUsage);
    }
    if (options->printHelp) {
        std::fputs(helpText().c_str(), stdout);
        return 0;
    }
    if (options->printVersion) {
        std::printf("quarterdeck-agent %s\n", std::string{agentVersion()}.c_str());
        return 0;
    }
    auto config = configFor(*options);
    if (!config) {
        return complain(config.error(), kExitUsage);
    }
    if (options->printConfig) {
        std::fputs(printConfig(*config).c_str(), stdout);
        return 0;
    }
    return options->isOnce ? collectOnce(*config) : run(*options, std::move(*config));
}

} // namespace

} // namespace qd::agent

int main(int argc, char **argv)
{
    // Name look-ups stay with what is linked in: /etc/hosts and DNS. Modules that nsswitch.conf may name
    // would have to match this C library to the version, and a static program must not depend on that.
    __nss_configure_lookup("hosts", "files dns");
    // One arena: the few helper threads must not each keep a heap of their own.
    mallopt(M_ARENA_MAX, 1);
    std::signal(SIGPIPE, SIG_IGN);
    return qd::agent::main({argv + 1, argc > 0 ? static_cast<std::size_t>(argc - 1) : 0});
}
