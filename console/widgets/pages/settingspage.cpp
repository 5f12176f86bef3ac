// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/settingspage.h"

#include "console/widgets/controls/button.h"
#include "console/widgets/controls/card.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/segmentedcontrol.h"

#include <QCheckBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace qd::console {

using namespace Qt::StringLiterals;

SettingsPage::SettingsPage(ThemeController &themes, SettingsPresenter &presenter, QWidget *parent)
    : Page(themes, parent)
    , m_presenter(presenter)
{
    setObjectName(u"settingsPage"_s);
    build();
    connectControls();
    connect(&presenter, &SettingsPresenter::changed, this, &SettingsPage::update);
    retranslate();
}

void SettingsPage::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(theme().px(20), theme().px(16), theme().px(20), theme().px(16));
    column->setSpacing(theme().px(16));
    m_title = new Label(themes(), {}, TextRole::PageTitle, Token::Text, this);
    column->addWidget(m_title);
    auto *form = new QWidget;
    auto *grid = new QGridLayout(form);
    grid->setContentsMargins(theme().px(14), theme().px(6), theme().px(14), theme().px(16));
    grid->setHorizontalSpacing(theme().px(32));
    grid->setVerticalSpacing(theme().px(16));
    int row = 0;
    const auto addRow = [&](Label *&label, QWidget *control) {
        label = new Label(themes(), {}, TextRole::Body, Token::TextSecondary, form);
        grid->addWidget(label, row, 0);
        grid->addWidget(control, row, 1, Qt::AlignLeft);
        ++row;
    };
    const auto segments = [&](const QString &name, const QStringList &ids) {
        auto *control = new SegmentedControl(themes(), form);
        control->setObjectName(name);
        for (const QString &id : ids) {
            control->addSegment(id, id);
        }
        return control;
    };
    m_language = segments(u"language"_s, {u"system"_s, u"en"_s, u"zh_CN"_s});
    m_theme = segments(u"theme"_s, {u"0"_s, u"1"_s, u"2"_s});
    m_density = segments(u"density"_s, {u"0"_s, u"1"_s, u"2"_s});
    m_zone = segments(u"zone"_s, {u"local"_s, u"utc"_s});
    addRow(m_languageLabel, m_language);
    addRow(m_zoneLabel, m_zone);
    addRow(m_themeLabel, m_theme);
    addRow(m_densityLabel, m_density);
    auto *font = new QWidget(form);
    auto *fontRow = new QHBoxLayout(font);
    fontRow->setContentsMargins(0, 0, 0, 0);
    m_smaller = new Button(themes(), Icon::Minus, {}, font);
    m_smaller->setObjectName(u"fontSmaller"_s);
    m_fontValue = new Label(themes(), {}, TextRole::Body, Token::Text, font);
    m_fontValue->setTabular(true);
    m_fontValue->setMinimumWidth(theme().px(56));
    m_fontValue->setAlignment(Qt::AlignCenter);
    m_larger = new Button(themes(), Icon::Plus, {}, font);
    m_larger->setObjectName(u"fontLarger"_s);
    fontRow->addWidget(m_smaller);
    fontRow->addWidget(m_fontValue);
    fontRow->addWidget(m_larger);
    addRow(m_fontLabel, font);
    m_motion = new QCheckBox(form);
    m_motion->setObjectName(u"reduceMotion"_s);
    addRow(m_motionLabel, m_motion);
    m_reset = new Button(themes(), {}, form);
    m_reset->setObjectName(u"resetLook"_s);
    grid->addWidget(m_reset, row, 1, Qt::AlignLeft);
    grid->setColumnStretch(1, 1);
    m_card = new Card(themes(), {}, form, SkeletonShape::Text, this);
    m_card->setMenuVisible(false);
    m_card->setState(ViewState::ready());
    m_card->setMaximumWidth(theme().px(760));
    column->addWidget(m_card);
    column->addStretch(1);
}

