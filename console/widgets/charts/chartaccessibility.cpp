// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/chartaccessibility.h"

#include "console/widgets/charts/timechart.h"

#include <QAccessible>
#include <QAccessibleWidget>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

class ChartInterface final : public QAccessibleWidget
{
public:
    explicit ChartInterface(TimeChart *chart)
        : QAccessibleWidget(chart, QAccessible::Chart)
    {
    }

    [[nodiscard]] QString text(QAccessible::Text kind) const override
    {
        const auto *chart = static_cast<const TimeChart *>(widget());
        switch (kind) {
        case QAccessible::Value:
            return chart->cursorText();
        case QAccessible::Description:
            return chart->description();
        default:
            return QAccessibleWidget::text(kind);
        }
    }
};

QAccessibleInterface *create(const QString &className, QObject *object)
{
    if (className == "qd::console::TimeChart"_L1) {
        return new ChartInterface(static_cast<TimeChart *>(object));
    }
    return nullptr;
}

} // namespace

void installChartAccessibility()
{
    QAccessible::removeFactory(create);
    QAccessible::installFactory(create);
}

} // namespace qd::console
