// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/theme/themecontroller.h"
#include "console/widgets/charts/timecontext.h"

class QWidget;

namespace qd::console::gallery {

/// A whole window made of the widgets, like the overview of a service.
[[nodiscard]] QWidget *overviewScene(ThemeController &themes, TimeContext &time);

/// Every control in every look, and every state of a view.
[[nodiscard]] QWidget *controlsScene(ThemeController &themes, TimeContext &time);

} // namespace qd::console::gallery
