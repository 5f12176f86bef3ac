// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/settingspresenter.h"

namespace qd::console {

SettingsPresenter::SettingsPresenter(Settings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    connect(&settings, &Settings::lookChanged, this, &SettingsPresenter::changed);
    connect(&settings, &Settings::notSaved, this, &SettingsPresenter::notSaved);
}

template <typename Change>
void SettingsPresenter::change(Change apply)
{
    const LookSettings before = m_settings.look();
    LookSettings look = before;
    apply(look);
    m_settings.setLook(look);
    if (m_settings.look() == before) {
        return;
    }
    m_past.append(before);
    if (m_past.size() > kMaxUndo) {
        m_past.removeFirst();
    }
    m_future.clear();
}

void SettingsPresenter::undo()
{
    if (canUndo()) {
        m_future.append(m_settings.look());
        m_settings.setLook(m_past.takeLast());
    }
}

void SettingsPresenter::redo()
{
    if (canRedo()) {
        m_past.append(m_settings.look());
        m_settings.setLook(m_future.takeLast());
    }
}

void SettingsPresenter::setLanguage(const QString &language)
{
    change([&](LookSettings &look) { look.language = language; });
}

void SettingsPresenter::setTheme(ThemeChoice theme)
{
    change([&](LookSettings &look) { look.theme = theme; });
}

void SettingsPresenter::setDensity(DensityChoice density)
{
    change([&](LookSettings &look) { look.density = density; });
}

void SettingsPresenter::setFontPercent(int percent)
{
    change([&](LookSettings &look) { look.fontPercent = percent; });
}

void SettingsPresenter::setReduceMotion(bool isReduced)
{
    change([&](LookSettings &look) { look.reduceMotion = isReduced; });
}

void SettingsPresenter::setUtc(bool isUtc)
{
    change([&](LookSettings &look) { look.isUtc = isUtc; });
}

void SettingsPresenter::toggleTheme()
{
    setTheme(look().theme == ThemeChoice::Dark ? ThemeChoice::Light : ThemeChoice::Dark);
}

void SettingsPresenter::reset()
{
    const LookSettings shown = look();
    change([](LookSettings &look) {
        // Nobody resets into a language that they cannot read, and the zone is no matter of looks.
        const LookSettings before = look;
        look = {};
        look.language = before.language;
        look.isUtc = before.isUtc;
    });
    if (look() != shown) {
        Q_EMIT wasReset();
    }
}

} // namespace qd::console
