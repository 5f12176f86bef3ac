// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <QList>
#include <QPointF>

#include <chrono>
#include <cstdint>

/// Spans in which nothing was measured, and why, from what the host tells about itself. Pure functions.
namespace qd::console {

enum class GapCause : std::uint8_t {
    Unknown, ///< nothing tells why
    AgentDown, ///< the agent started again afterwards
    NotConnected, ///< lasts; the host has no session
    CollectorOff, ///< the agent ran, this collector did not
    CollectorFailed, ///< the collector counted errors
    Late, ///< lasts; the host is there, its samples are not
};

/// From the last sample before to the first one after; `to` is kOpenEnd while it lasts.
struct PanelGap
{
    TimeMs from{};
    TimeMs to{};
    GapCause cause = GapCause::Unknown;
    bool operator==(const PanelGap &) const = default;
};

inline constexpr TimeMs kOpenEnd = TimeMs::max();

namespace gaps {

/// Where something that reports all the time said nothing for longer than `limit`.
/// @param newest  x = an instant (UTC ms, ascending), y = time of the newest report then (seconds since
/// 1970).
///                An instant without a report in reach is absent
/// @return spans from report to report, without cause; the last one is open if it is silent still
[[nodiscard]] QList<PanelGap> silences(const QList<QPointF> &newest, std::chrono::milliseconds limit);

/// Tells outages of the agent: a silence after which it says that it started later than the silence began.
/// @param starts  x = an instant (UTC ms), y = start of the agent as it said then (seconds since 1970)
[[nodiscard]] QList<PanelGap> withRestarts(QList<PanelGap> silent, const QList<QPointF> &starts);

/// Neighbouring instants with a value above zero as spans, each from a step before its first.
[[nodiscard]] QList<PanelGap> positiveSpans(
    const QList<QPointF> &points, std::chrono::milliseconds step, GapCause cause);

/// True if a step at `time` holds only what was carried on from before a silence. A step holds the samples
/// before it, so the one that holds the last sample ends up to a step later.
[[nodiscard]] bool isCarriedOn(const QList<PanelGap> &silent, TimeMs time, std::chrono::milliseconds step);

/// Spans without any point that are longer than 1.5 steps, inside the data and after it; with the cause of
/// the known span that covers most of each.
/// @param instants  of all points, ascending
/// @param known     what is known about the host or its collector, in any order
[[nodiscard]] QList<PanelGap> between(
    const QList<double> &instants, std::chrono::milliseconds step, const QList<PanelGap> &known);

} // namespace gaps

} // namespace qd::console
