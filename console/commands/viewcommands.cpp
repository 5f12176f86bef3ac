// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/commands/appcontext.h"
#include "console/commands/command.h"
#include "console/presenters/settingspresenter.h"

#include <QCoreApplication>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

/// Something about what the pages with places on them show: not for the settings.
class PlaceCommand : public Command
{
public:
    [[nodiscard]] bool isFor(Location::Page page) const override { return page != Location::Page::Settings; }
};

/// The look of the window: everybody may change it, signed in or not.
class LookCommand : public Command
{
public:
    [[nodiscard]] bool needsSession() const override { return false; }
};

class OpenPalette final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::OpenPalette)

public:
    [[nodiscard]] QString id() const override { return u"view.palette"_s; }
    [[nodiscard]] QString title() const override { return tr("Command palette"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Ctrl+K"_s)}; }
    void execute(AppContext &context) const override { context.open(AppContext::Overlay::Palette); }
    [[nodiscard]] bool isInPalette() const override { return false; }
};

class FocusFilter final : public PlaceCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::FocusFilter)

public:
    [[nodiscard]] QString id() const override { return u"view.filter"_s; }
    [[nodiscard]] QString title() const override { return tr("Filter the page"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"/"_s)}; }
    void execute(AppContext &context) const override { context.focusFilter(); }
};

class ToggleExplorer final : public PlaceCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ToggleExplorer)

public:
    [[nodiscard]] QString id() const override { return u"view.explorer"_s; }
    [[nodiscard]] QString title() const override { return tr("Show or hide the explorer"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Ctrl+B"_s)}; }
    void execute(AppContext &context) const override { context.toggleExplorer(); }
    [[nodiscard]] bool isForWindow(bool isDetached) const override { return !isDetached; }
};

class ToggleStar final : public PlaceCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ToggleStar)

public:
    [[nodiscard]] QString id() const override { return u"view.star"_s; }
    [[nodiscard]] QString title() const override { return tr("Star or unstar this place"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Shift+S"_s)}; }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.location().node.isNull() ? tr("The whole tree cannot be starred") : QString();
    }
    void execute(AppContext &context) const override { context.toggleStar(); }
};

class ToggleHeatMap final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ToggleHeatMap)

public:
    [[nodiscard]] QString id() const override { return u"view.heatmap"_s; }
    [[nodiscard]] QString title() const override { return tr("Heat map of hosts"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"H"_s)}; }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.location().page == Location::Page::Hosts ? QString() : tr("Open the host table first");
    }
    [[nodiscard]] bool isFor(Location::Page page) const override { return page == Location::Page::Hosts; }
    void execute(AppContext &context) const override { context.toggleHeatMap(); }
};

class CopyRows final : public PlaceCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::CopyRows)

public:
    [[nodiscard]] QString id() const override { return u"view.copy"_s; }
    [[nodiscard]] QString title() const override { return tr("Copy the selected rows"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Ctrl+C"_s)}; }
    void execute(AppContext &context) const override { context.copyRows(false); }
};

class CopyRowsAsCsv final : public PlaceCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::CopyRowsAsCsv)

public:
    [[nodiscard]] QString id() const override { return u"view.copy.csv"_s; }
    [[nodiscard]] QString title() const override { return tr("Copy the selected rows as CSV"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Ctrl+Shift+C"_s)}; }
    void execute(AppContext &context) const override { context.copyRows(true); }
};

class OpenMenu final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::OpenMenu)

public:
    [[nodiscard]] QString id() const override { return u"view.menu"_s; }
    [[nodiscard]] QString title() const override { return tr("Menu of what has the focus"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Shift+F10"_s)}; }
    void execute(AppContext &context) const override { context.openMenu(); }
    [[nodiscard]] bool isInPalette() const override { return false; }
};

class Undo final : public LookCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::Undo)

public:
    [[nodiscard]] QString id() const override { return u"edit.undo"_s; }
    [[nodiscard]] QString title() const override { return tr("Undo the last change of the settings"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Ctrl+Z"_s)}; }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.settings().canUndo() ? QString() : tr("There is nothing to undo");
    }
    [[nodiscard]] bool isFor(Location::Page page) const override { return page == Location::Page::Settings; }
    void execute(AppContext &context) const override { context.settings().undo(); }
};

class Redo final : public LookCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::Redo)

