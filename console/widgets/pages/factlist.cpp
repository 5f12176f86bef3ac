// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/factlist.h"

#include "console/widgets/controls/painting.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace qd::console {

namespace {

constexpr int kColumn = 320;
constexpr int kRow = 26;
constexpr int kNameWidth = 120;
constexpr int kMargin = 14;

} // namespace

FactList::FactList(ThemeController &themes, QWidget *parent)
    : ThemedWidget(themes, parent)
{
    setObjectName(QStringLiteral("factList"));
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void FactList::setFacts(const QList<Fact> &facts)
{
    m_facts = facts;
    setAccessibleDescription(text());
    updateGeometry();
    setMinimumHeight(sizeHint().height());
    update();
}

QString FactList::text() const
{
    QStringList lines;
    for (const Fact &fact : m_facts) {
        lines.append(fact.name + QStringLiteral(": ") + fact.value);
    }
    return lines.join(u'\n');
}

int FactList::columns() const
{
    return std::max(1, width() / theme().px(kColumn));
}

QSize FactList::sizeHint() const
{
    const int rows = (static_cast<int>(m_facts.size()) + columns() - 1) / columns();
    return {theme().px(kColumn), rows * theme().px(kRow) + theme().px(10)};
}

QRect FactList::areaOf(int fact) const
{
    const int rows = (static_cast<int>(m_facts.size()) + columns() - 1) / columns();
    const int columnWidth = (width() - theme().px(kMargin)) / columns();
    return {theme().px(kMargin) + fact / rows * columnWidth, fact % rows * theme().px(kRow), columnWidth,
        theme().px(kRow)};
}

void FactList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    for (int i = 0; i < m_facts.size(); ++i) {
        const QRectF area = areaOf(i);
        const double nameWidth = theme().px(kNameWidth);
        painter.setFont(theme().font(TextRole::Label));
        painter.setPen(theme().color(Token::TextMuted));
        paint::elided(painter, {area.left(), area.top(), nameWidth, area.height()},
            Qt::AlignLeft | Qt::AlignVCenter, m_facts[i].name);
        painter.setFont(theme().font(TextRole::TableCell));
        painter.setPen(theme().color(Token::Text));
        paint::elided(painter,
            {area.left() + nameWidth, area.top(), area.width() - nameWidth - theme().px(kMargin),
                area.height()},
            Qt::AlignLeft | Qt::AlignVCenter, m_facts[i].value);
    }
    if (hasFocus()) {
        paint::focusRing(
            painter, theme(), QRectF(rect()).adjusted(4, 4, -4, -4), theme().radius(Radius::Control));
    }
}

void FactList::resizeEvent(QResizeEvent *event)
{
    ThemedWidget::resizeEvent(event);
    setMinimumHeight(sizeHint().height());
}

void FactList::contextMenuEvent(QContextMenuEvent *event)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Copy all facts"), this, &FactList::copy);
    menu->popup(event->globalPos());
}

void FactList::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
        return;
    }
    ThemedWidget::keyPressEvent(event);
}

void FactList::copy() const
{
    QGuiApplication::clipboard()->setText(text());
}

bool FactList::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        auto *help = static_cast<QHelpEvent *>(event);
        for (int i = 0; i < m_facts.size(); ++i) {
            if (areaOf(i).contains(help->pos())) {
                QToolTip::showText(help->globalPos(), m_facts[i].value, this);
                return true;
            }
        }
    }
    return ThemedWidget::event(event);
}

} // namespace qd::console