void SettingsPage::connectControls()
{
    connect(m_language, &SegmentedControl::currentChanged, this,
        [this](const QString &id) { m_presenter.setLanguage(id == "system"_L1 ? QString() : id); });
    connect(m_theme, &SegmentedControl::currentChanged, this,
        [this](const QString &id) { m_presenter.setTheme(static_cast<ThemeChoice>(id.toInt())); });
    connect(m_density, &SegmentedControl::currentChanged, this,
        [this](const QString &id) { m_presenter.setDensity(static_cast<DensityChoice>(id.toInt())); });
    connect(m_zone, &SegmentedControl::currentChanged, this,
        [this](const QString &id) { m_presenter.setUtc(id == "utc"_L1); });
    connect(m_smaller, &QAbstractButton::clicked, this, [this] {
        m_presenter.setFontPercent(m_presenter.look().fontPercent - SettingsPresenter::kFontStep);
    });
    connect(m_larger, &QAbstractButton::clicked, this, [this] {
        m_presenter.setFontPercent(m_presenter.look().fontPercent + SettingsPresenter::kFontStep);
    });
    connect(m_motion, &QCheckBox::toggled, &m_presenter, &SettingsPresenter::setReduceMotion);
    connect(m_reset, &QAbstractButton::clicked, &m_presenter, &SettingsPresenter::reset);
}

void SettingsPage::activate()
{
    update();
}

void SettingsPage::update()
{
    const LookSettings &look = m_presenter.look();
    m_language->setCurrent(look.language.isEmpty() ? u"system"_s : look.language);
    m_theme->setCurrent(QString::number(static_cast<int>(look.theme)));
    m_density->setCurrent(QString::number(static_cast<int>(look.density)));
    m_zone->setCurrent(look.isUtc ? u"utc"_s : u"local"_s);
    m_fontValue->setText(tr("%1 %", "text size").arg(look.fontPercent));
    m_smaller->setEnabled(look.fontPercent > 85);
    m_larger->setEnabled(look.fontPercent < 150);
    const QSignalBlocker blocker(m_motion);
    m_motion->setChecked(look.reduceMotion);
}

void SettingsPage::onThemeChanged()
{
    Page::onThemeChanged();
    m_card->setMaximumWidth(theme().px(760));
}

void SettingsPage::retranslate()
{
    m_title->setText(tr("Settings"));
    m_card->setTitle(tr("Appearance"));
    m_languageLabel->setText(tr("Language"));
    m_themeLabel->setText(tr("Theme"));
    m_densityLabel->setText(tr("Density"));
    m_fontLabel->setText(tr("Text size"));
    m_motionLabel->setText(tr("Motion"));
    m_language->setText(u"system"_s, tr("System", "language of the desktop"));
    m_language->setText(u"en"_s, u"English"_s);
    m_language->setText(u"zh_CN"_s, u"中文"_s);
    m_theme->setText(u"0"_s, tr("Dark"));
    m_theme->setText(u"1"_s, tr("Light"));
    m_theme->setText(u"2"_s, tr("High contrast"));
    m_density->setText(u"0"_s, tr("Compact"));
    m_density->setText(u"1"_s, tr("Normal"));
    m_density->setText(u"2"_s, tr("Touch", "large targets for fingers"));
    m_zoneLabel->setText(tr("Time zone"));
    m_zone->setText(u"local"_s, tr("Local", "time zone of the desktop"));
    m_zone->setText(u"utc"_s, u"UTC"_s);
    m_zone->setAccessibleName(tr("Time zone"));
    m_smaller->setToolTip(tr("Smaller text"));
    m_larger->setToolTip(tr("Larger text"));
    m_motion->setText(tr("Reduce motion"));
    m_reset->setText(tr("Reset appearance"));
    m_language->setAccessibleName(tr("Language"));
    m_theme->setAccessibleName(tr("Theme"));
    m_density->setAccessibleName(tr("Density"));
    update();
}

} // namespace qd::console
