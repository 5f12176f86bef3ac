// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/commands/appcontext.h"
#include "console/presenters/palettepresenter.h"
#include "console/presenters/timetext.h"

#include <QObject>

class QWidget;

namespace qd::console {

class CommandPalette;
class CommandRegistry;
class ExplorerPresenter;
class KeyHelp;
class NoticeList;
class PageArea;
class Popover;
class ShellPresenter;
class ThemeController;
class TimePicker;

/// What floats above a window and is opened by a key: command palette, time picker, key help and
/// notifications. At most one is of use at a time; each closes itself when it has been answered.
class WindowOverlays final : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive the overlays.
    struct Parts
    {
        ThemeController &themes;
        const CommandRegistry &commands;
        AppContext &context;
        ShellPresenter &shell;
        PalettePresenter &palette;
        PageArea &area;
        ExplorerPresenter &explorer;
    };

    WindowOverlays(const Parts &parts, QWidget *window);

    void open(AppContext::Overlay overlay);
    /// @return false if none was open
    bool closeTopmost();

Q_SIGNALS:
    void timeChosen(const qd::console::TimeChoice &choice);
    void commandChosen(const QString &id);
    /// A text went to the clipboard.
    void copied(const QString &text);

private:
    void openPalette();
    void openTimePicker();
    void openKeyHelp();
    void onPaletteChosen(const PaletteEntry &entry, bool isInWindow);
    [[nodiscard]] std::vector<PaletteEntry> paletteCommands() const;

    const Parts m_parts;
    CommandPalette *m_palette;
    TimePicker *m_timePicker;
    KeyHelp *m_keyHelp;
    NoticeList *m_notices;
    Popover *m_palettePopover;
    Popover *m_timePopover;
    Popover *m_keyPopover;
    Popover *m_noticePopover;
};

} // namespace qd::console
