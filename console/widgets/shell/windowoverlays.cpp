// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/windowoverlays.h"

#include "console/commands/command.h"
#include "console/models/producttreemodel.h"
#include "console/presenters/explorerpresenter.h"
#include "console/presenters/settingspresenter.h"
#include "console/presenters/shellpresenter.h"
#include "console/theme/themecontroller.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/popover.h"
#include "console/widgets/shell/commandpalette.h"
#include "console/widgets/shell/keyhelp.h"
#include "console/widgets/shell/noticelist.h"
#include "console/widgets/shell/pagearea.h"
#include "console/widgets/shell/timepicker.h"
#include "console/widgets/shell/topbar.h"

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kKeyHelpTop = 56; ///< at 100 %: the top bar stays in sight
constexpr int kEdge = 8; ///< px between an overlay and the edge of its window
const QString kViewPrefix = u"view:"_s; // before the name of a saved view, where a command has its id

} // namespace

WindowOverlays::WindowOverlays(const Parts &parts, QWidget *window)
    : QObject(window)
    , m_parts(parts)
    , m_palette(new CommandPalette(parts.themes, parts.palette))
    , m_timePicker(new TimePicker(parts.themes, [&shell = parts.shell] { return shell.now(); }))
    , m_keyHelp(new KeyHelp(parts.themes))
    , m_notices(new NoticeList(parts.themes, parts.shell))
    , m_palettePopover(new Popover(parts.themes, m_palette, window))
    , m_timePopover(new Popover(parts.themes, m_timePicker, window))
    , m_keyPopover(new Popover(parts.themes, m_keyHelp, window))
    , m_noticePopover(new Popover(parts.themes, m_notices, window))
{
    connect(m_palette, &CommandPalette::chosen, this, &WindowOverlays::onPaletteChosen);
    connect(m_palette, &CommandPalette::dismissed, m_palettePopover, &Popover::close);
    connect(m_timePicker, &TimePicker::zoneChosen, &parts.context.settings(), &SettingsPresenter::setUtc);
    connect(m_timePicker, &TimePicker::chosen, this, [this](const TimeChoice &choice) {
        m_timePopover->close();
        Q_EMIT timeChosen(choice);
    });
    for (Popover *popover : {m_palettePopover, m_timePopover, m_keyPopover, m_noticePopover}) {
        popover->hide();
    }
}

void WindowOverlays::open(AppContext::Overlay overlay)
{
    switch (overlay) {
    case AppContext::Overlay::Palette:
        openPalette();
        return;
    case AppContext::Overlay::TimePicker:
        openTimePicker();
        return;
    case AppContext::Overlay::KeyHelp:
        openKeyHelp();
        return;
    case AppContext::Overlay::Notifications:
        m_noticePopover->openBelow(m_parts.area.topBar()->meAnchor(), true);
        m_notices->open();
        return;
    }
}

bool WindowOverlays::closeTopmost()
{
    for (Popover *popover : {m_palettePopover, m_timePopover, m_keyPopover, m_noticePopover}) {
        if (popover->isVisible()) {
            popover->close();
            return true;
        }
    }
    return false;
}

void WindowOverlays::openPalette()
{
    m_palettePopover->openCentred(m_parts.themes.theme().px(90));
    m_palette->open(paletteCommands());
}

void WindowOverlays::openTimePicker()
{
    m_timePopover->openBelow(m_parts.area.topBar()->timeAnchor(), true);
    const TimeRange range = m_parts.area.time().range();
    m_timePicker->setUtc(m_parts.context.settings().look().isUtc);
    m_timePicker->open(range.from, range.to);
}

