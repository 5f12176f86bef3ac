// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/theme/themecontroller.h"

#include <QAbstractButton>
#include <QVariantAnimation>
#include <QWidget>

namespace qd::console {

/// Base of painted widgets: knows the theme, repaints and asks for its size again when the theme or the
/// language changes.
class ThemedWidget : public QWidget
{
    Q_OBJECT

public:
    explicit ThemedWidget(ThemeController &themes, QWidget *parent = nullptr);

    [[nodiscard]] const Theme &theme() const { return m_themes.theme(); }
    [[nodiscard]] ThemeController &themes() const { return m_themes; }

protected:
    /// Sizes, fonts or colours differ. Call the base when overriding.
    virtual void onThemeChanged();
    /// The language differs: set words again. Called before the layout is asked for sizes.
    virtual void retranslate() { }

    void changeEvent(QEvent *event) override;

private:
    ThemeController &m_themes;
};

/// Base of everything that can be clicked: hover fade, Space and Enter both press. Subclasses paint in
/// paintFace(); the focus ring is FocusRing's.
class ThemedButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit ThemedButton(ThemeController &themes, QWidget *parent = nullptr);

    [[nodiscard]] const Theme &theme() const { return m_themes.theme(); }
    [[nodiscard]] ThemeController &themes() const { return m_themes; }

    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    /// @param hover  0-1, how far the hover fade has come (1 while pressed)
    virtual void paintFace(QPainter &painter, double hover) = 0;
    virtual void onThemeChanged();
    virtual void retranslate() { }

    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void fadeTo(double target);

    ThemeController &m_themes;
    QVariantAnimation m_fade;
    double m_hover = 0.0;
};

} // namespace qd::console
