// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/breadcrumbs.h"

#include "console/widgets/controls/painting.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

/// One part; the last is strong.
class CrumbButton final : public ThemedButton
{
public:
    CrumbButton(ThemeController &themes, const QString &text, bool isLast, QWidget *parent)
        : ThemedButton(themes, parent)
        , m_isLast(isLast)
    {
        setText(text);
        setToolTip(text);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        const double words = QFontMetricsF(face()).horizontalAdvance(text());
        return {std::max(static_cast<int>(std::ceil(words)) + theme().px(8), theme().px(24)), theme().px(28)};
    }

protected:
    void paintFace(QPainter &painter, double hover) override
    {
        paint::roundedBox(
            painter, QRectF(rect()), theme().radius(Radius::Control), theme().color(Token::Hover, hover), {});
        painter.setFont(face());
        painter.setPen(theme().color(m_isLast || hover > 0.5 ? Token::Text : Token::TextSecondary));
        paint::elided(painter, QRectF(rect()).adjusted(4, 0, -3, 0), Qt::AlignVCenter | Qt::AlignLeft, text(),
            Qt::ElideMiddle);
    }

private:
    [[nodiscard]] QFont face() const { return theme().font(m_isLast ? TextRole::Section : TextRole::Body); }

    bool m_isLast;
};

Breadcrumbs::Breadcrumbs(ThemeController &themes, QWidget *parent)
    : ThemedWidget(themes, parent)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void Breadcrumbs::setParts(const QStringList &parts)
{
    if (parts == m_parts) {
        return;
    }
    m_parts = parts;
    for (CrumbButton *button : std::as_const(m_buttons)) {
        button->hide();
        button->deleteLater();
    }
    m_buttons.clear();
    for (qsizetype i = 0; i < parts.size(); ++i) {
        auto *button = new CrumbButton(themes(), parts[i], i == parts.size() - 1, this);
        button->setObjectName(u"crumb%1"_s.arg(i));
        connect(button, &QAbstractButton::clicked, this, [this, button, i] {
            Q_EMIT partActivated(static_cast<int>(i), button->mapToGlobal(QPoint(0, button->height())));
        });
        m_buttons.append(button);
    }
    place();
    updateGeometry();
}

QSize Breadcrumbs::sizeHint() const
{
    int width = 0;
    for (const CrumbButton *button : m_buttons) {
        width += button->sizeHint().width();
    }
    const int chevrons = std::max(0, static_cast<int>(m_buttons.size()) - 1);
    return {width + chevrons * theme().px(20), theme().px(28)};
}

QSize Breadcrumbs::minimumSizeHint() const
{
    return {theme().px(80), theme().px(28)};
}

void Breadcrumbs::place()
{
    m_chevrons.clear();
    const int chevron = theme().px(20);
    int excess = sizeHint().width() - width();
    int x = 0;
    for (qsizetype i = 0; i < m_buttons.size(); ++i) {
        CrumbButton *button = m_buttons[i];
        int wanted = button->sizeHint().width();
        const bool isLast = i == m_buttons.size() - 1;
        // Earlier parts give way first; the last one only when nothing else is left.
        const int least = isLast ? theme().px(48) : theme().px(28);
        if (excess > 0) {
            const int given = std::min(excess, std::max(0, wanted - least));
            wanted -= given;
            excess -= given;
        }
        button->setGeometry(x, (height() - theme().px(28)) / 2, wanted, theme().px(28));
        button->show();
        x += wanted;
        if (!isLast) {
            m_chevrons.append(QRect(x, 0, chevron, height()));
            x += chevron;
        }
    }
    update();
}

void Breadcrumbs::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    for (const QRect &area : std::as_const(m_chevrons)) {
        themes().icons().paint(
            painter, Icon::ChevronRight, theme().color(Token::TextMuted), QRectF(area), theme().px(13));
    }
}

void Breadcrumbs::resizeEvent(QResizeEvent *)
{
    place();
}

void Breadcrumbs::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    place();
}

} // namespace qd::console
