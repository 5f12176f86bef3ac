// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/chartcard.h"

#include "console/widgets/charts/chartlegend.h"
#include "console/widgets/charts/charttable.h"
#include "console/widgets/controls/popover.h"
#include "console/widgets/delegates/tabledelegate.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QHeaderView>
#include <QImage>
#include <QMenu>
#include <QTableView>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr int kSampleColumn = 124; ///< a value of the table and most of a name
constexpr double kLegendShare = 0.42; ///< the most that a table legend takes from the plot

/// Plot above, legend below; the legend's table gives way before the plot does.
class ChartBody final : public ThemedWidget
{
public:
    ChartBody(ThemeController &themes, TimeContext &time, const Formatter &formatter)
        : ThemedWidget(themes)
        , chart(new TimeChart(themes, time, formatter, this))
        , legend(new ChartLegend(themes, *chart, this))
    {
        connect(chart, &TimeChart::dataChanged, this, &ChartBody::place);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        return {chart->sizeHint().width(),
            chart->sizeHint().height() + legend->sizeHint().height() + theme().px(6)};
    }
    [[nodiscard]] QSize minimumSizeHint() const override
    {
        return {chart->minimumSizeHint().width(),
            chart->minimumSizeHint().height() + legend->minimumSizeHint().height() + theme().px(6)};
    }

    [[nodiscard]] int wantedFoot() const { return legend->wantedHeight(width()); }
    /// @param wanted  0: what the legend needs by itself
    void setFoot(int wanted)
    {
        if (wanted != m_foot) {
            m_foot = wanted;
            place();
        }
    }

    TimeChart *chart;
    ChartLegend *legend;

protected:
    void resizeEvent(QResizeEvent *) override { place(); }
    void onThemeChanged() override
    {
        ThemedWidget::onThemeChanged();
        place();
    }

private:
    void place()
    {
        const int wanted = std::max(m_foot, wantedFoot());
        const int foot = legend->usableHeight(wanted, static_cast<int>(height() * kLegendShare));
        const int gap = theme().px(6);
        chart->setGeometry(0, 0, width(), height() - foot - gap);
        legend->setGeometry(0, height() - foot - gap, width(), foot);
    }

    int m_foot = 0;
};

/// The samples of a chart; as wide as its columns, as far as the window goes.
class SampleTable final : public QTableView
{
public:
    SampleTable(const Theme &look, ChartTableModel &model)
        : m_look(look)
        , m_model(model)
    {
    }

    /// Once the delegate has prepared the view.
    void layOut()
    {
        setModel(&m_model);
        horizontalHeader()->setStretchLastSection(true);
        const QFontMetricsF metrics(m_look.font(TextRole::TableCell));
        double time = 0.0;
        for (int row = 0; row < m_model.rowCount(); ++row) {
            if (m_model.isGap(row)) {
                setSpan(row, 0, 1, m_model.columnCount());
            } else if (time == 0.0) {
                time = metrics.horizontalAdvance(m_model.index(row, 0).data().toString());
            }
        }
        setColumnWidth(0, static_cast<int>(time) + m_look.px(32));
        for (int column = 1; column < m_model.columnCount(); ++column) {
            setColumnWidth(column, m_look.px(kSampleColumn));
        }
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        const int scrollBar = m_look.px(20);
        return {std::max(horizontalHeader()->length() + scrollBar, m_look.px(360)), m_look.px(440)};
    }

private:
    const Theme &m_look;
    ChartTableModel &m_model;
};

} // namespace

ChartCard::ChartCard(ThemeController &themes, TimeContext &time, const Formatter &formatter,
    const QString &title, QWidget *parent)
    : Card(themes, title, new ChartBody(themes, time, formatter), SkeletonShape::Chart, parent)
{
    const auto *body = static_cast<ChartBody *>(stateView()->content());
    m_chart = body->chart;
    m_legend = body->legend;
    m_chart->setAccessibleName(title);
    connect(m_chart, &TimeChart::bandActivated, this, &ChartCard::bandActivated);
    connect(m_chart, &TimeChart::tableRequested, this, &ChartCard::showTable);
    connect(m_chart, &TimeChart::dataChanged, this, &ChartCard::updateSubtitle);
    buildMenu();
    connect(m_resetZoom, &QAction::triggered, &time, &TimeContext::resetZoom);
    connect(menu(), &QMenu::aboutToShow, this, [this, &time] { m_resetZoom->setEnabled(time.isZoomed()); });
}

