// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/ids.h"
#include "shared/base/result.h"
#include "shared/model/labels.h"
#include "shared/model/metric.h"
#include "shared/promql/source.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qd::backend {

/// In which form samples were read. Roll-ups hold one point per bucket, stamped with the end of the bucket.
enum class Resolution : std::uint8_t { Raw, FiveMinutes, OneHour };

/// "raw", "5m" or "1h", as QueryResult names it.
[[nodiscard]] std::string_view toString(Resolution resolution);

/// The newest data of a host and the hops that it took (all times that of its newest block).
struct HostProgress
{
    HostId host;
    TimeMs newestSample; ///< sender's clock
    TimeMs sentAt; ///< sender's clock
    std::int32_t clockOffsetMs = 0;
    TimeMs receivedAt; ///< backend's clock
    TimeMs committedAt; ///< backend's clock

    bool operator==(const HostProgress &) const = default;
};

struct MetricMetadata
{
    std::string name;
    std::string unit;
    MetricKind kind = MetricKind::Gauge;

    bool operator==(const MetricMetadata &) const = default;
};

/// Both ends included.
struct TimeRange
{
    std::int64_t startMs = 0;
    std::int64_t endMs = 0;
};

/// Which series an endpoint asks about: those that meet all matchers of at least one of the selectors; no
/// selector means every series.
struct SeriesSelection
{
    std::vector<std::vector<promql::Matcher>> selectors;
    std::optional<TimeRange>
        during; ///< only those with a sample in it; none: every series that there ever was
    std::size_t limit = 100'000; ///< more matching series are an InvalidInput error with context "limit"
};

/// Reads for one evaluation. Not for use by two threads at once.
class MetricSource : public promql::Source
{
public:
    /// The coarsest resolution that a select() of this source has used so far.
    [[nodiscard]] virtual Resolution resolution() const = 0;
    /// Of the series that took part so far; epoch if none.
    [[nodiscard]] virtual TimeMs newestSample() const = 0;
};

/// The read side of the metric store. Every function may be called from any thread; only sources touch the
/// database, and selections with a time range, which may block for the query timeout.
class MetricStore
{
public:
    /// Called after each COMMIT with the hosts that got samples, from the store's writer thread: must be
    /// short.
    using CommitObserver = std::function<void(std::span<const HostProgress>)>;

    virtual ~MetricStore() = default;

    /// @param interrupt  asked while a select() waits for the database, perhaps in two threads at once; ends
    /// it
    ///                   with Cancelled or Timeout
    [[nodiscard]] virtual std::unique_ptr<MetricSource> openSource(
        std::function<promql::Interrupt()> interrupt = {}) const = 0;

    /// Ascending, unique. @errors InvalidInput: a matcher that does not compile, too many series; with a time
    ///     range Timeout and Unavailable, too
    [[nodiscard]] virtual Result<std::vector<std::string>> labelNames(
        const SeriesSelection &selection) const = 0;
    /// Ascending, unique. @errors as labelNames()
    [[nodiscard]] virtual Result<std::vector<std::string>> labelValues(
        std::string_view label, const SeriesSelection &selection) const = 0;
    /// Each label set once, in any order. @errors as labelNames()
    [[nodiscard]] virtual Result<std::vector<Labels>> seriesMatching(
        const SeriesSelection &selection) const = 0;

    /// Every metric name that was ever registered, ascending.
    [[nodiscard]] virtual std::vector<MetricMetadata> metadata() const = 0;

    /// Empty if the host never sent a sample, as far as head and packs know.
    [[nodiscard]] virtual std::optional<HostProgress> progress(HostId host) const = 0;
    [[nodiscard]] virtual std::vector<HostProgress> allProgress() const = 0;

    /// @return a number for removeObserver()
    virtual int addObserver(CommitObserver observer) = 0;
    /// Blocks until a running call of the observer has returned; not to be called from an observer.
    virtual void removeObserver(int observer) = 0;
};

} // namespace qd::backend
