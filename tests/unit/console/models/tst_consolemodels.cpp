// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/celltablemodel.h"
#include "console/models/hosttablemodel.h"
#include "console/models/palettemodel.h"
#include "console/models/producttreemodel.h"
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

[[nodiscard]] QModelIndex component(const ProductTreeModel &model)
{
    return model.indexOf(NodeId{4});
}

[[nodiscard]] CellRow row(const QString &key, const QString &text)
{
    return {key, {{}}, {text}};
}

[[nodiscard]] QString order(const CellTableModel &model)
{
    QString keys;
    for (int i = 0; i < model.rowCount(); ++i) {
        keys += model.keyAt(i);
    }
    return keys;
}

} // namespace

class TestConsoleModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tree_loadsHostsInPagesWorstFirst()
    {
        ConsoleFixture f;
        std::vector<HostState> states(1201, HostState::Online);
        states[700] = HostState::Offline;
        f.goOnline(smallTree(states));
        ProductTreeModel model(f.tree);
        const QModelIndex web = component(model);
        QCOMPARE(model.rowCount(web), 0);
        QVERIFY(model.hasChildren(web));
        model.fetchMore(web);
        QCOMPARE(model.rowCount(web), ProductTreeModel::kPage);
        QCOMPARE(model.index(0, 0, web).data().toString(), u"web-701"_s);
        model.fetchMore(web);
        model.fetchMore(web);
        QCOMPARE(model.rowCount(web), 1201);
        QVERIFY(!model.canFetchMore(web));
        const QAbstractItemModelTester tester(&model, kFatal);
    }

    void tree_survivesInsertMoveAndRemove()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Online}));
        ProductTreeModel model(f.tree);
        QAbstractItemModelTester tester(&model, kFatal);
        model.fetchMore(component(model));
        HostSummary fresh = *f.tree.host(HostId{1});
        fresh.id = HostId{9};
        fresh.name = "web-9";
        Q_EMIT f.backend.hostsReceived({{fresh}, {}});
        QCOMPARE(model.rowCount(component(model)), 3);
        Q_EMIT f.backend.nodesReceived({{{NodeId{6}, NodeId{3}, TreeLevel::Component, "db"}}, {}});
        fresh.components = {NodeId{6}};
        Q_EMIT f.backend.hostsReceived({{fresh}, {}});
        QCOMPARE(model.rowCount(component(model)), 2);
        Q_EMIT f.backend.hostsReceived({{}, {HostId{1}}});
        QCOMPARE(model.rowCount(component(model)), 1);
        Q_EMIT f.backend.nodesReceived({{}, {NodeId{5}}});
        QVERIFY(!model.indexOf(NodeId{5}).isValid());
    }

    void tree_filterShowsMatchesWithAncestorsAndComesBack()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Offline, HostState::Online}));
        ProductTreeModel model(f.tree);
        QAbstractItemModelTester tester(&model, kFatal);
        TreeFilter filter;
        filter.text = u"web-2"_s;
        model.setFilter(filter);
        QCOMPARE(model.matchCount(), 1);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.firstMatch().data().toString(), u"web-2"_s);
        QVERIFY(model.index(0, 0).data(kTreeCellRole).value<TreeCell>().isDimmed);
        model.setFilter({});
        QVERIFY(!model.isFiltered());
        QCOMPARE(model.rowCount(), 2);
    }

    void tree_filterByStateAddressAndChip_data()
    {
        QTest::addColumn<TreeFilter>("filter");
        QTest::addColumn<int>("matches");
        TreeFilter filter;
        filter.state = HostState::Offline;
        QTest::newRow("by state") << filter << 1;
        filter = {};
        filter.address = u"10.0.0.3"_s;
        QTest::newRow("by address") << filter << 1;
        filter = {};
        filter.chip = TreeFilter::Chip::Problems;
        QTest::newRow("problems only, a host never heard of included") << filter << 3;
        filter = {};
        filter.version = u"9."_s;
        QTest::newRow("by a version that nobody has") << filter << 0;
        filter = {};
        filter.chip = TreeFilter::Chip::Starred;
        QTest::newRow("starred, and nothing is") << filter << 0;
    }
    void tree_filterByStateAddressAndChip()
    {
        QFETCH(TreeFilter, filter);
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Offline, HostState::Stale, HostState::Unknown}));
        ProductTreeModel model(f.tree);
        model.setFilter(filter);
        QTEST(model.matchCount(), "matches");
    }

    void tree_withoutFreshDataShowsNothingGreen()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        ProductTreeModel model(f.tree);
        QCOMPARE(model.index(0, 0).data(kTreeCellRole).value<TreeCell>().severity, Severity::Healthy);
        model.setFresh(false);
        QCOMPARE(model.index(0, 0).data(kTreeCellRole).value<TreeCell>().severity, Severity::Unknown);
    }

    void tree_unknownHostIsAProblemAndItsPlaceNotHealthy()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Unknown}));
        const ProductTreeModel model(f.tree);
        const auto cell = model.index(0, 0).data(kTreeCellRole).value<TreeCell>();
        QCOMPARE(cell.severity, Severity::Unknown);
        QCOMPARE(cell.problems, 1);
        HostTableModel hosts(f.tree);
        hosts.setFilters({{}, true, {}});
        QCOMPARE(hosts.rowCount(), 1);
        QCOMPARE(hosts.hostAt(0), HostId{2});
    }

    void hosts_tickReadsAgesAnew()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Online}));
        HostTableModel model(f.tree);
        const QSignalSpy changed(&model, &HostTableModel::dataChanged);
        model.tick();
        QCOMPARE(changed.size(), 1);
        QCOMPARE(changed.front().at(0).toModelIndex().column(), static_cast<int>(HostTableModel::LastSeen));
        QCOMPARE(changed.front().at(1).toModelIndex().row(), 1);
    }

    void hosts_openWorstFirstAndKeepSelectionThroughSorting()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Stale, HostState::Offline, HostState::Online}));
        HostTableModel model(f.tree);
        QAbstractItemModelTester tester(&model, kFatal);
        QCOMPARE(model.hostAt(0), HostId{3});
        QCOMPARE(model.hostAt(1), HostId{2});
        const QPersistentModelIndex selected = model.index(model.rowOf(HostId{2}), 0);
        model.sort(HostTableModel::Name, Qt::DescendingOrder);
        QCOMPARE(model.hostAt(0), HostId{4});
        QCOMPARE(model.hostAt(selected.row()), HostId{2});
        model.setMetric(HostTableModel::Metric::Cpu, {{HostId{1}, 99.0}, {HostId{4}, 10.0}});
        model.sort(HostTableModel::Cpu, Qt::DescendingOrder);
        QCOMPARE(model.hostAt(0), HostId{1});
        QCOMPARE(model.hostAt(1), HostId{4});
    }

    void hosts_orderWaitsWhileHeld()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Online}));
        HostTableModel model(f.tree);
        model.setOrderHeld(true);
        HostSummary host = *f.tree.host(HostId{2});
        host.state = HostState::Offline;
        Q_EMIT f.backend.hostsReceived({{host}, {}});
        QCOMPARE(model.hostAt(0), HostId{1});
        QVERIFY(model.isOrderWaiting());
        model.setOrderHeld(false);
        QCOMPARE(model.hostAt(0), HostId{2});
        QVERIFY(!model.isOrderWaiting());
    }

    void hosts_filterAndScopeNarrow()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Offline, HostState::Online}));
        HostTableModel model(f.tree);
        QAbstractItemModelTester tester(&model, kFatal);
        model.setFilters({u"WEB-3"_s, false, {}});
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.totalCount(), 3);
        model.setFilters({{}, true, {}});
        QCOMPARE(model.rowCount(), 1);
        model.setScope(NodeId{5});
        QCOMPARE(model.totalCount(), 0);
    }

    void hosts_manyAreSortedInAWorker()
    {
        ConsoleFixture f;
        f.goOnline(smallTree(std::vector<HostState>(HostTableModel::kWorkerRows + 10, HostState::Online)));
        HostTableModel model(f.tree);
        QSignalSpy settled(&model, &HostTableModel::settled);
        model.sort(HostTableModel::Name, Qt::DescendingOrder);
        QVERIFY(settled.wait());
        QCOMPARE(model.index(0, HostTableModel::Name).data().toString(), u"web-999"_s);
    }

    void hosts_withoutFreshDataShowNothingGreen()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        HostTableModel model(f.tree);
        model.setFresh(false);
        QCOMPARE(model.index(0, 0).data(kCellRole).value<SeverityCell>().severity, Severity::Unknown);
    }

    void cells_refreshMovesByKey()
    {
        CellTableModel model(1);
        QAbstractItemModelTester tester(&model, kFatal);
        model.setRows({row(u"a"_s, u"1"_s), row(u"b"_s, u"2"_s), row(u"c"_s, u"3"_s)});
        const QPersistentModelIndex c = model.index(2, 0);
        model.setRows({row(u"c"_s, u"9"_s), row(u"d"_s, u"4"_s), row(u"a"_s, u"1"_s)});
        QCOMPARE(order(model), u"cda"_s);
        QCOMPARE(c.row(), 0);
        QCOMPARE(c.data().toString(), u"9"_s);
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
    }

    void cells_areSortedByValueAndKeepTheOrderGiven()
    {
        CellTableModel model(2);
        QAbstractItemModelTester tester(&model, kFatal);
        const auto numbered = [](const QString &key, std::optional<double> value, const QString &text) {
            BarCell bar;
            bar.value = value;
            return CellRow{key, {QVariant::fromValue(bar), {}}, {{}, text}};
        };
        model.setRows({numbered(u"a"_s, 10.0, u"9 / 9"_s), numbered(u"b"_s, {}, u"10 / 12"_s),
            numbered(u"c"_s, 9.5, u"x"_s), numbered(u"d"_s, 10.0, u"8 / 8"_s)});
        const QPersistentModelIndex d = model.index(3, 0);
        model.setSorts({{0, Qt::AscendingOrder}});
        QCOMPARE(order(model), u"cadb"_s); // a before d as given; without a value last
        model.setSorts({{0, Qt::DescendingOrder}, {1, Qt::AscendingOrder}});
        QCOMPARE(order(model), u"dacb"_s);
        QCOMPARE(d.row(), 0);
        model.setSorts({{1, Qt::AscendingOrder}});
        QCOMPARE(order(model), u"dabc"_s); // "10" behind "9"
        model.setRows({numbered(u"e"_s, 1.0, u"11 / 11"_s), numbered(u"a"_s, 10.0, u"9 / 9"_s)});
        QCOMPARE(order(model), u"ae"_s);
        model.setSorts({});
        QCOMPARE(order(model), u"ea"_s);
        model.setSorts({{7, Qt::AscendingOrder}});
        QVERIFY(model.sorts().isEmpty());
    }

    void palette_stepsOverWhatCannotBeChosen()
    {
        PaletteModel model;
        QAbstractItemModelTester tester(&model, kFatal);
        PaletteEntry section;
        section.kind = PaletteEntry::Kind::Section;
        PaletteEntry blocked;
        blocked.reason = u"not now"_s;
        model.setEntries({section, blocked, PaletteEntry{}});
        QCOMPARE(model.selectableFrom(0, 1), 2);
        QCOMPARE(model.selectableFrom(1, -1), -1);
        QVERIFY(!(model.flags(model.index(1)) & Qt::ItemIsSelectable));
    }
};

QTEST_GUILESS_MAIN(TestConsoleModels)
#include "tst_consolemodels.moc"
