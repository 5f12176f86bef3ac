// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/delegates/treedelegate.h"

#include "console/widgets/controls/painting.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>
#include <QTreeView>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr int kIndent = 14;
constexpr int kMargin = 8;
constexpr double kMinName = 40.0;

int depthOf(QModelIndex index)
{
    int depth = 0;
    while (index.parent().isValid()) {
        index = index.parent();
        ++depth;
    }
    return depth;
}

Icon iconOf(TreeCell::Kind kind)
{
    switch (kind) {
    case TreeCell::Kind::Region:
        return Icon::Region;
    case TreeCell::Kind::Category:
        return Icon::Category;
    case TreeCell::Kind::Service:
        return Icon::Service;
    case TreeCell::Kind::Component:
        return Icon::Component;
    case TreeCell::Kind::Host:
        return Icon::Host;
    case TreeCell::Kind::Loading:
        return Icon::Clock;
    case TreeCell::Kind::Failed:
        return Icon::Refresh;
    case TreeCell::Kind::More:
        return Icon::More;
    }
    return Icon::Component;
}

bool isNode(TreeCell::Kind kind)
{
    switch (kind) {
    case TreeCell::Kind::Region:
    case TreeCell::Kind::Category:
    case TreeCell::Kind::Service:
    case TreeCell::Kind::Component:
        return true;
    case TreeCell::Kind::Host:
    case TreeCell::Kind::Loading:
    case TreeCell::Kind::Failed:
    case TreeCell::Kind::More:
        break;
    }
    return false;
}

} // namespace

TreeDelegate::TreeDelegate(ThemeController &themes, const Formatter &formatter, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_themes(themes)
    , m_formatter(formatter)
{
}

void TreeDelegate::prepare(QTreeView &view)
{
    view.setItemDelegate(this);
    view.setUniformRowHeights(true);
    view.setRootIsDecorated(false);
    view.setIndentation(0);
    view.setHeaderHidden(true);
    view.setFrameShape(QFrame::NoFrame);
    view.setMouseTracking(true);
    view.setSelectionMode(QAbstractItemView::SingleSelection);
    view.setEditTriggers(QAbstractItemView::NoEditTriggers);
    view.setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(&m_themes, &ThemeController::changed, &view, [&view] { view.doItemsLayout(); });
}

TreeDelegate::Layout TreeDelegate::layout(const QRect &row, int depth, const TreeCell &cell) const
{
    const Theme &look = m_themes.theme();
    Layout result;
    const int margin = look.px(kMargin);
    result.selection = QRectF(row).adjusted(margin, 1, -margin, -1);
    const double top = result.selection.top();
    const double height = result.selection.height();
    double x = result.selection.left() + look.px(2) + depth * look.px(kIndent);
    result.chevron = QRectF(x - 1, top, look.px(14), height);
    x += look.px(17);
    result.icon = QRectF(x - 1, top, look.px(16), height);
    x += look.px(21);
    double right = result.selection.right() - look.px(8);
    if (cell.hosts > 0 && cell.kind != TreeCell::Kind::Host) {
        const QString number = m_formatter.count(cell.hosts);
        const double width = paint::digitsWidth(look.font(TextRole::Small), number);
        result.hosts = QRectF(right - width, top, width, height);
        right -= std::max<double>(width, look.px(34)) + look.px(6);
    }
    if (cell.problems > 0) {
        const double width = paint::countPillWidth(look, cell.problems);
        const double pill = look.px(17);
        result.pill = QRectF(right - width, result.selection.center().y() - pill / 2, width, pill);
        right = result.pill.left() - look.px(6);
    }
    result.name = QRectF(x, top, std::max(kMinName, right - x), height);
    return result;
}

void TreeDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto cell = index.data(kTreeCellRole).value<TreeCell>();
    const Theme &look = m_themes.theme();
    const int depth = depthOf(index);
    const Layout at = layout(option.rect, depth, cell);
    const bool isSelected = option.state & QStyle::State_Selected;
    const bool isHovered = option.state & QStyle::State_MouseOver;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (isSelected || isHovered) {
        paint::roundedBox(*painter, at.selection, look.radius(Radius::Control),
            look.color(isSelected ? Token::Selected : Token::Hover), {});
    }
    if (isSelected) {
        paint::roundedBox(*painter,
            QRectF(at.selection.left(), at.selection.top() + 4, 3, at.selection.height() - 8), 1.5,
            look.color(Token::Accent), {});
    }
    for (int level = 1; level <= depth; ++level) {
        const double x =
            std::round(at.selection.left() + look.px(2) + level * look.px(kIndent) - look.px(7)) - 0.5;
        painter->setPen(QPen(look.color(Token::BorderStrong, 0.55), 1.0));
        painter->drawLine(QPointF(x, option.rect.top()), QPointF(x, option.rect.bottom() + 1));
    }
    if (index.model()->hasChildren(index)) {
        const bool isOpen = option.state & QStyle::State_Open;
        m_themes.icons().paint(*painter, isOpen ? Icon::ChevronDown : Icon::ChevronRight,
            look.color(isSelected ? Token::TextSecondary : Token::TextMuted), at.chevron, look.px(14));
    }
    if (cell.kind == TreeCell::Kind::Host) {
        const double edge = look.px(9);
        paint::glyph(*painter, look, cell.severity,
            QRectF(at.icon.left() + 3, at.icon.center().y() - edge / 2, edge, edge));
    } else {
        m_themes.icons().paint(*painter, iconOf(cell.kind),
            look.color(isSelected ? Token::Accent : Token::TextSecondary), at.icon, look.px(16));
    }
    const bool isStrong = isSelected || (cell.kind == TreeCell::Kind::Region);
    const bool isMuted = cell.isDimmed || !(isNode(cell.kind) || cell.kind == TreeCell::Kind::Host);
    painter->setFont(look.font(isStrong ? TextRole::Section : TextRole::Body));
    painter->setPen(look.color(isMuted ? Token::TextSecondary : Token::Text));
    paint::elided(*painter, at.name, Qt::AlignVCenter | Qt::AlignLeft, cell.name, Qt::ElideMiddle);
    if (!at.pill.isEmpty()) {
        paint::countPill(*painter, look, cell.severity, at.pill, cell.problems);
    }
    if (!at.hosts.isEmpty()) {
        painter->setFont(look.font(TextRole::Small));
        painter->setPen(look.color(isSelected ? Token::TextSecondary : Token::TextMuted));
        paint::digits(*painter, at.hosts, Qt::AlignRight, m_formatter.count(cell.hosts));
    }
    painter->restore();
}

