// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/presenters/hostchecks.h"
#include "console/widgets/controls/themedwidget.h"

#include <QList>

namespace qd::console {

/// "Agent ● Ping ● 12 ms Collectors ◆ 14/15": one line of checks, each explained by its tool tip.
class CheckStrip final : public ThemedWidget
{
    Q_OBJECT

public:
    explicit CheckStrip(ThemeController &themes, QWidget *parent = nullptr);

    void setChecks(const QList<HostCheck> &checks, const Formatter &formatter);
    /// A line for each check, as screen readers hear it.
    [[nodiscard]] QString text() const;

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    struct Item
    {
        Severity severity = Severity::Unknown;
        QString name;
        QString value; ///< "14/15"; the word of the state where there is none
        QString why; ///< a whole sentence
    };

    [[nodiscard]] double widthOf(const Item &item) const;

    QList<Item> m_items;
};

} // namespace qd::console
