// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/commands/appcontext.h"
#include "console/commands/command.h"

#include <QCoreApplication>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

/// Something that the table of the page does.
class TableCommand : public Command
{
public:
    [[nodiscard]] QString hindrance(const AppContext &context) const override
    {
        return context.canDo(action()) ? QString() : obstacleWord();
    }
    [[nodiscard]] bool isFor(Location::Page page) const override { return page == Location::Page::Hosts; }
    void execute(AppContext &context) const override { context.doToTable(action()); }

protected:
    [[nodiscard]] virtual TableAction action() const = 0;
    /// Why the table cannot, translated.
    [[nodiscard]] virtual QString obstacleWord() const
    {
        return QCoreApplication::translate("qd::console::TableCommand", "Open the host table first");
    }
};

/// Works on the cell that is pointed at; part of its menu.
class CellCommand : public TableCommand
{
protected:
    [[nodiscard]] QString obstacleWord() const override
    {
        return QCoreApplication::translate(
            "qd::console::TableCommand", "Point at a value of the host table first");
    }
};

/// Works on the saved view that is open.
class ViewCommand : public TableCommand
{
protected:
    [[nodiscard]] QString obstacleWord() const override
    {
        return QCoreApplication::translate("qd::console::TableCommand", "Open a saved view first");
    }
};

class FilterByCell final : public CellCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::FilterByCell)

public:
    [[nodiscard]] QString id() const override { return u"subject.filter"_s; }
    [[nodiscard]] QString title() const override { return tr("Filter by this value"); }

protected:
    [[nodiscard]] TableAction action() const override { return TableAction::FilterByCell; }
};

class ExcludeCell final : public CellCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ExcludeCell)

public:
    [[nodiscard]] QString id() const override { return u"subject.exclude"_s; }
    [[nodiscard]] QString title() const override { return tr("Exclude this value"); }

protected:
    [[nodiscard]] TableAction action() const override { return TableAction::ExcludeCell; }
};

class ClearFilters final : public TableCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ClearFilters)

public:
    [[nodiscard]] QString id() const override { return u"table.filter.clear"_s; }
    [[nodiscard]] QString title() const override { return tr("Clear the filters of the table"); }

protected:
    [[nodiscard]] TableAction action() const override { return TableAction::ClearFilters; }
    [[nodiscard]] QString obstacleWord() const override { return tr("No filter is set"); }
};

class ChooseColumns final : public TableCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ChooseColumns)

public:
    [[nodiscard]] QString id() const override { return u"table.columns"_s; }
    [[nodiscard]] QString title() const override { return tr("Choose columns"); }

protected:
    [[nodiscard]] TableAction action() const override { return TableAction::ChooseColumns; }
};

class SortByColumn final : public TableCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::SortByColumn)

public:
    [[nodiscard]] QString id() const override { return u"table.sort"_s; }
    [[nodiscard]] QString title() const override { return tr("Sort the table by a column"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Shift+O"_s)}; }
    [[nodiscard]] bool isFor(Location::Page page) const override { return page != Location::Page::Settings; }

protected:
    [[nodiscard]] TableAction action() const override { return TableAction::SortByColumn; }
    [[nodiscard]] QString obstacleWord() const override { return tr("There is no table here"); }
};

class SaveView final : public TableCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::SaveView)

public:
    [[nodiscard]] QString id() const override { return u"table.view.save"_s; }
    [[nodiscard]] QString title() const override { return tr("Save the table as a view"); }
    [[nodiscard]] QList<QKeySequence> shortcuts() const override { return {QKeySequence(u"Ctrl+S"_s)}; }

protected:
    [[nodiscard]] TableAction action() const override { return TableAction::SaveView; }
};

class UpdateView final : public ViewCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::UpdateView)

public:
    [[nodiscard]] QString id() const override { return u"table.view.update"_s; }
    [[nodiscard]] QString title() const override { return tr("Save the changes of the view"); }

protected:
    [[nodiscard]] TableAction action() const override { return TableAction::UpdateView; }
};

class RenameView final : public ViewCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::RenameView)

public:
    [[nodiscard]] QString id() const override { return u"table.view.rename"_s; }
    [[nodiscard]] QString title() const override { return tr("Rename the view"); }

protected:
    [[nodiscard]] TableAction action() const override { return TableAction::RenameView; }
};

class DeleteView final : public ViewCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::DeleteView)

public:
    [[nodiscard]] QString id() const override { return u"table.view.delete"_s; }
    [[nodiscard]] QString title() const override { return tr("Delete the view"); }

protected:
    [[nodiscard]] TableAction action() const override { return TableAction::DeleteView; }
};

class ExportRows final : public TableCommand
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::ExportRows)

public:
    [[nodiscard]] QString id() const override { return u"table.export"_s; }
    [[nodiscard]] QString title() const override { return tr("Export all rows to a file"); }

protected:
    [[nodiscard]] TableAction action() const override { return TableAction::Export; }
};

} // namespace

void addTableCommands(CommandRegistry &registry)
{
    registry.add<FilterByCell>();
    registry.add<ExcludeCell>();
    registry.add<ClearFilters>();
    registry.add<ChooseColumns>();
    registry.add<SortByColumn>();
    registry.add<SaveView>();
    registry.add<UpdateView>();
    registry.add<RenameView>();
    registry.add<DeleteView>();
    registry.add<ExportRows>();
}

} // namespace qd::console
