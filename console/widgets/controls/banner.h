// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

namespace qd::console {

class Button;

/// A thin line over the content: "Reconnecting in 8 s · showing data of 17:41:52", or a hint among the cards
/// of a page.
class Banner final : public ThemedWidget
{
    Q_OBJECT

public:
    enum class Tone { Info, Warning, Critical, Replay };

    explicit Banner(ThemeController &themes, QWidget *parent = nullptr);

    /// @param action  word of the button; empty: none
    void setMessage(Tone tone, const QString &text, const QString &action = {});
    [[nodiscard]] QString text() const { return m_text; }
    /// Among the cards of a page, and round like them.
    void setCard(bool isCard);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void onThemeChanged() override;

private:
    [[nodiscard]] QColor toneColor() const;
    void place();

    Tone m_tone = Tone::Info;
    QString m_text;
    bool m_isCard = false;
    Button *m_button;
};

} // namespace qd::console
