// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/model/labels.h"
#include "shared/model/metric.h"
#include "shared/promql/matcher.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qd::promql {

/// Marks the end of a series in the stored values, as the exposition format's senders write it.
inline constexpr std::uint64_t kStaleNanBits = 0x7ff0'0000'0000'0002ULL;

/// Why a running evaluation has to end early.
enum class Interrupt : std::uint8_t { None, Cancelled, TimedOut };

/// What one evaluation may cost. Each exceeded limit is an InvalidInput error that names the limit ("limit"
/// in its context), an interrupt is Cancelled or Timeout.
struct Limits
{
    std::size_t maxSeries = 100'000; ///< per selector
    std::size_t maxSamples = 50'000'000; ///< read and produced, summed over the whole evaluation
    std::size_t maxSteps = 11'000; ///< evaluation steps of the query itself

    /// Asked every few thousand series or cells, from the evaluating thread; must be cheap. The core has no
    /// clock, so a deadline is the caller's business.
    std::function<Interrupt()> interrupt;
};

/// What a selector needs. Times are UTC ms, both ends inclusive, already widened by lookback, range and
/// offset.
struct SelectRequest
{
    std::span<const Matcher> matchers; ///< all have to hold; the metric name is the matcher of "__name__"
    std::int64_t startMs = 0;
    std::int64_t endMs = 0;

    std::int64_t stepMs = 0; ///< distance of the evaluation steps; 0 for one instant
    std::int64_t rangeMs =
        0; ///< of a range selector (`[5m]`), else 0: only the newest sample per step counts

    std::string_view
        function; ///< innermost function or aggregation around the selector ("rate", "sum"), else empty
    bool by = false; ///< grouping is of by(...); otherwise of without(...) or there is none
    std::span<const std::string> grouping; ///< of the aggregation directly around the selector

    std::size_t maxSeries =
        std::numeric_limits<std::size_t>::max(); ///< more need not be returned: it is an error
    std::size_t maxSamples = std::numeric_limits<std::size_t>::max(); ///< what is left of Limits::maxSamples
};

/// One series as two columns of equal length.
struct SeriesSamples
{
    Labels labels; ///< with __name__
    std::string unit; ///< as in SeriesDescription; may be empty
    MetricKind kind = MetricKind::Gauge;
    std::vector<std::int64_t> times; ///< UTC ms, strictly ascending
    std::vector<double> values; ///< stale markers (kStaleNanBits) included; no cell is series::kAbsent
};

/// Where samples come from: head and packs in the backend, an incident file in the console, a vector in
/// tests. Called from the evaluating thread only, several times in one evaluation. May block as long as its
/// owner's interrupt allows.
class Source
{
public:
    virtual ~Source() = default;

    /// All series that match, each once, in any order; a series without a sample in the span may be left out.
    /// Samples outside the span are allowed but wasteful.
    [[nodiscard]] virtual Result<std::vector<SeriesSamples>> select(const SelectRequest &request) = 0;
};

} // namespace qd::promql
