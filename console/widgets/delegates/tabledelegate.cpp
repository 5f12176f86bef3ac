// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/delegates/tabledelegate.h"

#include "console/widgets/controls/painting.h"
#include "console/widgets/controls/stateview.h"
#include "console/widgets/delegates/tableheader.h"

#include <QAbstractItemView>
#include <QHeaderView>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTableView>
#include <QToolTip>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr int kPadding = 10;
constexpr int kMaxSparkPoints = 60;
constexpr double kStaleOpacity = 0.45;

bool isRightAligned(const QModelIndex &index)
{
    const QVariant given = index.data(Qt::TextAlignmentRole);
    return given.isValid() && (given.toInt() & Qt::AlignRight);
}

/// The whole table is shown as old data already; what is dimmed twice cannot be read.
bool isVeiled(const QWidget *view)
{
    for (const QWidget *around = view; around != nullptr; around = around->parentWidget()) {
        if (const auto *state = qobject_cast<const StateView *>(around)) {
            return state->state().isDimmed();
        }
    }
    return false;
}

/// Mean of neighbours until at most kMaxSparkPoints are left; a gap in all of them stays a gap.
QList<double> thinned(const QList<double> &points)
{
    if (points.size() <= kMaxSparkPoints) {
        return points;
    }
    QList<double> result;
    for (qsizetype i = 0; i < kMaxSparkPoints; ++i) {
        const qsizetype from = i * points.size() / kMaxSparkPoints;
        const qsizetype to = (i + 1) * points.size() / kMaxSparkPoints;
        double sum = 0.0;
        int count = 0;
        for (qsizetype k = from; k < to; ++k) {
            if (std::isfinite(points[k])) {
                sum += points[k];
                ++count;
            }
        }
        result.append(count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN());
    }
    return result;
}

} // namespace

/// What every cell of one paint call needs.
struct TableDelegate::Row
{
    const Theme &look;
    QRectF area; ///< inside the padding
    bool isSelected = false;
    bool isRight = false;
    double staleOpacity = kStaleOpacity;
};

TableDelegate::TableDelegate(
    ThemeController &themes, const Formatter &formatter, std::function<TimeMs()> now, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_themes(themes)
    , m_formatter(formatter)
    , m_now(std::move(now))
{
}

void TableDelegate::prepare(QTableView &view)
{
    view.setItemDelegate(this);
    view.setHorizontalHeader(new TableHeader(m_themes, &view));
    view.verticalHeader()->hide();
    view.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view.verticalHeader()->setMinimumSectionSize(1);
    view.setShowGrid(false);
    view.setWordWrap(false);
    view.setFrameShape(QFrame::NoFrame);
    view.setSelectionBehavior(QAbstractItemView::SelectRows);
    view.setEditTriggers(QAbstractItemView::NoEditTriggers);
    view.setTabKeyNavigation(false); // Tab leaves a table; arrows walk in it
    view.setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.horizontalHeader()->setStretchLastSection(true);
    view.setMouseTracking(true);
    view.setCornerWidget(new QWidget(&view)); // the style would draw a box between the scroll bars
    view.viewport()->installEventFilter(this);
    const auto apply = [this, &view] {
        view.verticalHeader()->setDefaultSectionSize(m_themes.theme().rowHeight());
    };
    apply();
    connect(&m_themes, &ThemeController::changed, &view, apply);
}

bool TableDelegate::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseMove || event->type() == QEvent::Leave) {
        auto *viewport = qobject_cast<QWidget *>(watched);
        auto *view = viewport ? qobject_cast<QAbstractItemView *>(viewport->parentWidget()) : nullptr;
        if (view && view->itemDelegate() == this) {
            const int row = event->type() == QEvent::Leave
                ? -1
                : view->indexAt(static_cast<QMouseEvent *>(event)->position().toPoint()).row();
            if (row != m_hoverRow) {
                m_hoverRow = row;
                viewport->update();
            }
            return false;
        }
    }
    return QStyledItemDelegate::eventFilter(watched, event);
}

void TableDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &look = m_themes.theme();
    const bool isSelected = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isSelected) {
        painter->fillRect(option.rect, look.color(Token::Selected));
    } else if (index.row() == m_hoverRow) {
        painter->fillRect(option.rect, look.color(Token::Hover));
    }
    const auto *view = qobject_cast<const QTableView *>(option.widget);
    const bool isFirst = view && view->horizontalHeader()->visualIndex(index.column()) == 0;
    if (isSelected && isFirst) {
        painter->fillRect(
            QRect(option.rect.left(), option.rect.top(), 3, option.rect.height()), look.color(Token::Accent));
    }
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
        look.color(Token::Border, 0.8));
    const QRectF area = QRectF(option.rect).adjusted(look.px(kPadding), 0, -look.px(kPadding), -1);
    const Row row{
        look, area, isSelected, isRightAligned(index), isVeiled(option.widget) ? 1.0 : kStaleOpacity};
    const QVariant cell = index.data(kCellRole);
    if (cell.isValid()) {
        paintCell(*painter, row, cell);
    } else {
        paintText(
            *painter, row, index.data(Qt::DisplayRole).toString(), look.color(Token::TextSecondary), false);
    }
    const bool hasFocus = (option.state & QStyle::State_HasFocus) && view
        && view->selectionBehavior() != QAbstractItemView::SelectRows;
    if (hasFocus) {
        paint::focusRing(*painter, look, QRectF(option.rect).adjusted(3, 3, -3, -3), 2);
    }
    painter->restore();
}

void TableDelegate::paintCell(QPainter &painter, const Row &row, const QVariant &cell) const
{
    const Theme &look = row.look;
    const int type = cell.metaType().id();
    if (type == qMetaTypeId<SeverityCell>()) {
        const auto value = cell.value<SeverityCell>();
        const QString word = value.word.isEmpty() ? paint::severityWord(value.severity) : value.word;
        const double width = std::min(row.area.width(), paint::pillWidth(look, word));
        const double height = paint::pillHeight(look);
        paint::pill(painter, look, value.severity,
            QRectF(row.area.left(), row.area.center().y() - height / 2, width, height), word);
    } else if (type == qMetaTypeId<NameCell>()) {
        paintName(painter, row, cell.value<NameCell>());
    } else if (type == qMetaTypeId<NumberCell>()) {
        paintNumber(painter, row, cell.value<NumberCell>());
    } else if (type == qMetaTypeId<BarCell>()) {
        paintBar(painter, row, cell.value<BarCell>());
    } else if (type == qMetaTypeId<SparkCell>()) {
        const auto value = cell.value<SparkCell>();
        const bool isBad = severityRank(value.severity) < severityRank(Severity::Unknown);
        const QColor color = isBad ? look.severity(value.severity) : look.series(0);
        const double inset = std::max(3.0, row.area.height() * 0.16);
        painter.setOpacity(value.isStale ? row.staleOpacity : 1.0);
        paint::sparkline(painter, row.area.adjusted(0, inset, -4, -inset), thinned(value.points), color);
    } else if (type == qMetaTypeId<DurationCell>()) {
        paintText(painter, row, m_formatter.duration(cell.value<DurationCell>().length),
            look.color(Token::Text), true);
    } else if (type == qMetaTypeId<TimeCell>()) {
        paintText(painter, row, m_formatter.age(cell.value<TimeCell>().time, m_now()),
            look.color(Token::TextSecondary), false);
    } else if (type == qMetaTypeId<LinkCell>()) {
        paintText(painter, row, cell.value<LinkCell>().text, look.color(Token::Accent), true);
    } else if (type == qMetaTypeId<ChipsCell>()) {
        paintChips(painter, row, cell.value<ChipsCell>());
    }
}

void TableDelegate::paintText(
    QPainter &painter, const Row &row, const QString &text, const QColor &color, bool strong) const
{
    painter.setFont(row.look.font(strong ? TextRole::Label : TextRole::TableCell));
    painter.setPen(color);
    const Qt::Alignment side = row.isRight ? Qt::AlignRight : Qt::AlignLeft;
    if (paint::digitsWidth(painter.font(), text) <= row.area.width()) {
        paint::digits(painter, row.area, side, text);
    } else {
        paint::elided(painter, row.area, side | Qt::AlignVCenter, text);
    }
}

