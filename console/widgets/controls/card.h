// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/stateview.h"

#include <optional>

class QMenu;

namespace qd::console {

/// The frame of a panel: title, unit or subtitle in muted type, a severity pill, a menu button, and content
/// in a StateView. The menu is built by whoever fills the card.
class Card : public ThemedWidget
{
    Q_OBJECT

public:
    /// Takes ownership of `content`.
    Card(ThemeController &themes, const QString &title, QWidget *content, SkeletonShape shape,
        QWidget *parent = nullptr);

    virtual void setTitle(const QString &title);
    [[nodiscard]] QString title() const { return m_title; }
    void setSubtitle(const QString &subtitle);
    [[nodiscard]] QString subtitle() const { return m_subtitle; }
    /// "1 alert" in its level; nullopt hides it. A click emits pillClicked().
    void setPill(std::optional<Severity> level, const QString &text = {});
    /// The menu of the three dots; never empty when shown.
    [[nodiscard]] QMenu *menu() const { return m_menu; }
    /// Hides or shows the three dots.
    void setMenuVisible(bool visible);
    void setState(const ViewState &state) { m_view->setState(state); }
    [[nodiscard]] StateView *stateView() const { return m_view; }

    /// Space kept at the left, right and bottom of the content, at 100 %; the default is none.
    void setContentMargins(const QMargins &margins);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    void actionTriggered();
    void pillClicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void onThemeChanged() override;
    void retranslate() override;
    [[nodiscard]] int headerHeight() const;

private:
    void place();
    [[nodiscard]] QRectF pillArea() const;

    QString m_title;
    QString m_subtitle;
    std::optional<Severity> m_level;
    QString m_pillText;
    QMargins m_margins;
    StateView *m_view;
    QMenu *m_menu;
    Button *m_menuButton;
};

} // namespace qd::console
