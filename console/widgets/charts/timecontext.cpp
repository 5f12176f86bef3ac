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
    , m_shared(std::make_shared<Shared>())
{
    m_shared->members.append(this);
}

TimeContext::~TimeContext()
{
    dropOut();
}

void TimeContext::tell(void (TimeContext::*signal)())
{
    // A handler may close a window, and its context with it.
    const std::shared_ptr<Shared> shared = m_shared;
    const QList<QPointer<TimeContext>> members = shared->members;
    for (const QPointer<TimeContext> &member : members) {
        if (member && member->m_shared == shared) {
            Q_EMIT(member->*signal)();
        }
    }
}

void TimeContext::dropOut()
{
    const std::shared_ptr<Shared> shared = m_shared;
    shared->members.removeIf(
        [this](const QPointer<TimeContext> &member) { return !member || member == this; });
    shared->holds -= m_holds;
    if (m_holds > 0 && shared->holds == 0 && !shared->members.isEmpty()) {
        shared->members.first()->tell(&TimeContext::liveChanged);
    }
}

void TimeContext::join(TimeContext &other)
{
    if (other.m_shared == m_shared) {
        return;
    }
    dropOut();
    m_shared = other.m_shared;
    m_shared->members.append(this);
    m_shared->holds += m_holds;
    Q_EMIT rangeChanged(range());
    Q_EMIT liveChanged();
    Q_EMIT historyChanged();
    Q_EMIT cursorChanged();
}

void TimeContext::leave()
{
    if (!isJoined()) {
        return;
    }
    auto alone = std::make_shared<Shared>(*m_shared);
    dropOut();
    alone->members = {this};
    alone->holds = m_holds;
    alone->cursor.reset();
    alone->cursorSource = nullptr;
    m_shared = alone;
    Q_EMIT liveChanged();
    Q_EMIT cursorChanged();
}

void TimeContext::setRange(const TimeRange &range)
{
    if (range == m_shared->range) {
        return;
    }
    m_shared->range = range;
    const std::shared_ptr<Shared> shared = m_shared;
    const QList<QPointer<TimeContext>> members = shared->members;
    for (const QPointer<TimeContext> &member : members) {
        if (member && member->m_shared == shared) {
            Q_EMIT member->rangeChanged(shared->range);
        }
    }
}

void TimeContext::stopLive()
{
    if (m_shared->isLive) {
        m_shared->isLive = false;
        m_shared->isPaused = false;
        tell(&TimeContext::liveChanged);
    }
}

void TimeContext::setLive(milliseconds length, TimeMs now)
{
    if (length < kMinRange) {
        return;
    }
    const bool hadHistory = isZoomed();
    m_shared->history.clear();
    m_shared->isPaused = false;
    // The step was chosen for the range before; until a page sets its own it must not reach far ahead.
    m_shared->step = std::clamp(m_shared->step, kMinRange, std::max(kMinRange, length / kLeastSteps));
    const bool wasLive = m_shared->isLive;
    m_shared->isLive = true;
    m_shared->liveLength = length;
    const TimeMs end = stepEnd(now, m_shared->step);
    setRange({end - length, end});
    if (!wasLive) {
        tell(&TimeContext::liveChanged);
    }
    if (hadHistory) {
        tell(&TimeContext::historyChanged);
    }
}

void TimeContext::setFixed(const TimeRange &range)
{
    if (range.isEmpty()) {
        return;
    }
    const bool hadHistory = isZoomed();
    m_shared->history.clear();
    stopLive();
    setRange(range);
    if (hadHistory) {
        tell(&TimeContext::historyChanged);
    }
}

void TimeContext::zoomTo(const TimeRange &range)
{
    if (range.length() < kMinRange || range.length() > kMaxRange || range == m_shared->range) {
        return;
    }
    m_shared->history.append({m_shared->range, m_shared->isLive});
    if (m_shared->history.size() > kMaxHistory) {
        m_shared->history.removeFirst();
    }
    stopLive();
    setRange(range);
    tell(&TimeContext::historyChanged);
}

void TimeContext::zoomAround(TimeMs centre, double factor)
{
    if (!(factor > 0.0) || !std::isfinite(factor)) {
        return;
    }
    zoomTo({centre - scaled(centre - m_shared->range.from, factor),
        centre + scaled(m_shared->range.to - centre, factor)});
}

void TimeContext::shift(double share)
{
    moveBy(scaled(m_shared->range.length(), share));
}

void TimeContext::moveBy(milliseconds length)
{
    stopLive();
    setRange({m_shared->range.from + length, m_shared->range.to + length});
}

bool TimeContext::zoomBack()
{
    if (m_shared->history.isEmpty()) {
        return false;
    }
    const Step step = m_shared->history.takeLast();
    if (step.isLive != m_shared->isLive) {
        m_shared->isLive = step.isLive;
        tell(&TimeContext::liveChanged);
    }
    setRange(step.range);
    tell(&TimeContext::historyChanged);
    return true;
}

bool TimeContext::resetZoom()
{
    if (m_shared->history.isEmpty()) {
        return false;
    }
    m_shared->history.resize(1);
    return zoomBack();
}

void TimeContext::setPaused(bool paused)
{
    if (paused == m_shared->isPaused) {
        return;
    }
    m_shared->isPaused = paused;
    tell(&TimeContext::liveChanged);
}

void TimeContext::hold()
{
    ++m_holds;
    if (m_shared->holds++ == 0) {
        tell(&TimeContext::liveChanged);
    }
}

void TimeContext::release()
{
    Q_ASSERT(m_holds > 0);
    --m_holds;
    if (--m_shared->holds == 0) {
        tell(&TimeContext::liveChanged);
    }
}

void TimeContext::setStep(milliseconds step)
{
    if (step.count() > 0) {
        m_shared->step = step;
    }
}

void TimeContext::advance(TimeMs now)
{
    if (!m_shared->isLive || isPaused()) {
        return;
    }
    const TimeMs end = stepEnd(now, m_shared->step);
    setRange({end - m_shared->range.length(), end});
}

void TimeContext::setCursor(std::optional<TimeMs> time, const QObject *source)
{
    if (time == m_shared->cursor && source == m_shared->cursorSource) {
        return;
    }
    m_shared->cursor = time;
    m_shared->cursorSource = time ? source : nullptr;
    tell(&TimeContext::cursorChanged);
}

} // namespace qd::console
