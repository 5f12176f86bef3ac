// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/presenters/hostpresenter.h"
#include "console/widgets/pages/page.h"
#include "console/widgets/pages/pagecontext.h"

#include <QPointer>

class QScrollArea;
class QTableView;

namespace qd::console {

class BurstChip;
class Button;
class Card;
class ChartStage;
class CheckStrip;
class Chip;
class ComparePicker;
class FactList;
class HintStrip;
class Label;
class PanelGrid;
class PathStrip;
class PanelView;
class Pill;
class Popover;
class TableDelegate;

/// Everything about one host. Charts subscribe only while they are on the screen.
class HostPage final : public Page
{
    Q_OBJECT

public:
    HostPage(const PageContext &context, HostPresenter &presenter, QWidget *parent = nullptr);
    ~HostPage() override;

    void activate() override;
    void deactivate() override;
    void refresh() override;
    int copyRows(bool asCsv) override;
    [[nodiscard]] bool isOrderWaiting() const override;
    void sortIn() override;
    /// Of the chart that has the focus.
    [[nodiscard]] Subject subject() const override;
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
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Family
    {
        QString id;
        Label *title;
        PanelGrid *grid;
    };

    void build();
    void buildHeader(QLayout *column, QWidget *content);
    void buildFamilies(QLayout *column, QWidget *content, int from, int to);
    void buildTables(QLayout *column, QWidget *content);
    [[nodiscard]] QTableView *makeTable(CellTableModel &model, const QString &name);
    /// The one that has the focus, or else the processes.
    [[nodiscard]] QTableView &focusedTable() const;
    [[nodiscard]] QList<PanelView *> views() const;
    void updateHint();
    void updateHeader();
    void updateDetails();
    void updateTables();
    void updateComparison();
    void updateChecks();
    void updateBurst();
    void updateSpan();
    void updateVisiblePanels();
    void updateShownPanels();
    void fitTables();
    void fitColumns();
    void setEvents();
    [[nodiscard]] TimeMs freshUntil() const { return m_presenter.freshUntil(); }

    PageContext m_context;
    HostPresenter &m_presenter;
    Formatter m_formatter;
    QScrollArea *m_scroll;
    Label *m_title;
    Pill *m_pill;
    Label *m_age;
    BurstChip *m_burst;
    Label *m_where;
    QList<Chip *> m_chips;
    Button *m_compare;
    ComparePicker *m_picker;
    QPointer<Popover> m_pickerPopover; ///< a child of the window, with the picker in it
    CheckStrip *m_checks;
    Card *m_pathCard;
    PathStrip *m_path;
    HintStrip *m_hint;
    ChartStage *m_stage;
    QList<Family> m_families;
    Card *m_filesystemCard;
    QTableView *m_filesystems;
    Card *m_processCard;
    QTableView *m_processes;
    Card *m_factCard;
    FactList *m_facts;
    Card *m_eventCard;
    FactList *m_events;
    TableDelegate *m_delegate;
    double m_scale = 1.0; ///< of the columns
    bool m_isActive = false;
};

} // namespace qd::console
