// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/theme/theme.h"

#include <QFontMetrics>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

using ColorTable = std::array<QRgb, kTokenCount>;

constexpr ColorTable kDark{
    0xFF0D1117, 0xFF141920, 0xFF1B222C, 0xFF0A0D12, 0xFF1E2631, 0xFF1D3355, // Canvas .. Selected
    0xFF232B36, 0xFF354050, 0xFF66758C, // borders
    0xFFE6EAF1, 0xFFA7B1C2, 0xFF8391A5, // text
    0xFF5B9DFF, 0xFF08111F, // accent
    0xFFFF5468, 0xFFE07B16, 0xFFF4E05E, 0xFF4A9BFF, 0xFF58E0B4, 0xFF9299AC, // levels
    0xFFFF8795, 0xFFE9A35C, 0xFFF7E98E, 0xFF80B9FF, 0xFF8AE9CB, 0xFFB3B8C5, // levels as text
    0xFF1A0508, 0xFF000000, // OnCritical, Shadow
    0xFF5A9CEB, 0xFFE58F12, 0xFF52E8B2, 0xFFC978AC, 0xFFF3E884, 0xFF8276FF, 0xFFA2E8F6, 0xFF9299AC, // series
};

constexpr ColorTable kLight{
    0xFFF4F6F9, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFEDF0F5, 0xFFEEF2F8, 0xFFDCE8FB, //
    0xFFE1E6EE, 0xFFC5CEDB, 0xFF7F8CA0, //
    0xFF161D29, 0xFF475467, 0xFF5F6A7D, //
    0xFF1D63D8, 0xFFFFFFFF, //
    0xFFC01F45, 0xFF8A3800, 0xFF8C7200, 0xFF2259A6, 0xFF1A806A, 0xFF474C5E, //
    0xFFA91B3D, 0xFF793100, 0xFF7B6400, 0xFF1E4E92, 0xFF17715D, 0xFF3E4353, //
    0xFFFFFFFF, 0xFF1B2638, //
    0xFF3574DB, 0xFFCC6C08, 0xFF1E9E7E, 0xFF86124C, 0xFF565300, 0xFF3F2BA8, 0xFF12607B, 0xFF474C5E, //
};

// Black, white and bright levels; every border is a border that can be seen.
constexpr ColorTable kHighContrast{
    0xFF000000, 0xFF000000, 0xFF0C0F14, 0xFF000000, 0xFF20262F, 0xFF0B3A7A, //
    0xFF7D8796, 0xFFB4BECD, 0xFFFFFFFF, //
    0xFFFFFFFF, 0xFFF0F3F8, 0xFFD3DAE5, //
    0xFF8CC8FF, 0xFF000000, //
    0xFFFF7384, 0xFFFFA24A, 0xFFFFF07A, 0xFF7DB8FF, 0xFF70F2C6, 0xFFC9CFDD, //
    0xFFFFA9B3, 0xFFFFC48C, 0xFFFFF6B0, 0xFFB2D5FF, 0xFFA9F7DE, 0xFFE2E6EE, //
    0xFF000000, 0xFF000000, //
    0xFF7DB4F5, 0xFFFFA93B, 0xFF6BF5C4, 0xFFE79CCB, 0xFFFFF59B, 0xFFA79EFF, 0xFFB9F0FB, 0xFFC9CFDD, //
};

const ColorTable &tableOf(ThemeKind kind)
{
    switch (kind) {
    case ThemeKind::Dark:
        return kDark;
    case ThemeKind::Light:
        return kLight;
    case ThemeKind::HighContrast:
        return kHighContrast;
    }
    return kDark;
}

struct TypeSize
{
    double px;
    QFont::Weight weight;
};

// 12.5 and 11.5 px of the scale round down: Qt's pixel sizes are whole, and the smaller one keeps rows dense.
constexpr std::array<TypeSize, kTextRoleCount> kType{{
    {25, QFont::DemiBold}, // Display
    {19, QFont::DemiBold}, // PageTitle
    {13, QFont::DemiBold}, // Section
    {13, QFont::Normal}, // Body
    {13, QFont::Medium}, // BodyStrong
    {12, QFont::Normal}, // TableCell
    {12, QFont::DemiBold}, // TableCellStrong
    {12, QFont::Medium}, // Label
    {11, QFont::Medium}, // Small
    {11, QFont::DemiBold}, // SmallStrong
    {12, QFont::Normal}, // Mono
}};

constexpr std::array<int, kSpaceCount> kSpaces{2, 4, 8, 12, 16, 20, 24, 32, 14};
constexpr std::array<double, kRadiusCount> kRadii{4.0, 5.0, 6.0, 8.0};

Token levelToken(Severity level, Token first)
{
    return static_cast<Token>(static_cast<int>(first) + static_cast<int>(level));
}