void WindowOverlays::openKeyHelp()
{
    const Location::Page page = m_parts.shell.location().page;
    QList<QPair<QString, QString>> keys;
    for (const auto &command : m_parts.commands.commands()) {
        if (!command->shortcuts().isEmpty() && command->isFor(page)
            && command->isForWindow(m_parts.context.isDetached())) {
            QStringList names;
            for (const QKeySequence &sequence : command->shortcuts()) {
                names.append(sequence.toString(QKeySequence::NativeText));
            }
            keys.append({names.join(u"  "_s), command->title()});
        }
    }
    // Keys that belong to a part of the page, not to a command.
    if (page != Location::Page::Settings) {
        keys.append({{u"J  K"_s, tr("Next and previous row")}, {u"X"_s, tr("Select or deselect the row")},
            {u"Shift+J  K"_s, tr("Extend the selection")}, {u"Ctrl+A"_s, tr("Select every row")},
            {u"Enter"_s, tr("Open the row")},
            {tr("Alt+Click", "a key with a click"), tr("Filter by the value of a cell")},
            {tr("Shift+Click", "a key with a click"), tr("Second column to sort by")},
            {u"*"_s, tr("Open one level of the tree")}, {u"Alt+Up"_s, tr("To the parent in the tree")}});
    }
    if (page == Location::Page::Overview || page == Location::Page::Host) {
        keys.append({{u"Ctrl+Left  Right"_s, tr("Cursor to the next sample of the chart")},
            {u"Ctrl+Shift+Left  Right"_s, tr("Stretch a time range; Enter zooms to it")},
            {u"Enter"_s, tr("Pin the values at the cursor of the chart")},
            {u"Alt+Enter"_s, tr("The chart as a table")}});
    }
    keys.append({u"Esc"_s, tr("Close what is on top")});
    const int top = m_parts.themes.theme().px(kKeyHelpTop);
    const QSize window = static_cast<QWidget *>(parent())->size();
    m_keyHelp->setKeys(keys, window - QSize(2 * kEdge, top + kEdge));
    m_keyPopover->openCentred(top);
    m_keyHelp->setFocus();
}

std::vector<PaletteEntry> WindowOverlays::paletteCommands() const
{
    std::vector<PaletteEntry> entries;
    for (const auto &command : m_parts.commands.commands()) {
        if (!command->isInPalette() || !command->isForWindow(m_parts.context.isDetached())) {
            continue;
        }
        PaletteEntry entry;
        entry.id = command->id();
        entry.title = command->title();
        entry.isOfPage = command->isFor(m_parts.shell.location().page);
        entry.reason = command->obstacle(m_parts.context);
        const QList<QKeySequence> keys = command->shortcuts();
        entry.shortcut = keys.isEmpty() ? QString() : keys.front().toString(QKeySequence::NativeText);
        entries.push_back(entry);
    }
    for (const QString &name : m_parts.context.tableViews()) {
        PaletteEntry entry;
        entry.id = kViewPrefix + name;
        entry.title = tr("Host view: %1").arg(name);
        entry.isOfPage = m_parts.shell.location().page == Location::Page::Hosts;
        entries.push_back(entry);
    }
    return entries;
}

void WindowOverlays::onPaletteChosen(const PaletteEntry &entry, bool isInWindow)
{
    m_palettePopover->close();
    const auto open = [&](const Location &place) {
        isInWindow ? m_parts.context.openWindow(place) : m_parts.context.goTo(place);
    };
    switch (entry.kind) {
    case PaletteEntry::Kind::Command:
        if (entry.id.startsWith(kViewPrefix)) {
            m_parts.context.openTableView(entry.id.mid(kViewPrefix.size()));
            return;
        }
        Q_EMIT commandChosen(entry.id);
        return;
    case PaletteEntry::Kind::Node:
        open({Location::Page::Overview, NodeId{entry.object}, {}});
        return;
    case PaletteEntry::Kind::Host: {
        const QModelIndex index = m_parts.explorer.model()->indexOf(HostId{entry.object});
        const NodeId below{index.parent().data(ProductTreeModel::NodeRole).toInt()};
        open({Location::Page::Host, below, HostId{entry.object}});
        return;
    }
    case PaletteEntry::Kind::Metric:
        m_parts.context.copyText(entry.id);
        Q_EMIT copied(entry.id);
        return;
    case PaletteEntry::Kind::Section:
        return;
    }
}

} // namespace qd::console
