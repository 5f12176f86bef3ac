// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <QPointer>

namespace qd::console {

/// A floating panel over its window: a child widget, not a top-level one, because a compositor may place
/// those as it likes. Closes on Esc, on a click outside and when its window loses the focus; the focus
/// returns to where it was.
class Popover final : public ThemedWidget
{
    Q_OBJECT

public:
    /// Takes ownership of `content`. `window` is where it floats.
    Popover(ThemeController &themes, QWidget *content, QWidget *window);

    /// Below `anchor`, left- or right-aligned with it, above it when there is no room below; always inside
    /// the window.
    void openBelow(QWidget *anchor, bool alignRight = false);
    /// Centred, `top` pixels below the top of the window.
    void openCentred(int top);
    void close();
    [[nodiscard]] QWidget *content() const { return m_content; }

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] QSize wantedSize() const;
    void openAt(const QRect &area);
    void growWithContent();

    QWidget *m_content;
    QWidget *m_window;
    QPointer<QWidget> m_focusBefore;
};

} // namespace qd::console
