// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

namespace qd::console {

/// Text in a role and a colour of the theme. Elides with a tool tip instead of cutting; wraps only if asked.
class Label final : public ThemedWidget
{
    Q_OBJECT

public:
    explicit Label(ThemeController &themes, const QString &text = {}, TextRole role = TextRole::Body,
        Token color = Token::Text, QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }
    void setColor(Token color);
    void setAlignment(Qt::Alignment alignment);
    void setWordWrap(bool wrap);
    void setElideMode(Qt::TextElideMode mode);
    /// Digits in cells of equal width: for numbers that live.
    void setTabular(bool tabular);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return m_wraps; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString m_text;
    TextRole m_role;
    Token m_color;
    Qt::Alignment m_alignment = Qt::AlignLeft | Qt::AlignVCenter;
    Qt::TextElideMode m_elide = Qt::ElideRight;
    bool m_wraps = false;
    bool m_isTabular = false;
};

} // namespace qd::console
