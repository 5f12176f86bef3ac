// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/theme/themecontroller.h"

#include <QProxyStyle>

class QApplication;

namespace qd::console {

/// Fusion with the tokens: thin scroll bars, flat fields, buttons, menus, check boxes, tool tips, no frames.
/// The only style of the program; there are no style sheets, because one replaces the style of everything
/// below it.
class AppStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    explicit AppStyle(ThemeController &themes);

    [[nodiscard]] QPalette standardPalette() const override;
    using QProxyStyle::polish;
    void polish(QWidget *widget) override;
    [[nodiscard]] int pixelMetric(
        PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    [[nodiscard]] int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
        QStyleHintReturn *data) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
        const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
        const QWidget *widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option,
        SubControl subControl, const QWidget *widget) const override;
    [[nodiscard]] QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
        const QWidget *widget) const override;

private:
    void drawMenuItem(const QStyleOption *option, QPainter *painter) const;
    void drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const;
    void drawCheck(const QStyleOption *option, QPainter *painter, bool round) const;
    void drawComboBox(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const;

    ThemeController &m_themes;
};

/// Installs style, palette, font and the accessibility of painted widgets, and follows the theme from then
/// on. Call once, after the fonts of the system are known and before the first window. `themes` must outlive
/// `app`'s last event.
void installTheme(QApplication &app, ThemeController &themes);

} // namespace qd::console
