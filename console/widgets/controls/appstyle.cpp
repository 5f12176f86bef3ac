// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/appstyle.h"

#include "console/widgets/controls/accessibility.h"
#include "console/widgets/controls/focusring.h"
#include "console/widgets/controls/painting.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QFocusFrame>
#include <QMenu>
#include <QPainter>
#include <QStyleOption>
#include <QToolTip>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

constexpr int kScrollBar = 10;
constexpr int kMenuMargin = 4;
constexpr int kIndicator = 16;
constexpr int kMinHandle = 32;

double focusRadiusOf(const QWidget *widget, const Theme &theme)
{
    const QVariant own = widget ? widget->property(FocusRing::kFocusRadius) : QVariant();
    return own.isValid() ? own.toDouble() : theme.radius(Radius::Control);
}

} // namespace

AppStyle::AppStyle(ThemeController &themes)
    : QProxyStyle(u"Fusion"_s)
    , m_themes(themes)
{
}

QPalette AppStyle::standardPalette() const
{
    return m_themes.theme().palette();
}

void AppStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QMenu *>(widget)) {
        // Round corners need a window that can be seen through.
        widget->setAttribute(Qt::WA_TranslucentBackground);
    } else if (qobject_cast<QAbstractItemView *>(widget)) {
        // Views show their focus by the current row.
        widget->setProperty(FocusRing::kNoFocusRing, true);
    }
}

int AppStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ScrollBarExtent:
        return kScrollBar;
    case PM_ScrollBarSliderMin:
        return kMinHandle;
    case PM_DefaultFrameWidth:
        return widget && widget->inherits("QLineEdit") ? 1 : 0;
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return FocusRing::kMargin;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return kMenuMargin;
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return m_themes.theme().px(kIndicator);
    case PM_ToolTipLabelFrameWidth:
        return 6;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int AppStyle::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_ScrollView_FrameOnlyAroundContents:
    case SH_EtchDisabledText:
    case SH_FocusFrame_Mask:
    case SH_ComboBox_Popup:
        return 0;
    case SH_FocusFrame_AboveWidget:
        return 1;
    case SH_ToolTip_WakeUpDelay:
        return 400;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

void AppStyle::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const Theme &theme = m_themes.theme();
    const QRectF area(option->rect);
    switch (element) {
    case PE_PanelLineEdit: {
        const bool isFocused = option->state & State_HasFocus;
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth == 0) {
            return; // an editor inside a combo or spin box: the box draws the frame
        }
        paint::roundedBox(*painter, area, theme.radius(Radius::Control),
            theme.color(theme.isDark() ? Token::Inset : Token::Surface),
            theme.color(isFocused ? Token::Accent : Token::BorderInput));
        return;
    }
    case PE_FrameLineEdit:
    case PE_Frame:
    case PE_FrameFocusRect:
    case PE_FrameWindow:
        return;
    case PE_PanelMenu:
    case PE_FrameMenu:
        if (element == PE_PanelMenu) {
            paint::roundedBox(*painter, area, theme.radius(Radius::Card), theme.color(Token::Raised),
                theme.color(Token::BorderStrong));
        }
        return;
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, theme.color(Token::Raised));
        painter->setPen(theme.color(Token::BorderStrong));
        painter->drawRect(option->rect.adjusted(0, 0, -1, -1));
        return;
    case PE_IndicatorCheckBox:
        drawCheck(option, painter, false);
        return;
    case PE_IndicatorRadioButton:
        drawCheck(option, painter, true);
        return;
    case PE_PanelButtonCommand: {
        const bool isHot = option->state & (State_MouseOver | State_Sunken);
        paint::roundedBox(*painter, area, theme.radius(Radius::Control),
            theme.color(isHot ? Token::Hover : Token::Raised), theme.color(Token::BorderStrong));
        return;
    }
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void AppStyle::drawCheck(const QStyleOption *option, QPainter *painter, bool round) const
{
    const Theme &theme = m_themes.theme();
    const double edge = theme.px(kIndicator);
    QRectF box(0, 0, edge, edge);
    box.moveCenter(QRectF(option->rect).center());
    const bool isOn = option->state & State_On;
    const bool isPartly = option->state & State_NoChange;
    const bool isMarked = isOn || isPartly;
    const QColor rim = theme.color(isMarked ? Token::Accent : Token::BorderInput);
    const QColor fill =
        isMarked ? theme.color(Token::Accent) : theme.color(theme.isDark() ? Token::Inset : Token::Surface);
    paint::roundedBox(*painter, box, round ? edge / 2 : theme.radius(Radius::Chip) - 0.5, fill, rim);
    if (round && isOn) {
        paint::roundedBox(*painter, box.adjusted(5, 5, -5, -5), edge, theme.color(Token::OnAccent), {});
    } else if (isMarked) {
        m_themes.icons().paint(*painter, isPartly ? Icon::Minus : Icon::Check, theme.color(Token::OnAccent),
            box, static_cast<int>(edge) - 3);
    }
}