double linear(double channel)
{
    return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

Theme::Theme(const ThemeSettings &settings)
    : m_settings(settings)
{
    m_settings.fontPercent = std::clamp(settings.fontPercent, kMinFontPercent, kMaxFontPercent);
    const ColorTable &table = tableOf(settings.kind);
    for (std::size_t i = 0; i < kTokenCount; ++i) {
        m_colors[i] = QColor::fromRgb(table[i]);
    }
}

QColor Theme::color(Token token, double alpha) const
{
    QColor result = color(token);
    result.setAlphaF(static_cast<float>(alpha));
    return result;
}

QColor Theme::severity(Severity level) const
{
    return color(levelToken(level, Token::Critical));
}

QColor Theme::severityText(Severity level) const
{
    return color(levelToken(level, Token::CriticalText));
}

QColor Theme::pillFill(Severity level) const
{
    return color(levelToken(level, Token::Critical), isDark() ? 0.14 : 0.08);
}

QColor Theme::pillEdge(Severity level) const
{
    if (m_settings.kind == ThemeKind::HighContrast) {
        return severity(level);
    }
    return color(levelToken(level, Token::Critical), isDark() ? 0.38 : 0.30);
}

QColor Theme::series(int slot) const
{
    if (slot < 0 || slot >= 14) {
        return color(Token::SeriesRest);
    }
    return color(static_cast<Token>(static_cast<int>(Token::Series1) + slot % 7));
}

QFont Theme::font(TextRole role) const
{
    const TypeSize &size = kType[static_cast<std::size_t>(role)];
    QFont result = font(size.px, size.weight);
    if (role == TextRole::Mono) {
        result.setFamilies({u"DejaVu Sans Mono"_s, u"Noto Sans Mono CJK SC"_s});
        result.setFixedPitch(true);
    }
    return result;
}

QFont Theme::font(double pixels, QFont::Weight weight) const
{
    QFont result;
    result.setFamilies({u"Inter"_s, u"Noto Sans CJK SC"_s});
    result.setPixelSize(std::max(1, px(pixels)));
    result.setWeight(weight);
    result.setHintingPreference(QFont::PreferNoHinting);
    return result;
}

int Theme::px(double at100) const
{
    return static_cast<int>(std::lround(at100 * m_settings.fontPercent / 100.0));
}

int Theme::space(Space space) const
{
    return px(kSpaces[static_cast<std::size_t>(space)]);
}

double Theme::radius(Radius radius) const
{
    return kRadii[static_cast<std::size_t>(radius)];
}

int Theme::rowHeight() const
{
    int height = 36;
    switch (m_settings.density) {
    case Density::Compact:
        height = 28;
        break;
    case Density::Normal:
        break;
    case Density::Touch:
        height = 44;
        break;
    }
    return std::max(px(height), lineHeight(TextRole::Body) + 6);
}

int Theme::treeRowHeight() const
{
    const int height = m_settings.density == Density::Touch ? 44 : 28;
    return std::max(px(height), lineHeight(TextRole::Body) + 6);
}

int Theme::controlHeight() const
{
    return px(m_settings.density == Density::Touch ? 40 : 30);
}

int Theme::lineHeight(TextRole role) const
{
    // A line of Noto Sans CJK is 1.448 em high, one of Inter 1.21: lists must not jump when a Chinese name
    // scrolls in.
    constexpr double kCjkLine = 1.448;
    const QFont type = font(role);
    return std::max(QFontMetrics(type).height(), static_cast<int>(std::ceil(type.pixelSize() * kCjkLine)));
}

QPalette Theme::palette() const
{
    QPalette result;
    const auto set = [&](QPalette::ColorRole role, Token token) { result.setColor(role, color(token)); };
    set(QPalette::Window, Token::Canvas);
    set(QPalette::WindowText, Token::Text);
    set(QPalette::Base, Token::Surface);
    set(QPalette::AlternateBase, Token::Surface);
    set(QPalette::Text, Token::Text);
    set(QPalette::PlaceholderText, Token::TextMuted);
    set(QPalette::Button, Token::Raised);
    set(QPalette::ButtonText, Token::Text);
    set(QPalette::BrightText, Token::Text);
    set(QPalette::ToolTipBase, Token::Raised);
    set(QPalette::ToolTipText, Token::Text);
    set(QPalette::Highlight, Token::Selected);
    set(QPalette::HighlightedText, Token::Text);
    set(QPalette::Link, Token::Accent);
    set(QPalette::LinkVisited, Token::Accent);
    set(QPalette::Light, Token::Hover);
    set(QPalette::Midlight, Token::Border);
    set(QPalette::Mid, Token::BorderStrong);
    set(QPalette::Dark, Token::BorderStrong);
    set(QPalette::Shadow, Token::Shadow);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        result.setColor(QPalette::Disabled, role, color(Token::TextMuted, 0.6));
    }
    return result;
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

QColor blended(const QColor &over, const QColor &under)
{
    const float alpha = over.alphaF();
    return QColor::fromRgbF(over.redF() * alpha + under.redF() * (1 - alpha),
        over.greenF() * alpha + under.greenF() * (1 - alpha),
        over.blueF() * alpha + under.blueF() * (1 - alpha));
}

} // namespace qd::console
