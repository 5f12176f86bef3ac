// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/delegates/tableheader.h"

#include "console/widgets/controls/painting.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace qd::console {

namespace {

constexpr int kPadding = 10;
constexpr int kHeight = 32;
constexpr int kSortMark = 16;

[[nodiscard]] Qt::SortOrder turned(Qt::SortOrder order)
{
    return order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
}

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
    setResizeContentsPrecision(0); // a double click fits to what is on the screen, not to the first thousand
    connect(this, &QHeaderView::sortIndicatorChanged, this, &TableHeader::onIndicatorChanged);
    connect(&m_themes, &ThemeController::changed, this, [this] {
        setMinimumSectionSize(m_themes.theme().px(40));
        headerDataChanged(Qt::Horizontal, 0, std::max(0, count() - 1));
    });
}

void TableHeader::setSortable()
{
    setSortIndicatorShown(true);
    setFocusPolicy(Qt::TabFocus); // a click leaves the keys with the rows
}

void TableHeader::setSortKeys(const QList<SortKey> &keys)
{
    m_isSetting = true;
    m_keys = keys.mid(0, 2);
    setSortIndicator(m_keys.isEmpty() ? -1 : m_keys.front().column,
        m_keys.isEmpty() ? Qt::AscendingOrder : m_keys.front().order);
    m_isSetting = false;
    describe();
    viewport()->update();
}

QList<TableHeader::SortKey> TableHeader::sortKeys() const
{
    return m_keys;
}

void TableHeader::onIndicatorChanged(int section, Qt::SortOrder order)
{
    if (!m_isSetting) {
        m_keys = section < 0 ? QList<SortKey>() : QList<SortKey>{{section, order}};
        describe();
        Q_EMIT sortKeysChanged(m_keys);
    }
}

void TableHeader::sortBy(int section, bool isSecond)
{
    QList<SortKey> keys = m_keys;
    const int place = sortPlace(section);
    const bool isOver =
        place == 0 && !isSecond && isSortIndicatorClearable() && keys.front().order == Qt::DescendingOrder;
    if (isOver) {
        keys.clear();
    } else if (place >= 0 && (isSecond || place == 0)) {
        keys[place].order = turned(keys[place].order);
        keys = isSecond ? keys : keys.mid(0, 1);
    } else {
        keys = isSecond ? keys.mid(0, 1) : QList<SortKey>();
        keys.append({section, Qt::AscendingOrder});
    }
    setSortKeys(keys);
    Q_EMIT sortKeysChanged(m_keys);
}

int TableHeader::sortPlace(int section) const
{
    for (int place = 0; place < m_keys.size(); ++place) {
        if (m_keys[place].column == section) {
            return place;
        }
    }
    return -1;
}

void TableHeader::setFrozenCount(int count)
{
    m_frozen = count;
    viewport()->update();
}

QList<TableHeader::Frozen> TableHeader::frozen() const
{
    QList<Frozen> columns;
    int left = 0;
    for (int visual = 0; offset() > 0 && visual < count() && columns.size() < m_frozen; ++visual) {
        const int section = logicalIndex(visual);
        if (!isSectionHidden(section)) {
            columns.append({section, left, sectionSize(section)});
            left += sectionSize(section);
        }
    }
    return columns;
}

int TableHeader::frozenWidth() const
{
    const QList<Frozen> columns = frozen();
    return columns.isEmpty() ? 0 : columns.back().left + columns.back().width;
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
    const Theme &look = m_themes.theme();
    QPainter painter(viewport());
    painter.fillRect(viewport()->rect(), look.color(Token::Surface));
    painter.fillRect(0, viewport()->height() - 1, viewport()->width(), 1, look.color(Token::Border));
    painter.end();
    QHeaderView::paintEvent(event);
    const QList<Frozen> columns = frozen();
    if (columns.isEmpty()) {
        return;
    }
    painter.begin(viewport());
    for (const Frozen &column : columns) {
        paintSection(&painter, QRect(column.left, 0, column.width, viewport()->height()), column.column);
    }
    painter.fillRect(frozenWidth() - 1, 0, 1, viewport()->height(), look.color(Token::BorderStrong));
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
    const int place = isSortIndicatorShown() ? sortPlace(section) : -1;
    painter->setFont(look.font(TextRole::Small));
    painter->setPen(look.color(place >= 0 ? Token::TextSecondary : Token::TextMuted));
    QRectF words = QRectF(area).adjusted(look.px(kPadding), 0, -look.px(kPadding), 0);
    const double width = QFontMetricsF(painter->font()).horizontalAdvance(text);
    if (place >= 0) {
        // Which one is first is said as soon as there are two.
        const QString number = m_keys.size() > 1 ? QString::number(place + 1) : QString();
        const double digit = number.isEmpty() ? 0.0 : paint::digitsWidth(painter->font(), number);
        const double mark = look.px(12);
        const double all = mark + digit;
        const double x =
            isRight ? words.right() - all : std::min(words.left() + width + 3, words.right() - all);
        const Icon icon = m_keys[place].order == Qt::AscendingOrder ? Icon::ChevronUp : Icon::ChevronDown;
        m_themes.icons().paint(*painter, icon, look.color(Token::TextSecondary),
            QRectF(x, words.top(), mark, words.height()), static_cast<int>(mark));
        paint::digits(*painter, QRectF(x + mark, words.top(), digit, words.height()), Qt::AlignLeft, number);
        words.setRight(isRight ? x - 2 : words.right() - all);
    }
    paint::elided(*painter, words, (isRight ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter, text);
    if (hasFocus() && section == m_keyColumn) {
        painter->setRenderHint(QPainter::Antialiasing);
        paint::focusRing(*painter, look, QRectF(area).adjusted(4, 4, -4, -4), look.radius(Radius::Chip));
    }
    painter->restore();
}

} // namespace qd::console