void ChartCard::buildMenu()
{
    const auto add = [this](const QString &id) {
        QAction *action = menu()->addAction(QString());
        action->setObjectName(id);
        return action;
    };
    m_open = add(u"chart.open"_s);
    m_maximize = add(u"chart.maximize"_s);
    setOpenable(false);
    setMaximizable(false);
    menu()->addSeparator();
    m_copyValue = add(u"chart.copyValue"_s);
    m_copyCsv = add(u"chart.copyCsv"_s);
    m_copyPng = add(u"chart.copyPng"_s);
    m_copyQuery = add(u"chart.copyQuery"_s);
    m_copyQuery->setVisible(false);
    menu()->addSeparator();
    m_asTable = add(u"chart.asTable"_s);
    m_resetZoom = add(u"chart.resetZoom"_s);
    connect(m_open, &QAction::triggered, this, &ChartCard::openRequested);
    connect(m_maximize, &QAction::triggered, this, &ChartCard::maximizeRequested);
    // The pointer leaves the chart for the menu, and the cursor with it.
    connect(menu(), &QMenu::aboutToShow, this, [this] {
        m_values = m_chart->valuesText();
        m_copyValue->setEnabled(!m_values.isEmpty());
    });
    connect(m_copyValue, &QAction::triggered, this,
        [this] { copyText(m_values.isEmpty() ? m_chart->valuesText() : m_values, tr("Value")); });
    connect(m_copyCsv, &QAction::triggered, this, [this] { copyText(toCsv(), tr("CSV")); });
    connect(m_copyQuery, &QAction::triggered, this, [this] { copyText(m_query, tr("Query")); });
    connect(m_copyPng, &QAction::triggered, this, [this] {
        QGuiApplication::clipboard()->setImage(toImage());
        Q_EMIT copied(tr("Picture"));
    });
    connect(m_asTable, &QAction::triggered, this, &ChartCard::showTable);
    setMenuVisible(true);
    retranslate();
}

void ChartCard::retranslate()
{
    Card::retranslate();
    m_open->setText(tr("Open", "verb: the page behind a chart"));
    m_maximize->setText(tr("Show large") + u"\tV"_s);
    m_copyValue->setText(tr("Copy value"));
    m_copyCsv->setText(tr("Copy as CSV"));
    m_copyPng->setText(tr("Copy as picture"));
    m_copyQuery->setText(tr("Copy query"));
    // The key is the chart's own; a shortcut here would clash between the charts of a page.
    m_asTable->setText(tr("Show as table") + u"\tAlt+Enter"_s);
    m_resetZoom->setText(tr("Reset zoom"));
    setAlerts(m_worst, m_alerts);
}

void ChartCard::setOpenable(bool isOpenable)
{
    m_open->setVisible(isOpenable);
}

void ChartCard::setMaximizable(bool isMaximizable)
{
    m_maximize->setVisible(isMaximizable);
}

void ChartCard::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    menu()->popup(isByKey ? m_chart->mapToGlobal(m_chart->rect().center()) : event->globalPos());
    event->accept();
}

void ChartCard::setData(const ChartData &content)
{
    m_chart->setData(content);
    const ViewState::Kind kind = stateView()->state().kind;
    if (kind != ViewState::Kind::Stale && kind != ViewState::Kind::Failed) {
        setState(ViewState::ready());
    }
}

int ChartCard::wantedLegendHeight() const
{
    return static_cast<const ChartBody *>(stateView()->content())->wantedFoot();
}

bool ChartCard::wantsLegendTable() const
{
    return m_legend->wantsTable(m_legend->width());
}

void ChartCard::setLegendHeight(int height)
{
    static_cast<ChartBody *>(stateView()->content())->setFoot(height);
}

void ChartCard::setTitle(const QString &title)
{
    Card::setTitle(title);
    m_chart->setAccessibleName(title);
}

void ChartCard::setFormatter(const Formatter &formatter)
{
    m_chart->setFormatter(formatter);
    updateSubtitle();
}

void ChartCard::setQuery(const QString &query)
{
    m_query = query;
    m_copyQuery->setVisible(!query.isEmpty());
}

void ChartCard::setAlerts(Severity worst, int count)
{
    m_worst = worst;
    m_alerts = count;
    if (count > 0) {
        setPill(worst, tr("%n alert(s)", nullptr, count));
    } else {
        setPill(std::nullopt);
    }
}

void ChartCard::updateSubtitle()
{
    QString text = m_chart->scale().suffix;
    if (m_chart->data().isReduced) {
        const QString note = tr("%1 min max").arg(m_chart->formatter().duration(m_chart->data().step));
        text = text.isEmpty() ? note : text + u" · "_s + note;
    }
    if (m_chart->data().hiddenSeries > 0) {
        const auto shown = m_chart->data().series.size();
        const QString note =
            tr("%1 of %2 shown · top by max").arg(shown).arg(shown + m_chart->data().hiddenSeries);
        text = text.isEmpty() ? note : text + u" · "_s + note;
    }
    setSubtitle(text);
}

QString ChartCard::toCsv() const
{
    return chartCsv(m_chart->data(), m_chart->formatter());
}

QImage ChartCard::toImage()
{
    return grab().toImage();
}

void ChartCard::copyText(const QString &text, const QString &what)
{
    QGuiApplication::clipboard()->setText(text);
    Q_EMIT copied(what);
}

void ChartCard::showTable()
{
    const TimeMs now = m_chart->mapping().range.to;
    auto *model = new ChartTableModel(m_chart->data(), m_chart->formatter(), now);
    auto *table = new SampleTable(theme(), *model);
    model->setParent(table);
    table->setObjectName(u"chartTable"_s);
    table->setAccessibleName(title());
    auto *delegate = new TableDelegate(
        themes(), m_chart->formatter(), [now] { return now; }, table);
    delegate->prepare(*table);
    table->layOut();
    auto *popover = new Popover(themes(), table, window());
    connect(popover, &Popover::closed, popover, &QObject::deleteLater);
    popover->openCentred(theme().px(80));
    table->setCurrentIndex(model->index(0, 0));
}

} // namespace qd::console
