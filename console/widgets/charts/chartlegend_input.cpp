// SPDX-License-Identifier: GPL-3.0-or-later
// The half of ChartLegend that listens: pointer, wheel, keys, the choice of a colour.
#include "console/widgets/charts/chartlegend.h"
#include "console/widgets/charts/legendsizes.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace qd::console {

using namespace legend;

int ChartLegend::seriesAt(QPointF position) const
{
    if (m_isTable) {
        const int row = static_cast<int>(position.y() / rowHeight()) - 1 + m_firstRow;
        return position.y() >= rowHeight() && row < m_entries.size() ? m_entries[row].series : -1;
    }
    for (int i = 0; i < std::min(m_layout.entries.size(), m_entries.size()); ++i) {
        if (m_layout.entries[i].adjusted(-6, 0, 6, 0).contains(position)) {
            return m_entries[i].series;
        }
    }
    return -1;
}

bool ChartLegend::isOnSwatch(QPointF position) const
{
    if (m_isTable) {
        return position.x() < theme().px(kMargin) + theme().px(kSwatch);
    }
    return std::ranges::any_of(m_layout.entries, [&](const QRectF &entry) {
        return entry.contains(position) && position.x() < entry.left() + theme().px(kSwatch) - 2;
    });
}

void ChartLegend::pickColor(int series)
{
    if (m_chart.data().series[series].severity) {
        return; // the colour says how bad it is
    }
    auto *menu = new QMenu(this);
    menu->setObjectName(u"seriesColors"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::optional<int> chosen = m_chart.chosenColor(series);
    const std::array<QString, SeriesPalette::kColors> names{
        tr("Blue"), tr("Orange"), tr("Teal"), tr("Pink"), tr("Yellow"), tr("Violet"), tr("Cyan")};
    const auto add = [&](const QString &name, std::optional<int> slot) {
        QAction *action = menu->addAction(name);
        action->setCheckable(true);
        action->setChecked(chosen == slot);
        connect(action, &QAction::triggered, this, [this, id = m_chart.data().series[series].id, slot] {
            const QList<ChartSeries> &all = m_chart.data().series;
            const auto found = std::ranges::find(all, id, &ChartSeries::id); // it may have moved meanwhile
            if (found != all.cend()) {
                m_chart.chooseColor(static_cast<int>(found - all.cbegin()), slot);
            }
        });
        return action;
    };
    for (int slot = 0; slot < SeriesPalette::kColors; ++slot) {
        QPixmap patch(QSize(16, 16) * devicePixelRatioF());
        patch.setDevicePixelRatio(devicePixelRatioF());
        patch.fill(Qt::transparent);
        QPainter painter(&patch);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme().series(slot));
        painter.drawRoundedRect(QRectF(2, 2, 12, 12), 3, 3);
        painter.end();
        add(names[static_cast<std::size_t>(slot)], slot)->setIcon(QIcon(patch));
    }
    menu->addSeparator();
    //: The colour that the chart gives by itself
    add(tr("Automatic"), std::nullopt);
    const auto row = std::ranges::find(m_entries, series, &Entry::series);
    const qsizetype place = row - m_entries.begin();
    const double y = m_isTable ? static_cast<double>(place - m_firstRow + 2) * rowHeight()
                               : m_layout.entries.value(place).bottom();
    const double x = m_isTable ? theme().px(kMargin) : m_layout.entries.value(place).left();
    menu->popup(mapToGlobal(QPointF(x, y).toPoint()));
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
        const bool isToggle = event->modifiers() & Qt::ControlModifier;
        if (!isToggle && isOnSwatch(event->position())) {
            pickColor(series);
        } else {
            choose(series, isToggle);
        }
        return;
    }
    if (m_isTable && event->position().y() < rowHeight()) {
        const QRectF head(theme().px(kMargin), 0, width() - 2 * theme().px(kMargin), rowHeight());
        for (const Column column : {Column::Name, Column::Last, Column::Min, Column::Mean, Column::Max}) {
            if (columnArea(column, head).contains(event->position())) {
                sortBy(column);
            }
        }
    }
}

void ChartLegend::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const int focused = m_focused >= 0 && m_focused < m_entries.size() ? m_entries[m_focused].series : -1;
    const int series = isByKey ? focused : seriesAt(QPointF(event->pos()));
    if (series >= 0) {
        pickColor(series);
    } else {
        event->ignore();
    }
}

void ChartLegend::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        setAccessibleName(tr("Legend"));
        rebuild();
    }
    ThemedWidget::changeEvent(event);
}

void ChartLegend::leaveEvent(QEvent *event)
{
    ThemedWidget::leaveEvent(event);
    m_chart.setHighlighted(-1);
}

void ChartLegend::wheelEvent(QWheelEvent *event)
{
    if (!m_isTable || m_entries.size() <= rowRoom()) {
        event->ignore();
        return;
    }
    m_firstRow -= event->angleDelta().y() / 120;
    keepFirstRowInside();
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
    case Qt::Key_C:
        if (m_focused >= 0 && m_focused < count && event->modifiers() == Qt::NoModifier) {
            pickColor(m_entries[m_focused].series);
            return;
        }
        ThemedWidget::keyPressEvent(event);
        return;
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
        m_firstRow = std::clamp(m_firstRow, std::max(0, m_focused - rowRoom() + 1), m_focused);
    }
    m_chart.setHighlighted(m_entries[m_focused].series);
    update();
}

} // namespace qd::console
