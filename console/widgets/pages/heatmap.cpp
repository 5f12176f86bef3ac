// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/heatmap.h"

#include "console/format/formatter.h"
#include "console/widgets/controls/painting.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPaintEvent>
#include <QToolTip>

#include <algorithm>
#include <array>
#include <cmath>

namespace qd::console {

namespace {

constexpr int kGap = 3; // px
constexpr std::array kEdges{76, 56, 40, 28, 20, 14}; // at 100 %
constexpr int kTextFrom = 56; // at 100 %: room for "100.0 %"
constexpr int kGlyphFrom = 18; // px: smaller squares have no room for a glyph

} // namespace

HeatMap::HeatMap(ThemeController &themes, HostTableModel &model, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("heatMap"));
    setFocusPolicy(Qt::StrongFocus);
    connect(&model, &QAbstractItemModel::modelReset, this, &HeatMap::relayout);
    connect(&model, &QAbstractItemModel::layoutChanged, this, &HeatMap::relayout);
    connect(&model, &QAbstractItemModel::dataChanged, this, qOverload<>(&QWidget::update));
}

void HeatMap::setMetric(HostTableModel::Metric metric)
{
    m_metric = metric;
    update();
}

int HeatMap::cellSize() const
{
    return m_cell;
}

void HeatMap::fitCells()
{
    // The largest squares with which all hosts are on the screen; below the smallest one scrolls.
    const int height = parentWidget() == nullptr ? 0 : parentWidget()->height() - 2 * theme().px(12);
    for (const int edge : kEdges) {
        m_cell = theme().px(edge);
        const int rows = (m_model.rowCount() + columns() - 1) / columns();
        if (rows * (m_cell + kGap) <= height) {
            return;
        }
    }
}

int HeatMap::columns() const
{
    return std::max(1, (width() - theme().px(24)) / (cellSize() + kGap));
}

QRect HeatMap::cellOf(int row) const
{
    const int margin = theme().px(12);
    // A little wider than high where that fills the last gap of the row.
    const double pitch = (width() - 2 * margin + kGap) / static_cast<double>(columns());
    const int column = row % columns();
    const int left = margin + qRound(column * pitch);
    const int right = margin + qRound((column + 1) * pitch) - kGap;
    return {left, margin + row / columns() * (cellSize() + kGap), right - left, cellSize()};
}

int HeatMap::rowAt(const QPoint &position) const
{
    const int margin = theme().px(12);
    if (position.x() < margin || position.y() < margin || position.x() >= width() - margin) {
        return -1;
    }
    const int column = (position.x() - margin) * columns() / std::max(1, width() - 2 * margin);
    const int first = (position.y() - margin) / (cellSize() + kGap) * columns();
    for (const int row : {first + column - 1, first + column, first + column + 1}) {
        if (row >= first && row < m_model.rowCount() && cellOf(row).contains(position)) {
            return row;
        }
    }
    return -1;
}

QSize HeatMap::sizeHint() const
{
    const int rows = (m_model.rowCount() + columns() - 1) / columns();
    return {theme().px(300), 2 * theme().px(12) + rows * (cellSize() + kGap)};
}

void HeatMap::relayout()
{
    m_current = std::clamp(m_current, 0, std::max(0, m_model.rowCount() - 1));
    fitCells();
    setMinimumHeight(sizeHint().height());
    update();
}

void HeatMap::resizeEvent(QResizeEvent *event)
{
    ThemedWidget::resizeEvent(event);
    relayout();
}

double HeatMap::shareOf(int row) const
{
    const int column = HostTableModel::Cpu + static_cast<int>(m_metric);
    const double value = m_model.index(row, column).data(HostTableModel::MetricRole).toDouble();
    if (m_metric == HostTableModel::Metric::Network || m_metric == HostTableModel::Metric::Load) {
        // No natural maximum: a logarithm keeps one busy host from hiding the others.
        const double full = m_metric == HostTableModel::Metric::Network ? 10e9 : 64.0;
        return std::log1p(std::max(0.0, value)) / std::log1p(full);
    }
    return value / 100.0;
}

