// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/theme/themecontroller.h"

namespace qd::console {

ThemeController::ThemeController(const ThemeSettings &settings, QObject *parent)
    : QObject(parent)
    , m_theme(settings)
{
}

void ThemeController::setSettings(const ThemeSettings &settings)
{
    const Theme next(settings);
    if (next.settings() == m_theme.settings()) {
        return;
    }
    m_theme = next;
    Q_EMIT changed();
}

void ThemeController::setKind(ThemeKind kind)
{
    ThemeSettings settings = m_theme.settings();
    settings.kind = kind;
    setSettings(settings);
}

void ThemeController::setDensity(Density density)
{
    ThemeSettings settings = m_theme.settings();
    settings.density = density;
    setSettings(settings);
}

void ThemeController::setFontPercent(int percent)
{
    ThemeSettings settings = m_theme.settings();
    settings.fontPercent = percent;
    setSettings(settings);
}

void ThemeController::setReduceMotion(bool reduce)
{
    ThemeSettings settings = m_theme.settings();
    settings.reduceMotion = reduce;
    setSettings(settings);
}

} // namespace qd::console
