// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/presenters/hosttablepresenter.h"
#include "console/widgets/pages/page.h"
#include "console/widgets/pages/pagecontext.h"

#include <QTimer>

class QStackedWidget;
class QTableView;

namespace qd::console {

class Card;
class HeatMap;
class Label;
class SearchField;
class SegmentedControl;
class TableDelegate;
class ToggleChip;

/// The hosts below a node as a table or a heat map.
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
    /// Leaves only hosts that do not report.
    void showProblems();

    void toggleHeatMap();

protected:
    void retranslate() override;
    void onThemeChanged() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void buildTable();
    void updateState();
    void updateVisible();
    void openRow(int row);
    void setDefaultColumns();

    PageContext m_context;
    HostTablePresenter &m_presenter;
    Formatter m_formatter;
    SearchField *m_filter;
    ToggleChip *m_problems;
    SegmentedControl *m_mode;
    SegmentedControl *m_metric;
    Card *m_card;
    QStackedWidget *m_views;
    QTableView *m_table;
    HeatMap *m_heatMap;
    TableDelegate *m_delegate;
    Label *m_footer;
    QTimer m_visibleDelay;
};

} // namespace qd::console
