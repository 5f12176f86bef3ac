// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/tabstrip.h"

#include "console/widgets/controls/focusring.h"
#include "console/widgets/controls/painting.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace qd::console {

/// A word, a count, and the line below when current.
class TabButton final : public ThemedButton
{
public:
    TabButton(ThemeController &themes, const QString &text, QWidget *parent)
        : ThemedButton(themes, parent)
    {
        setText(text);
        setCheckable(true);
        setFocusPolicy(Qt::ClickFocus);
        setProperty(FocusRing::kFocusInset, 3);
    }

    void setCount(int count)
    {
        m_count = count;
        setAccessibleDescription(count < 0 ? QString() : QString::number(count));
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        // Measured in the strong face, so that a tab does not change its width when it becomes current.
        double width = QFontMetricsF(theme().font(TextRole::Section)).horizontalAdvance(text());
        if (m_count >= 0) {
            width += theme().px(7) + badgeWidth();
        }
        return {static_cast<int>(std::ceil(width)), theme().px(42)};
    }

protected:
    void nextCheckState() override { } // the strip decides

    void paintFace(QPainter &painter, double hover) override
    {
        const bool isCurrent = isChecked();
        const QFont face = theme().font(isCurrent ? TextRole::Section : TextRole::BodyStrong);
        painter.setFont(face);
        painter.setPen(theme().color(isCurrent || hover > 0.5 ? Token::Text : Token::TextSecondary));
        const QRectF area(rect());
        painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft, text());
        if (m_count >= 0) {
            const double height = theme().px(18);
            const QRectF badge(
                area.right() - badgeWidth(), area.center().y() - height / 2, badgeWidth(), height);
            const QColor fill = isCurrent ? theme().color(Token::Accent, 0.18)
                                          : theme().color(theme().isDark() ? Token::Raised : Token::Inset);
            paint::roundedBox(painter, badge, height / 2, fill, {});
            painter.setFont(theme().font(TextRole::SmallStrong));
            painter.setPen(theme().color(isCurrent ? Token::Accent : Token::TextSecondary));
            paint::digits(painter, badge, Qt::AlignHCenter, QString::number(m_count));
        }
        if (isCurrent) {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme().color(Token::Accent));
            painter.drawRoundedRect(QRectF(0, area.bottom() - 2.5, area.width(), 2.5), 1, 1);
        }
    }

private:
    [[nodiscard]] double badgeWidth() const
    {
        return paint::digitsWidth(theme().font(TextRole::SmallStrong), QString::number(m_count))
            + theme().px(13);
    }

    int m_count = -1;
};

TabStrip::TabStrip(ThemeController &themes, QWidget *parent)
    : ThemedWidget(themes, parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

int TabStrip::addTab(const QString &id, const QString &text)
{
    auto *tab = new TabButton(themes(), text, this);
    tab->setObjectName(id);
    m_tabs.append(tab);
    const int index = count() - 1;
    connect(tab, &QAbstractButton::clicked, this,
        [this, tab] { setCurrentIndex(static_cast<int>(m_tabs.indexOf(tab))); });
    tab->show();
    if (m_current < 0) {
        setCurrentIndex(0);
    }
    place();
    updateGeometry();
    return index;
}

void TabStrip::clear()
{
    for (TabButton *tab : std::as_const(m_tabs)) {
        tab->hide();
        tab->deleteLater();
    }
    m_tabs.clear();
    m_current = -1;
    updateGeometry();
}

void TabStrip::setText(int index, const QString &text)
{
    m_tabs[index]->setText(text);
    place();
}

void TabStrip::setCount(int index, int count)
{
    m_tabs[index]->setCount(count);
    place();
}

QString TabStrip::idAt(int index) const
{
    return index >= 0 && index < count() ? m_tabs[index]->objectName() : QString();
}

int TabStrip::indexOf(const QString &id) const
{
    const auto found =
        std::ranges::find_if(m_tabs, [&](const TabButton *tab) { return tab->objectName() == id; });
    return found == m_tabs.cend() ? -1 : static_cast<int>(found - m_tabs.cbegin());
}

void TabStrip::setCurrentIndex(int index)
{
    if (index == m_current || index < 0 || index >= count()) {
        return;
    }
    const bool hadFocus = m_current >= 0 && m_tabs[m_current]->hasFocus();
    m_current = index;
    for (int i = 0; i < count(); ++i) {
        m_tabs[i]->setChecked(i == index);
        m_tabs[i]->setFocusPolicy(i == index ? Qt::StrongFocus : Qt::ClickFocus);
    }
    if (hadFocus) {
        m_tabs[index]->setFocus(Qt::TabFocusReason);
    }
    Q_EMIT currentChanged(index);
}

QSize TabStrip::sizeHint() const
{
    int width = theme().space(Space::Page);
    for (const TabButton *tab : m_tabs) {
        width += tab->sizeHint().width() + theme().space(Space::Wide);
    }
    return {width, theme().px(42)};
}

QSize TabStrip::minimumSizeHint() const
{
    return {theme().px(120), theme().px(42)};
}

void TabStrip::place()
{
    int gap = theme().space(Space::Wide);
    const int excess = sizeHint().width() - width();
    if (excess > 0 && count() > 1) {
        gap = std::max(theme().space(Space::Small), gap - excess / count() - 1);
    }
    int x = theme().space(Space::Page);
    for (TabButton *tab : std::as_const(m_tabs)) {
        const int wanted = tab->sizeHint().width();
        tab->setGeometry(x, 0, wanted, height());
        tab->update();
        x += wanted + gap;
    }
}

void TabStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(Token::Surface));
    painter.fillRect(0, height() - 1, width(), 1, theme().color(Token::Border));
}

void TabStrip::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        setCurrentIndex(std::max(0, m_current - 1));
        return;
    case Qt::Key_Right:
        setCurrentIndex(std::min(count() - 1, m_current + 1));
        return;
    case Qt::Key_Home:
        setCurrentIndex(0);
        return;
    case Qt::Key_End:
        setCurrentIndex(count() - 1);
        return;
    default:
        ThemedWidget::keyPressEvent(event);
    }
}

void TabStrip::resizeEvent(QResizeEvent *)
{
    place();
}

void TabStrip::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    place();
}

bool TabStrip::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) {
        place();
    }
    return ThemedWidget::event(event);
}

} // namespace qd::console