void AppStyle::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    switch (element) {
    case CE_MenuItem:
        drawMenuItem(option, painter);
        return;
    case CE_FocusFrame: {
        const auto *frame = qobject_cast<const QFocusFrame *>(widget);
        const int inset = FocusRing::kMargin
            + (frame && frame->widget() ? frame->widget()->property(FocusRing::kFocusInset).toInt() : 0);
        const QRectF area = QRectF(option->rect).adjusted(inset, inset, -inset, -inset);
        paint::focusRing(*painter, m_themes.theme(), area,
            focusRadiusOf(frame ? frame->widget() : nullptr, m_themes.theme()));
        return;
    }
    case CE_ShapedFrame:
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void AppStyle::drawMenuItem(const QStyleOption *option, QPainter *painter) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
    if (!item) {
        return;
    }
    const Theme &theme = m_themes.theme();
    const QRectF area = QRectF(item->rect);
    if (item->menuItemType == QStyleOptionMenuItem::Separator) {
        painter->fillRect(QRectF(area.left() + 8, std::floor(area.center().y()), area.width() - 16, 1),
            theme.color(Token::Border));
        return;
    }
    const bool isEnabled = item->state & State_Enabled;
    if ((item->state & State_Selected) && isEnabled) {
        paint::roundedBox(*painter, area, theme.radius(Radius::Chip), theme.color(Token::Hover), {});
    }
    const QColor ink = theme.color(isEnabled ? Token::Text : Token::TextMuted);
    const QRectF mark(area.left() + 6, area.top(), theme.px(16), area.height());
    if (item->checked) {
        m_themes.icons().paint(*painter, Icon::Check, theme.color(Token::Accent), mark, theme.px(14));
    } else if (!item->icon.isNull()) {
        item->icon.paint(painter, mark.toRect());
    }
    painter->setFont(theme.font(TextRole::Body));
    painter->setPen(ink);
    const QString words = item->text.section(u'\t', 0, 0);
    const QString keys = item->text.section(u'\t', 1);
    const QRectF text = area.adjusted(theme.px(28), 0, -theme.px(12), 0);
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextHideMnemonic, words);
    if (item->menuItemType == QStyleOptionMenuItem::SubMenu) {
        m_themes.icons().paint(*painter, Icon::ChevronRight, theme.color(Token::TextMuted),
            QRectF(area.right() - theme.px(20), area.top(), theme.px(16), area.height()), theme.px(14));
    } else if (!keys.isEmpty()) {
        painter->setFont(theme.font(TextRole::Small));
        painter->setPen(theme.color(Token::TextMuted));
        painter->drawText(text, Qt::AlignVCenter | Qt::AlignRight, keys);
    }
}

void AppStyle::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    switch (control) {
    case CC_ScrollBar:
        drawScrollBar(option, painter, widget);
        return;
    case CC_ComboBox:
        drawComboBox(option, painter, widget);
        return;
    default:
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
}

void AppStyle::drawScrollBar(
    const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const Theme &theme = m_themes.theme();
    const QRect handle = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    const bool isHot = option->state & State_MouseOver;
    paint::roundedBox(*painter, QRectF(handle).adjusted(2, 2, -2, -2), 3,
        theme.color(Token::TextMuted, isHot ? 0.6 : 0.35), {});
}