void TableDelegate::paintName(QPainter &painter, const Row &row, const NameCell &cell) const
{
    const Theme &look = row.look;
    painter.setFont(look.font(TextRole::Section));
    painter.setPen(look.color(cell.isDimmed ? Token::TextSecondary : Token::Text));
    const double wanted = QFontMetricsF(painter.font()).horizontalAdvance(cell.name);
    const double width = std::min(wanted, row.area.width());
    QRectF room = row.area;
    paint::elided(painter, QRectF(room.left(), room.top(), width, room.height()),
        Qt::AlignVCenter | Qt::AlignLeft, cell.name, Qt::ElideMiddle);
    room.setLeft(room.left() + width + look.px(8));
    if (cell.count > 1) {
        const QString times = u"×%1"_s.arg(cell.count);
        painter.setFont(look.font(TextRole::SmallStrong));
        const double badge = paint::digitsWidth(painter.font(), times) + look.px(12);
        if (badge < room.width()) {
            const double height = look.px(18);
            const QRectF box(room.left(), room.center().y() - height / 2, badge, height);
            paint::roundedBox(
                painter, box, height / 2, look.color(look.isDark() ? Token::Raised : Token::Inset), {});
            painter.setPen(look.color(Token::TextSecondary));
            paint::digits(painter, box, Qt::AlignHCenter, times);
            room.setLeft(box.right() + look.px(8));
        }
    }
    if (!cell.detail.isEmpty() && room.width() > look.px(20)) {
        painter.setFont(look.font(TextRole::TableCell));
        painter.setPen(look.color(row.isSelected ? Token::TextSecondary : Token::TextMuted));
        paint::elided(painter, room, Qt::AlignVCenter | Qt::AlignLeft, cell.detail);
    }
}

void TableDelegate::paintNumber(QPainter &painter, const Row &row, const NumberCell &cell) const
{
    const QString text =
        cell.value ? m_formatter.cellText(*cell.value, cell.unit, 2) : QString(QChar(0x2014));
    painter.setOpacity(cell.isStale ? row.staleOpacity : 1.0);
    paintText(painter, row, text, row.look.color(cell.value ? Token::Text : Token::TextMuted), true);
}

void TableDelegate::paintBar(QPainter &painter, const Row &row, const BarCell &cell) const
{
    const Theme &look = row.look;
    painter.setOpacity(cell.isStale ? row.staleOpacity : 1.0);
    const double height = look.px(18);
    const QRectF track(row.area.left(), row.area.center().y() - height / 2, row.area.width(), height);
    const double radius = look.radius(Radius::Chip);
    paint::roundedBox(painter, track, radius, look.color(row.isSelected ? Token::Hover : Token::Inset), {});
    const bool isBad = severityRank(cell.severity) < severityRank(Severity::Unknown);
    QColor fill = isBad ? look.severity(cell.severity) : look.color(Token::Accent);
    fill.setAlphaF(look.isDark() ? 0.38F : 0.26F);
    if (cell.value) {
        QRectF bar = track;
        bar.setWidth(std::max(2.0, track.width() * std::clamp(cell.fraction, 0.0, 1.0)));
        paint::roundedBox(painter, bar, std::min(radius, bar.width() / 2), fill, {});
    }
    painter.setFont(look.font(TextRole::Small));
    painter.setPen(look.color(cell.value ? Token::Text : Token::TextMuted));
    const QString text = barText(cell);
    paint::digits(painter, track.adjusted(look.px(6), 0, -look.px(6), 0), Qt::AlignLeft, text);
    if (isBad && cell.value) {
        // The level is told by shape too, not by the colour of the bar alone.
        const double edge = look.px(9);
        paint::glyph(painter, look, cell.severity,
            QRectF(track.right() - edge - look.px(5), track.center().y() - edge / 2, edge, edge));
    }
}

void TableDelegate::paintChips(QPainter &painter, const Row &row, const ChipsCell &cell) const
{
    const Theme &look = row.look;
    painter.setFont(look.font(TextRole::Small));
    const QFontMetricsF metrics(painter.font());
    double x = row.area.left();
    for (qsizetype i = 0; i < cell.chips.size(); ++i) {
        const double width = metrics.horizontalAdvance(cell.chips[i]) + look.px(14);
        const qsizetype rest = cell.chips.size() - i;
        const QString more = u"+%1"_s.arg(rest);
        const double reserve = rest > 1 ? metrics.horizontalAdvance(more) + look.px(4) : 0.0;
        painter.setPen(look.color(Token::TextMuted));
        if (x + width + reserve > row.area.right() + 1) {
            painter.drawText(QRectF(x, row.area.top(), row.area.right() - x, row.area.height()),
                Qt::AlignVCenter | Qt::AlignLeft, more);
            return;
        }
        const double height = look.px(19);
        const QRectF box(x, row.area.center().y() - height / 2, width, height);
        paint::roundedBox(painter, box, look.radius(Radius::Chip),
            look.color(look.isDark() ? Token::Raised : Token::Inset), {});
        painter.setPen(look.color(Token::TextSecondary));
        painter.drawText(box, Qt::AlignCenter, cell.chips[i]);
        x += width + look.px(6);
    }
}

