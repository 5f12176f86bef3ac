// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/theme/themecontroller.h"
#include "console/widgets/charts/chartcard.h"

#include <QObject>

#include <memory>

namespace qd::console {

class ChartTooltip;

/// English and UTC, whatever the machine speaks.
[[nodiscard]] Formatter plainFormatter();

/// Base of the tests of charts: a window with the four charts of the gallery in one time context, made anew
/// for each test.
class ChartTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

protected:
    [[nodiscard]] TimeChart *chart(int index) const { return m_cards[index]->chart(); }
    [[nodiscard]] QPoint at(int index, double share, double height = 0.5) const;
    [[nodiscard]] ChartTooltip *tooltip() const;
    void drag(int index, double from, double to, Qt::KeyboardModifiers keys = {}, double fromY = 0.5,
        double toY = 0.5);

    std::unique_ptr<ThemeController> m_themes;
    std::unique_ptr<TimeContext> m_time;
    std::unique_ptr<QWidget> m_window;
    QList<ChartCard *> m_cards;
};

} // namespace qd::console
