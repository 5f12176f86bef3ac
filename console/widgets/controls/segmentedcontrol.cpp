// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/segmentedcontrol.h"

#include "console/widgets/controls/painting.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace qd::console {

class SegmentButton final : public ThemedButton
{
public:
    SegmentButton(ThemeController &themes, const QString &text, QWidget *parent)
        : ThemedButton(themes, parent)
    {
        setText(text);
        setCheckable(true);
        setFocusPolicy(Qt::ClickFocus);
    }

    [[nodiscard]] QSize sizeHint() const override
    {
        const double words = QFontMetricsF(theme().font(TextRole::Label)).horizontalAdvance(text());
        return {static_cast<int>(std::ceil(words)) + theme().px(22), theme().controlHeight() - 4};
    }

protected:
    void nextCheckState() override { } // the control decides

    void paintFace(QPainter &painter, double hover) override
    {
        const QRectF area(rect());
        if (isChecked()) {
            paint::roundedBox(painter, area, theme().radius(Radius::Chip),
                theme().color(Token::Accent, theme().isDark() ? 0.22 : 0.14), {});
        } else {
            paint::roundedBox(
                painter, area, theme().radius(Radius::Chip), theme().color(Token::Hover, hover), {});
        }
        painter.setFont(theme().font(TextRole::Label));
        painter.setPen(theme().color(isChecked() ? Token::Accent : Token::TextSecondary));
        painter.drawText(area, Qt::AlignCenter, text());
    }
};

SegmentedControl::SegmentedControl(ThemeController &themes, QWidget *parent)
    : ThemedWidget(themes, parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void SegmentedControl::addSegment(const QString &id, const QString &text)
{
    auto *segment = new SegmentButton(themes(), text, this);
    segment->setObjectName(id);
    connect(segment, &QAbstractButton::clicked, this, [this, id] { setCurrent(id); });
    m_segments.append(segment);
    segment->show();
    if (m_current.isEmpty()) {
        setCurrent(id);
    }
    place();
    updateGeometry();
}

void SegmentedControl::setText(const QString &id, const QString &text)
{
    for (SegmentButton *segment : std::as_const(m_segments)) {
        if (segment->objectName() == id) {
            segment->setText(text);
        }
    }
    updateGeometry();
    place();
}

void SegmentedControl::setCurrent(const QString &id)
{
    const auto found =
        std::ranges::find_if(m_segments, [&](const SegmentButton *one) { return one->objectName() == id; });
    if (id == m_current || found == m_segments.cend()) {
        return;
    }
    const bool hadFocus =
        std::ranges::any_of(m_segments, [](const SegmentButton *one) { return one->hasFocus(); });
    m_current = id;
    for (SegmentButton *segment : std::as_const(m_segments)) {
        const bool isCurrent = segment == *found;
        segment->setChecked(isCurrent);
        segment->setFocusPolicy(isCurrent ? Qt::StrongFocus : Qt::ClickFocus);
    }
    if (hadFocus) {
        (*found)->setFocus(Qt::TabFocusReason);
    }
    Q_EMIT currentChanged(id);
}

QSize SegmentedControl::sizeHint() const
{
    int width = 4;
    for (const SegmentButton *segment : m_segments) {
        width += segment->sizeHint().width();
    }
    return {width, theme().controlHeight()};
}

void SegmentedControl::place()
{
    int x = 2;
    for (SegmentButton *segment : std::as_const(m_segments)) {
        const int width = segment->sizeHint().width();
        segment->setGeometry(x, 2, width, height() - 4);
        x += width;
    }
}

void SegmentedControl::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint::roundedBox(painter, QRectF(rect()), theme().radius(Radius::Control), theme().color(Token::Raised),
        theme().color(Token::BorderStrong));
}

void SegmentedControl::resizeEvent(QResizeEvent *)
{
    place();
}

void SegmentedControl::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Left ? -1 : event->key() == Qt::Key_Right ? 1 : 0;
    if (step == 0) {
        ThemedWidget::keyPressEvent(event);
        return;
    }
    for (qsizetype i = 0; i < m_segments.size(); ++i) {
        const qsizetype next = i + step;
        if (m_segments[i]->objectName() == m_current && next >= 0 && next < m_segments.size()) {
            setCurrent(m_segments[next]->objectName());
            return;
        }
    }
}

void SegmentedControl::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    place();
}

} // namespace qd::console
