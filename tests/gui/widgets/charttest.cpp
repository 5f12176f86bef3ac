// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/widgets/charttest.h"

#include "console/widgets/charts/charttooltip.h"
#include "console/widgets/controls/appstyle.h"
#include "tests/gui/widgets/gallerydata.h"

#include <QApplication>
#include <QGridLayout>
#include <QMouseEvent>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace qd::console {

Formatter plainFormatter()
{
    return Formatter(QLocale(QLocale::English), QTimeZone::utc());
}

void ChartTest::initTestCase()
{
    m_themes = std::make_unique<ThemeController>();
    installTheme(*qApp, *m_themes);
}

void ChartTest::init()
{
    QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support).*"_s));
    m_themes->setSettings({ThemeKind::Dark, Density::Normal, 100, true});
    m_time = std::make_unique<TimeContext>();
    m_time->setStep(15s);
    m_time->setLive(1h, gallery::now());
    m_window = std::make_unique<QWidget>();
    auto *grid = new QGridLayout(m_window.get());
    m_cards.clear();
    const QList<ChartData> all{
        gallery::cpuChart(), gallery::latencyChart(), gallery::statusChart(), gallery::busyChart()};
    for (const ChartData &data : all) {
        auto *card = new ChartCard(*m_themes, *m_time, plainFormatter(), u"Chart %1"_s.arg(m_cards.size()));
        card->setData(data);
        grid->addWidget(card, static_cast<int>(m_cards.size()) / 2, static_cast<int>(m_cards.size()) % 2);
        m_cards.append(card);
    }
    m_window->resize(1200, 700);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void ChartTest::cleanup()
{
    m_window.reset();
    m_time.reset();
}

QPoint ChartTest::at(int index, double share, double height) const
{
    const QRectF plot = chart(index)->plotArea();
    return QPointF(plot.left() + plot.width() * share, plot.top() + plot.height() * height).toPoint();
}

ChartTooltip *ChartTest::tooltip() const
{
    for (ChartTooltip *one : m_window->findChildren<ChartTooltip *>()) {
        if (one->isVisible()) {
            return one;
        }
    }
    return nullptr;
}

void ChartTest::drag(int index, double from, double to, Qt::KeyboardModifiers keys, double fromY, double toY)
{
    QWidget *view = chart(index)->viewport();
    QTest::mousePress(view, Qt::LeftButton, keys, at(index, from, fromY));
    for (const QPoint &where : {at(index, (from + to) / 2, (fromY + toY) / 2), at(index, to, toY)}) {
        QMouseEvent move(
            QEvent::MouseMove, where, view->mapToGlobal(where), Qt::NoButton, Qt::LeftButton, keys);
        QApplication::sendEvent(view, &move);
    }
    QTest::mouseRelease(view, Qt::LeftButton, keys, at(index, to, toY));
}

} // namespace qd::console
