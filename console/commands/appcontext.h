// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/burstpresenter.h"
#include "console/presenters/shellpresenter.h"
#include "console/presenters/subject.h"
#include "console/presenters/tableaction.h"

#include <QStringList>

namespace qd::console {

class SettingsPresenter;

/// What commands need from the window; the shell implements it and tests fake it.
class AppContext
{
public:
    virtual ~AppContext() = default;

    [[nodiscard]] virtual bool isSignedIn() const = 0;
    [[nodiscard]] virtual bool isLinkLost() const = 0; ///< signed in, but waiting for the server
    /// Last data of a session are shown, read-only.
    [[nodiscard]] virtual bool isOffline() const { return false; }
    [[nodiscard]] virtual Location location() const = 0;
    virtual void goTo(const Location &location) = 0;
    [[nodiscard]] virtual bool canGo(bool isBack) const = 0;
    virtual void go(bool isBack) = 0;
    virtual void selectTab(int index) = 0; ///< 0-based
    virtual void signOut() = 0;
    virtual void retryConnection() = 0;

    virtual void shiftTime(double share) = 0;
    virtual void zoomTime(double factor) = 0;
    [[nodiscard]] virtual bool isTimeZoomed() const = 0;
    virtual void zoomBack() = 0;
    [[nodiscard]] virtual bool isLive() const = 0;
    virtual void togglePause() = 0;
    virtual void goLive() = 0;
    /// What is shown is over: nothing that changes live things makes sense.
    [[nodiscard]] virtual bool isPast() const = 0;
    [[nodiscard]] virtual bool isPlaying() const = 0;
    virtual void togglePlaying() = 0;
    virtual void changeSpeed(bool isFaster) = 0;
    virtual void refresh() = 0;

    enum class Overlay { Palette, TimePicker, KeyHelp, Notifications };
    virtual void open(Overlay overlay) = 0;
    virtual void toggleExplorer() = 0;
    virtual void focusFilter() = 0;
    virtual void cycleRegion(bool isBackward) = 0;
    virtual void toggleFullScreen() = 0;
    virtual void openWindow(const Location &location) = 0;
    /// A window beside the main one.
    [[nodiscard]] virtual bool isDetached() const { return false; }
    virtual void toggleTimeLink() { } ///< detached windows only
    virtual void closeWindow() { } ///< detached windows only
    virtual void toggleStar() = 0;
    virtual void copyRows(bool asCsv) = 0;
    /// The context menu of whatever has the focus.
    virtual void openMenu() = 0;
    virtual void toggleHeatMap() = 0;
    /// Shows one chart over its whole page, or puts it back.
    virtual void maximizeChart() = 0;
    virtual void togglePeriodBefore() = 0;
    /// What the page points at; empty if that is nothing.
    [[nodiscard]] virtual Subject subject() const = 0;
    virtual void copyText(const QString &text) = 0;
    /// A table is held under the pointer although a newer order is known.
    [[nodiscard]] virtual bool isOrderWaiting() const = 0;
    virtual void sortIn() = 0;
    /// The table of the page can do this at the moment.
    [[nodiscard]] virtual bool canDo(TableAction action) const
    {
        Q_UNUSED(action)
        return false;
    }
    /// Called only when it can.
    virtual void doToTable(TableAction action) { Q_UNUSED(action) }
    /// The saved views of the host table, for the palette.
    [[nodiscard]] virtual QStringList tableViews() const { return {}; }
    virtual void openTableView(const QString &name) { Q_UNUSED(name) }

    /// Of the host that was shown last.
    [[nodiscard]] virtual BurstPresenter &burst() const = 0;

    [[nodiscard]] virtual SettingsPresenter &settings() = 0;
    [[nodiscard]] virtual const SettingsPresenter &settings() const = 0;
};

} // namespace qd::console
