// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/presenters/hosttablepresenter.h"
#include "console/widgets/pages/page.h"
#include "console/widgets/pages/pagecontext.h"

#include <QTimer>

class QFileDialog;
class QHBoxLayout;
class QStackedWidget;

namespace qd::console {

class Button;
class Card;
class FilterBar;
class HeatMap;
class Label;
class ObjectTable;
class SegmentedControl;
class TableDelegate;
class TableHeader;
class ViewBar;

/// The hosts below a node as a table or a heat map, with filters and saved views.
class HostTablePage final : public Page
{
    Q_OBJECT

public:
    HostTablePage(const PageContext &context, HostTablePresenter &presenter, QWidget *parent = nullptr);
    ~HostTablePage() override;

    void activate() override;
    void deactivate() override;
    void refresh() override;
    [[nodiscard]] QByteArray saveState() const override;
    void restoreState(const QByteArray &state) override;
    bool focusFilter() override;
    int copyRows(bool asCsv) override;
    [[nodiscard]] Subject subject() const override;
    [[nodiscard]] bool isOrderWaiting() const override;
    void sortIn() override;
    [[nodiscard]] bool canDo(TableAction action) const override;
    void doToTable(TableAction action) override;

    /// Leaves only hosts that do not report.
    void showProblems();
    void toggleHeatMap();
    /// Sets the table up as a saved view says; empty: as it came.
    void openView(const QString &name) override;
    /// How the table is set up at the moment.
    [[nodiscard]] HostTableState state() const;
    void setState(const HostTableState &state);

protected:
    void retranslate() override;
    void onThemeChanged() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void buildBar(QHBoxLayout &bar);
    void buildTable();
    void buildViews();
    void connectTable();
    void connectParts();
    void updateState();
    [[nodiscard]] QString footer() const;
    void updateShownView();
    void updateVisible();
    void openRow(int row);
    [[nodiscard]] bool isHeatMap() const;
    [[nodiscard]] int currentRow() const;
    [[nodiscard]] std::optional<HostFilter> cellFilter(bool isExcluded) const;
    void filterBy(const std::optional<HostFilter> &filter);
    void saveView(const QString &name, bool isRenaming);
    void removeView(const QString &name);
    void chooseExportFile();
    void exportTo(const QString &file);
    void onExported(const QString &file, int rows, int withoutValues);
    [[nodiscard]] double scale() const;
    [[nodiscard]] QList<int> shownColumns() const;
    [[nodiscard]] static HostTableState defaultState();

    PageContext m_context;
    HostTablePresenter &m_presenter;
    Formatter m_formatter;
    ViewBar *m_views;
    FilterBar *m_filter;
    SegmentedControl *m_mode;
    SegmentedControl *m_metric;
    Button *m_export;
    Button *m_columns;
    Card *m_card;
    QStackedWidget *m_stack;
    ObjectTable *m_table;
    TableHeader *m_header;
    HeatMap *m_heatMap;
    TableDelegate *m_delegate;
    Label *m_footer;
    QTimer m_visibleDelay;
    double m_scale = 1.0; ///< with which the widths of the columns were set
};

} // namespace qd::console
