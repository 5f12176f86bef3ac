// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <string>

namespace qd::fleet {

/// What was acknowledged, and how fast. Latencies are kept in classes of 6 % width from 0.1 ms to 100 s.
class Report
{
public:
    void acknowledged(std::uint64_t samples, std::chrono::microseconds latency);
    void refused(std::uint64_t samples) { m_samplesRefused += samples; }
    void reconnected() { ++m_reconnects; }

    [[nodiscard]] std::uint64_t samples() const { return m_samples; }

    /// One line of JSON. Rates are over the given time, latencies in ms.
    [[nodiscard]] std::string toJson(int hosts, int connected, std::chrono::duration<double> elapsed) const;

private:
    [[nodiscard]] double quantileMs(double quantile) const;

    std::array<std::uint64_t, 256> m_latencies{};
    std::uint64_t m_blocks = 0;
    std::uint64_t m_samples = 0;
    std::uint64_t m_samplesRefused = 0;
    std::uint64_t m_reconnects = 0;
};

} // namespace qd::fleet
