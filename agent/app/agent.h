// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/app/blockbuilder.h"
#include "agent/app/burst.h"
#include "agent/app/config.h"
#include "agent/app/identity.h"
#include "agent/app/selflimits.h"
#include "agent/app/stderrlog.h"
#include "agent/collect/agentcounters.h"
#include "agent/collect/hostfactsreader.h"
#include "agent/collect/processlister.h"
#include "agent/collect/scheduler.h"
#include "agent/collect/urlprobe.h"
#include "agent/collect/workerpool.h"
#include "agent/spool/dictionary.h"
#include "agent/spool/spool.h"
#include "agent/uplink/uplink.h"

#include <boost/asio/io_context.hpp>

#include <memory>
#include <optional>

namespace qd::agent {

/// Creates the parts of the agent, connects them, and turns the crank: at each tick it collects, makes a
/// block, spools it and wakes the uplink. One thread, that of the io_context.
class Agent final : public HostView
{
public:
    struct Parts
    {
        boost::asio::io_context &io;
        StampClock &clock;
        StderrLog &log;
        UrlProbe &urlProbe;
        const Identity &identity;
        std::uint64_t restarts = 0; ///< starts of the process on this host before this one
    };

    /// Everything in parts must outlive the agent.
    Agent(Parts parts, Config config, BackendUrl backend);
    ~Agent() override;

    /// Opens the spool, primes the collectors and begins to tick and to connect; returns at once.
    void start();

    /// Ends the session; done() is called from the loop when nothing is left to do, within two seconds.
    void stop(std::function<void()> done);

    /// Why the agent must end itself; called from the loop.
    void onLimitExceeded(std::function<void()> handler) { m_limitExceeded = std::move(handler); }

    [[nodiscard]] HostFingerprint fingerprint() const override;
    [[nodiscard]] const HostFacts &facts() const override { return m_facts; }
    [[nodiscard]] std::uint64_t factsRevision() const override { return m_factsRevision; }
    [[nodiscard]] std::vector<ProcessInfo> processes(int top) override;
    void orderBurst(std::chrono::milliseconds interval, std::chrono::milliseconds remaining) override;
    [[nodiscard]] BurstState burst() const override { return m_burst.state(m_parts.clock.steadyNow()); }
    [[nodiscard]] std::uint64_t burstRevision() const override { return m_burst.revision(); }
    [[nodiscard]] std::string enrolToken() const override;

private:
    void scheduleTick();
    void tick();
    void spoolEvents();
    void readFacts();
    void publishCounters();
    void checkLimits();
    void waitUntilStopped(SteadyMs deadline, std::function<void()> done);

    Parts m_parts;
    Config m_config;
    Credentials m_credentials;
    AgentCounters m_counters;
    WorkerPool m_pool;
    SeriesTable m_series;
    Scheduler m_scheduler;
    HostFactsReader m_factsReader;
    ProcessLister m_processLister;
    Dictionary m_dictionary;
    Spool m_spool;
    BlockBuilder m_blocks;
    SelfMeter m_selfMeter;
    SelfLimits m_limits;
    Burst m_burst;
    Uplink m_uplink;
    Timer m_tick;
    Timer m_stopTimer;
    HostFacts m_facts;
    std::uint64_t m_factsRevision = 0;
    SteadyMs m_nextFacts;
    std::function<void()> m_limitExceeded;
    bool m_isStopping = false;
};

/// The version that the agent announces.
[[nodiscard]] std::string_view agentVersion();

} // namespace qd::agent
