// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/agent.h"

#include "agent/collect/collectors.h"

#include <boost/asio/post.hpp>

#include <fstream>
#include <random>

namespace qd::agent {

namespace {

constexpr std::chrono::milliseconds kStopLimit{2'000};
constexpr std::chrono::milliseconds kStopPoll{20};

std::string firstWordOf(const std::string &file)
{
    std::ifstream stream{file};
    std::string word;
    stream >> word;
    return word;
}

std::string pathIn(const Config &config, const char *name)
{
    return config.dataDir + "/" + name;
}

std::string hostnameOf(const Config &config, const HostRoots &roots)
{
    return config.hostname.empty() ? firstWordOf(roots.proc + "/sys/kernel/hostname") : config.hostname;
}

Spool::Options spoolOptions(const Config &config)
{
    Spool::Options options;
    options.directory = pathIn(config, "spool");
    options.memoryBytes = config.spool.memoryBytes;
    options.diskBytes = config.spool.diskBytes;
    return options;
}

Uplink::Settings uplinkSettings(const Config &config, BackendUrl backend)
{
    Uplink::Settings settings;
    settings.url = std::move(backend);
    settings.caFile = config.backend.caFile;
    settings.pinFile =
        config.backend.pinFile.empty() ? pathIn(config, "backend.pin") : config.backend.pinFile;
    settings.connectTimeout = config.backend.connectTimeout;
    settings.retryMin = config.backend.retryMin;
    settings.retryMax = config.backend.retryMax;
    settings.seed = std::random_device{}();
    settings.session.hostname = hostnameOf(config, {});
    settings.session.agentVersion = agentVersion();
    return settings;
}

} // namespace

std::string_view agentVersion()
{
    return QD_VERSION;
}

Agent::Agent(Parts parts, Config config, BackendUrl backend)
    : m_parts(parts)
    , m_config(std::move(config))
    , m_credentials{parts.identity.uuid(), parts.identity.publicKey(),
          [&identity = parts.identity](std::span<const std::byte> text) { return identity.sign(text); }}
    , m_series(m_config.collect.maxSeries)
    , m_scheduler(m_series, parts.log, parts.clock, m_config.collect.tiers)
    , m_factsReader({{}, m_config.hostname, std::string{agentVersion()}, m_config.tags})
    , m_processLister(HostRoots{})
    , m_dictionary(
          {pathIn(m_config, "dictionary"), firstWordOf("/proc/sys/kernel/random/boot_id")}, parts.log)
    , m_spool(spoolOptions(m_config), parts.clock, parts.log)
    , m_blocks(m_series, m_dictionary)
    , m_selfMeter(m_config.limits.memoryBytes)
    , m_limits(m_config.limits.cpuPercent, m_config.limits.memoryBytes)
    , m_burst(m_config.limits.cpuPercent)
    , m_uplink(parts.io, uplinkSettings(m_config, std::move(backend)),
          {m_spool, m_dictionary, parts.clock, parts.log, *this, m_credentials})
    , m_tick(parts.io)
    , m_stopTimer(parts.io)
{
    m_counters.restarts = parts.restarts;
    m_counters.plugins = pluginCount(m_config.collect);
}

Agent::~Agent() = default;

void Agent::start()
{
    m_parts.log.onEvent([this] { boost::asio::post(m_parts.io, [this] { spoolEvents(); }); });
    m_dictionary.open();
    m_spool.open();
    m_dictionary.keepOnly(m_spool.dictionaries());
    readFacts();
    CollectorServices services;
    services.pool = &m_pool;
    services.counters = &m_counters;
    services.urlProbe = &m_parts.urlProbe;
    services.agentVersion = agentVersion();
    for (auto &collector : makeCollectors(m_config.collect, services)) {
        m_scheduler.add(std::move(collector));
    }
    m_scheduler.prime();
    spoolEvents();
    m_uplink.start();
    scheduleTick();
}

void Agent::scheduleTick()
{
    m_tick.expires_after(m_scheduler.delayToNext());
    m_tick.async_wait([this](const boost::system::error_code &error) {
        if (!error && !m_isStopping) {
            tick();
            scheduleTick();
        }
    });
}

void Agent::tick()
{
    if (const auto jump = m_parts.clock.takeWallJump()) {
        m_parts.log.raise(EventSeverity::Warning, "clock",
            "The host's clock jumped by " + std::to_string(jump->count())
                + " ms; sample times are not affected");
    }
    publishCounters();
    const SampleBatch &batch = m_scheduler.runDue();
    if (!batch.samples.empty()) {
        m_parts.clock.beginStamping();
        BlockBuilder::Built block = m_blocks.build(batch);
        m_spool.push(m_dictionary.id(), std::move(block.bytes), block.samples);
    }
    if (m_parts.clock.steadyNow() >= m_nextFacts) {
        readFacts();
    }
    spoolEvents();
    checkLimits();
    m_uplink.wake();
}

void Agent::spoolEvents()
{
    for (HostEvent &event : m_parts.log.takeEvents()) {
        m_spool.push(std::move(event));
    }
    m_uplink.wake();
}

void Agent::readFacts()
{
    m_nextFacts = m_parts.clock.steadyNow() + m_config.factsInterval;
    if (auto facts = m_factsReader.readIfChanged()) {
        m_facts = std::move(*facts);
        ++m_factsRevision;
    }
}

void Agent::publishCounters()
{
    const SpoolStats stats = m_spool.stats();
    m_counters.samplesSent = stats.samplesAcknowledged;
    m_counters.spoolBytes = m_spool.depth().bytes();
    m_counters.spoolOldestMs = stats.oldestAge.count();
    for (std::size_t reason = 0; reason < stats.samplesDropped.size(); ++reason) {
        m_counters.samplesDropped[reason] = stats.samplesDropped[reason];
    }
    if (const auto latency = m_uplink.sendLatency()) {
        m_counters.sendLatencyUs = std::chrono::microseconds{*latency}.count();
    }
}
static_assert(
    kSpoolDropCount == kDropReasonNames.size(), "the spool's reasons are those of agent.samples.dropped");

void Agent::checkLimits()
{
    const SelfUse use = m_selfMeter.read();
    const SteadyMs now = m_parts.clock.steadyNow();
    if (const auto ended = m_burst.check(use, now)) {
        m_scheduler.setBurst(m_burst.interval(), m_burst.until());
        m_parts.log.raise(EventSeverity::Warning, "burst", *ended);
    }
    const auto reason = m_limits.check(use, now);
    if (reason && m_limitExceeded) {
        m_parts.log.raise(EventSeverity::Error, "agent", *reason + "; it ends itself");
        spoolEvents();
        m_limitExceeded();
    }
}

void Agent::stop(std::function<void()> done)
{
    m_isStopping = true;
    m_parts.log.onEvent({});
    m_tick.cancel();
    spoolEvents();
    m_uplink.stop();
    waitUntilStopped(m_parts.clock.steadyNow() + kStopLimit, std::move(done));
}

void Agent::waitUntilStopped(SteadyMs deadline, std::function<void()> done)
{
    if (m_uplink.isStopped() || m_parts.clock.steadyNow() >= deadline) {
        done();
        return;
    }
    m_stopTimer.expires_after(kStopPoll);
    m_stopTimer.async_wait(
        [this, deadline, done = std::move(done)](const boost::system::error_code &error) mutable {
            if (!error) {
                waitUntilStopped(deadline, std::move(done));
            }
        });
}

HostFingerprint Agent::fingerprint() const
{
    return m_factsReader.fingerprint();
}

std::vector<ProcessInfo> Agent::processes(int top)
{
    auto listed = m_processLister.list(m_parts.clock.steadyNow(), static_cast<std::size_t>(top));
    if (!listed) {
        m_parts.log.note(
            EventSeverity::Warning, "uplink", "Cannot list processes: " + listed.error().toString());
        return {};
    }
    return std::move(*listed);
}

void Agent::orderBurst(std::chrono::milliseconds interval, std::chrono::milliseconds remaining)
{
    m_burst.order(interval, remaining, m_parts.clock.steadyNow());
    m_scheduler.setBurst(m_burst.interval(), m_burst.until());
    if (!m_isStopping) {
        scheduleTick(); // the wait under way is for a later moment
    }
}

std::string Agent::enrolToken() const
{
    // Asked for once more at every start: the backend ignores it for a host that it knows.
    const bool isKnown = m_uplink.sendLatency().has_value();
    return isKnown || m_config.backend.enrolTokenFile.empty() ? std::string{}
                                                              : firstWordOf(m_config.backend.enrolTokenFile);
}

} // namespace qd::agent