void HeatMap::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor low = theme().color(Token::Inset);
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const QRect cell = cellOf(row);
        if (!cell.intersects(event->rect())) {
            continue;
        }
        const double share = shareOf(row);
        const auto severity =
            static_cast<Severity>(m_model.index(row, 0).data(HostTableModel::SeverityRole).toInt());
        const bool isKnown = !std::isnan(share) && severity != Severity::Unknown;
        const QColor fill = isKnown ? blended(theme().color(Token::Accent, std::clamp(share, 0.06, 1.0)), low)
                                    : theme().color(Token::Surface);
        paint::roundedBox(painter, QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5), 3, fill,
            isKnown ? fill : theme().color(Token::BorderStrong));
        const bool hasText = cell.width() >= theme().px(kTextFrom);
        if (cell.width() >= kGlyphFrom && severity != Severity::Healthy) {
            const double y = hasText ? cell.top() + cell.height() * 0.34 : cell.center().y();
            paint::glyph(painter, theme(), severity, QRectF(cell.center().x() - 6, y - 6, 13, 13));
        }
        if (hasText) {
            paintValue(painter, row, cell, isKnown ? share : 0.0);
        }
        if (row == m_current && hasFocus()) {
            paint::focusRing(painter, theme(), cell, 3);
        }
    }
}

void HeatMap::paintValue(QPainter &painter, int row, const QRect &cell, double share) const
{
    const int column = HostTableModel::Cpu + static_cast<int>(m_metric);
    const double value = m_model.index(row, column).data(HostTableModel::MetricRole).toDouble();
    const Unit unit = m_metric == HostTableModel::Metric::Network ? Unit::BitsPerSecond
        : m_metric == HostTableModel::Metric::Load                ? Unit::None
                                                                  : Unit::Percent;
    const QString text = Formatter().cellText(value, unit);
    const bool isOnAccent = share > 0.6;
    painter.setFont(theme().font(TextRole::SmallStrong));
    painter.setPen(theme().color(isOnAccent ? Token::OnAccent : Token::Text));
    const bool isHealthy = m_model.index(row, 0).data(HostTableModel::SeverityRole).toInt()
        == static_cast<int>(Severity::Healthy);
    const QRectF area = isHealthy ? QRectF(cell) : QRectF(cell).adjusted(0, cell.height() * 0.5, 0, -2);
    if (paint::digitsWidth(painter.font(), text) <= cell.width()) {
        paint::digits(painter, area, Qt::AlignHCenter, text);
    }
}

void HeatMap::mousePressEvent(QMouseEvent *event)
{
    if (const int row = rowAt(event->pos()); row >= 0) {
        m_current = row;
        update();
    }
}

void HeatMap::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (const int row = rowAt(event->pos()); row >= 0) {
        Q_EMIT activated(row);
    }
}

void HeatMap::keyPressEvent(QKeyEvent *event)
{
    int step = 0;
    switch (event->key()) {
    case Qt::Key_Left:
        step = -1;
        break;
    case Qt::Key_Right:
        step = 1;
        break;
    case Qt::Key_Up:
        step = -columns();
        break;
    case Qt::Key_Down:
        step = columns();
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT activated(m_current);
        return;
    default:
        ThemedWidget::keyPressEvent(event);
        return;
    }
    m_current = std::clamp(m_current + step, 0, std::max(0, m_model.rowCount() - 1));
    update();
}

bool HeatMap::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const int row = rowAt(help->pos());
        QToolTip::showText(help->globalPos(),
            row < 0 ? QString() : m_model.index(row, HostTableModel::Name).data().toString(), this);
        return true;
    }
    return ThemedWidget::event(event);
}

} // namespace qd::console
