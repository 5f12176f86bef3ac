// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <QList>
#include <QPair>

namespace qd::console {

/// The content of the "?" popover: keys and what they do, in two columns, painted.
class KeyHelp final : public ThemedWidget
{
    Q_OBJECT

public:
    explicit KeyHelp(ThemeController &themes, QWidget *parent = nullptr);

    /// (key, what it does), in reading order.
    void setKeys(const QList<QPair<QString, QString>> &keys);
    [[nodiscard]] QString text() const;

    /// Fixed: a popover takes the size of its content.
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void onThemeChanged() override;

private:
    void resizeToContent();

    QList<QPair<QString, QString>> m_keys;
};

} // namespace qd::console
