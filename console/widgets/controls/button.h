// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <optional>

class QMenu;

namespace qd::console {

/// A push button: word, icon or both. Icon-only buttons must get a tool tip; it becomes the accessible name.
class Button final : public ThemedButton
{
    Q_OBJECT

public:
    enum class Look {
        Normal, ///< raised box with an edge
        Primary, ///< accent box; one per view
        Quiet, ///< no box until hovered: card menus, toolbar icons
        Danger, ///< like Normal, in the critical colour
    };

    explicit Button(ThemeController &themes, const QString &text = {}, QWidget *parent = nullptr);
    Button(ThemeController &themes, Icon icon, const QString &text, QWidget *parent = nullptr);

    void setLook(Look look);
    void setIcon(Icon icon);
    /// Text after the word, muted: a shortcut or a count.
    void setHint(const QString &hint);
    /// Opens below the button on click, on Down and on Space. The menu is not owned.
    void setMenu(QMenu *menu);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintFace(QPainter &painter, double hover) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] bool isIconOnly() const { return m_icon && text().isEmpty(); }
    void openMenu();

    Look m_look = Look::Normal;
    std::optional<Icon> m_icon;
    QString m_hint;
    QMenu *m_menu = nullptr;
};

} // namespace qd::console
