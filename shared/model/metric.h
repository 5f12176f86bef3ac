// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"
#include "shared/model/labels.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace qd {

/// One measurement: an instant (UTC, ms) and a number.
struct Sample
{
    TimeMs time;
    double value = 0.0;

    bool operator==(const Sample &) const = default;
};

/// How a metric's values are to be read: a gauge as it is, a counter only through rate() and its kin.
enum class MetricKind : std::uint8_t { Gauge, Counter };

/// What a source says about one of its series when it registers it.
struct SeriesDescription
{
    Labels labels; ///< with __name__; the backend adds `host`
    std::string unit; ///< as in the metric catalogue: percent, bytes, count, ms, ...
    MetricKind kind = MetricKind::Gauge;
    std::int32_t intervalMs = 10'000; ///< how often the source means to send it

    bool operator==(const SeriesDescription &) const = default;
};

inline constexpr std::size_t kMaxMetricName = 127;
inline constexpr std::size_t kMaxLabelName = 127;
inline constexpr std::size_t kMaxLabelValue = 1024;
inline constexpr std::size_t kMaxLabels = 32;

/// Checks names against [A-Za-z0-9._:-] (not starting with a digit; '-' because the catalogue has
/// disk.io.avgqu-sz), lengths and the number of labels (R162, R163).
/// @errors InvalidInput, context "field" and "reason"
[[nodiscard]] Result<void> validate(const SeriesDescription &series);

} // namespace qd
