// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/theme/icons.h"
#include "console/theme/theme.h"

#include <QObject>

namespace qd::console {

/// Owns the current Theme and the icon cache, and says when they change. One per process, created in app/ and
/// handed by reference to every widget's constructor; it must outlive them. Main thread only.
class ThemeController final : public QObject
{
    Q_OBJECT

public:
    explicit ThemeController(const ThemeSettings &settings = {}, QObject *parent = nullptr);

    [[nodiscard]] const Theme &theme() const { return m_theme; }
    [[nodiscard]] IconCache &icons() const { return m_icons; }

    /// Replaces the theme and emits changed(), once, if something differs.
    void setSettings(const ThemeSettings &settings);
    void setKind(ThemeKind kind);
    void setDensity(Density density);
    void setFontPercent(int percent);
    void setReduceMotion(bool reduce);

Q_SIGNALS:
    /// Colours, sizes or fonts differ: repaint and ask for sizes again.
    void changed();

private:
    Theme m_theme;
    mutable IconCache m_icons;
};

} // namespace qd::console
