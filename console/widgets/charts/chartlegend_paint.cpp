// SPDX-License-Identifier: GPL-3.0-or-later
// The half of ChartLegend that paints.
#include "console/widgets/charts/chartlegend.h"
#include "console/widgets/charts/legendsizes.h"
#include "console/widgets/controls/painting.h"

#include <QPainter>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace qd::console {

using namespace legend;

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
        const double x = area.left() + theme().px(kSwatch);
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
        const QRectF room(0, last, width() - theme().px(kMargin), theme().px(kLine));
        painter.drawText(room, Qt::AlignVCenter | Qt::AlignRight, u"+ %1"_s.arg(m_layout.overflow));
    }
}

void ChartLegend::paintTable(QPainter &painter)
{
    const double margin = theme().px(kMargin);
    const QRectF head(margin, 0, width() - 2 * margin, rowHeight());
    const int last = std::min(static_cast<int>(m_entries.size()), m_firstRow + rowRoom());
    const QString name = last - m_firstRow < m_entries.size()
        ? tr("%1 of %2").arg(last - m_firstRow).arg(m_entries.size())
        : QString();
    const std::array<std::pair<Column, QString>, 5> heads{{
        {Column::Name, name},
        {Column::Last, tr("last")},
        {Column::Min, tr("min")},
        {Column::Mean, tr("mean")},
        {Column::Max, tr("max")},
    }};
    painter.setFont(theme().font(TextRole::Small));
    for (const auto &[column, word] : heads) {
        const QRectF area = columnArea(column, head);
        if (area.isEmpty()) {
            continue;
        }
        const bool isSorted = m_isSorted && m_sort == column;
        const QString arrow = !isSorted ? QString() : m_isAscending ? u"\u2191"_s : u"\u2193"_s;
        painter.setPen(theme().color(isSorted ? Token::Text : Token::TextMuted));
        painter.drawText(
            area, Qt::AlignVCenter | (column == Column::Name ? Qt::AlignLeft : Qt::AlignRight), arrow + word);
    }
    painter.fillRect(QRectF(margin, rowHeight() - 1, head.width(), 1), theme().color(Token::Border));
    for (int i = m_firstRow; i < last; ++i) {
        const QRectF area(margin, (i - m_firstRow + 1) * rowHeight(), head.width(), rowHeight());
        paintRow(painter, m_entries[i], area, i == m_focused && hasFocus());
    }
}

void ChartLegend::paintRow(QPainter &painter, const Entry &entry, const QRectF &area, bool isFocused)
{
    const bool isShown = m_chart.isSeriesVisible(entry.series);
    if (isFocused) {
        paint::roundedBox(painter, area.adjusted(-4, 0, 4, 0), 4, theme().color(Token::Hover), {});
        paint::focusRing(painter, theme(), area.adjusted(-2, 1, 2, -1), 3);
    }
    paintSwatch(painter, entry.series, QPointF(area.left(), area.center().y()));
    painter.setFont(theme().font(TextRole::Small));
    painter.setPen(theme().color(isShown ? Token::TextSecondary : Token::TextMuted));
    paint::elided(painter, columnArea(Column::Name, area).adjusted(theme().px(kSwatch), 0, 0, 0),
        Qt::AlignVCenter | Qt::AlignLeft, entry.name, Qt::ElideMiddle);
    const geometry::Statistics &facts = entry.statistics;
    for (const auto &[column, value] : {std::pair(Column::Last, facts.last), {Column::Min, facts.min},
             {Column::Mean, facts.mean}, {Column::Max, facts.max}}) {
        if (columnArea(column, area).isEmpty()) {
            continue;
        }
        // The newest value is what people look for; the rest is context.
        const bool isStrong = column == Column::Last && isShown;
        painter.setFont(theme().font(isStrong ? TextRole::SmallStrong : TextRole::Small));
        painter.setPen(theme().color(isStrong ? Token::Text
                : isShown                     ? Token::TextSecondary
                                              : Token::TextMuted));
        paint::digits(painter, columnArea(column, area), Qt::AlignRight,
            facts.count > 0 ? m_chart.valueText(value) : QString(QChar(0x2014)));
    }
}

} // namespace qd::console
