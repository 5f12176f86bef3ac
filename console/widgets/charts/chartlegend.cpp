// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/chartlegend.h"

#include "console/widgets/charts/legendsizes.h"
#include "console/widgets/controls/painting.h"

#include <QEvent>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

using namespace legend;

namespace {

constexpr int kRow = 18; ///< of the table
constexpr qsizetype kValueColumns = 4;
constexpr int kMaxLines = 2; ///< where there is no room for a table
constexpr double kValueColumn = 74.0;
constexpr double kNameColumn = 110.0;

} // namespace

ChartLegend::ChartLegend(ThemeController &themes, TimeChart &chart, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_chart(chart)
{
    setObjectName(u"chartLegend"_s);
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Legend"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(&chart, &TimeChart::dataChanged, this, &ChartLegend::rebuild);
    connect(&chart, &TimeChart::seriesHovered, this,
        [this](int series) { m_chart.setHighlighted(series >= 0 && m_entries.size() > 1 ? series : -1); });
}

void ChartLegend::rebuild()
{
    const qsizetype before = m_entries.size();
    m_entries.clear();
    const QList<ChartSeries> &series = m_chart.data().series;
    for (int i = 0; i < series.size(); ++i) {
        const QList<QPointF> &points = series[i].points;
        const TimeRange all{TimeMs::min(), TimeMs::max()};
        m_entries.append({i, series[i].name, geometry::statisticsOf(points, all)});
    }
    if (m_isSorted) {
        sortEntries();
    }
    m_wanted = {};
    relayout();
    keepFirstRowInside();
    setAccessibleDescription(m_chart.description());
    if (before != m_entries.size()) {
        updateGeometry();
    }
    update();
}

void ChartLegend::sortBy(Column column)
{
    // Numbers begin with the largest, names with A; the same head again turns it round.
    const bool isSame = m_isSorted && m_sort == column;
    m_isAscending = isSame ? !m_isAscending : column == Column::Name;
    m_sort = column;
    m_isSorted = true;
    sortEntries();
    update();
}

void ChartLegend::sortEntries()
{
    const auto key = [this](const Entry &entry) {
        switch (m_sort) {
        case Column::Last:
            return entry.statistics.last;
        case Column::Min:
            return entry.statistics.min;
        case Column::Mean:
            return entry.statistics.mean;
        case Column::Max:
        case Column::Name:
            break;
        }
        return entry.statistics.max;
    };
    const auto isBefore = [&](const Entry &a, const Entry &b) {
        return m_sort == Column::Name ? a.name < b.name : key(a) < key(b);
    };
    std::stable_sort(m_entries.begin(), m_entries.end(),
        [&](const Entry &a, const Entry &b) { return m_isAscending ? isBefore(a, b) : isBefore(b, a); });
}

double ChartLegend::rowHeight() const
{
    return std::max<double>(theme().px(kRow), theme().lineHeight(TextRole::Small));
}

int ChartLegend::rowRoom() const
{
    return std::max(1, static_cast<int>((height() + 1.0) / rowHeight()) - 1);
}

void ChartLegend::keepFirstRowInside()
{
    m_firstRow = std::clamp(m_firstRow, 0, std::max(0, static_cast<int>(m_entries.size()) - rowRoom()));
}

const ChartLegend::Wanted &ChartLegend::wantedFor(int width) const
{
    const int fontPercent = theme().settings().fontPercent;
    if (m_wanted.width == width && m_wanted.fontPercent == fontPercent) {
        return m_wanted;
    }
    const bool fitsOneLine = layoutFor(width, 0, 1).fitsOneLine;
    // Cut to its first columns a table says less than the same room in lines, unless those hide a series.
    const bool isTable = !fitsOneLine
        && (columns(width - 2.0 * theme().px(kMargin)).size() == kValueColumns
            || layoutFor(width, 0, kMaxLines).overflow > 0);
    const int lines = fitsOneLine ? 1 : kMaxLines;
    const int height = isTable ? static_cast<int>(std::ceil(layoutFor(width, kMaxRows - 1, 0).height))
                               : lines * theme().px(kLine);
    m_wanted = {width, fontPercent, isTable, height};
    return m_wanted;
}

bool ChartLegend::wantsTable(int width) const
{
    return wantedFor(width).isTable;
}

int ChartLegend::wantedHeight(int width) const
{
    return wantedFor(width).height;
}

int ChartLegend::usableHeight(int wanted, int room) const
{
    const int line = theme().px(kLine);
    const int rows = static_cast<int>(std::min(wanted, room) / rowHeight() + 0.01);
    if (wanted <= kMaxLines * line || rows < kLeastRows) {
        return std::clamp(std::min(wanted, room) / line, 1, kMaxLines) * line;
    }
    return static_cast<int>(std::ceil(rows * rowHeight()));
}

void ChartLegend::relayout()
{
    const bool hasRoom = height() + 1.0 >= kLeastRows * rowHeight();
    const int lines = std::clamp(height() / theme().px(kLine), 1, kMaxLines);
    // A neighbour that needs a table may have made room for one here, too.
    m_layout = layoutFor(width(), hasRoom ? rowRoom() : 0, hasRoom ? 0 : lines);
    m_isTable = m_layout.isTable;
}

geometry::LegendLayout ChartLegend::layoutFor(double width, int maxRows, int maxLines) const
{
    const QFontMetricsF names(theme().font(TextRole::Small));
    const QFont values = theme().font(TextRole::SmallStrong);
    QList<geometry::LegendEntryWidth> widths;
    for (const Entry &entry : m_entries) {
        const QString value = m_chart.valueText(entry.statistics.last);
        widths.append({names.horizontalAdvance(entry.name), paint::digitsWidth(values, value)});
    }
    const double margin = theme().px(kMargin);
    return geometry::layoutLegend(widths, QRectF(margin, 0, width - 2 * margin, 0),
        {theme().px(kLine) * 1.0, rowHeight()}, maxRows, theme().settings().fontPercent / 100.0, maxLines);
}

QSize ChartLegend::sizeHint() const
{
    return {theme().px(200), theme().px(kLine)};
}

QSize ChartLegend::minimumSizeHint() const
{
    return {theme().px(80), theme().px(kLine)};
}

void ChartLegend::resizeEvent(QResizeEvent *)
{
    relayout();
    keepFirstRowInside();
}

QList<ChartLegend::Column> ChartLegend::columns(double width) const
{
    const double value = theme().px(kValueColumn);
    const double name = theme().px(kNameColumn);
    if (width >= name + 4 * value) {
        return {Column::Last, Column::Min, Column::Mean, Column::Max};
    }
    return width >= name + 2 * value ? QList{Column::Last, Column::Max} : QList{Column::Last};
}

QRectF ChartLegend::columnArea(Column column, const QRectF &row) const
{
    const double value = theme().px(kValueColumn);
    const QList<Column> shown = columns(row.width());
    if (column == Column::Name) {
        return row.adjusted(0, 0, -value * static_cast<double>(shown.size()), 0);
    }
    const qsizetype place = shown.indexOf(column);
    if (place < 0) {
        return {};
    }
    return {row.right() - value * static_cast<double>(shown.size() - place), row.top(), value, row.height()};
}

} // namespace qd::console
