// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/delegates/tabledelegate.h"

#include "console/widgets/controls/painting.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace qd::console {

namespace {

constexpr int kPadding = 10;
constexpr int kHeight = 32;
constexpr int kSortMark = 16;

} // namespace

TableHeader::TableHeader(ThemeController &themes, QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_themes(themes)
{
    setSectionsClickable(true);
    setSectionsMovable(true);
    setHighlightSections(false);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setMinimumSectionSize(themes.theme().px(40));
    connect(&themes, &ThemeController::changed, this, [this] {
        setMinimumSectionSize(m_themes.theme().px(40));
        headerDataChanged(Qt::Horizontal, 0, std::max(0, count() - 1));
    });
}

QSize TableHeader::sizeHint() const
{
    return {QHeaderView::sizeHint().width(), m_themes.theme().px(kHeight)};
}

QSize TableHeader::sectionSizeFromContents(int section) const
{
    const QString text = model() ? model()->headerData(section, Qt::Horizontal).toString() : QString();
    const double words = QFontMetricsF(m_themes.theme().font(TextRole::Small)).horizontalAdvance(text);
    return {static_cast<int>(std::ceil(words)) + m_themes.theme().px(2 * kPadding + kSortMark),
        m_themes.theme().px(kHeight)};
}

void TableHeader::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), m_themes.theme().color(Token::Surface));
    painter.fillRect(
        0, viewport()->height() - 1, viewport()->width(), 1, m_themes.theme().color(Token::Border));
    painter.end();
    QHeaderView::paintEvent(event);
}

void TableHeader::paintSection(QPainter *painter, const QRect &area, int section) const
{
    const Theme &look = m_themes.theme();
    painter->save();
    painter->fillRect(area, look.color(Token::Surface));
    painter->fillRect(QRect(area.left(), area.bottom(), area.width(), 1), look.color(Token::Border));
    const QString text = model()->headerData(section, Qt::Horizontal).toString();
    const QVariant given = model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole);
    const bool isRight = given.isValid() && (given.toInt() & Qt::AlignRight);
    const bool isSorted = isSortIndicatorShown() && sortIndicatorSection() == section;
    painter->setFont(look.font(TextRole::Small));
    painter->setPen(look.color(isSorted ? Token::TextSecondary : Token::TextMuted));
    QRectF words = QRectF(area).adjusted(look.px(kPadding), 0, -look.px(kPadding), 0);
    const double width = QFontMetricsF(painter->font()).horizontalAdvance(text);
    if (isSorted) {
        const double mark = look.px(12);
        const double x =
            isRight ? words.right() - mark : std::min(words.left() + width + 3, words.right() - mark);
        const Icon icon = sortIndicatorOrder() == Qt::AscendingOrder ? Icon::ChevronUp : Icon::ChevronDown;
        m_themes.icons().paint(*painter, icon, look.color(Token::TextSecondary),
            QRectF(x, words.top(), mark, words.height()), static_cast<int>(mark));
        words.setRight(isRight ? x - 2 : words.right() - mark);
    }
    paint::elided(*painter, words, (isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, text);
    painter->restore();
}

} // namespace qd::console
