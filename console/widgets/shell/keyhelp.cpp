// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/keyhelp.h"

#include "console/widgets/controls/painting.h"

#include <QPainter>

#include <algorithm>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kColumn = 400;
constexpr int kMostColumns = 4;
constexpr int kRow = 28;
constexpr int kKeyWidth = 130;
constexpr int kMargin = 18;
constexpr int kHeader = 40;

} // namespace

KeyHelp::KeyHelp(ThemeController &themes, QWidget *parent)
    : ThemedWidget(themes, parent)
{
    setObjectName(u"keyHelp"_s);
    setFocusPolicy(Qt::StrongFocus);
}

void KeyHelp::setKeys(const QList<QPair<QString, QString>> &keys, const QSize &room)
{
    m_keys = keys;
    m_room = room;
    setAccessibleName(tr("Keys"));
    setAccessibleDescription(text());
    resizeToContent();
    update();
}

QString KeyHelp::text() const
{
    QStringList lines;
    for (const auto &[key, meaning] : m_keys) {
        lines.append(key + u": "_s + meaning);
    }
    return lines.join(u'\n');
}

int KeyHelp::rows() const
{
    return (static_cast<int>(m_keys.size()) + m_columns - 1) / m_columns;
}

void KeyHelp::resizeToContent()
{
    const auto height = [this] { return theme().px(kHeader + rows() * kRow + kMargin); };
    m_columns = 2;
    while (m_columns < kMostColumns && height() > m_room.height()) {
        ++m_columns;
    }
    const int margins = theme().px(2 * kMargin);
    m_columnWidth = std::min(theme().px(kColumn), (m_room.width() - margins) / m_columns);
    setFixedSize(m_columns * m_columnWidth + margins, height());
}

void KeyHelp::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    resizeToContent();
}

void KeyHelp::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(theme().font(TextRole::Section));
    painter.setPen(theme().color(Token::Text));
    painter.drawText(QRect(theme().px(kMargin), 0, width(), theme().px(kHeader)),
        Qt::AlignLeft | Qt::AlignVCenter, tr("Keys"));
    for (int i = 0; i < m_keys.size(); ++i) {
        const double left = theme().px(kMargin) + (i / rows()) * m_columnWidth;
        const double top = theme().px(kHeader + (i % rows()) * kRow);
        const double height = theme().px(kRow);
        const double capHeight = theme().px(20);
        const double width = paint::keyCapWidth(theme(), m_keys[i].first);
        paint::keyCap(
            painter, theme(), {left, top + (height - capHeight) / 2, width, capHeight}, m_keys[i].first);
        painter.setFont(theme().font(TextRole::Body));
        painter.setPen(theme().color(Token::TextSecondary));
        paint::elided(painter,
            {left + theme().px(kKeyWidth), top, m_columnWidth - theme().px(kKeyWidth + 12) * 1.0, height},
            Qt::AlignLeft | Qt::AlignVCenter, m_keys[i].second);
    }
}

} // namespace qd::console
