// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/query/downsample.h"
#include "backend/api/query/queryservice.h"
#include "shared/protocol/consolemessages.h"

#include <compare>
#include <map>
#include <optional>
#include <string>

namespace qd::backend::push {

/// What is watched. Two consoles with equal specs share one evaluation.
struct WatchSpec
{
    std::string promql;
    std::int64_t windowMs = 0; ///< 0: the newest value of each series
    std::int32_t stepMs = 10'000;
    std::int32_t maxPoints = 0;

    auto operator<=>(const WatchSpec &) const = default;
};

/// @errors InvalidInput (context "field"): an empty expression, a step or window out of range, too many steps
[[nodiscard]] Result<void> validate(const WatchSpec &spec);

/// The sliding window of one subscription: what has to be evaluated, what is known, and what the viewers have
/// not been told yet. Most evaluations cover only the last steps, which late samples may still change; now
/// and then all of it is evaluated anew. Pure; times are UTC ms.
class LiveWindow
{
public:
    explicit LiveWindow(WatchSpec spec);

    /// The evaluation that brings the window up to now.
    [[nodiscard]] promql::EvalParams plan(std::int64_t nowMs);

    /// Takes the answer to the last plan().
    void merge(const QueryAnswer &answer, std::int64_t nowMs);
    /// Steps end on multiples of the step, and a range reads nothing behind its last one. The instant to
    /// evaluate besides, so that a new sample is seen before its step is due; none if the last step is now.
    [[nodiscard]] std::optional<std::int64_t> newestInstant() const;
    /// Takes the values at newestInstant(), stamped with the newest sample; the next merge() replaces them.
    void mergeNewest(const QueryAnswer &answer);

    /// What changed since the last call, or nothing. A series' points replace what the viewer has from the
    /// first of them on. isFull when a series has gone, which points alone cannot tell.
    [[nodiscard]] std::optional<protocol::QueryResult> takeUpdate(std::int64_t nowMs);

    /// Everything as of the last takeUpdate(), for a viewer that has just come or has missed something.
    [[nodiscard]] protocol::QueryResult full() const;

    [[nodiscard]] bool isEmpty() const { return !m_hasAnswer; }

private:
    struct Series
    {
        std::string unit;
        Points points;

        bool operator==(const Series &) const = default;
    };
    using SeriesMap = std::map<Labels, Series>;

    void mergeVector(const promql::Vector &vector);
    void mergeMatrix(const promql::Matrix &matrix);
    void cutFrom(std::int64_t time);
    void slide();
    [[nodiscard]] SeriesMap thinned() const;
    [[nodiscard]] protocol::QueryResult header(bool isFull) const;

    const WatchSpec m_spec;
    const std::int64_t m_bucketMs;
    promql::EvalParams m_plan;
    bool m_hasAnswer = false;
    std::int64_t m_nextFullMs = 0; ///< when all of the window is evaluated anew
    SeriesMap m_series; ///< as evaluated
    SeriesMap m_told; ///< as the viewers know it
    std::int64_t m_evaluatedAtMs = 0;
    TimeMs m_newestSample;
    std::string m_resolution;
    std::int64_t m_toldAtMs = 0;
    TimeMs m_toldNewest;
};

/// Series and points of an answer as a message has them; a scalar is one series without labels.
[[nodiscard]] std::vector<protocol::SeriesPoints> toSeries(
    const promql::Value &value, std::int64_t bucketMs, std::int64_t stepMs);

/// "raw", "5m", "1h", or "minmax 60s" where points were thinned out.
[[nodiscard]] std::string resolutionName(Resolution resolution, std::int64_t bucketMs, std::int64_t stepMs);

} // namespace qd::backend::push
