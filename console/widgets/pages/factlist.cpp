// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/factlist.h"

#include "console/theme/icons.h"
#include "console/widgets/controls/painting.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace qd::console {

namespace {

constexpr int kColumn = 320;
constexpr int kRow = 26;
constexpr int kNameWidth = 120;
constexpr int kMargin = 14;
constexpr int kIcon = 14;

} // namespace

FactList::FactList(ThemeController &themes, QWidget *parent)
    : ThemedWidget(themes, parent)
{
    setObjectName(QStringLiteral("factList"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FactList::setGroups(const QList<Group> &groups)
{
    m_lines.clear();
    for (const Group &group : groups) {
        if (!group.title.isEmpty() && !group.facts.isEmpty()) {
            m_lines.append({true, {group.title, {}}});
        }
        for (const Fact &fact : group.facts) {
            m_lines.append({false, fact});
        }
    }
    if (m_current >= m_lines.size() || (m_current >= 0 && m_lines[m_current].isHeading)) {
        m_current = -1;
    }
    setAccessibleDescription(text());
    updateGeometry();
    setMinimumHeight(sizeHint().height());
    update();
}

QString FactList::text() const
{
    QStringList lines;
    for (const Line &line : m_lines) {
        lines.append(
            line.isHeading ? line.fact.name : line.fact.name + QStringLiteral(": ") + line.fact.value);
    }
    return lines.join(u'\n');
}

int FactList::columns() const
{
    return std::max(1, width() / theme().px(kColumn));
}

int FactList::linesPerColumn() const
{
    return (static_cast<int>(m_lines.size()) + columns() - 1) / columns();
}

QSize FactList::sizeHint() const
{
    return {theme().px(kColumn), linesPerColumn() * theme().px(kRow) + theme().px(10)};
}

QRect FactList::areaOf(int line) const
{
    const int lines = std::max(1, linesPerColumn());
    const int columnWidth = (width() - theme().px(kMargin)) / columns();
    return {theme().px(kMargin) + line / lines * columnWidth, line % lines * theme().px(kRow), columnWidth,
        theme().px(kRow)};
}

QRect FactList::copyArea(int line) const
{
    const QRect area = areaOf(line);
    const int edge = area.height(); // as large as the row is high: a target, not a dot
    return {area.right() - theme().px(kMargin) - edge, area.top(), edge, edge};
}

int FactList::lineAt(const QPoint &at) const
{
    for (int i = 0; i < m_lines.size(); ++i) {
        if (areaOf(i).contains(at)) {
            return m_lines[i].isHeading ? -1 : i;
        }
    }
    return -1;
}

void FactList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    for (int i = 0; i < m_lines.size(); ++i) {
        paintLine(painter, i);
    }
    if (hasFocus()) {
        paint::focusRing(
            painter, theme(), QRectF(rect()).adjusted(4, 4, -4, -4), theme().radius(Radius::Control));
    }
}

void FactList::paintLine(QPainter &painter, int line)
{
    const QRectF area = areaOf(line);
    const Fact &fact = m_lines[line].fact;
    const double right = area.right() - theme().px(kMargin);
    if (m_lines[line].isHeading) {
        painter.setFont(theme().font(TextRole::Section));
        painter.setPen(theme().color(Token::TextSecondary));
        paint::elided(painter, {area.left(), area.top(), right - area.left(), area.height()},
            Qt::AlignLeft | Qt::AlignVCenter, fact.name);
        return;
    }
    const bool isCurrent = line == m_current;
    if (isCurrent) {
        const double inset = theme().px(6);
        paint::roundedBox(painter,
            {area.left() - inset, area.top(), right - area.left() + inset, area.height()},
            theme().radius(Radius::Chip), theme().color(Token::Hover), {});
    }
    const double nameWidth = theme().px(kNameWidth);
    painter.setFont(theme().font(TextRole::Label));
    painter.setPen(theme().color(isCurrent ? Token::TextSecondary : Token::TextMuted));
    paint::elided(painter, {area.left(), area.top(), nameWidth - theme().px(8), area.height()},
        Qt::AlignLeft | Qt::AlignVCenter, fact.name);
    painter.setFont(theme().font(TextRole::TableCell));
    painter.setPen(theme().color(Token::Text));
    const double end = isCurrent ? copyArea(line).left() : right;
    paint::elided(painter,
        {area.left() + nameWidth, area.top(), end - area.left() - nameWidth, area.height()},
        Qt::AlignLeft | Qt::AlignVCenter, fact.value);
    if (isCurrent) {
        const int edge = theme().px(kIcon);
        themes().icons().paint(
            painter, Icon::Copy, theme().color(Token::TextSecondary), copyArea(line), edge);
    }
}

void FactList::resizeEvent(QResizeEvent *event)
{
    ThemedWidget::resizeEvent(event);
    setMinimumHeight(sizeHint().height());
}

void FactList::setCurrent(int line)
{
    if (line != m_current) {
        m_current = line;
        update();
    }
}

void FactList::step(int direction)
{
    const int last = static_cast<int>(m_lines.size()) - 1;
    int line = m_current < 0 ? (direction > 0 ? 0 : last) : m_current + direction;
    while (line >= 0 && line <= last && m_lines[line].isHeading) {
        line += direction;
    }
    if (line >= 0 && line <= last) {
        setCurrent(line);
    }
}

void FactList::mouseMoveEvent(QMouseEvent *event)
{
    const int line = lineAt(event->position().toPoint());
    setCurrent(line);
    const bool isOnIcon = line >= 0 && copyArea(line).contains(event->position().toPoint());
    setCursor(isOnIcon ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void FactList::mousePressEvent(QMouseEvent *event)
{
    const int line = lineAt(event->position().toPoint());
    setCurrent(line);
    if (event->button() == Qt::LeftButton && line >= 0
        && copyArea(line).contains(event->position().toPoint())) {
        copyLine(line);
        QToolTip::showText(event->globalPosition().toPoint(), tr("Copied"), this);
    }
}

void FactList::leaveEvent(QEvent *event)
{
    ThemedWidget::leaveEvent(event);
    setCurrent(-1);
}

void FactList::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByKey = event->reason() == QContextMenuEvent::Keyboard;
    const int line = isByKey ? m_current : lineAt(event->pos());
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("factMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (line >= 0) {
        menu->addAction(tr("Copy %1", "%1: the name of a fact").arg(m_lines[line].fact.name), this,
            [this, line] { copyLine(line); });
    }
    menu->addAction(tr("Copy all facts"), this, [this] { QGuiApplication::clipboard()->setText(text()); });
    menu->popup(isByKey ? mapToGlobal(areaOf(std::max(0, line)).center()) : event->globalPos());
}

void FactList::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        if (m_current < 0) {
            QGuiApplication::clipboard()->setText(text());
        } else {
            copyLine(m_current);
        }
    } else if (event->key() == Qt::Key_Down || event->key() == Qt::Key_J) {
        step(1);
    } else if (event->key() == Qt::Key_Up || event->key() == Qt::Key_K) {
        step(-1);
    } else {
        ThemedWidget::keyPressEvent(event);
    }
}

void FactList::copyLine(int line)
{
    if (line >= 0 && line < m_lines.size()) { // a menu may outlive what it was opened on
        QGuiApplication::clipboard()->setText(m_lines[line].fact.value);
    }
}

bool FactList::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        if (const int line = lineAt(help->pos()); line >= 0) {
            QToolTip::showText(help->globalPos(), m_lines[line].fact.value, this);
            return true;
        }
    }
    // Ctrl+C is the window's command for rows of tables; here it copies a fact.
    if (event->type() == QEvent::ShortcutOverride
        && static_cast<QKeyEvent *>(event)->matches(QKeySequence::Copy)) {
        event->accept();
        return true;
    }
    return ThemedWidget::event(event);
}

} // namespace qd::console
