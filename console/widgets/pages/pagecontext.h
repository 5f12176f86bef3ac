// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/shellpresenter.h"

#include <QPoint>

#include <functional>

namespace qd::console {

class ThemeController;
class TimeContext;

/// What every page gets from the window.
struct PageContext
{
    ThemeController &themes;
    TimeContext &time;
    std::function<void(const Location &)> goTo;
    std::function<TimeMs()> now;
    /// The menu of the commands about Page::subject(), at a point of the screen.
    std::function<void(const QPoint &)> openMenu;
};

} // namespace qd::console
