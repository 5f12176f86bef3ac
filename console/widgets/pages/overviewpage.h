// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/presenters/overviewpresenter.h"
#include "console/widgets/pages/page.h"
#include "console/widgets/pages/pagecontext.h"

class QTableView;

namespace qd::console {

class Button;
class Card;
class ChartStage;
class Chip;
class HintStrip;
class InstallGuide;
class Label;
class PanelGrid;
class Pill;
class ResponsiveGrid;
class StatTile;
class TableDelegate;
class ToggleChip;

/// The overview of a node: header, six tiles, six charts, children that need attention.
class OverviewPage final : public Page
{
    Q_OBJECT

public:
    OverviewPage(const PageContext &context, OverviewPresenter &presenter, QWidget *parent = nullptr);
    ~OverviewPage() override;

    void activate() override;
    void deactivate() override;
    void refresh() override;
    int copyRows(bool asCsv) override;
    [[nodiscard]] Subject subject() const override;
    [[nodiscard]] bool isOrderWaiting() const override;
    void sortIn() override;
    void maximizeChart() override;
    void togglePeriodBefore() override;
    [[nodiscard]] bool canDo(TableAction action) const override;
    void doToTable(TableAction action) override;
    [[nodiscard]] QByteArray saveState() const override;
    void restoreState(const QByteArray &state) override;

protected:
    void retranslate() override;
    void onThemeChanged() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void build();
    void buildCharts(QLayout *column, QWidget *content);
    void buildTable(QWidget *content);
    void updateHint();
    void updateHeader();
    void updateTiles();
    void updateStates();
    [[nodiscard]] QString childrenNote() const;
    void updateTable();
    void updateSpan();
    void openChild(int row);
    [[nodiscard]] std::optional<Location> placeOf(int row) const;
    [[nodiscard]] Subject subjectOfTile(qsizetype tile) const;
    void setHostTiles();

    PageContext m_context;
    OverviewPresenter &m_presenter;
    Formatter m_formatter;
    Label *m_title;
    Pill *m_pill;
    Chip *m_level;
    Chip *m_hosts;
    ToggleChip *m_before;
    Button *m_openHosts;
    HintStrip *m_hint;
    ResponsiveGrid *m_tileGrid;
    QList<StatTile *> m_tiles;
    PanelGrid *m_charts;
    ChartStage *m_stage;
    InstallGuide *m_guide;
    Card *m_guideCard;
    Card *m_attention;
    QTableView *m_table;
    TableDelegate *m_delegate;
};

} // namespace qd::console
