// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <QList>
#include <QTimer>

#include <optional>

namespace qd::console {

class Button;

struct ToastMessage
{
    QString text;
    QString detail;
    std::optional<Severity> severity; ///< Critical and Major do not time out
    QString action; ///< "Undo", "Open"; empty: none
    QString id; ///< a message with the id of a shown one replaces it

    bool operator==(const ToastMessage &) const = default;
};

/// The messages at the bottom right of a window: at most three at once, 5 s each, 8 s with an action, longer
/// while hovered or focused, errors until closed. Sits above the window's content and follows its size.
/// Messages that do not fit wait; at most kMaxWaiting of them, the oldest goes first (all are in the
/// notification list anyway).
class ToastStack final : public ThemedWidget
{
    Q_OBJECT

public:
    static constexpr int kMaxShown = 3;
    static constexpr int kMaxWaiting = 50;

    /// `window` is the widget over whose corner the stack lies.
    ToastStack(ThemeController &themes, QWidget *window);

    void show(const ToastMessage &message);
    void dismiss(const QString &id);
    /// Closes the newest one; false if there is none.
    bool dismissTopmost();
    [[nodiscard]] int shownCount() const { return static_cast<int>(m_shown.size()); }
    [[nodiscard]] QList<ToastMessage> shown() const;

Q_SIGNALS:
    void actionTriggered(const QString &id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void onThemeChanged() override;

private:
    class Toast;

    void place();
    void remove(Toast *toast);
    void showNext();

    QWidget *m_window;
    QList<Toast *> m_shown;
    QList<ToastMessage> m_waiting;
};

} // namespace qd::console
