// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/push/livewindow.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace qd::backend::push {

namespace {

constexpr std::int64_t kMinStepMs = 1000;
constexpr std::int64_t kMaxSteps = 11'000;
constexpr std::int64_t kMaxWindowMs = 366LL * 86'400'000;
/// Samples come at most this late in ordinary life: an agent's interval, its retry and the group commit. What
/// comes later still is seen with the next full evaluation.
constexpr std::int64_t kSettleMs = 30'000;
constexpr std::int64_t kFullEveryMs = 60'000;
/// A viewer hears at least this often that the answer still holds.
constexpr std::int64_t kHeartbeatMs = 5000;

std::int64_t floorTo(std::int64_t time, std::int64_t step)
{
    return time - ((time % step) + step) % step;
}

/// Bits, because NaN is a value that may stay the same.
bool isSame(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

std::size_t commonPrefix(const Points &a, const Points &b, std::size_t offsetInA)
{
    std::size_t i = 0;
    while (offsetInA + i < a.times.size() && i < b.times.size() && a.times[offsetInA + i] == b.times[i]
        && isSame(a.values[offsetInA + i], b.values[i])) {
        ++i;
    }
    return i;
}

protocol::SeriesPoints slice(
    const Labels &labels, const std::string &unit, const Points &points, std::size_t from)
{
    const auto offset = static_cast<std::ptrdiff_t>(from);
    return {labels, unit, {points.times.begin() + offset, points.times.end()},
        {points.values.begin() + offset, points.values.end()}};
}

} // namespace

Result<void> validate(const WatchSpec &spec)
{
    const auto wrong = [](const char *field, const char *reason) {
        return failure(ErrorCode::InvalidInput, std::string(field) + " " + reason, {{"field", field}});
    };
    if (spec.promql.empty()) {
        return wrong("promql", "is empty");
    }
    if (spec.windowMs < 0 || spec.windowMs > kMaxWindowMs) {
        return wrong("windowMs", "has to be from 0 to 366 days");
    }
    if (spec.stepMs < kMinStepMs) {
        return wrong("stepMs", "has to be at least 1000");
    }
    if (spec.windowMs / spec.stepMs > kMaxSteps) {
        return wrong("stepMs", "makes more than 11,000 steps of the window");
    }
    if (spec.maxPoints < 0) {
        return wrong("maxPoints", "must not be negative");
    }
    return {};
}

LiveWindow::LiveWindow(WatchSpec spec)
    : m_spec(std::move(spec))
    , m_bucketMs(bucketFor(m_spec.windowMs, m_spec.stepMs, m_spec.maxPoints))
{
}

promql::EvalParams LiveWindow::plan(std::int64_t nowMs)
{
    if (m_spec.windowMs == 0) {
        m_plan = promql::EvalParams::instant(nowMs);
        return m_plan;
    }
    const std::int64_t end = floorTo(nowMs, m_spec.stepMs);
    std::int64_t start = floorTo(nowMs - m_spec.windowMs, m_spec.stepMs);
    const bool isTail = m_hasAnswer && nowMs < m_nextFullMs && nowMs >= m_evaluatedAtMs;
    if (isTail) {
        const std::int64_t settle = std::max<std::int64_t>(kSettleMs, 2LL * m_spec.stepMs);
        start = std::max(start, floorTo(m_evaluatedAtMs - settle, m_spec.stepMs));
    } else {
        m_nextFullMs = nowMs + kFullEveryMs;
    }
    m_plan = promql::EvalParams::range(start, end, m_spec.stepMs);
    return m_plan;
}

void LiveWindow::merge(const QueryAnswer &answer, std::int64_t nowMs)
{
    if (m_spec.windowMs == 0) {
        m_series.clear();
    } else {
        cutFrom(m_plan.startMs);
    }
    if (const auto *vector = std::get_if<promql::Vector>(&answer.value)) {
        mergeVector(*vector);
    } else if (const auto *matrix = std::get_if<promql::Matrix>(&answer.value)) {
        mergeMatrix(*matrix);
    } else if (const auto *scalar = std::get_if<promql::Scalar>(&answer.value)) {
        mergeVector({scalar->timeMs, {{{}, {}, scalar->value}}});
    }
    m_hasAnswer = true;
    m_evaluatedAtMs = nowMs;
    m_newestSample = answer.newestSample;
    m_resolution = resolutionName(answer.resolution, m_bucketMs, m_spec.stepMs);
    slide();
}

void LiveWindow::mergeNewest(const QueryAnswer &answer)
{
    const std::int64_t newest = toUnixMs(answer.newestSample);
    if (newest <= m_plan.endMs) {
        return; // nothing since the last step
    }
    m_newestSample = std::max(m_newestSample, answer.newestSample);
    if (const auto *vector = std::get_if<promql::Vector>(&answer.value)) {
        mergeVector({newest, vector->samples});
    } else if (const auto *scalar = std::get_if<promql::Scalar>(&answer.value)) {
        mergeVector({newest, {{{}, {}, scalar->value}}});
    }
}

std::optional<std::int64_t> LiveWindow::newestInstant() const
{
    if (m_spec.windowMs == 0 || m_evaluatedAtMs <= m_plan.endMs) {
        return std::nullopt;
    }
    return m_evaluatedAtMs;
}

void LiveWindow::mergeVector(const promql::Vector &vector)
{
    for (const promql::VectorSample &sample : vector.samples) {
        Series &series = m_series[sample.labels];
        series.unit = sample.unit;
        series.points.times.push_back(vector.timeMs);
        series.points.values.push_back(sample.value);
    }
}

void LiveWindow::mergeMatrix(const promql::Matrix &matrix)
{
    for (const promql::MatrixSeries &fresh : matrix.series) {
        Series &series = m_series[fresh.labels];
        series.unit = fresh.unit;
        series.points.times.insert(series.points.times.end(), fresh.times.begin(), fresh.times.end());
        series.points.values.insert(series.points.values.end(), fresh.values.begin(), fresh.values.end());
    }
}

void LiveWindow::cutFrom(std::int64_t time)
{
    for (auto &[labels, series] : m_series) {
        const auto keep = std::lower_bound(series.points.times.begin(), series.points.times.end(), time)
            - series.points.times.begin();
        series.points.times.resize(static_cast<std::size_t>(keep));
        series.points.values.resize(static_cast<std::size_t>(keep));
    }
}

void LiveWindow::slide()
{
    if (m_spec.windowMs > 0) {
        const std::int64_t start = floorTo(m_evaluatedAtMs - m_spec.windowMs, m_spec.stepMs);
        for (auto &[labels, series] : m_series) {
            const auto drop = std::lower_bound(series.points.times.begin(), series.points.times.end(), start)
                - series.points.times.begin();
            series.points.times.erase(series.points.times.begin(), series.points.times.begin() + drop);
            series.points.values.erase(series.points.values.begin(), series.points.values.begin() + drop);
        }
    }
    std::erase_if(m_series, [](const auto &entry) { return entry.second.points.times.empty(); });
}

LiveWindow::SeriesMap LiveWindow::thinned() const
{
    if (m_spec.windowMs == 0 || m_bucketMs == m_spec.stepMs) {
        return m_series;
    }
    SeriesMap thin;
    for (const auto &[labels, series] : m_series) {
        thin.emplace(labels, Series{series.unit, minMax(series.points, m_bucketMs)});
    }
    return thin;
}

protocol::QueryResult LiveWindow::header(bool isFull) const
{
    protocol::QueryResult result;
    result.isFull = isFull;
    result.evaluatedAt = fromUnixMs(m_evaluatedAtMs);
    result.newestSample = m_newestSample;
    result.windowStart = m_spec.windowMs == 0 ? 0 : floorTo(m_evaluatedAtMs - m_spec.windowMs, m_spec.stepMs);
    result.resolution = m_resolution;
    return result;
}

std::optional<protocol::QueryResult> LiveWindow::takeUpdate(std::int64_t nowMs)
{
    SeriesMap now = thinned();
    const std::int64_t windowStart = header(false).windowStart;
    protocol::QueryResult result = header(m_toldAtMs == 0);
    for (const auto &[labels, told] : m_told) {
        // Sliding out is told by windowStart; anything else that is missing can only be told by sending all.
        const bool slidOut = m_spec.windowMs > 0 && told.points.times.back() < windowStart;
        if (!slidOut && !now.contains(labels)) {
            result.isFull = true;
        }
    }
    for (const auto &[labels, series] : now) {
        const auto told = m_told.find(labels);
        if (result.isFull || told == m_told.end() || told->second.unit != series.unit) {
            result.series.push_back(slice(labels, series.unit, series.points, 0));
            continue;
        }
        const Points &old = told->second.points;
        if (m_spec.windowMs == 0) {
            if (!isSame(old.values.front(), series.points.values.front())) {
                result.series.push_back(slice(labels, series.unit, series.points, 0));
            }
            continue;
        }
        const auto slid = static_cast<std::size_t>(
            std::lower_bound(old.times.begin(), old.times.end(), series.points.times.front())
            - old.times.begin());
        const std::size_t same = commonPrefix(old, series.points, slid);
        if (slid + same < old.times.size() || same < series.points.times.size()) {
            // One point that both know goes along: from it on the viewer replaces what it has.
            result.series.push_back(slice(labels, series.unit, series.points, same == 0 ? 0 : same - 1));
        }
    }
    const bool hasNews = result.isFull || !result.series.empty() || m_newestSample != m_toldNewest
        || nowMs - m_toldAtMs >= kHeartbeatMs || nowMs < m_toldAtMs;
    if (!hasNews) {
        return std::nullopt;
    }
    m_told = std::move(now);
    m_toldAtMs = nowMs;
    m_toldNewest = m_newestSample;
    return result;
}

protocol::QueryResult LiveWindow::full() const
{
    protocol::QueryResult result = header(true);
    for (const auto &[labels, series] : m_told) {
        result.series.push_back(slice(labels, series.unit, series.points, 0));
    }
    return result;
}

std::vector<protocol::SeriesPoints> toSeries(
    const promql::Value &value, std::int64_t bucketMs, std::int64_t stepMs)
{
    std::vector<protocol::SeriesPoints> series;
    if (const auto *matrix = std::get_if<promql::Matrix>(&value)) {
        for (const promql::MatrixSeries &each : matrix->series) {
            Points points{each.times, each.values};
            if (bucketMs != stepMs) {
                points = minMax(points, bucketMs);
            }
            series.push_back({each.labels, each.unit, std::move(points.times), std::move(points.values)});
        }
    } else if (const auto *vector = std::get_if<promql::Vector>(&value)) {
        for (const promql::VectorSample &sample : vector->samples) {
            series.push_back({sample.labels, sample.unit, {vector->timeMs}, {sample.value}});
        }
    } else if (const auto *scalar = std::get_if<promql::Scalar>(&value)) {
        series.push_back({{}, {}, {scalar->timeMs}, {scalar->value}});
    }
    return series;
}

std::string resolutionName(Resolution resolution, std::int64_t bucketMs, std::int64_t stepMs)
{
    return bucketMs == stepMs ? std::string(toString(resolution))
                              : "minmax " + std::to_string(bucketMs / 1000) + "s";
}

} // namespace qd::backend::push
