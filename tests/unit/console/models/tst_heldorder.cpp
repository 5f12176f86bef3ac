// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/format/cells.h"
#include "console/models/celltablemodel.h"
#include "console/models/hosttablemodel.h"
#include "tests/support/console/consolefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

namespace {

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

[[nodiscard]] CellRow row(const QString &key, double value = 1.0)
{
    return {key,
        {QVariant::fromValue(NameCell{key, {}, 0, false}),
            QVariant::fromValue(NumberCell{value, Unit::Count, false})},
        {key, QString::number(value)}};
}

[[nodiscard]] QString order(const CellTableModel &model)
{
    QString keys;
    for (int i = 0; i < model.rowCount(); ++i) {
        keys += model.keyAt(i);
    }
    return keys;
}

[[nodiscard]] QStringList names(const HostTableModel &model)
{
    QStringList found;
    for (int i = 0; i < model.rowCount(); ++i) {
        found.append(model.index(i, HostTableModel::Name).data().toString());
    }
    return found;
}

} // namespace

class TestHeldOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void heldTable_keepsItsRowsAndShowsNewValues()
    {
        CellTableModel model(2);
        QAbstractItemModelTester tester(&model, kFatal);
        model.setRows({row(u"a"_s), row(u"b"_s)});
        model.setOrderHeld(true);
        QSignalSpy waiting(&model, &CellTableModel::orderWaitingChanged);
        model.setRows({row(u"c"_s), row(u"b"_s, 7.0), row(u"a"_s)});
        QCOMPARE(order(model), u"ab"_s);
        QCOMPARE(model.index(1, 1).data().toString(), u"7"_s);
        QVERIFY(model.isOrderWaiting());
        QCOMPARE(model.newRows(), 1);
        model.setRows({row(u"c"_s), row(u"b"_s), row(u"a"_s)});
        QCOMPARE(waiting.size(), 1); // the same waits
        model.setOrderHeld(false);
        QCOMPARE(order(model), u"cba"_s);
        QVERIFY(!model.isOrderWaiting());
        QCOMPARE(model.newRows(), 0);
    }

    void sortIn_bringsTheNewestOrderAndGoesOnHolding()
    {
        CellTableModel model(2);
        QAbstractItemModelTester tester(&model, kFatal);
        model.setRows({row(u"a"_s), row(u"b"_s)});
        model.setOrderHeld(true);
        model.setRows({row(u"b"_s), row(u"a"_s)});
        model.sortIn();
        QCOMPARE(order(model), u"ba"_s);
        model.setRows({row(u"a"_s), row(u"b"_s)});
        QCOMPARE(order(model), u"ba"_s);
        QVERIFY(model.isOrderWaiting());
    }

    void orderThatCameBack_waitsNoLonger()
    {
        CellTableModel model(2);
        model.setRows({row(u"a"_s), row(u"b"_s)});
        model.setOrderHeld(true);
        model.setRows({row(u"b"_s), row(u"a"_s)});
        QVERIFY(model.isOrderWaiting());
        model.setRows({row(u"a"_s), row(u"b"_s)});
        QVERIFY(!model.isOrderWaiting());
    }

    void rowThatIsGone_keepsItsPlaceButShowsNoValue()
    {
        CellTableModel model(2);
        QAbstractItemModelTester tester(&model, kFatal);
        model.setRows({row(u"a"_s), row(u"b"_s)});
        model.setOrderHeld(true);
        model.setRows({row(u"b"_s)});
        QCOMPARE(order(model), u"ab"_s);
        QVERIFY(model.index(0, 0).data(kCellRole).value<NameCell>().isDimmed);
        QCOMPARE(model.index(0, 1).data().toString(), u"—"_s);
        QVERIFY(!model.index(0, 1).data(kCellRole).isValid());
        model.sortIn();
        QCOMPARE(order(model), u"b"_s);
    }

    void emptyTable_fillsAlthoughHeld()
    {
        CellTableModel model(2);
        model.setOrderHeld(true);
        model.setRows({row(u"a"_s)});
        QCOMPARE(order(model), u"a"_s);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void heldHostTable_keepsComingAndGoingHostsOut()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Online}));
        HostTableModel model(f.tree);
        QAbstractItemModelTester tester(&model, kFatal);
        model.setOrderHeld(true);
        HostSummary fresh = *f.tree.host(HostId{1});
        fresh.id = HostId{9};
        fresh.name = "a-new-one";
        fresh.state = HostState::Offline;
        Q_EMIT f.backend.hostsReceived({{fresh}, {HostId{1}}});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.hostAt(0), HostId{1});
        QVERIFY(model.summaryAt(0) == nullptr);
        QVERIFY(model.isOrderWaiting());
        QCOMPARE(model.newRows(), 1);
        model.sortIn();
        QCOMPARE(names(model), (QStringList{u"a-new-one"_s, u"web-2"_s}));
        QCOMPARE(model.newRows(), 0);
        QVERIFY(!model.isOrderWaiting());
    }
};

QTEST_GUILESS_MAIN(TestHeldOrder)
#include "tst_heldorder.moc"
