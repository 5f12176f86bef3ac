// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/charts/timechart.h"
#include "console/widgets/controls/card.h"

namespace qd::console {

class ChartLegend;

/// A chart in its frame: title, unit, alert pill, menu (copy value, CSV, PNG, query; as a table; reset zoom),
/// plot, legend. Pages add their own entries to menu().
class ChartCard final : public Card
{
    Q_OBJECT

public:
    ChartCard(ThemeController &themes, TimeContext &time, const Formatter &formatter, const QString &title,
        QWidget *parent = nullptr);

    [[nodiscard]] TimeChart *chart() const { return m_chart; }
    /// Replaces the data; the state becomes ready unless it is stale or failed.
    void setData(const ChartData &content);
    void setFormatter(const Formatter &formatter);
    void setTitle(const QString &title) override;
    /// What the legend needs: a line, or a table. Cards of a row take the largest, so that their plots end at
    /// one height.
    [[nodiscard]] int wantedLegendHeight() const;
    [[nodiscard]] bool wantsLegendTable() const;
    /// At least this much for the legend, as far as the plot can spare it; 0: what it needs.
    void setLegendHeight(int height);
    /// The menu offers to open the page behind the chart, or to show it larger; the signals tell when.
    void setOpenable(bool isOpenable);
    void setMaximizable(bool isMaximizable);
    /// PromQL text for "Copy query"; empty hides the entry.
    void setQuery(const QString &query);
    /// Firing alerts on this chart: the pill. 0 hides it.
    void setAlerts(Severity worst, int count);

    /// Header line and one row per sample instant, ISO 8601 and plain digits.
    [[nodiscard]] QString toCsv() const;
    /// The card as a picture, at the scale of its screen.
    [[nodiscard]] QImage toImage();

Q_SIGNALS:
    void bandActivated(const QString &id);
    void openRequested();
    void maximizeRequested();
    /// Something was put on the clipboard; `what` is the translated word for it.
    void copied(const QString &what);

protected:
    void retranslate() override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void buildMenu();
    void copyText(const QString &text, const QString &what);
    void showTable();
    void updateSubtitle();

    TimeChart *m_chart;
    ChartLegend *m_legend;
    QString m_query;
    Severity m_worst = Severity::Critical;
    int m_alerts = 0;
    QString m_values; ///< what the cursor was on when the menu opened
    QAction *m_open;
    QAction *m_maximize;
    QAction *m_copyValue;
    QAction *m_copyCsv;
    QAction *m_copyPng;
    QAction *m_copyQuery;
    QAction *m_asTable;
    QAction *m_resetZoom;
};

} // namespace qd::console
