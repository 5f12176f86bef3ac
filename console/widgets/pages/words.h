// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/presenters/panel.h"
#include "shared/model/hostcounts.h"
#include "console/widgets/charts/chartdata.h"
#include "console/widgets/controls/viewstate.h"
#include "shared/model/host.h"
#include "shared/model/tree.h"

#include <optional>

/// What pages say in words, in one place: titles of panels, states, errors, levels.
namespace qd::console::words {

[[nodiscard]] QString panelTitle(const QString &id);
/// The word for a series of the panel catalogue; the id itself if there is none.
[[nodiscard]] QString seriesWord(const QString &id);
/// "eth0 in": what the legend calls a series.
[[nodiscard]] QString seriesName(const PanelSeries &series);
[[nodiscard]] QString familyTitle(const QString &id);
[[nodiscard]] QString stateWord(HostState state);
[[nodiscard]] QString levelWord(std::optional<TreeLevel> level); ///< nullopt: host
[[nodiscard]] QString errorWord(ErrorCode code);
/// "3 stale · 1 offline · 2 unknown": every host that is not online, so that the numbers add up.
[[nodiscard]] QString problemCounts(const HostCounts &counts, const Formatter &formatter);
/// "2,000 of 100,000 hosts loaded"
[[nodiscard]] QString hostsLoaded(int loaded, int expected, const Formatter &formatter);
/// "updated 4 min ago".
[[nodiscard]] QString updated(TimeMs when, TimeMs now, const Formatter &formatter);

/// The state of a view in words.
/// @param isFresh  false: what is shown is old, whatever its source says
/// @param lastContact  since when, if the source itself does not know
/// @param empty    why there may be nothing
[[nodiscard]] ViewState viewState(const SourceView &view, bool isFresh, TimeMs lastContact, TimeMs now,
    const Formatter &formatter, const QString &empty);

[[nodiscard]] ChartData chartData(const PanelData &data);

} // namespace qd::console::words
