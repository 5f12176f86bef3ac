// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <QList>
#include <QPair>

namespace qd::console {

/// The content of the "?" popover: keys and what they do, in columns, painted.
class KeyHelp final : public ThemedWidget
{
    Q_OBJECT

public:
    explicit KeyHelp(ThemeController &themes, QWidget *parent = nullptr);

    /// (key, what it does), in reading order.
    /// @param room  what a window has for them: more columns where two would be too high
    void setKeys(const QList<QPair<QString, QString>> &keys, const QSize &room);
    [[nodiscard]] QString text() const;

    /// Fixed: a popover takes the size of its content.
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void onThemeChanged() override;

private:
    void resizeToContent();
    [[nodiscard]] int rows() const;

    QList<QPair<QString, QString>> m_keys;
    QSize m_room;
    int m_columns = 2;
    int m_columnWidth = 0;
};

} // namespace qd::console
