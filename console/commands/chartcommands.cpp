// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/commands/appcontext.h"
#include "console/commands/command.h"

#include <QCoreApplication>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

/// Something about the charts of a page.
class ChartCommand : public Command
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ChartCommand)

public:
    [[nodiscard]] bool isFor(Location::Page page) const override
    {
        return page == Location::Page::Overview || page == Location::Page::Host;
    }
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return isFor(context.location().page) ? QString() : tr("Open a page with charts first");
    }
};

class MaximizeChart final : public ChartCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::MaximizeChart)

public:
    [[nodiscard]] QString id() const override { return u"chart.maximize"_s; }
    [[nodiscard]] QString title() const override { return tr("Show a chart large, or small again"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"V"_s)}; }
    void execute(AppContext &context) const override { context.maximizeChart(); }
};

class TogglePeriodBefore final : public ChartCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::TogglePeriodBefore)

public:
    [[nodiscard]] QString id() const override { return u"chart.before"_s; }
    [[nodiscard]] QString title() const override { return tr("Draw the period before into the charts"); }
    void execute(AppContext &context) const override { context.togglePeriodBefore(); }
};

} // namespace

void addChartCommands(CommandRegistry &registry)
{
    registry.add<MaximizeChart>();
    registry.add<TogglePeriodBefore>();
}

} // namespace qd::console
