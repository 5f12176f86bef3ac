// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/gaps.h"

#include <algorithm>
#include <cmath>

namespace qd::console::gaps {

using namespace std::chrono_literals;

namespace {

/// The agent says its uptime every 30 s, so the first word after a silence may be that much later.
constexpr std::chrono::milliseconds kUptimeReach{90'000};
/// Uptime is told in whole seconds, and clocks of host and server differ a little.
constexpr std::chrono::milliseconds kStartSlack{5'000};

[[nodiscard]] TimeMs fromMs(double ms)
{
    return fromUnixMs(static_cast<std::int64_t>(std::llround(ms)));
}

[[nodiscard]] TimeMs fromSeconds(double seconds)
{
    return fromMs(seconds * 1000.0);
}

[[nodiscard]] std::chrono::milliseconds overlap(const PanelGap &a, const PanelGap &b)
{
    return std::max(0ms, std::min(a.to, b.to) - std::max(a.from, b.from));
}

} // namespace

QList<PanelGap> silences(const QList<QPointF> &newest, std::chrono::milliseconds limit)
{
    QList<PanelGap> found;
    for (qsizetype i = 0; i < newest.size(); ++i) {
        const TimeMs last = fromSeconds(newest[i].y());
        if (!std::isfinite(newest[i].y()) || fromMs(newest[i].x()) - last <= limit) {
            continue;
        }
        qsizetype next = i + 1;
        while (next < newest.size() && !(newest[next].y() > newest[i].y())) {
            ++next;
        }
        const bool isOver = next < newest.size();
        found.append({last, isOver ? fromSeconds(newest[next].y()) : kOpenEnd, GapCause::Unknown});
        if (!isOver) {
            break;
        }
        i = next - 1;
    }
    return found;
}

QList<PanelGap> withRestarts(QList<PanelGap> silent, const QList<QPointF> &starts)
{
    for (PanelGap &gap : silent) {
        if (gap.to == kOpenEnd) {
            continue;
        }
        const bool hasRestarted = std::ranges::any_of(starts, [&](const QPointF &start) {
            const TimeMs said = fromMs(start.x());
            return said >= gap.to && said <= gap.to + kUptimeReach
                && fromSeconds(start.y()) > gap.from + kStartSlack;
        });
        gap.cause = hasRestarted ? GapCause::AgentDown : gap.cause;
    }
    return silent;
}

QList<PanelGap> positiveSpans(const QList<QPointF> &points, std::chrono::milliseconds step, GapCause cause)
{
    QList<PanelGap> found;
    for (const QPointF &point : points) {
        if (!(point.y() > 0.0)) {
            continue;
        }
        const TimeMs at = fromMs(point.x());
        if (!found.isEmpty() && at - step <= found.last().to) {
            found.last().to = at;
        } else {
            found.append({at - step, at, cause});
        }
    }
    return found;
}

bool isCarriedOn(const QList<PanelGap> &silent, TimeMs time, std::chrono::milliseconds step)
{
    return std::ranges::any_of(
        silent, [&](const PanelGap &gap) { return time > gap.from + step && time < gap.to; });
}

QList<PanelGap> between(
    const QList<double> &instants, std::chrono::milliseconds step, const QList<PanelGap> &known)
{
    QList<PanelGap> found;
    for (qsizetype i = 1; i < instants.size(); ++i) {
        if (instants[i] - instants[i - 1] > 1.5 * static_cast<double>(step.count())) {
            found.append({fromMs(instants[i - 1]), fromMs(instants[i]), GapCause::Unknown});
        }
    }
    // What comes after the last point is a gap only if something tells that there should be more.
    const auto open = std::ranges::find(known, kOpenEnd, &PanelGap::to);
    if (open != known.cend() && !instants.isEmpty()) {
        found.append({fromMs(instants.back()), kOpenEnd, open->cause});
    }
    for (PanelGap &gap : found) {
        std::chrono::milliseconds most{0};
        for (const PanelGap &reason : known) {
            const std::chrono::milliseconds covered =
                gap.to == kOpenEnd && reason.to == kOpenEnd ? 24h * 365 : overlap(gap, reason);
            if (covered > most && reason.cause != GapCause::Unknown) {
                most = covered;
                gap.cause = reason.cause;
            }
        }
    }
    return found;
}

} // namespace qd::console::gaps
