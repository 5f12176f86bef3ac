// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/settingspresenter.h"
#include "console/widgets/pages/page.h"

class QCheckBox;

namespace qd::console {

class Button;
class Card;
class Label;
class SegmentedControl;

/// Language, theme, density, text size and motion; each takes effect at once.
class SettingsPage final : public Page
{
    Q_OBJECT

public:
    SettingsPage(ThemeController &themes, SettingsPresenter &presenter, QWidget *parent = nullptr);

    void activate() override;
    void deactivate() override { }

protected:
    void retranslate() override;
    void onThemeChanged() override;

private:
    void build();
    void connectControls();
    void update();

    SettingsPresenter &m_presenter;
    Label *m_title;
    Card *m_card;
    Label *m_languageLabel;
    Label *m_themeLabel;
    Label *m_densityLabel;
    Label *m_fontLabel;
    Label *m_motionLabel;
    Label *m_zoneLabel;
    SegmentedControl *m_language;
    SegmentedControl *m_theme;
    SegmentedControl *m_density;
    SegmentedControl *m_zone;
    Button *m_smaller;
    Label *m_fontValue;
    Button *m_larger;
    QCheckBox *m_motion;
    Button *m_reset;
};

} // namespace qd::console
