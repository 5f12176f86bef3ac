// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleet/fleet.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <limits>

namespace qd::fleet {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds kRefill{10};
constexpr std::chrono::milliseconds kWatch{10'000};
constexpr std::chrono::milliseconds kApiRetry{2'000};
constexpr std::chrono::milliseconds kMountPoll{500};
constexpr std::chrono::milliseconds kStartSpread{
    5'000}; ///< of the first connections, so that they do not collide
constexpr std::size_t kMaxTokensPerCall = 2'000;
constexpr std::chrono::milliseconds kStopGrace{200};

void tell(const std::string &text)
{
    std::fprintf(stderr, "qd-fleet: %s\n", text.c_str());
}

} // namespace

Fleet::Fleet(Options options, agent::BackendUrl backend, FleetState state, std::string adminToken,
    std::deque<std::string> enrolTokens)
    : m_options(std::move(options))
    , m_state(std::move(state))
    , m_ledger(m_options.ledgerFile)
    , m_context{m_io, m_options, backend,
          makeCatalog(m_options.seriesPerHost, static_cast<std::int32_t>(m_options.interval.count())),
          m_state, m_report, m_ledger, std::move(enrolTokens), 0.0, 0, 0, false, {}}
{
    if (!adminToken.empty()) {
        m_api.emplace(std::move(backend), std::move(adminToken));
    }
    m_context.onWelcome = [this](int index, std::int32_t host) {
        if (m_api && m_options.withTree && !m_state.isMounted(index)) {
            m_toMount.emplace_back(index, host);
        }
    };
}

int Fleet::run()
{
    asio::signal_set signals{m_io, SIGINT, SIGTERM};
    signals.async_wait([this](const boost::system::error_code &error, int) {
        if (!error) {
            stop();
        }
    });
    asio::co_spawn(m_io, startReportOver(), asio::detached);
    agent::Timer end{m_io};
    if (m_options.duration.count() > 0) {
        end.expires_after(m_options.duration);
        end.async_wait([this](const boost::system::error_code &error) {
            if (!error) {
                stop();
            }
        });
    }
    m_startedAt = std::chrono::steady_clock::now();
    asio::co_spawn(m_io, prepare(), asio::detached);
    asio::co_spawn(m_io, watch(), asio::detached);
    if (m_options.samplesPerSecond > 0) {
        asio::co_spawn(m_io, refill(), asio::detached);
    }
    m_io.run();
    saveState();
    const auto elapsed = std::chrono::steady_clock::now() - m_startedAt;
    std::printf("%s\n", m_report.toJson(m_options.hosts, m_context.connected, elapsed).c_str());
    return 0;
}

void Fleet::stop()
{
    if (m_context.isStopping) {
        return;
    }
    m_context.isStopping = true;
    const auto grace = std::make_shared<agent::Timer>(m_io, kStopGrace); // owned by its handler
    grace->async_wait([this, grace](const boost::system::error_code &) { m_io.stop(); });
}

agent::Task<void> Fleet::sleep(std::chrono::milliseconds time)
{
    agent::Timer timer{m_io, time};
    boost::system::error_code ignored;
    co_await timer.async_wait(asio::redirect_error(agent::kUseTask, ignored));
}

agent::Task<void> Fleet::prepare()
{
    if (m_api) {
        co_await provideTokens();
        if (m_options.withTree) {
            co_await buildTree();
            asio::co_spawn(m_io, mountAll(), asio::detached);
        }
    }
    for (int index = 0; index < m_options.hosts; ++index) {
        m_hosts.push_back(std::make_unique<FleetHost>(m_context, index));
        m_hosts.back()->start(kStartSpread * index / m_options.hosts);
    }
    while (m_api && !m_context.isStopping) {
        co_await sleep(kApiRetry);
        co_await provideTokens(); // hosts that another backend does not know
    }
}

std::size_t Fleet::missingTokens() const
{
    std::size_t unknown = 0;
    for (int index = 0; index < m_options.hosts; ++index) {
        unknown += m_state.isEnrolled(index) ? 0 : 1;
    }
    const std::size_t underWay = static_cast<std::size_t>(m_context.connecting);
    const std::size_t have = m_context.enrolTokens.size() + underWay;
    return unknown > have ? unknown - have : 0;
}

agent::Task<void> Fleet::provideTokens()
{
    while (!m_context.isStopping) {
        const std::size_t count = std::min(missingTokens(), kMaxTokensPerCall);
        if (count == 0) {
            co_return;
        }
        auto tokens = co_await m_api->enrolTokens(count);
        if (tokens) {
            m_context.enrolTokens.insert(m_context.enrolTokens.end(), tokens->begin(), tokens->end());
        } else {
            tell(tokens.error().toString());
            co_await sleep(kApiRetry);
        }
    }
}

agent::Task<void> Fleet::buildTree()
{
    while (!m_context.isStopping) {
        auto components = co_await m_api->buildTree();
        if (components) {
            m_components = std::move(*components);
            co_return;
        }
        tell(components.error().toString());
        co_await sleep(kApiRetry);
    }
}

agent::Task<void> Fleet::mountAll()
{
    while (!m_context.isStopping) {
        if (m_toMount.empty()) {
            co_await sleep(kMountPoll);
            continue;
        }
        const auto [index, host] = m_toMount.front();
        m_toMount.pop_front();
        const std::size_t component = HostModel{m_options.seed, index}.component();
        const auto mounted = co_await m_api->mount(host, m_components[component]);
        if (mounted) {
            m_state.setMounted(index);
        } else {
            tell(mounted.error().toString());
            m_toMount.emplace_back(index, host);
            co_await sleep(kApiRetry);
        }
    }
}

agent::Task<void> Fleet::startReportOver()
{
    asio::signal_set asked{m_io, SIGUSR1};
    while (true) {
        co_await asked.async_wait(agent::kUseTask);
        m_report = {};
        m_startedAt = std::chrono::steady_clock::now();
    }
}

agent::Task<void> Fleet::refill()
{
    const auto rate = static_cast<double>(m_options.samplesPerSecond);
    auto last = std::chrono::steady_clock::now();
    while (!m_context.isStopping) {
        co_await sleep(kRefill);
        const auto now = std::chrono::steady_clock::now();
        const double elapsed = std::chrono::duration<double>{now - last}.count();
        last = now;
        m_context.tokens = std::min(rate, m_context.tokens + rate * elapsed);
    }
}

agent::Task<void> Fleet::watch()
{
    while (!m_context.isStopping) {
        co_await sleep(kWatch);
        saveState();
        const auto elapsed = std::chrono::steady_clock::now() - m_startedAt;
        tell(m_report.toJson(m_options.hosts, m_context.connected, elapsed));
    }
}

void Fleet::saveState()
{
    std::int64_t keptUntil = std::numeric_limits<std::int64_t>::max();
    for (const auto &host : m_hosts) {
        keptUntil = std::min(keptUntil, host->keptUntilMs().value_or(keptUntil));
    }
    if (!m_hosts.empty() && keptUntil != std::numeric_limits<std::int64_t>::max()) {
        m_state.setKeptUntilMs(keptUntil);
    }
    if (const auto saved = m_state.save(); !saved) {
        tell(saved.error().toString());
    }
}

} // namespace qd::fleet
