// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/shellpresenter.h"

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
};

} // namespace qd::console
