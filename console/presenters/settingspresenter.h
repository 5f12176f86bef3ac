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

    /// Changes of the look can be taken back, the last kMaxUndo of them, since the start of the program.
    static constexpr int kMaxUndo = 50;
    [[nodiscard]] bool canUndo() const { return !m_past.isEmpty(); }
    [[nodiscard]] bool canRedo() const { return !m_future.isEmpty(); }
    void undo();
    void redo();

    [[nodiscard]] QByteArray layout(const QString &key) const { return m_settings.layout(key); }
    void setLayout(const QString &key, const QByteArray &layout) { m_settings.setLayout(key, layout); }

Q_SIGNALS:
    void changed();
    /// Everything is as it came, in one step that undo() takes back.
    void wasReset();
    /// The file cannot be written: what was chosen lasts until the program ends.
    void notSaved(const QString &file);

private:
    template <typename Change>
    void change(Change apply);

    Settings &m_settings;
    QList<LookSettings> m_past; ///< newest last
    QList<LookSettings> m_future; ///< the next one to redo last
};

} // namespace qd::console
