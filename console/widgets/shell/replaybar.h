// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/widgets/controls/themedwidget.h"

#include <functional>

class QMenu;

namespace qd::console {

class Button;
class Replay;

/// The violet bar over a window that shows the past: which moment, play, speed, and the way back to live.
/// Shown and hidden by its owner. Runs commands by id, but for the choice of a speed.
class ReplayBar final : public ThemedWidget
{
    Q_OBJECT

public:
    static constexpr int kHeight = 28; ///< px at 100 %

    ReplayBar(ThemeController &themes, std::function<TimeMs()> now, QWidget *parent = nullptr);

    /// Whose moment it tells; must outlive the bar or be replaced.
    void setReplay(Replay &replay);
    [[nodiscard]] QString text() const { return m_text; }

    [[nodiscard]] QSize sizeHint() const override { return {theme().px(400), theme().px(kHeight)}; }
    /// Room for everything but the note.
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void commandRequested(const QString &id);

protected:
    void retranslate() override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void onThemeChanged() override;

private:
    void update();
    void place();

    std::function<TimeMs()> m_now;
    Replay *m_replay = nullptr;
    QMetaObject::Connection m_follows;
    Formatter m_formatter;
    QString m_text;
    QString m_note;
    Button *m_play;
    Button *m_speed;
    Button *m_live;
    QMenu *m_speeds;
};

} // namespace qd::console
