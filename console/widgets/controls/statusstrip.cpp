// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/statusstrip.h"

#include "console/widgets/controls/focusring.h"
#include "console/widgets/controls/painting.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace qd::console {

/// One fact; a click asks the shell to explain it.
class StatusItem final : public ThemedButton
{
public:
    StatusItem(ThemeController &themes, QWidget *parent)
        : ThemedButton(themes, parent)
    {
        setProperty(FocusRing::kFocusInset, 3);
    }

    void setFact(const QString &text, std::optional<Severity> level)
    {
        setText(text);
        setAccessibleName(text);
        m_level = level;
        update();
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        double width = paint::digitsWidth(theme().font(TextRole::Small), text()) + theme().px(12);
        if (m_level) {
            width += theme().px(14);
        }
        return {static_cast<int>(std::ceil(width)), theme().px(24)};
    }

protected:
    void paintFace(QPainter &painter, double hover) override
    {
        paint::roundedBox(painter, QRectF(rect()).adjusted(0, 2, 0, -2), theme().radius(Radius::Chip),
            theme().color(Token::Hover, hover), {});
        double x = theme().px(6);
        if (m_level) {
            const double edge = theme().px(9);
            paint::glyph(painter, theme(), *m_level, QRectF(x, (height() - edge) / 2.0, edge, edge));
            x += theme().px(14);
        }
        painter.setFont(theme().font(TextRole::Small));
        painter.setPen(theme().color(Token::TextSecondary));
        paint::digits(painter, QRectF(x, 0, width() - x, height()), Qt::AlignLeft, text());
    }

private:
    std::optional<Severity> m_level;
};

StatusStrip::StatusStrip(ThemeController &themes, QWidget *parent)
    : ThemedWidget(themes, parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

StatusItem *StatusStrip::find(const QString &id) const
{
    for (const auto *side : {&m_left, &m_right}) {
        for (StatusItem *item : *side) {
            if (item->objectName() == id) {
                return item;
            }
        }
    }
    return nullptr;
}

void StatusStrip::setItem(
    const QString &id, Side side, const QString &text, std::optional<Severity> level, const QString &toolTip)
{
    StatusItem *item = find(id);
    if (!item) {
        item = new StatusItem(themes(), this);
        item->setObjectName(id);
        connect(item, &QAbstractButton::clicked, this,
            [this, item, id] { Q_EMIT itemActivated(id, item->mapToGlobal(QPoint(0, 0))); });
        (side == Side::Left ? m_left : m_right).append(item);
        item->show();
    }
    item->setFact(text, level);
    item->setToolTip(toolTip);
    place();
}

void StatusStrip::removeItem(const QString &id)
{
    if (StatusItem *item = find(id)) {
        m_left.removeAll(item);
        m_right.removeAll(item);
        item->hide();
        item->deleteLater();
        place();
    }
}

QString StatusStrip::textOf(const QString &id) const
{
    const StatusItem *item = find(id);
    return item ? item->text() : QString();
}

void StatusStrip::setAlarmed(bool alarmed)
{
    m_isAlarmed = alarmed;
    update();
}

QSize StatusStrip::sizeHint() const
{
    return {theme().px(600), theme().px(kHeight)};
}

QSize StatusStrip::minimumSizeHint() const
{
    return {theme().px(200), theme().px(kHeight)};
}

void StatusStrip::place()
{
    const int gap = theme().px(10);
    int x = theme().px(10);
    for (StatusItem *item : std::as_const(m_left)) {
        const int width = item->sizeHint().width();
        item->setGeometry(x, 1, width, height() - 1);
        x += width + gap;
    }
    int right = width() - theme().px(10);
    for (StatusItem *item : std::as_const(m_right)) {
        const int width = item->sizeHint().width();
        item->setGeometry(right - width, 1, width, height() - 1);
        right -= width + gap;
    }
}

void StatusStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(theme().isDark() ? Token::Inset : Token::Surface));
    const int line = m_isAlarmed ? 2 : 1;
    painter.fillRect(0, 0, width(), line, theme().color(m_isAlarmed ? Token::Critical : Token::Border));
}

void StatusStrip::resizeEvent(QResizeEvent *)
{
    place();
}

void StatusStrip::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    place();
}

} // namespace qd::console
