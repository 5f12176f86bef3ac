// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/breadcrumbs.h"
#include "console/widgets/controls/button.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/navigationrail.h"
#include "console/widgets/controls/popover.h"
#include "console/widgets/controls/segmentedcontrol.h"
#include "console/widgets/controls/statusstrip.h"
#include "console/widgets/controls/tabstrip.h"
#include "tests/gui/widgets/controlstage.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;

/// What leads through a window: tabs, breadcrumbs, rail, status strip, segments, popovers.
class tst_Steering : public QObject, protected test::ControlStage
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dress(); }
    void init() { reset(); }
    void tabStrip_movesByKeys();
    void breadcrumbs_shrinkButKeepTheLast();
    void rail_opensByKeysAndCounts();
    void statusStrip_updatesInPlace();
    void segments_moveByArrows();
    void popover_closesOnEscapeAndReturnsFocus();
    void popover_closesOnClickOutside();
};

void tst_Steering::tabStrip_movesByKeys()
{
    auto *tabs = new TabStrip(*m_themes);
    for (const QString &id : {u"overview"_s, u"hosts"_s, u"alerts"_s}) {
        tabs->addTab(id, id);
    }
    tabs->setCount(1, 312);
    window({tabs});
    QSignalSpy changed(tabs, &TabStrip::currentChanged);
    QCOMPARE(tabs->currentIndex(), 0);
    auto *first = tabs->findChild<QAbstractButton *>(u"overview"_s);
    first->setFocus();
    QTest::keyClick(first, Qt::Key_Right);
    QCOMPARE(tabs->idAt(tabs->currentIndex()), u"hosts"_s);
    QVERIFY(tabs->findChild<QWidget *>(u"hosts"_s)->hasFocus());
    QTest::keyClick(tabs->findChild<QWidget *>(u"hosts"_s), Qt::Key_End);
    QCOMPARE(tabs->currentIndex(), 2);
    QTest::mouseClick(first, Qt::LeftButton);
    QCOMPARE(tabs->currentIndex(), 0);
    QVERIFY(first->isChecked());
    QCOMPARE(changed.count(), 3);
    QCOMPARE(tabs->indexOf(u"alerts"_s), 2);
}

void tst_Steering::breadcrumbs_shrinkButKeepTheLast()
{
    auto *crumbs = new Breadcrumbs(*m_themes);
    crumbs->setParts({u"a-very-long-region-name"_s, u"a-very-long-category-name"_s, u"gateway"_s});
    window({crumbs});
    QSignalSpy activated(crumbs, &Breadcrumbs::partActivated);
    auto *last = crumbs->findChild<QAbstractButton *>(u"crumb2"_s);
    crumbs->resize(170, 28);
    QCOMPARE(last->width(), last->sizeHint().width());
    QVERIFY(crumbs->rect().contains(last->geometry()));
    QTest::mouseClick(last, Qt::LeftButton);
    QCOMPARE(activated.first().first().toInt(), 2);
}

void tst_Steering::rail_opensByKeysAndCounts()
{
    auto *rail = new NavigationRail(*m_themes);
    rail->addEntry(u"overview"_s, Icon::Overview, u"Overview"_s);
    rail->addEntry(u"alerts"_s, Icon::Alerts, u"Alerts"_s);
    rail->addEntry(u"settings"_s, Icon::Settings, u"Settings"_s, NavigationRail::Group::Bottom);
    rail->setCounter(u"alerts"_s, 7);
    rail->setCurrent(u"overview"_s);
    window({rail});
    QSignalSpy activated(rail, &NavigationRail::activated);
    QCOMPARE(rail->counterOf(u"alerts"_s), 7);
    QCOMPARE(rail->counterOf(u"nothing"_s), -1);
    auto *first = rail->findChild<QAbstractButton *>(u"overview"_s);
    first->setFocus();
    QTest::keyClick(first, Qt::Key_Down);
    auto *alerts = rail->findChild<QAbstractButton *>(u"alerts"_s);
    QVERIFY(alerts->hasFocus());
    QVERIFY(alerts->accessibleDescription().contains(u"7"_s));
    QTest::keyClick(alerts, Qt::Key_Return);
    QCOMPARE(activated.first().first().toString(), u"alerts"_s);
    QVERIFY(first->isChecked()); // the shell decides what is current
}

void tst_Steering::statusStrip_updatesInPlace()
{
    auto *strip = new StatusStrip(*m_themes);
    strip->setItem(u"connection"_s, StatusStrip::Side::Left, u"Connected"_s, Severity::Healthy);
    strip->setItem(u"clock"_s, StatusStrip::Side::Right, u"17:42:08"_s);
    window({strip});
    strip->setItem(u"connection"_s, StatusStrip::Side::Left, u"Reconnecting"_s, Severity::Critical);
    QCOMPARE(strip->textOf(u"connection"_s), u"Reconnecting"_s);
    QSignalSpy activated(strip, &StatusStrip::itemActivated);
    QTest::mouseClick(strip->findChild<QWidget *>(u"connection"_s), Qt::LeftButton);
    QCOMPARE(activated.count(), 1);
    strip->removeItem(u"clock"_s);
    QVERIFY(strip->textOf(u"clock"_s).isEmpty());
}

void tst_Steering::segments_moveByArrows()
{
    auto *segments = new SegmentedControl(*m_themes);
    segments->addSegment(u"map"_s, u"Map"_s);
    segments->addSegment(u"list"_s, u"List"_s);
    window({segments});
    QSignalSpy changed(segments, &SegmentedControl::currentChanged);
    auto *map = segments->findChild<QWidget *>(u"map"_s);
    map->setFocus();
    QTest::keyClick(map, Qt::Key_Right);
    QCOMPARE(segments->current(), u"list"_s);
    QTest::mouseClick(map, Qt::LeftButton);
    QCOMPARE(segments->current(), u"map"_s);
    QCOMPARE(changed.count(), 2);
}

void tst_Steering::popover_closesOnEscapeAndReturnsFocus()
{
    auto *anchor = new Button(*m_themes, u"Last 1 hour"_s);
    QWidget *top = window({anchor});
    anchor->setFocus();
    auto *input = new LineInput(*m_themes);
    Popover popover(*m_themes, input, top);
    QSignalSpy closed(&popover, &Popover::closed);
    popover.openBelow(anchor);
    QVERIFY(popover.isVisible());
    QVERIFY(input->hasFocus());
    QVERIFY(top->rect().contains(popover.geometry().adjusted(8, 8, -8, -8)));
    QTest::keyClick(input, Qt::Key_Escape);
    QVERIFY(!popover.isVisible());
    QVERIFY(anchor->hasFocus());
    QCOMPARE(closed.count(), 1);
}

void tst_Steering::popover_closesOnClickOutside()
{
    auto *anchor = new Button(*m_themes, u"Last 1 hour"_s);
    QWidget *top = window({anchor});
    auto *input = new LineInput(*m_themes);
    Popover popover(*m_themes, input, top);
    popover.openCentred(60);
    QTest::mouseClick(input, Qt::LeftButton);
    QVERIFY(popover.isVisible());
    QTest::mouseClick(top, Qt::LeftButton, {}, QPoint(4, top->height() - 4));
    QVERIFY(!popover.isVisible());
}

QTEST_MAIN(tst_Steering)
#include "tst_steering.moc"
