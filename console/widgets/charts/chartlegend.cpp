// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/chartlegend.h"

#include "console/widgets/controls/painting.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr int kMargin = 14;
constexpr int kRow = 22;
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
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
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
        sortBy(m_sort);
    }
    m_firstRow = 0;
    relayout();
    setAccessibleDescription(m_chart.description());
    if (before != m_entries.size()) {
        updateGeometry();
    }
    update();
}

void ChartLegend::sortBy(Column column)
{
    m_sort = column;
    m_isSorted = true;
    const auto key = [column](const Entry &entry) {
        switch (column) {
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
    std::stable_sort(m_entries.begin(), m_entries.end(), [&](const Entry &a, const Entry &b) {
        return column == Column::Name ? a.name < b.name : key(a) > key(b);
    });
    update();
}

void ChartLegend::relayout()
{
    // A table needs room for its head and some rows; below that lines of what fits say more.
    const int room = std::max(1, height() / theme().px(kRow));
    m_layout = layoutFor(width(), room >= kLeastTableRows ? kMaxRows : 0, std::min(room, kMaxLines));
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
    return geometry::layoutLegend(widths, QRectF(margin, 0, width - 2 * margin, 0), theme().px(kRow), maxRows,
        theme().settings().fontPercent / 100.0, maxLines);
}

QSize ChartLegend::sizeHint() const
{
    return {theme().px(200), theme().px(kRow)};
}

QSize ChartLegend::minimumSizeHint() const
{
    return {theme().px(80), theme().px(kRow)};
}

int ChartLegend::heightForWidth(int width) const
{
    return std::max(theme().px(kRow), static_cast<int>(layoutFor(width, kMaxRows, kMaxLines).height));
}

void ChartLegend::resizeEvent(QResizeEvent *)
{
    relayout();
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

void ChartLegend::paintSwatch(QPainter &painter, int series, QPointF centreLeft) const
{
    QColor color = m_chart.colorOf(series);
    if (!m_chart.isSeriesVisible(series)) {
        color = theme().color(Token::BorderStrong);
    }
    const double width = theme().px(12);
    painter.setPen(QPen(color, 3.0, Qt::SolidLine, Qt::RoundCap));
    if (m_chart.isDashed(series)) {
        painter.drawLine(centreLeft + QPointF(1.5, 0), centreLeft + QPointF(width * 0.30, 0));
        painter.drawLine(centreLeft + QPointF(width * 0.75, 0), centreLeft + QPointF(width - 1.5, 0));
    } else {
        painter.drawLine(centreLeft + QPointF(1.5, 0), centreLeft + QPointF(width - 1.5, 0));
    }
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_isTable) {
        paintTable(painter);
    } else {
        paintLine(painter);
    }
}

void ChartLegend::paintLine(QPainter &painter)
{
    for (int i = 0; i < std::min(m_layout.entries.size(), m_entries.size()); ++i) {
        const QRectF area = m_layout.entries[i];
        const Entry &entry = m_entries[i];
        const bool isShown = m_chart.isSeriesVisible(entry.series);
        paintSwatch(painter, entry.series, QPointF(area.left(), area.center().y()));
        painter.setFont(theme().font(TextRole::Small));
        painter.setPen(theme().color(isShown ? Token::TextSecondary : Token::TextMuted));
        const double name = QFontMetricsF(painter.font()).horizontalAdvance(entry.name);
        const double x = area.left() + theme().px(18);
        painter.drawText(
            QRectF(x, area.top(), name + 2, area.height()), Qt::AlignVCenter | Qt::AlignLeft, entry.name);
        painter.setFont(theme().font(TextRole::SmallStrong));
        painter.setPen(theme().color(isShown ? Token::Text : Token::TextMuted));
        paint::digits(painter, QRectF(x + name + theme().px(6), area.top(), area.width(), area.height()),
            Qt::AlignLeft, m_chart.valueText(entry.statistics.last));
        if (i == m_focused && hasFocus()) {
            paint::focusRing(painter, theme(), area.adjusted(-2, 3, 2, -3), 3);
        }
    }
    if (m_layout.overflow > 0) {
        painter.setFont(theme().font(TextRole::Small));
        painter.setPen(theme().color(Token::TextMuted));
        const double last = m_layout.entries.isEmpty() ? 0.0 : m_layout.entries.back().top();
        const QRectF room(0, last, width() - theme().px(kMargin), theme().px(kRow));
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignRight, u"+ %1"_s.arg(m_layout.overflow));
    }
}

void ChartLegend::paintTable(QPainter &painter)
{
    const double row = theme().px(kRow);
    const double margin = theme().px(kMargin);
    const QRectF head(margin, 0, width() - 2 * margin, row);
    const std::array<std::pair<Column, QString>, 5> heads{{
        {Column::Name, QString()},
        {Column::Last, tr("last")},
        {Column::Min, tr("min")},
        {Column::Mean, tr("mean")},
        {Column::Max, tr("max")},
    }};
    painter.setFont(theme().font(TextRole::Small));
    for (const auto &[column, word] : heads) {
        if (columnArea(column, head).isEmpty()) {
            continue;
        }
        const bool isSorted = m_isSorted && m_sort == column;
        painter.setPen(theme().color(isSorted ? Token::Text : Token::TextMuted));
        painter.drawText(columnArea(column, head), Qt::AlignVCenter | Qt::AlignRight, word);
    }
    const int room = std::max(1, static_cast<int>(height() / row) - 1);
    const int last = std::min(static_cast<int>(m_entries.size()), m_firstRow + room);
    const int hidden = static_cast<int>(m_entries.size()) - (last - m_firstRow);
    if (hidden > 0) {
        painter.setPen(theme().color(Token::TextMuted));
        painter.drawText(head, Qt::AlignVCenter | Qt::AlignLeft,
            tr("%1 of %2").arg(last - m_firstRow).arg(m_entries.size()));
    }
    for (int i = m_firstRow; i < last; ++i) {
        const Entry &entry = m_entries[i];
        const QRectF area(margin, (i - m_firstRow + 1) * row, width() - 2 * margin, row);
        const bool isShown = m_chart.isSeriesVisible(entry.series);
        if (i == m_focused && hasFocus()) {
            paint::roundedBox(painter, area.adjusted(-4, 0, 4, 0), 4, theme().color(Token::Hover), {});
        }
        paintSwatch(painter, entry.series, QPointF(area.left(), area.center().y()));
        painter.setFont(theme().font(TextRole::Small));
        painter.setPen(theme().color(isShown ? Token::TextSecondary : Token::TextMuted));
        paint::elided(painter, columnArea(Column::Name, area).adjusted(theme().px(18), 0, 0, 0),
            Qt::AlignVCenter | Qt::AlignLeft, entry.name, Qt::ElideMiddle);
        painter.setFont(theme().font(TextRole::SmallStrong));
        painter.setPen(theme().color(isShown ? Token::Text : Token::TextMuted));
        const geometry::Statistics &facts = entry.statistics;
        for (const auto &[column, value] : {std::pair(Column::Last, facts.last), {Column::Min, facts.min},
                 {Column::Mean, facts.mean}, {Column::Max, facts.max}}) {
            if (columnArea(column, area).isEmpty()) {
                continue;
            }
            paint::digits(painter, columnArea(column, area), Qt::AlignRight,
                facts.count > 0 ? m_chart.valueText(value) : QString(QChar(0x2014)));
        }
    }
}

int ChartLegend::seriesAt(QPointF position) const
{
    if (m_isTable) {
        const int row = static_cast<int>(position.y() / theme().px(kRow)) - 1 + m_firstRow;
        return position.y() >= theme().px(kRow) && row < m_entries.size() ? m_entries[row].series : -1;
    }
    for (int i = 0; i < std::min(m_layout.entries.size(), m_entries.size()); ++i) {
        if (m_layout.entries[i].adjusted(-6, 0, 6, 0).contains(position)) {
            return m_entries[i].series;
        }
    }
    return -1;
}

void ChartLegend::choose(int series, bool toggle)
{
    const QList<ChartSeries> &all = m_chart.data().series;
    QSet<QString> visible;
    for (int i = 0; i < all.size(); ++i) {
        if (m_chart.isSeriesVisible(i)) {
            visible.insert(all[i].id);
        }
    }
    const QString id = all[series].id;
    if (!toggle) {
        // A second click on the only one shows all again.
        const bool isOnly = visible.size() == 1 && visible.contains(id);
        visible = isOnly ? QSet<QString>() : QSet<QString>{id};
    } else if (!visible.remove(id)) {
        visible.insert(id);
    }
    if (visible.size() == all.size()) {
        visible.clear();
    }
    m_chart.setVisibleSeries(visible);
    update();
}

void ChartLegend::mouseMoveEvent(QMouseEvent *event)
{
    const int series = seriesAt(event->position());
    setCursor(series >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    m_chart.setHighlighted(m_entries.size() > 1 ? series : -1);
}

void ChartLegend::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton) {
        return;
    }
    const int series = seriesAt(event->position());
    if (series >= 0) {
        choose(series, event->modifiers() & Qt::ControlModifier);
        return;
    }
    if (m_isTable && event->position().y() < theme().px(kRow)) {
        const QRectF head(theme().px(kMargin), 0, width() - 2 * theme().px(kMargin), theme().px(kRow));
        for (const Column column : {Column::Name, Column::Last, Column::Min, Column::Mean, Column::Max}) {
            if (columnArea(column, head).contains(event->position())) {
                sortBy(column);
            }
        }
    }
}

