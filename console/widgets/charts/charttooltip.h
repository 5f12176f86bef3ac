// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/controls/themedwidget.h"

#include <QList>

namespace qd::console {

struct TooltipRow
{
    QColor color;
    bool isDashed = false;
    QString name;
    QString value;
    bool isStrong = false; ///< the series under the pointer

    bool operator==(const TooltipRow &) const = default;
};

struct TooltipContent
{
    QString title; ///< the instant
    QList<TooltipRow> rows; ///< sorted by value, at most 12
    int more = 0; ///< series that did not fit
    QString note; ///< why there is no data; "pinned"

    bool operator==(const TooltipContent &) const = default;
};

/// The panel beside the cursor. A child of the window, so that it may leave its chart; lets the mouse
/// through.
class ChartTooltip final : public ThemedWidget
{
    Q_OBJECT

public:
    static constexpr int kMaxRows = 12;

    ChartTooltip(ThemeController &themes, QWidget *window);

    /// Shows the content beside a point; both in window coordinates.
    /// @param home  the chart: the tool tip stays between its sides where it can, above and below it may
    /// stick out
    void showAt(QPointF pointer, const QRectF &home, const TooltipContent &content);
    [[nodiscard]] const TooltipContent &content() const { return m_content; }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] double rowHeight() const;

    TooltipContent m_content;
};

} // namespace qd::console
