// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleet/hostmodel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>

namespace qd::fleet {

namespace {

constexpr double kDay = 86'400.0;

struct Service
{
    std::string_view category;
    std::string_view service;
    std::array<std::string_view, 3> components;
};

constexpr std::array<Service, 6> kServices{{
    {"platform", "edge", {"gateway", "waf", "static-cache"}},
    {"commerce", "checkout", {"checkout-api", "checkout-worker", "payment-adapter"}},
    {"commerce", "catalog", {"catalog-api", "search-index", "image-resizer"}},
    {"data", "storage", {"mysql-orders", "redis-session", "object-store"}},
    {"data", "stream", {"kafka-broker", "stream-join", "clickhouse"}},
    {"platform", "identity", {"login-api", "profile-api", "token-issuer"}},
}};

constexpr std::array<std::string_view, 3> kRegions{"eu-west", "us-east", "cn-north"};

std::uint64_t mix(std::uint64_t x)
{
    x += 0x9E37'79B9'7F4A'7C15U;
    x = (x ^ (x >> 30)) * 0xBF58'476D'1CE4'E5B9U;
    x = (x ^ (x >> 27)) * 0x94D0'49BB'1331'11EBU;
    return x ^ (x >> 31);
}

std::string formatted(const char *format, int a, int b, int c)
{
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, a, b, c);
    return text.data();
}

double toStep(double value, double step)
{
    // Dividing by a whole number keeps decimals exact to the last bit, which multiplying by 0.01 does not.
    return step < 1.0 ? std::round(value / step) / std::round(1.0 / step) : std::round(value / step) * step;
}

} // namespace

const std::vector<ComponentPath> &componentPaths()
{
    static const std::vector<ComponentPath> kPaths = [] {
        std::vector<ComponentPath> paths;
        for (const std::string_view region : kRegions) {
            for (const Service &service : kServices) {
                for (const std::string_view component : service.components) {
                    paths.push_back({{std::string{region}, std::string{service.category},
                        std::string{service.service}, std::string{component}}});
                }
            }
        }
        return paths;
    }();
    return kPaths;
}

HostModel::HostModel(std::uint64_t seed, int index)
    : m_seed(mix(seed ^ mix(static_cast<std::uint64_t>(index))))
    , m_index(index)
    , m_component(mix(seed + static_cast<std::uint64_t>(index) * 31) % componentPaths().size())
    , m_base(0.06 + 0.22 * dice(1, 0))
    , m_swing(0.10 + 0.28 * dice(2, 0))
    , m_phase(2.0 * std::numbers::pi * (14.0 + 6.0 * dice(3, 0)) / 24.0)
{
}

std::string HostModel::name() const
{
    return componentPaths()[m_component].names[3] + formatted("-%04d", m_index, 0, 0);
}

