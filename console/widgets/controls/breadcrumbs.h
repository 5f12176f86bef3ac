// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <QList>

namespace qd::console {

class CrumbButton;

/// Where the window is: parts with chevrons between them, the last one strong. A click on a part says which;
/// the shell opens its siblings there. When the room is short, middle parts fold to an ellipsis, never the
/// last one.
class Breadcrumbs final : public ThemedWidget
{
    Q_OBJECT

public:
    explicit Breadcrumbs(ThemeController &themes, QWidget *parent = nullptr);

    void setParts(const QStringList &parts);
    [[nodiscard]] QStringList parts() const { return m_parts; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// @param below  where a menu should open, in global coordinates
    void partActivated(int index, const QPoint &below);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void onThemeChanged() override;

private:
    void place();

    QStringList m_parts;
    QList<CrumbButton *> m_buttons;
    QList<QRect> m_chevrons;
};

} // namespace qd::console
