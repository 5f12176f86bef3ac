// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/timecontext.h"

#include <algorithm>
#include <cmath>

namespace qd::console {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kMinRange{1000};
constexpr int kLeastSteps = 100; ///< of a live range, when it is chosen
constexpr milliseconds kMaxRange{std::chrono::hours(24 * 365 * 10)};

milliseconds scaled(milliseconds length, double factor)
{
    return milliseconds(std::llround(static_cast<double>(length.count()) * factor));
}

/// The end of the whole step that contains `now`.
TimeMs stepEnd(TimeMs now, milliseconds step)
{
    const auto since = now.time_since_epoch();
    const auto rest = since % step;
    return rest.count() == 0 ? now : now + (step - rest);
}

} // namespace

TimeContext::TimeContext(QObject *parent)
    : QObject(parent)
{
}

void TimeContext::setRange(const TimeRange &range)
{
    if (range == m_range) {
        return;
    }
    m_range = range;
    Q_EMIT rangeChanged(m_range);
}

void TimeContext::stopLive()
{
    if (m_isLive) {
        m_isLive = false;
        m_isPaused = false;
        Q_EMIT liveChanged();
    }
}

void TimeContext::setLive(milliseconds length, TimeMs now)
{
    if (length < kMinRange) {
        return;
    }
    const bool hadHistory = isZoomed();
    m_history.clear();
    m_liveLength = length;
    m_isPaused = false;
    // The step was chosen for the range before; until a page sets its own it must not reach far ahead.
    m_step = std::clamp(m_step, kMinRange, std::max(kMinRange, length / kLeastSteps));
    const bool wasLive = m_isLive;
    m_isLive = true;
    const TimeMs end = stepEnd(now, m_step);
    setRange({end - length, end});
    if (!wasLive) {
        Q_EMIT liveChanged();
    }
    if (hadHistory) {
        Q_EMIT historyChanged();
    }
}

void TimeContext::setFixed(const TimeRange &range)
{
    if (range.isEmpty()) {
        return;
    }
    const bool hadHistory = isZoomed();
    m_history.clear();
    stopLive();
    setRange(range);
    if (hadHistory) {
        Q_EMIT historyChanged();
    }
}

void TimeContext::zoomTo(const TimeRange &range)
{
    if (range.length() < kMinRange || range.length() > kMaxRange || range == m_range) {
        return;
    }
    m_history.append({m_range, m_isLive});
    if (m_history.size() > kMaxHistory) {
        m_history.removeFirst();
    }
    stopLive();
    setRange(range);
    Q_EMIT historyChanged();
}

void TimeContext::zoomAround(TimeMs centre, double factor)
{
    if (!(factor > 0.0) || !std::isfinite(factor)) {
        return;
    }
    zoomTo({centre - scaled(centre - m_range.from, factor), centre + scaled(m_range.to - centre, factor)});
}

void TimeContext::shift(double share)
{
    const milliseconds by = scaled(m_range.length(), share);
    stopLive();
    setRange({m_range.from + by, m_range.to + by});
}

bool TimeContext::zoomBack()
{
    if (m_history.isEmpty()) {
        return false;
    }
    const Step step = m_history.takeLast();
    if (step.isLive != m_isLive) {
        m_isLive = step.isLive;
        Q_EMIT liveChanged();
    }
    setRange(step.range);
    Q_EMIT historyChanged();
    return true;
}

bool TimeContext::resetZoom()
{
    if (m_history.isEmpty()) {
        return false;
    }
    m_history.resize(1);
    return zoomBack();
}

void TimeContext::setPaused(bool paused)
{
    if (paused == m_isPaused) {
        return;
    }
    m_isPaused = paused;
    Q_EMIT liveChanged();
}

void TimeContext::hold()
{
    if (m_holds++ == 0) {
        Q_EMIT liveChanged();
    }
}

void TimeContext::release()
{
    Q_ASSERT(m_holds > 0);
    if (--m_holds == 0) {
        Q_EMIT liveChanged();
    }
}

void TimeContext::setStep(milliseconds step)
{
    if (step.count() > 0) {
        m_step = step;
    }
}

void TimeContext::advance(TimeMs now)
{
    if (!m_isLive || isPaused()) {
        return;
    }
    const TimeMs end = stepEnd(now, m_step);
    setRange({end - m_range.length(), end});
}

void TimeContext::setCursor(std::optional<TimeMs> time, const QObject *source)
{
    if (time == m_cursor && source == m_cursorSource) {
        return;
    }
    m_cursor = time;
    m_cursorSource = time ? source : nullptr;
    Q_EMIT cursorChanged();
}

} // namespace qd::console
