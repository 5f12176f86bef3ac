// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/screenset.h"
#include "console/widgets/shell/windowset.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;

/// What is remembered of windows, and for which screens.
class TestWindowLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void screens_areTheSameInAnyOrder()
    {
        const screenset::Place left{u"DP-1"_s, QRect(0, 0, 2560, 1440)};
        const screenset::Place right{u"eDP-1"_s, QRect(2560, 0, 1920, 1080)};
        const QString desk = screenset::nameOf({left, right});
        QCOMPARE(desk.size(), 8);
        QCOMPARE(screenset::nameOf({right, left}), desk);
        QVERIFY(screenset::nameOf({right}) != desk);
        screenset::Place moved = right;
        moved.area.moveLeft(-1920);
        QVERIFY(screenset::nameOf({left, moved}) != desk);
        moved = right;
        moved.name = u"HDMI-1"_s;
        QVERIFY(screenset::nameOf({left, moved}) != desk);
    }

    void records_comeBackAsTheyWere()
    {
        const std::vector<WindowRecord> records{
            {{Location::Page::Host, NodeId{4}, HostId{7}}, true, "geometry"},
            {{Location::Page::Overview, {}, {}}, false, {}},
        };
        QCOMPARE(WindowSet::unpacked(WindowSet::packed(records)), records);
    }

    void foreignBytes_bringNothing_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const QByteArray good =
            WindowSet::packed({{{Location::Page::Host, NodeId{4}, HostId{7}}, true, "abc"}});
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("text") << QByteArray("not a layout");
        QTest::newRow("cut in the middle of a record") << good.left(good.size() - 4);
        QTest::newRow("another format") << QByteArray(good).replace(0, 4, QByteArray("\0\0\0\x7f", 4));
        QTest::newRow("a page that does not exist")
            << QByteArray(good).replace(8, 4, QByteArray("\0\0\0\x2a", 4));
    }
    void foreignBytes_bringNothing()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(WindowSet::unpacked(bytes).empty());
    }

    void moreThanCanBeOpen_areLeftOut()
    {
        const std::vector<WindowRecord> records(WindowSet::kMaxWindows + 5);
        QCOMPARE(WindowSet::unpacked(WindowSet::packed(records)).size(), std::size_t{WindowSet::kMaxWindows});
    }
};

QTEST_GUILESS_MAIN(TestWindowLayout)
#include "tst_windowlayout.moc"
