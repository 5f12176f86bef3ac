// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/commands/appcontext.h"
#include "console/commands/command.h"

#include <QCoreApplication>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

class OpenOverview final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::OpenOverview)

public:
    [[nodiscard]] QString id() const override { return u"go.overview"_s; }
    [[nodiscard]] QString title() const override { return tr("Go to the overview"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"G, O"_s)}; }
    void execute(AppContext &context) const override
    {
        context.goTo({Location::Page::Overview, context.location().node, {}});
    }
};

class OpenHosts final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::OpenHosts)

public:
    [[nodiscard]] QString id() const override { return u"go.hosts"_s; }
    [[nodiscard]] QString title() const override { return tr("Go to the host table"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"G, H"_s)}; }
    void execute(AppContext &context) const override
    {
        context.goTo({Location::Page::Hosts, context.location().node, {}});
    }
};

class OpenSettings final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::OpenSettings)

public:
    [[nodiscard]] QString id() const override { return u"go.settings"_s; }
    [[nodiscard]] QString title() const override { return tr("Open the settings"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override
    {
        return {QKeySequence(u"G, S"_s), QKeySequence(Qt::CTRL | Qt::Key_Comma)};
    }
    void execute(AppContext &context) const override
    {
        context.goTo({Location::Page::Settings, context.location().node, {}});
    }
};

/// Widens the scope to the whole tree.
class OpenEverything final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::OpenEverything)

public:
    [[nodiscard]] QString id() const override { return u"go.everything"_s; }
    [[nodiscard]] QString title() const override { return tr("Show everything"); }
    void execute(AppContext &context) const override { context.goTo({Location::Page::Overview, {}, {}}); }
};

class GoBack final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::GoBack)

public:
    [[nodiscard]] QString id() const override { return u"go.back"_s; }
    [[nodiscard]] QString title() const override { return tr("Back"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Alt+Left"_s)}; }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.canGo(true) ? QString() : tr("This is where you started");
    }
    void execute(AppContext &context) const override { context.go(true); }
};

class GoForward final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::GoForward)

public:
    [[nodiscard]] QString id() const override { return u"go.forward"_s; }
    [[nodiscard]] QString title() const override { return tr("Forward"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Alt+Right"_s)}; }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.canGo(false) ? QString() : tr("There is nothing ahead");
    }
    void execute(AppContext &context) const override { context.go(false); }
};

class FirstTab final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::FirstTab)

public:
    [[nodiscard]] QString id() const override { return u"go.tab1"_s; }
    [[nodiscard]] QString title() const override { return tr("First tab"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Ctrl+1"_s)}; }
    void execute(AppContext &context) const override { context.selectTab(0); }
    [[nodiscard]] bool isInPalette() const override { return false; }
};

class SecondTab final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::SecondTab)

public:
    [[nodiscard]] QString id() const override { return u"go.tab2"_s; }
    [[nodiscard]] QString title() const override { return tr("Second tab"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Ctrl+2"_s)}; }
    void execute(AppContext &context) const override { context.selectTab(1); }
    [[nodiscard]] bool isInPalette() const override { return false; }
};

class NextRegion final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::NextRegion)

public:
    [[nodiscard]] QString id() const override { return u"go.region.next"_s; }
    [[nodiscard]] QString title() const override { return tr("Next region of the window"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"F6"_s)}; }
    void execute(AppContext &context) const override { context.cycleRegion(false); }
    [[nodiscard]] bool isInPalette() const override { return false; }
};

class PreviousRegion final : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::PreviousRegion)

public:
    [[nodiscard]] QString id() const override { return u"go.region.previous"_s; }
    [[nodiscard]] QString title() const override { return tr("Previous region of the window"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Shift+F6"_s)}; }
    void execute(AppContext &context) const override { context.cycleRegion(true); }
    [[nodiscard]] bool isInPalette() const override { return false; }
};

} // namespace

void addNavigationCommands(CommandRegistry &registry)
{
    registry.add<OpenOverview>();
    registry.add<OpenHosts>();
    registry.add<OpenSettings>();
    registry.add<OpenEverything>();
    registry.add<GoBack>();
    registry.add<GoForward>();
    registry.add<FirstTab>();
    registry.add<SecondTab>();
    registry.add<NextRegion>();
    registry.add<PreviousRegion>();
}

} // namespace qd::console