void AppStyle::drawComboBox(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const Theme &theme = m_themes.theme();
    const bool isFocused = option->state & State_HasFocus;
    const bool isHot = option->state & State_MouseOver;
    const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option);
    const bool isField = combo && combo->editable;
    const Token fill = isField ? (theme.isDark() ? Token::Inset : Token::Surface)
        : isHot                ? Token::Hover
                               : Token::Raised;
    paint::roundedBox(*painter, QRectF(option->rect), theme.radius(Radius::Control), theme.color(fill),
        theme.color(isFocused ? Token::Accent
                : isField     ? Token::BorderInput
                              : Token::BorderStrong));
    const QRect arrow = subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
    m_themes.icons().paint(
        *painter, Icon::ChevronDown, theme.color(Token::TextMuted), QRectF(arrow), theme.px(14));
}

QRect AppStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
    SubControl subControl, const QWidget *widget) const
{
    if (control != CC_ScrollBar) {
        return QProxyStyle::subControlRect(control, option, subControl, widget);
    }
    const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!bar) {
        return {};
    }
    // No arrows: the groove is the whole bar, and the handle moves over all of it.
    const bool isHorizontal = bar->orientation == Qt::Horizontal;
    const int length = isHorizontal ? bar->rect.width() : bar->rect.height();
    int handle = length;
    if (bar->maximum > bar->minimum) {
        const qint64 range = qint64{bar->maximum} - bar->minimum;
        handle = static_cast<int>(qint64{bar->pageStep} * length / (range + bar->pageStep));
        handle = std::clamp(handle, std::min(kMinHandle, length), length);
    }
    const int start = sliderPositionFromValue(
        bar->minimum, bar->maximum, bar->sliderPosition, length - handle, bar->upsideDown);
    const auto span = [&](int from, int size) {
        return isHorizontal ? QRect(bar->rect.left() + from, bar->rect.top(), size, bar->rect.height())
                            : QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), size);
    };
    switch (subControl) {
    case SC_ScrollBarSlider:
        return span(start, handle);
    case SC_ScrollBarGroove:
        return span(0, length);
    case SC_ScrollBarSubPage:
        return span(0, start);
    case SC_ScrollBarAddPage:
        return span(start + handle, length - start - handle);
    default:
        return {};
    }
}

QSize AppStyle::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    const Theme &theme = m_themes.theme();
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_MenuItem: {
        const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
        if (item && item->menuItemType == QStyleOptionMenuItem::Separator) {
            return {size.width(), 9};
        }
        const QString text = item ? item->text : QString();
        const double words =
            QFontMetricsF(theme.font(TextRole::Body)).horizontalAdvance(text.section(u'\t', 0, 0));
        const double keys =
            QFontMetricsF(theme.font(TextRole::Small)).horizontalAdvance(text.section(u'\t', 1));
        const int width = static_cast<int>(words + keys) + theme.px(28 + 36) + (keys > 0 ? theme.px(20) : 0);
        return {std::max(width, theme.px(160)), theme.px(30)};
    }
    case CT_LineEdit:
    case CT_ComboBox:
    case CT_PushButton:
        result.setHeight(std::max(result.height(), theme.controlHeight()));
        return result;
    case CT_CheckBox:
    case CT_RadioButton:
        result.setHeight(std::max(result.height(), theme.px(24))); // a pointer has to hit it
        return result;
    default:
        return result;
    }
}

void installTheme(QApplication &app, ThemeController &themes)
{
    const auto apply = [&app, &themes] {
        const QPalette palette = themes.theme().palette();
        app.setPalette(palette);
        app.setFont(themes.theme().font(TextRole::Body));
        QToolTip::setPalette(palette);
        QToolTip::setFont(themes.theme().font(TextRole::TableCell));
    };
    QApplication::setStyle(new AppStyle(themes));
    apply();
    QObject::connect(&themes, &ThemeController::changed, &app, apply);
    installControlAccessibility();
    new FocusRing(app);
}

} // namespace qd::console
