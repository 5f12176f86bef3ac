// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/consoleservices.h"
#include "console/state/settings.h"

#include <QObject>

namespace qd::console {

/// The settings page: what a person changes takes effect at once and is kept. Main thread.
class SettingsPresenter final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kFontStep = 5;

    explicit SettingsPresenter(Settings &settings, QObject *parent = nullptr);

    [[nodiscard]] const LookSettings &look() const { return m_settings.look(); }
    void setLanguage(const QString &language);
    void setTheme(ThemeChoice theme);
    void setDensity(DensityChoice density);
    void setFontPercent(int percent);
    void setReduceMotion(bool isReduced);
    void setUtc(bool isUtc);
    /// Dark to light and back; from high contrast to dark.
    void toggleTheme();
    void reset();

    [[nodiscard]] QByteArray layout(const QString &key) const { return m_settings.layout(key); }
    void setLayout(const QString &key, const QByteArray &layout) { m_settings.setLayout(key, layout); }

Q_SIGNALS:
    void changed();

private:
    template <typename Change>
    void change(Change apply);

    Settings &m_settings;
};

} // namespace qd::console
