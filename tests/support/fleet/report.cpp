// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleet/report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace qd::fleet {

namespace {

constexpr double kSmallestMs = 0.1;
constexpr double kWidth = 1.06;

} // namespace

void Report::acknowledged(std::uint64_t samples, std::chrono::microseconds latency)
{
    const double ms = std::max(kSmallestMs, static_cast<double>(latency.count()) / 1'000.0);
    const auto index = static_cast<std::size_t>(std::log(ms / kSmallestMs) / std::log(kWidth));
    ++m_latencies[std::min(index, m_latencies.size() - 1)];
    ++m_blocks;
    m_samples += samples;
}

double Report::quantileMs(double quantile) const
{
    const double wanted = quantile * static_cast<double>(m_blocks);
    double seen = 0.0;
    for (std::size_t i = 0; i < m_latencies.size(); ++i) {
        seen += static_cast<double>(m_latencies[i]);
        if (seen >= wanted && seen > 0.0) {
            return kSmallestMs * std::pow(kWidth, static_cast<double>(i) + 1.0);
        }
    }
    return 0.0;
}

std::string Report::toJson(int hosts, int connected, std::chrono::duration<double> elapsed) const
{
    std::array<char, 512> text{};
    std::snprintf(text.data(), text.size(),
        "{\"hosts\":%d,\"connected\":%d,\"seconds\":%.1f,\"blocksAcked\":%llu,\"samplesAcked\":%llu,"
        "\"samplesPerSecond\":%.0f,\"samplesRefused\":%llu,\"reconnects\":%llu,\"ackP50Ms\":%.1f,"
        "\"ackP99Ms\":%.1f}",
        hosts, connected, elapsed.count(), static_cast<unsigned long long>(m_blocks),
        static_cast<unsigned long long>(m_samples),
        static_cast<double>(m_samples) / std::max(0.001, elapsed.count()),
        static_cast<unsigned long long>(m_samplesRefused), static_cast<unsigned long long>(m_reconnects),
        quantileMs(0.5), quantileMs(0.99));
    return text.data();
}

} // namespace qd::fleet