QString TableDelegate::barText(const BarCell &cell) const
{
    if (!cell.value || !std::isfinite(*cell.value)) {
        return QString(QChar(0x2014));
    }
    return cell.isUnitInHeader ? m_formatter.locale().toString(*cell.value, 'f', 1)
                               : m_formatter.cellText(*cell.value, cell.unit);
}

double TableDelegate::widthOf(const QModelIndex &index) const
{
    const Theme &look = m_themes.theme();
    const QVariant cell = index.data(kCellRole);
    const int type = cell.metaType().id();
    const QFont label = look.font(TextRole::Label);
    if (type == qMetaTypeId<SeverityCell>()) {
        const auto value = cell.value<SeverityCell>();
        return paint::pillWidth(
            look, value.word.isEmpty() ? paint::severityWord(value.severity) : value.word);
    }
    if (type == qMetaTypeId<NameCell>()) {
        const auto value = cell.value<NameCell>();
        const double detail = value.detail.isEmpty()
            ? 0.0
            : QFontMetricsF(look.font(TextRole::TableCell)).horizontalAdvance(value.detail) + look.px(8);
        const double badge = value.count > 1 ? look.px(36) : 0.0;
        return QFontMetricsF(look.font(TextRole::Section)).horizontalAdvance(value.name) + detail + badge;
    }
    if (type == qMetaTypeId<NumberCell>()) {
        const auto value = cell.value<NumberCell>();
        return value.value ? paint::digitsWidth(label, m_formatter.cellText(*value.value, value.unit, 2))
                           : look.px(12);
    }
    if (type == qMetaTypeId<BarCell>()) {
        return std::max<double>(look.px(64),
            paint::digitsWidth(look.font(TextRole::Small), barText(cell.value<BarCell>())) + look.px(30));
    }
    if (type == qMetaTypeId<SparkCell>()) {
        return look.px(90);
    }
    if (type == qMetaTypeId<DurationCell>()) {
        return paint::digitsWidth(label, m_formatter.duration(cell.value<DurationCell>().length));
    }
    if (type == qMetaTypeId<TimeCell>()) {
        return paint::digitsWidth(
            look.font(TextRole::TableCell), m_formatter.age(cell.value<TimeCell>().time, m_now()));
    }
    if (type == qMetaTypeId<LinkCell>()) {
        return QFontMetricsF(label).horizontalAdvance(cell.value<LinkCell>().text);
    }
    return paint::digitsWidth(look.font(TextRole::TableCell), index.data(Qt::DisplayRole).toString());
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    const Theme &look = m_themes.theme();
    return {static_cast<int>(std::ceil(widthOf(index))) + look.px(2 * kPadding) + 2, look.rowHeight()};
}

bool TableDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    QString text = index.data(Qt::ToolTipRole).toString();
    const QVariant cell = index.data(kCellRole);
    if (text.isEmpty() && cell.metaType().id() == qMetaTypeId<TimeCell>()) {
        const TimeMs time = cell.value<TimeCell>().time;
        text = toUnixMs(time) == 0 ? m_formatter.age(time, m_now()) : m_formatter.timestamp(time, m_now());
    }
    if (text.isEmpty() && sizeHint(option, index).width() > option.rect.width()) {
        text = index.data(Qt::DisplayRole).toString();
    }
    if (text.isEmpty()) {
        QToolTip::hideText();
        return false;
    }
    QToolTip::showText(event->globalPos(), text, view);
    return true;
}

bool TableDelegate::editorEvent(
    QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonRelease
        && index.data(kCellRole).metaType().id() == qMetaTypeId<LinkCell>()) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const QString text = index.data(kCellRole).value<LinkCell>().text;
        const double width = QFontMetricsF(m_themes.theme().font(TextRole::Label)).horizontalAdvance(text);
        const QRectF words(option.rect.left() + m_themes.theme().px(kPadding), option.rect.top(), width,
            option.rect.height());
        if (mouse->button() == Qt::LeftButton && words.contains(mouse->position())) {
            Q_EMIT linkActivated(index);
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace qd::console
