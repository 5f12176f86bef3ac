// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace qd::console {

/// Every colour of the program, by meaning. A new widget reuses these; a new meaning needs a new token and
/// its contrast row in the theme test. Together with Space, Radius and TextRole there are at most 60.
enum class Token : std::uint8_t {
    Canvas,
    Surface,
    Raised,
    Inset,
    Hover,
    Selected,
    Border,
    BorderStrong,
    BorderInput,
    Text,
    TextSecondary,
    TextMuted,
    Accent,
    OnAccent,
    Critical, ///< the six levels in the order of qd::Severity: glyphs, lines, tints
    Major,
    Warning,
    Info,
    Healthy,
    Unknown,
    CriticalText, ///< the six levels as text on a pill
    MajorText,
    WarningText,
    InfoText,
    HealthyText,
    UnknownText,
    OnCritical, ///< the mark inside the octagon and the digits of a counter
    Shadow,
    Series1, ///< chart lines in the order in which they are given out
    Series2,
    Series3,
    Series4,
    Series5,
    Series6,
    Series7,
    SeriesRest, ///< series 15 and more, and the previous period
};
inline constexpr std::size_t kTokenCount = 36;

enum class Space : std::uint8_t { Hairline, Tight, Small, Medium, Large, Page, Wide, Huge, CardPadding };
inline constexpr std::size_t kSpaceCount = 9;

enum class Radius : std::uint8_t { Chip, Pill, Control, Card };
inline constexpr std::size_t kRadiusCount = 4;

/// Type scale: size and weight by role.
enum class TextRole : std::uint8_t {
    Display,
    PageTitle,
    Section,
    Body,
    BodyStrong,
    TableCell,
    TableCellStrong,
    Label,
    Small,
    SmallStrong,
    Mono,
};
inline constexpr std::size_t kTextRoleCount = 11;

enum class ThemeKind : std::uint8_t { Dark, Light, HighContrast };
enum class Density : std::uint8_t { Compact, Normal, Touch };

} // namespace qd::console