HostFacts HostModel::facts() const
{
    HostFacts facts;
    facts.hostname = name();
    facts.kernel = "Linux 6.1.0-28-amd64";
    facts.version = "#1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1";
    facts.arch = "x86_64";
    facts.operatingSystem = "Debian GNU/Linux 12 (bookworm)";
    facts.cpuModel = m_index % 3 == 0 ? "AMD EPYC 7543 32-Core Processor" : "Intel(R) Xeon(R) Gold 6338";
    facts.cpuVendor = m_index % 3 == 0 ? "AuthenticAMD" : "GenuineIntel";
    facts.cpuCacheBytes = 33'554'432;
    facts.cpuMhz = 2'800.0;
    facts.cpuPhysicalCores = 8;
    facts.cpuLogicalCores = 16;
    facts.memoryBytes = 64'000'000'000;
    facts.swapBytes = 8'000'000'000;
    facts.disks = {{"nvme0n1", "SAMSUNG MZQL2960", 214'748'364'800, false},
        {"nvme1n1", "SAMSUNG MZQL21T9", 214'748'364'800, false}};
    const std::string address =
        formatted("10.%d.%d.%d", 16 + m_index / 65'536, m_index / 256 % 256, m_index % 256);
    const std::string mac =
        formatted("52:54:00:%02x:%02x:%02x", m_index / 65'536, m_index / 256 % 256, m_index % 256);
    facts.interfaces = {{"eth0", mac, {address + "/16"}, 10'000'000'000, "virtio_net"}};
    facts.primaryAddress = address;
    facts.bootTime = fromUnixMs(1'767'000'000'000 + static_cast<std::int64_t>(dice(4, 0) * 4e9));
    facts.agentVersion = "0.1.0";
    facts.tags = {"simulated", componentPaths()[m_component].names[0]};
    return facts;
}

std::vector<ProcessInfo> HostModel::processes(std::int64_t timeMs, int top) const
{
    constexpr std::array<std::string_view, 12> kCommands{"/usr/bin/java -Xmx12g -jar /opt/app/service.jar",
        "nginx: worker process", "postgres: checkpointer", "/usr/sbin/mysqld", "redis-server *:6379",
        "/usr/bin/node /srv/app/index.js", "/usr/bin/python3 -m worker",
        "quarterdeck-agent --config /etc/quarterdeck/agent.yaml", "/usr/lib/systemd/systemd-journald",
        "/usr/sbin/sshd -D", "[kworker/u32:2-events]", "/sbin/init"};
    std::vector<ProcessInfo> processes;
    const double load = loadAt(timeMs);
    for (std::size_t i = 0; i < kCommands.size() && std::ssize(processes) < top; ++i) {
        const double share = 1.0 / std::pow(2.0, static_cast<double>(i + 1));
        const double noise = 0.8 + 0.4 * dice(90 + i, static_cast<std::uint64_t>(timeMs / 1'000));
        processes.push_back(
            {static_cast<std::int32_t>(400 + 37 * i), i < 8 ? "app" : "root", std::string{kCommands[i]},
                toStep(1'400.0 * load * share * noise, 0.1), static_cast<std::int64_t>(1.8e10 * share),
                static_cast<std::int32_t>(1 + 64 * share), i == 0 ? 'R' : 'S'});
    }
    return processes;
}

double HostModel::dice(std::uint64_t a, std::uint64_t b) const
{
    return static_cast<double>(mix(m_seed ^ mix(a * 0x1'0000'0001U + b)) >> 11) * 0x1p-53;
}

double HostModel::incidentAt(std::int64_t timeMs) const
{
    // One chance in every six hours; it begins suddenly and fades away.
    constexpr std::int64_t kSpan = 6 * 3'600'000;
    const auto window = static_cast<std::uint64_t>(timeMs / kSpan);
    if (dice(10, window) > 0.05) {
        return 0.0;
    }
    const double start = dice(11, window) * 0.8;
    const double length = 0.03 + 0.08 * dice(12, window);
    const double at = static_cast<double>(timeMs % kSpan) / static_cast<double>(kSpan);
    const double progress = (at - start) / length;
    return progress < 0.0 || progress > 1.0 ? 0.0 : 0.55 * std::exp(-2.0 * progress);
}

double HostModel::loadAt(std::int64_t timeMs) const
{
    const double seconds = static_cast<double>(timeMs) / 1'000.0;
    const double daily = 0.5 + 0.5 * std::cos(2.0 * std::numbers::pi * seconds / kDay - m_phase);
    const double drift = 0.04 * std::sin(seconds / 700.0 + 9.0 * m_base);
    const double noise = 0.05 * (dice(20, static_cast<std::uint64_t>(timeMs / 10'000)) - 0.5);
    return std::clamp(m_base + m_swing * daily + drift + noise + incidentAt(timeMs), 0.0, 1.0);
}

double HostModel::loadIntegral(double seconds) const
{
    const double angle = 2.0 * std::numbers::pi / kDay;
    return (m_base + 0.5 * m_swing) * seconds + 0.5 * m_swing / angle * std::sin(angle * seconds - m_phase);
}

double HostModel::gauge(
    std::size_t series, const MetricShape &shape, std::int64_t timeMs, double load, std::int64_t stepMs) const
{
    const double noise = dice(100 + series, static_cast<std::uint64_t>(timeMs / stepMs));
    return toStep(std::max(0.0, shape.offset + shape.gain * load + shape.noise * (noise - 0.5)), shape.step);
}

double HostModel::counter(
    std::size_t series, const MetricShape &shape, std::int64_t timeMs, std::int64_t intervalMs) const
{
    // Counted since a fixed day, so that numbers stay moderate. The noise goes from one interval's to the
    // next one's in a straight line and is less than one interval's growth, so the counter never goes back,
    // however close the rows of a burst are.
    constexpr double kBegin = 1'735'689'600.0;
    const auto interval = static_cast<std::uint64_t>(timeMs / intervalMs);
    const double way = static_cast<double>(timeMs % intervalMs) / static_cast<double>(intervalMs);
    const double noise = (1.0 - way) * dice(100 + series, interval) + way * dice(100 + series, interval + 1);
    const double seconds = static_cast<double>(timeMs) / 1'000.0;
    const double grown =
        shape.offset * (seconds - kBegin) + shape.gain * (loadIntegral(seconds) - loadIntegral(kBegin));
    const double growth = (shape.offset + shape.gain * m_base) * static_cast<double>(intervalMs) / 1'000.0;
    return std::floor(grown + 0.6 * growth * noise);
}

series::Block HostModel::rows(const Catalog &catalog, const RowSpan &span, std::int64_t intervalMs) const
{
    series::Block block;
    std::vector<double> loads;
    for (int row = 0; row < span.count; ++row) {
        block.times.push_back(span.firstMs + row * span.stepMs);
        loads.push_back(loadAt(block.times.back()));
    }
    for (std::size_t series = 0; series < catalog.shapes.size(); ++series) {
        const MetricShape &shape = catalog.shapes[series];
        if (span.isBurst && !shape.joinsBursts) {
            continue;
        }
        series::Column column{static_cast<std::uint32_t>(series), {}};
        bool hasSample = false;
        column.values.reserve(loads.size());
        for (std::size_t row = 0; row < loads.size(); ++row) {
            const std::int64_t time = block.times[row];
            const bool isDue = time / intervalMs % shape.everyRows == 0;
            hasSample = hasSample || isDue;
            column.values.push_back(!isDue ? series::kAbsent
                    : shape.isCounter      ? counter(series, shape, time, intervalMs)
                                           : gauge(series, shape, time, loads[row], span.stepMs));
        }
        if (hasSample) {
            block.columns.push_back(std::move(column));
        }
    }
    return block;
}

} // namespace qd::fleet
