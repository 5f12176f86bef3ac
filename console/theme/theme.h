// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/theme/tokens.h"
#include "shared/base/severity.h"

#include <QColor>
#include <QFont>
#include <QPalette>

#include <array>

namespace qd::console {

/// What a person chooses; kept by the settings.
struct ThemeSettings
{
    ThemeKind kind = ThemeKind::Dark;
    Density density = Density::Normal;
    int fontPercent = 100; ///< 85-150, clamped
    bool reduceMotion = false;

    bool operator==(const ThemeSettings &) const = default;
};

inline constexpr int kMinFontPercent = 85;
inline constexpr int kMaxFontPercent = 150;

/// The design tokens for one choice of theme, density and font scale. A plain value: cheap to ask, never
/// changes; ThemeController replaces it as a whole.
class Theme
{
public:
    explicit Theme(const ThemeSettings &settings = {});

    [[nodiscard]] const ThemeSettings &settings() const { return m_settings; }
    /// True for the dark and the high-contrast set.
    [[nodiscard]] bool isDark() const { return m_settings.kind != ThemeKind::Light; }

    [[nodiscard]] QColor color(Token token) const { return m_colors[static_cast<std::size_t>(token)]; }
    /// The token with an opacity of 0-1.
    [[nodiscard]] QColor color(Token token, double alpha) const;
    [[nodiscard]] QColor severity(Severity level) const;
    [[nodiscard]] QColor severityText(Severity level) const;
    /// Pill background and edge: translucent, so that they work on Surface, Hover and Selected.
    [[nodiscard]] QColor pillFill(Severity level) const;
    [[nodiscard]] QColor pillEdge(Severity level) const;
    /// Colour of chart slot 0-13 (8-14 repeat the first seven); anything else is SeriesRest.
    [[nodiscard]] QColor series(int slot) const;

    [[nodiscard]] QFont font(TextRole role) const;
    /// A font of another size in the text families, for the wall and for rings; px at 100 %.
    [[nodiscard]] QFont font(double px, QFont::Weight weight) const;

    /// Pixels at 100 % multiplied by the font scale, rounded to whole pixels.
    [[nodiscard]] int px(double at100) const;
    [[nodiscard]] int space(Space space) const;
    [[nodiscard]] double radius(Radius radius) const;
    /// Height of table rows (28, 36, 44 at 100 %), never less than a line of Latin and CJK text needs.
    [[nodiscard]] int rowHeight() const;
    /// Height of tree rows: 28 in compact and normal, 44 in touch.
    [[nodiscard]] int treeRowHeight() const;
    /// Height of buttons and fields: 30, or 40 in touch.
    [[nodiscard]] int controlHeight() const;
    /// Line height of a role that fits both Latin and CJK letters.
    [[nodiscard]] int lineHeight(TextRole role) const;
    /// Length of a hover or drawer motion in ms; 0 when motion is reduced.
    [[nodiscard]] int motionMs() const { return m_settings.reduceMotion ? 0 : 120; }

    /// The palette that makes the stock Fusion widgets agree with the tokens.
    [[nodiscard]] QPalette palette() const;

private:
    ThemeSettings m_settings;
    std::array<QColor, kTokenCount> m_colors;
};

/// WCAG 2 contrast ratio (1-21) of two opaque colours.
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);

/// `over` painted with its alpha on the opaque `under`.
[[nodiscard]] QColor blended(const QColor &over, const QColor &under);

} // namespace qd::console
