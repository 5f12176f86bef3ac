// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/navigationrail.h"

#include "console/widgets/controls/focusring.h"
#include "console/widgets/controls/painting.h"

#include <QKeyEvent>
#include <QLinearGradient>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr int kWidth = 72;
constexpr int kEntry = 54;
constexpr int kTop = 56;
constexpr int kMaxCounter = 99;

/// The mark of the product: a pulse on a rounded square.
void paintLogo(QPainter &painter, const Theme &theme, const QRectF &area)
{
    QLinearGradient gradient(area.topLeft(), area.bottomRight());
    gradient.setColorAt(0.0, theme.color(Token::Accent));
    gradient.setColorAt(1.0, theme.color(Token::Series3));
    painter.setPen(Qt::NoPen);
    painter.setBrush(gradient);
    painter.drawRoundedRect(area, area.width() * 0.27, area.width() * 0.27);
    constexpr std::array<QPointF, 6> kPulse{
        QPointF(0.20, 0.56), {0.36, 0.56}, {0.46, 0.27}, {0.58, 0.73}, {0.66, 0.50}, {0.80, 0.50}};
    QPolygonF pulse;
    for (const QPointF &point : kPulse) {
        pulse << QPointF(area.left() + point.x() * area.width(), area.top() + point.y() * area.height());
    }
    painter.setPen(QPen(Qt::white, area.width() * 0.073, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(pulse);
}

} // namespace

/// Icon over word, counter at the icon's shoulder.
class RailButton final : public ThemedButton
{
public:
    RailButton(ThemeController &themes, Icon icon, const QString &text, QWidget *parent)
        : ThemedButton(themes, parent)
        , m_icon(icon)
    {
        setText(text);
        setCheckable(true);
        setProperty(FocusRing::kFocusInset, 4);
        setProperty(FocusRing::kFocusRadius, 8.0);
    }

    void setCounter(int count, Severity worst)
    {
        m_count = count;
        m_worst = worst;
        setAccessibleDescription(
            count > 0 ? QString::number(count) + u' ' + paint::severityWord(worst) : QString());
        update();
    }
    [[nodiscard]] int counter() const { return m_count; }

    [[nodiscard]] QSize sizeHint() const override { return {theme().px(kWidth), theme().px(kEntry)}; }

protected:
    void nextCheckState() override { } // the rail decides

    void paintFace(QPainter &painter, double hover) override
    {
        const Theme &look = theme();
        const double middle = width() / 2.0;
        const QRectF box(look.px(7), look.px(1), width() - look.px(14), look.px(51));
        if (isChecked()) {
            paint::roundedBox(painter, box, look.radius(Radius::Card),
                look.color(Token::Accent, look.isDark() ? 0.17 : 0.12), {});
            painter.setPen(Qt::NoPen);
            painter.setBrush(look.color(Token::Accent));
            painter.drawRoundedRect(QRectF(0, box.center().y() - look.px(12), 3, look.px(24)), 1.5, 1.5);
        } else if (hover > 0.0) {
            paint::roundedBox(painter, box, look.radius(Radius::Card), look.color(Token::Hover, hover), {});
        }
        const QColor ink = look.color(isChecked() ? Token::Accent : Token::TextSecondary);
        themes().icons().paint(
            painter, m_icon, ink, QRectF(middle - 16, look.px(8), 32, look.px(20)), look.px(20));
        painter.setFont(look.font(isChecked() ? TextRole::SmallStrong : TextRole::Small));
        painter.setPen(isChecked() && look.isDark() ? look.color(Token::Text) : ink);
        paint::elided(painter, QRectF(1, look.px(30), width() - 2, look.px(17)), Qt::AlignCenter, text());
        if (m_count > 0) {
            paintCounter(painter, QPointF(middle + look.px(4), look.px(2)));
        }
    }

private:
    void paintCounter(QPainter &painter, QPointF corner)
    {
        const QString number = m_count > kMaxCounter ? u"99+"_s : QString::number(m_count);
        painter.setFont(theme().font(TextRole::SmallStrong));
        const double height = theme().px(16);
        const double width = std::max(height, paint::digitsWidth(painter.font(), number) + theme().px(8));
        const QRectF badge(corner, QSizeF(width, height));
        paint::roundedBox(painter, badge, height / 2, theme().severity(m_worst), {});
        painter.setPen(theme().color(Token::OnCritical));
        paint::digits(painter, badge, Qt::AlignHCenter, number);
    }

    Icon m_icon;
    int m_count = 0;
    Severity m_worst = Severity::Critical;
};

NavigationRail::NavigationRail(ThemeController &themes, QWidget *parent)
    : ThemedWidget(themes, parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
}

void NavigationRail::addEntry(const QString &id, Icon icon, const QString &text, Group group)
{
    auto *button = new RailButton(themes(), icon, text, this);
    button->setObjectName(id);
    connect(button, &QAbstractButton::clicked, this, [this, id] { Q_EMIT activated(id); });
    (group == Group::Main ? m_main : m_bottom).append(button);
    button->show();
    place();
}

RailButton *NavigationRail::find(const QString &id) const
{
    for (const auto *group : {&m_main, &m_bottom}) {
        for (RailButton *button : *group) {
            if (button->objectName() == id) {
                return button;
            }
        }
    }
    return nullptr;
}

void NavigationRail::setText(const QString &id, const QString &text)
{
    if (RailButton *button = find(id)) {
        button->setText(text);
    }
}

void NavigationRail::setCounter(const QString &id, int count, Severity worst)
{
    if (RailButton *button = find(id)) {
        button->setCounter(count, worst);
    }
}

int NavigationRail::counterOf(const QString &id) const
{
    const RailButton *button = find(id);
    return button ? button->counter() : -1;
}

void NavigationRail::setCurrent(const QString &id)
{
    m_current = id;
    for (const auto *group : {&m_main, &m_bottom}) {
        for (RailButton *button : *group) {
            button->setChecked(button->objectName() == id);
        }
    }
}

QSize NavigationRail::sizeHint() const
{
    return {theme().px(kWidth), theme().px(600)};
}

QSize NavigationRail::minimumSizeHint() const
{
    const int entries = static_cast<int>(m_main.size() + m_bottom.size());
    return {theme().px(kWidth), theme().px(kTop) + entries * theme().px(kEntry)};
}

void NavigationRail::place()
{
    const int entry = theme().px(kEntry);
    int y = theme().px(kTop);
    for (RailButton *button : std::as_const(m_main)) {
        button->setGeometry(0, y, width() - 1, entry);
        y += entry;
    }
    y = height() - static_cast<int>(m_bottom.size()) * entry - theme().px(8);
    for (RailButton *button : std::as_const(m_bottom)) {
        button->setGeometry(0, y, width() - 1, entry);
        y += entry;
    }
}

void NavigationRail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(theme().isDark() ? Token::Inset : Token::Surface));
    painter.fillRect(width() - 1, 0, 1, height(), theme().color(Token::Border));
    painter.setRenderHint(QPainter::Antialiasing);
    const double edge = theme().px(30);
    paintLogo(painter, theme(), QRectF((width() - edge) / 2.0, theme().px(12), edge, edge));
}

void NavigationRail::resizeEvent(QResizeEvent *)
{
    place();
}

void NavigationRail::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Up ? -1 : event->key() == Qt::Key_Down ? 1 : 0;
    if (step == 0) {
        ThemedWidget::keyPressEvent(event);
        return;
    }
    const QList<RailButton *> all = m_main + m_bottom;
    for (qsizetype i = 0; i < all.size(); ++i) {
        if (all[i]->hasFocus()) {
            all[std::clamp<qsizetype>(i + step, 0, all.size() - 1)]->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

void NavigationRail::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    place();
}

} // namespace qd::console
