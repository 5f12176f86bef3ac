// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/shellpresenter.h"

#include <QPoint>
#include <QString>

#include <functional>

namespace qd::console {

class ThemeController;
class TimeContext;

/// Something that a page tells for a few seconds, and keeps in the list of notifications.
struct PageMessage
{
    Severity severity = Severity::Info;
    QString text;
    QString detail;
    std::function<void()> undo; ///< takes back what was done; empty: there is nothing to take back
};

/// What every page gets from the window.
struct PageContext
{
    ThemeController &themes;
    TimeContext &time;
    std::function<void(const Location &)> goTo;
    std::function<TimeMs()> now;
    /// The menu of the commands about Page::subject(), at a point of the screen.
    std::function<void(const QPoint &)> openMenu;
    std::function<void(const PageMessage &)> tell = {};
};

} // namespace qd::console
