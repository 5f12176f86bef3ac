// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/series/block.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>

namespace qd::bench {

class Stopwatch
{
public:
    [[nodiscard]] double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

/// The series of one simulated host: what a Linux machine's 200 metrics do, from constants and idle counters
/// to busy counters, memory in pages and percentages with two decimals. Fixed by its seed.
class HostSeries
{
public:
    explicit HostSeries(std::uint64_t seed)
        : m_random(seed)
    {
        for (std::size_t i = 0; i < kSeries; ++i) {
            const Kind kind = kindOf(i);
            m_series.push_back({kind, start(kind), std::exp(uniform() * 9)});
        }
    }

    static constexpr std::size_t kSeries = 200;

    /// The next row's value of a series.
    double next(std::size_t index)
    {
        Series &series = m_series[index];
        switch (series.kind) {
        case Kind::Constant:
            break;
        case Kind::Rare:
            series.value += uniform() < 0.01 ? std::floor(normal() * 3) : 0;
            break;
        case Kind::IdleCounter:
            series.value += uniform() < 0.02 ? 1 + std::floor(uniform() * 5) : 0;
            break;
        case Kind::CpuCounter:
            series.value += std::floor(std::max(0.0, series.rate / 40 * (1 + normal() * 0.2)));
            break;
        case Kind::NetworkCounter:
            series.value += std::floor(series.rate * 100 * std::exp(normal() * 0.5));
            break;
        case Kind::DiskCounter:
            series.value += uniform() < 0.4 ? std::floor(std::exp(uniform() * 8)) * 4096 : 0;
            break;
        case Kind::Memory:
            series.value = std::max(0.0, series.value + std::floor(normal() * series.rate / 20) * 4096);
            break;
        case Kind::Percent:
            series.value = std::clamp(series.value + normal() * 0.4, 0.0, 100.0);
            return std::round((series.value + std::fabs(normal())) * 100) / 100;
        case Kind::Load:
            series.value = std::max(0.0, series.value + normal() * 0.1);
            return std::round(series.value * 100) / 100;
        case Kind::Connections:
            series.value =
                uniform() < 0.6 ? std::max(0.0, series.value + std::floor(normal() * 4)) : series.value;
            break;
        }
        return series.value;
    }

    /// Rows of all series, 10 s apart with some milliseconds of jitter.
    series::Block block(std::int64_t firstMs, std::size_t rows)
    {
        series::Block block;
        for (std::size_t row = 0; row < rows; ++row) {
            block.times.push_back(firstMs + static_cast<std::int64_t>(row) * 10'000
                + static_cast<std::int64_t>(std::fabs(normal()) * 6));
        }
        for (std::size_t i = 0; i < kSeries; ++i) {
            series::Column column{static_cast<std::uint32_t>(i), {}};
            for (std::size_t row = 0; row < rows; ++row) {
                column.values.push_back(next(i));
            }
            block.columns.push_back(std::move(column));
        }
        return block;
    }

private:
    enum class Kind {
        Constant,
        Rare,
        IdleCounter,
        CpuCounter,
        NetworkCounter,
        DiskCounter,
        Memory,
        Percent,
        Load,
        Connections
    };
    struct Series
    {
        Kind kind;
        double value;
        double rate;
    };

    static Kind kindOf(std::size_t index)
    {
        constexpr std::pair<std::size_t, Kind> kMix[] = {{40, Kind::Constant}, {60, Kind::Rare},
            {90, Kind::IdleCounter}, {106, Kind::CpuCounter}, {126, Kind::NetworkCounter},
            {140, Kind::DiskCounter}, {160, Kind::Memory}, {180, Kind::Percent}, {186, Kind::Load},
            {200, Kind::Connections}};
        for (const auto &[end, kind] : kMix) {
            if (index < end) {
                return kind;
            }
        }
        return Kind::Constant;
    }
    double start(Kind kind)
    {
        switch (kind) {
        case Kind::Constant:
            return uniform() < 0.25 ? 0.0 : std::floor(uniform() * 1e10) * 4096;
        case Kind::NetworkCounter:
            return std::floor(uniform() * 1e12);
        case Kind::CpuCounter:
            return std::floor(uniform() * 1e8);
        case Kind::DiskCounter:
            return std::floor(uniform() * 1e8) * 512;
        case Kind::Memory:
            return std::floor(uniform() * 4e6) * 4096;
        case Kind::Percent:
            return uniform() * 60;
        case Kind::Load:
            return uniform() * 8;
        case Kind::Rare:
        case Kind::IdleCounter:
        case Kind::Connections:
            break;
        }
        return std::floor(uniform() * 1000);
    }
    double uniform() { return std::uniform_real_distribution<>(0.0, 1.0)(m_random); }
    double normal() { return m_normal(m_random); }

    std::mt19937_64 m_random;
    std::normal_distribution<> m_normal;
    std::vector<Series> m_series;
};

} // namespace qd::bench
