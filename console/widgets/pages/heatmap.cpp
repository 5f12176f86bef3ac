// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/heatmap.h"

#include "console/format/formatter.h"
#include "console/widgets/controls/focusring.h"
#include "console/widgets/controls/painting.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QPaintEvent>
#include <QScrollArea>
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
constexpr int kLegendHeight = 30; // at 100 %
constexpr double kFullNetwork = 10e9; // bit/s
constexpr double kFullLoad = 64.0;

[[nodiscard]] Unit unitOf(HostTableModel::Metric metric)
{
    switch (metric) {
    case HostTableModel::Metric::Network:
        return Unit::BitsPerSecond;
    case HostTableModel::Metric::Load:
        return Unit::None;
    case HostTableModel::Metric::Cpu:
    case HostTableModel::Metric::Memory:
    case HostTableModel::Metric::Disk:
        break;
    }
    return Unit::Percent;
}

} // namespace

HeatMap::HeatMap(ThemeController &themes, HostTableModel &model, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_model(model)
{
    setObjectName(QStringLiteral("heatMap"));
    setFocusPolicy(Qt::StrongFocus);
    setProperty(FocusRing::kNoFocusRing, true); // one around the current square says more
    connect(&model, &QAbstractItemModel::modelReset, this, &HeatMap::relayout);
    connect(&model, &QAbstractItemModel::layoutChanged, this, &HeatMap::relayout);
    connect(&model, &QAbstractItemModel::dataChanged, this, qOverload<>(&QWidget::update));
    retranslate();
}

void HeatMap::retranslate()
{
    setAccessibleName(tr("Heat map of hosts"));
    setAccessibleDescription(spoken(m_current));
}

QString HeatMap::valueText(int row) const
{
    const int column = HostTableModel::Cpu + static_cast<int>(m_metric);
    return Formatter().cellText(
        m_model.index(row, column).data(HostTableModel::MetricRole).toDouble(), unitOf(m_metric));
}

QString HeatMap::spoken(int row) const
{
    if (row < 0 || row >= m_model.rowCount()) {
        return {};
    }
    return tr("%1, %2, %3", "name, state and value of a host")
        .arg(m_model.index(row, HostTableModel::Name).data().toString(),
            m_model.index(row, HostTableModel::State).data(Qt::AccessibleTextRole).toString(),
            valueText(row));
}

QString HeatMap::endText(bool isFull) const
{
    const double full = m_metric == HostTableModel::Metric::Network ? kFullNetwork
        : m_metric == HostTableModel::Metric::Load                  ? kFullLoad
                                                                    : 100.0;
    return Formatter().text(isFull ? full : 0.0, unitOf(m_metric));
}

void HeatMap::setCurrent(int row)
{
    m_current = std::clamp(row, 0, std::max(0, m_model.rowCount() - 1));
    setAccessibleDescription(spoken(m_current));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    auto *scroll =
        parentWidget() == nullptr ? nullptr : qobject_cast<QScrollArea *>(parentWidget()->parentWidget());
    if (scroll != nullptr) {
        const QPoint at = cellOf(m_current).center();
        scroll->ensureVisible(at.x(), at.y(), 0, m_cell);
    }
    update();
}

int HeatMap::rowsPerPage() const
{
    const int height = parentWidget() == nullptr ? 0 : parentWidget()->height();
    return std::max(1, height / (m_cell + kGap) - 1);
}

void HeatMap::setMetric(HostTableModel::Metric metric)
{
    m_metric = metric;
    setCurrent(m_current);
}

int HeatMap::cellSize() const
{
    return m_cell;
}

void HeatMap::fitCells()
{
    // The largest squares with which all hosts are on the screen; below the smallest one scrolls.
    const int height = parentWidget() == nullptr
        ? 0
        : parentWidget()->height() - 2 * theme().px(12) - theme().px(kLegendHeight);
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
    return {theme().px(300), 2 * theme().px(12) + rows * (cellSize() + kGap) + theme().px(kLegendHeight)};
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
        const double full = m_metric == HostTableModel::Metric::Network ? kFullNetwork : kFullLoad;
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
    paintLegend(painter);
}

void HeatMap::paintLegend(QPainter &painter) const
{
    if (m_model.rowCount() == 0) {
        return;
    }
    const int margin = theme().px(12);
    const int rows = (m_model.rowCount() + columns() - 1) / columns();
    const QRectF line(margin, margin + rows * (cellSize() + kGap) + theme().px(4), width() - 2 * margin,
        theme().px(kLegendHeight - 4));
    painter.setFont(theme().font(TextRole::Small));
    painter.setPen(theme().color(Token::TextMuted));
    const QString low = endText(false);
    const double lowWidth = paint::digitsWidth(painter.font(), low);
    paint::digits(painter, QRectF(line.left(), line.top(), lowWidth, line.height()), Qt::AlignLeft, low);
    const double step = theme().px(14);
    double x = line.left() + lowWidth + theme().px(8);
    for (const double share : {0.06, 0.25, 0.5, 0.75, 1.0}) {
        const QColor fill = blended(theme().color(Token::Accent, share), theme().color(Token::Inset));
        paint::roundedBox(painter, QRectF(x, line.center().y() - step / 2, step, step), 3, fill,
            theme().color(Token::BorderStrong));
        x += step + kGap;
    }
    x += theme().px(5);
    painter.setPen(theme().color(Token::TextMuted));
    paint::digits(
        painter, QRectF(x, line.top(), line.right() - x, line.height()), Qt::AlignLeft, endText(true));
}

void HeatMap::paintValue(QPainter &painter, int row, const QRect &cell, double share) const
{
    const QString text = valueText(row);
    // On the ramp's middle neither ink is a matter of course: the one that differs more.
    const QColor fill =
        blended(theme().color(Token::Accent, std::clamp(share, 0.06, 1.0)), theme().color(Token::Inset));
    const auto distance = [&fill](const QColor &ink) { return contrastRatio(ink, fill); };
    const bool isOnAccent = distance(theme().color(Token::OnAccent)) > distance(theme().color(Token::Text));
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
        setCurrent(row);
    }
}

void HeatMap::contextMenuEvent(QContextMenuEvent *event)
{
    if (event->reason() == QContextMenuEvent::Mouse) {
        const int row = rowAt(event->pos());
        if (row < 0) {
            return;
        }
        setCurrent(row);
        Q_EMIT menuRequested(event->globalPos());
    } else if (m_current < m_model.rowCount()) {
        Q_EMIT menuRequested(mapToGlobal(cellOf(m_current).center()));
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
    case Qt::Key_PageUp:
        step = -columns() * rowsPerPage();
        break;
    case Qt::Key_PageDown:
        step = columns() * rowsPerPage();
        break;
    case Qt::Key_Home:
        step = -m_current;
        break;
    case Qt::Key_End:
        step = m_model.rowCount() - 1 - m_current;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT activated(m_current);
        return;
    default:
        ThemedWidget::keyPressEvent(event);
        return;
    }
    setCurrent(m_current + step);
}

bool HeatMap::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        const int row = rowAt(help->pos());
        QToolTip::showText(help->globalPos(), spoken(row), this);
        return true;
    }
    return ThemedWidget::event(event);
}

} // namespace qd::console