QSize TreeDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {m_themes.theme().px(160), m_themes.theme().treeRowHeight()};
}

bool TreeDelegate::editorEvent(
    QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonPress && model->hasChildren(index)) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const auto cell = index.data(kTreeCellRole).value<TreeCell>();
        const Layout at = layout(option.rect, depthOf(index), cell);
        if (auto *view = qobject_cast<QTreeView *>(const_cast<QWidget *>(option.widget));
            view && at.chevron.adjusted(-6, 0, 4, 0).contains(mouse->position())) {
            view->setExpanded(index, !view->isExpanded(index));
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

QString TreeDelegate::problemWords(const TreeCell &cell) const
{
    const int unknown = cell.problems - cell.critical - cell.warning;
    QStringList parts;
    for (const auto &[count, text] : {std::pair(cell.critical, tr("%1 critical", "count of hosts")),
             std::pair(cell.warning, tr("%1 warning", "count of hosts")),
             std::pair(unknown, tr("%1 unknown", "count of hosts"))}) {
        if (count > 0) {
            parts.append(text.arg(m_formatter.count(count)));
        }
    }
    return parts.join(tr(", ", "between parts of a list"));
}

bool TreeDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto cell = index.data(kTreeCellRole).value<TreeCell>();
    const Layout at = layout(option.rect, depthOf(index), cell);
    const QString given = index.data(Qt::ToolTipRole).toString();
    const QFontMetricsF metrics(m_themes.theme().font(TextRole::Body));
    const bool isCut = metrics.horizontalAdvance(cell.name) > at.name.width();
    QStringList lines{given.isEmpty() ? (isCut ? cell.name : QString()) : given, problemWords(cell)};
    lines.removeAll(QString());
    const QString text = lines.join(u'\n');
    if (text.isEmpty()) {
        QToolTip::hideText();
        return false;
    }
    QToolTip::showText(event->globalPos(), text, view);
    return true;
}

} // namespace qd::console