public:
    [[nodiscard]] QString id() const override { return u"edit.redo"_s; }
    [[nodiscard]] QString title() const override { return tr("Redo the change of the settings"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Ctrl+Shift+Z"_s)}; }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.settings().canRedo() ? QString() : tr("There is nothing to redo");
    }
    [[nodiscard]] bool isFor(Location::Page page) const override { return page == Location::Page::Settings; }
    void execute(AppContext &context) const override { context.settings().redo(); }
};

class OpenNotifications final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::OpenNotifications)

public:
    [[nodiscard]] QString id() const override { return u"view.notifications"_s; }
    [[nodiscard]] QString title() const override { return tr("Show the notifications"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"G, N"_s)}; }
    void execute(AppContext &context) const override { context.open(AppContext::Overlay::Notifications); }
};

class OpenKeyHelp final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::OpenKeyHelp)

public:
    [[nodiscard]] QString id() const override { return u"view.keys"_s; }
    [[nodiscard]] QString title() const override { return tr("Keys of this page"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"?"_s)}; }
    void execute(AppContext &context) const override { context.open(AppContext::Overlay::KeyHelp); }
};

class ToggleTheme final : public LookCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ToggleTheme)

public:
    [[nodiscard]] QString id() const override { return u"view.theme"_s; }
    [[nodiscard]] QString title() const override { return tr("Switch between dark and light"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Ctrl+Shift+L"_s)}; }
    void execute(AppContext &context) const override { context.settings().toggleTheme(); }
};

class UseEnglish final : public LookCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::UseEnglish)

public:
    [[nodiscard]] QString id() const override { return u"view.language.en"_s; }
    [[nodiscard]] QString title() const override { return tr("Language: English"); }
    void execute(AppContext &context) const override { context.settings().setLanguage(u"en"_s); }
};

class UseChinese final : public LookCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::UseChinese)

public:
    [[nodiscard]] QString id() const override { return u"view.language.zh"_s; }
    [[nodiscard]] QString title() const override { return tr("Language: Chinese"); }
    void execute(AppContext &context) const override { context.settings().setLanguage(u"zh_CN"_s); }
};

class UseCompact final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::UseCompact)

public:
    [[nodiscard]] QString id() const override { return u"view.density.compact"_s; }
    [[nodiscard]] QString title() const override { return tr("Density: compact"); }
    void execute(AppContext &context) const override
    {
        context.settings().setDensity(DensityChoice::Compact);
    }
};

class UseNormal final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::UseNormal)

public:
    [[nodiscard]] QString id() const override { return u"view.density.normal"_s; }
    [[nodiscard]] QString title() const override { return tr("Density: normal"); }
    void execute(AppContext &context) const override { context.settings().setDensity(DensityChoice::Normal); }
};

class UseTouch final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::UseTouch)

public:
    [[nodiscard]] QString id() const override { return u"view.density.touch"_s; }
    [[nodiscard]] QString title() const override { return tr("Density: touch"); }
    void execute(AppContext &context) const override { context.settings().setDensity(DensityChoice::Touch); }
};

class LargerText final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::LargerText)

public:
    [[nodiscard]] QString id() const override { return u"view.text.larger"_s; }
    [[nodiscard]] QString title() const override { return tr("Larger text"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Ctrl+="_s)}; }
    void execute(AppContext &context) const override
    {
        context.settings().setFontPercent(
            context.settings().look().fontPercent + SettingsPresenter::kFontStep);
    }
};

class SmallerText final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::SmallerText)

public:
    [[nodiscard]] QString id() const override { return u"view.text.smaller"_s; }
    [[nodiscard]] QString title() const override { return tr("Smaller text"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Ctrl+-"_s)}; }
    void execute(AppContext &context) const override
    {
        context.settings().setFontPercent(
            context.settings().look().fontPercent - SettingsPresenter::kFontStep);
    }
};

} // namespace

void addViewCommands(CommandRegistry &registry)
{
    registry.add<OpenPalette>();
    registry.add<FocusFilter>();
    registry.add<ToggleExplorer>();
    registry.add<ToggleStar>();
    registry.add<ToggleHeatMap>();
    registry.add<CopyRows>();
    registry.add<CopyRowsAsCsv>();
    registry.add<OpenMenu>();
    registry.add<Undo>();
    registry.add<Redo>();
    registry.add<OpenNotifications>();
    registry.add<OpenKeyHelp>();
    registry.add<ToggleTheme>();
    registry.add<UseEnglish>();
    registry.add<UseChinese>();
    registry.add<UseCompact>();
    registry.add<UseNormal>();
    registry.add<UseTouch>();
    registry.add<LargerText>();
    registry.add<SmallerText>();
}

} // namespace qd::console