void ChartLegend::leaveEvent(QEvent *event)
{
    ThemedWidget::leaveEvent(event);
    m_chart.setHighlighted(-1);
}

void ChartLegend::wheelEvent(QWheelEvent *event)
{
    const int room = std::max(1, height() / theme().px(kRow) - 1);
    const int most = std::max(0, static_cast<int>(m_entries.size()) - room);
    if (!m_isTable || most == 0) {
        event->ignore();
        return;
    }
    m_firstRow = std::clamp(m_firstRow - event->angleDelta().y() / 120, 0, most);
    update();
}

void ChartLegend::keyPressEvent(QKeyEvent *event)
{
    const int count = static_cast<int>(m_entries.size());
    int step = 0;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        step = -1;
        break;
    case Qt::Key_Right:
    case Qt::Key_Down:
        step = 1;
        break;
    case Qt::Key_Space:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_focused >= 0 && m_focused < count) {
            choose(m_entries[m_focused].series, event->key() == Qt::Key_Space);
        }
        return;
    default:
        ThemedWidget::keyPressEvent(event);
        return;
    }
    if (count == 0) {
        return;
    }
    m_focused = std::clamp(m_focused + step, 0, count - 1);
    if (m_isTable) {
        const int room = std::max(1, height() / theme().px(kRow) - 1);
        m_firstRow = std::clamp(m_firstRow, std::max(0, m_focused - room + 1), m_focused);
    }
    m_chart.setHighlighted(m_entries[m_focused].series);
    update();
}

} // namespace qd::console
