// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/field.h"

#include "console/widgets/controls/painting.h"

#include <QAccessible>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr int kErrorIndent = 16; ///< of the words, behind the glyph

} // namespace

LineInput::LineInput(ThemeController &themes, QWidget *parent)
    : QLineEdit(parent)
    , m_themes(themes)
{
    connect(&themes, &ThemeController::changed, this, &LineInput::updateMargins);
    connect(this, &QLineEdit::textChanged, this, &LineInput::updateMargins);
    updateMargins();
}

void LineInput::setLeadingIcon(Icon icon)
{
    m_icon = static_cast<int>(icon);
    updateMargins();
}

void LineInput::setKeyHint(const QString &keys)
{
    m_keys = keys;
    updateMargins();
}

void LineInput::setTrailing(QWidget *widget)
{
    widget->setParent(this);
    widget->setCursor(Qt::ArrowCursor);
    m_trailing = widget;
    widget->installEventFilter(this);
    updateMargins();
}

bool LineInput::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_trailing
        && (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent)) {
        updateMargins();
    }
    return QLineEdit::eventFilter(watched, event);
}

void LineInput::resizeEvent(QResizeEvent *event)
{
    QLineEdit::resizeEvent(event);
    updateMargins();
}

void LineInput::setInvalid(bool invalid)
{
    m_isInvalid = invalid;
    update();
}

QSize LineInput::sizeHint() const
{
    return {m_themes.theme().px(220), m_themes.theme().controlHeight()};
}

void LineInput::updateMargins()
{
    const Theme &look = m_themes.theme();
    setFont(look.font(TextRole::Body));
    const int left = m_icon >= 0 ? look.px(28) : look.px(6);
    const bool showsKeys = !m_keys.isEmpty() && text().isEmpty();
    const int right =
        showsKeys ? static_cast<int>(paint::keyCapWidth(look, m_keys)) + look.px(8) : look.px(6);
    const bool hasTrailing = m_trailing != nullptr && !m_trailing->isHidden();
    const QSize size = hasTrailing ? m_trailing->sizeHint() : QSize();
    if (hasTrailing) {
        m_trailing->setGeometry(
            width() - size.width() - 2, (height() - size.height()) / 2, size.width(), size.height());
    }
    setTextMargins(left, 0, hasTrailing ? size.width() + look.px(4) : right, 0);
    updateGeometry();
    update();
}

void LineInput::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    const Theme &look = m_themes.theme();
    QPainter painter(this);
    if (m_icon >= 0) {
        m_themes.icons().paint(painter, static_cast<Icon>(m_icon), look.color(Token::TextMuted),
            QRectF(look.px(9), 0, look.px(14), height()), look.px(14));
    }
    if (!m_keys.isEmpty() && text().isEmpty()) {
        const double capWidth = paint::keyCapWidth(look, m_keys);
        const double capHeight = look.px(18);
        paint::keyCap(painter, look,
            QRectF(width() - capWidth - look.px(7), (height() - capHeight) / 2, capWidth, capHeight), m_keys);
    }
    if (m_isInvalid) {
        paint::roundedBox(
            painter, QRectF(rect()), look.radius(Radius::Control), {}, look.color(Token::Critical));
    }
}

SearchField::SearchField(ThemeController &themes, QWidget *parent)
    : LineInput(themes, parent)
{
    setLeadingIcon(Icon::Search);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        if (text().isEmpty()) {
            clearFocus();
            Q_EMIT dismissed();
        } else {
            clear();
        }
        return;
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT listRequested();
        LineInput::keyPressEvent(event);
        return;
    default:
        LineInput::keyPressEvent(event);
    }
}

Field::Field(ThemeController &themes, const QString &label, QWidget *input, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_label(label)
    , m_input(input)
{
    input->setParent(this);
    input->setAccessibleName(label);
    setFocusProxy(input);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void Field::setLabel(const QString &label)
{
    m_label = label;
    m_input->setAccessibleName(label);
    update();
}

void Field::setError(const QString &message)
{
    if (message == m_error) {
        return;
    }
    m_error = message;
    m_input->setAccessibleDescription(message);
    if (auto *line = qobject_cast<LineInput *>(m_input)) {
        line->setInvalid(!message.isEmpty());
    }
    if (!message.isEmpty()) {
        QAccessibleEvent alert(m_input, QAccessible::Alert);
        QAccessible::updateAccessibility(&alert);
    }
    updateGeometry();
    update();
}

int Field::errorHeight() const
{
    // Room for one line is always kept: a form that grows under the pointer is a form that jumps.
    const int line = theme().lineHeight(TextRole::Small);
    const int width = this->width() - theme().px(kErrorIndent);
    if (m_error.isEmpty() || width <= 0) {
        return line;
    }
    const QFontMetrics metrics(theme().font(TextRole::Small));
    return std::max(line, metrics.boundingRect(QRect(0, 0, width, 1000), Qt::TextWordWrap, m_error).height());
}

QRect Field::errorArea() const
{
    const int indent = theme().px(kErrorIndent);
    return {indent, m_input->geometry().bottom() + theme().px(4), width() - indent, errorHeight()};
}

QSize Field::sizeHint() const
{
    const int around = theme().lineHeight(TextRole::Label) + errorHeight() + theme().px(8);
    return {std::max(theme().px(220), m_input->sizeHint().width()), around + m_input->sizeHint().height()};
}

QSize Field::minimumSizeHint() const
{
    return {theme().px(120), sizeHint().height()};
}

void Field::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setFont(theme().font(TextRole::Label));
    painter.setPen(theme().color(Token::TextSecondary));
    const double top = theme().lineHeight(TextRole::Label);
    paint::elided(painter, QRectF(0, 0, width(), top), Qt::AlignVCenter | Qt::AlignLeft, m_label);
    if (m_error.isEmpty()) {
        return;
    }
    const QRect area = errorArea();
    const double line = theme().lineHeight(TextRole::Small);
    const double edge = theme().px(10);
    paint::glyph(painter, theme(), Severity::Critical, QRectF(1, area.y() + (line - edge) / 2, edge, edge));
    painter.setFont(theme().font(TextRole::Small));
    painter.setPen(theme().color(Token::CriticalText));
    painter.drawText(area, Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap, m_error);
}

void Field::resizeEvent(QResizeEvent *)
{
    place();
    if (!m_error.isEmpty()) {
        updateGeometry(); // another width may need another number of lines
    }
}

void Field::onThemeChanged()
{
    ThemedWidget::onThemeChanged();
    place();
}

void Field::place()
{
    const int top = theme().lineHeight(TextRole::Label) + theme().px(4);
    m_input->setGeometry(0, top, width(), m_input->sizeHint().height());
}

} // namespace qd::console
