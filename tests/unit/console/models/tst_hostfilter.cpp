// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/hosttablemodel.h"
#include "tests/support/console/consolefixture.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

namespace {

using Field = HostFilter::Field;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// web-1 to web-4 in north/web, db-1 in south/db.
[[nodiscard]] TreeSnapshot mixedTree()
{
    TreeSnapshot tree =
        smallTree({HostState::Online, HostState::Stale, HostState::Offline, HostState::Unknown});
    tree.nodes.push_back({NodeId{6}, NodeId{5}, TreeLevel::Category, "stores"});
    tree.nodes.push_back({NodeId{7}, NodeId{6}, TreeLevel::Service, "ledger"});
    tree.nodes.push_back({NodeId{8}, NodeId{7}, TreeLevel::Component, "db"});
    HostSummary db = tree.hosts.front();
    db.id = HostId{5};
    db.name = "DB-1";
    db.address = "10.0.0.12";
    db.agentVersion = "0.2.0";
    db.components = {NodeId{8}};
    db.tags = {"prod", "owner=Pay"};
    tree.hosts.push_back(db);
    return tree;
}

[[nodiscard]] QStringList names(const HostTableModel &model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row) {
        names.append(model.index(row, HostTableModel::Name).data().toString());
    }
    return names;
}

} // namespace

class TestHostFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pattern_matchesTheWholeText_data()
    {
        QTest::addColumn<QByteArray>("pattern");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("matches");
        QTest::newRow("the same") << QByteArray("edge") << QByteArray("edge") << true;
        QTest::newRow("only a part") << QByteArray("edge") << QByteArray("edge-cache") << false;
        QTest::newRow("star at the end") << QByteArray("edge*") << QByteArray("edge-cache") << true;
        QTest::newRow("star for nothing") << QByteArray("edge*") << QByteArray("edge") << true;
        QTest::newRow("stars around") << QByteArray("*ge-c*") << QByteArray("edge-cache") << true;
        QTest::newRow("star in the middle, found at the second try")
            << QByteArray("a*bc") << QByteArray("abxbc") << true;
        QTest::newRow("star in the middle, end differs")
            << QByteArray("a*bc") << QByteArray("abxbd") << false;
        QTest::newRow("nothing but a star") << QByteArray("*") << QByteArray("") << true;
        QTest::newRow("nothing against something") << QByteArray("") << QByteArray("a") << false;
    }
    void pattern_matchesTheWholeText()
    {
        QFETCH(QByteArray, pattern);
        QFETCH(QByteArray, text);
        QTEST(matchesPattern(pattern.toStdString(), text.toStdString()), "matches");
    }

    void filter_letsThrough_data()
    {
        QTest::addColumn<Field>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QStringList>("found");
        const auto row = [](const char *name, Field field, const char16_t *value, const QStringList &found) {
            QTest::newRow(name) << field << QString::fromUtf16(value) << found;
        };
        row("one state", Field::State, u"stale", {u"web-2"_s});
        row("one of two states", Field::State, u"stale, offline", {u"web-3"_s, u"web-2"_s});
        row("all but one state", Field::State, u"!online", {u"web-3"_s, u"web-2"_s, u"web-4"_s});
        row("a name whatever its case", Field::Name, u"db-1", {u"DB-1"_s});
        row("a pattern of names", Field::Name, u"WEB-*", {u"web-3"_s, u"web-2"_s, u"web-4"_s, u"web-1"_s});
        row("a pattern, one excluded", Field::Name, u"web-*, !web-3", {u"web-2"_s, u"web-4"_s, u"web-1"_s});
        row("a whole address", Field::Address, u"10.0.0.1", {u"web-1"_s});
        row("part of an address", Field::Address, u"*.0.1*", {u"DB-1"_s, u"web-1"_s});
        row("a site", Field::Site, u"south", {u"DB-1"_s});
        row("all but a site", Field::Site, u"!north", {u"DB-1"_s});
        row("a component", Field::Component, u"db", {u"DB-1"_s});
        row("a version", Field::Version, u"0.2*", {u"DB-1"_s});
        row("a tag", Field::Tag, u"owner=pay", {u"DB-1"_s});
        row("more than a number", Field::Cpu, u">50", {u"web-3"_s, u"web-2"_s});
        row("as much as a number", Field::Cpu, u">=50", {u"web-3"_s, u"web-2"_s, u"web-1"_s});
        row("less than a number; without a value is not less", Field::Cpu, u"<60", {u"web-1"_s});
        row("just a number", Field::Cpu, u"50", {u"web-1"_s});
        row("within two bounds, one kept out", Field::Cpu, u">=50, !>80", {u"web-2"_s, u"web-1"_s});
        row("what is no number", Field::Cpu, u">much", {});
        row("a state that there is not", Field::State, u"purple", {});
        row("nothing but a comma", Field::State, u",",
            {u"web-3"_s, u"web-2"_s, u"web-4"_s, u"DB-1"_s, u"web-1"_s});
    }
    void filter_letsThrough()
    {
        QFETCH(Field, field);
        QFETCH(QString, value);
        ConsoleFixture f;
        f.goOnline(mixedTree());
        HostTableModel model(f.tree);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.setMetric(
            HostTableModel::Metric::Cpu, {{HostId{1}, 50.0}, {HostId{2}, 70.0}, {HostId{3}, 90.0}});
        model.setFilters({{}, false, {{field, value}}});
        QTEST(names(model), "found");
        QCOMPARE(model.totalCount(), 5);
    }

    void filters_mustAllLetThrough()
    {
        ConsoleFixture f;
        f.goOnline(mixedTree());
        HostTableModel model(f.tree);
        model.setFilters({u"web"_s, true, {{Field::State, u"!unknown"_s}, {Field::Site, u"north"_s}}});
        QCOMPARE(names(model), (QStringList{u"web-3"_s, u"web-2"_s}));
    }

    void newValue_movesAHostIntoAFilterByNumber()
    {
        ConsoleFixture f;
        f.goOnline(mixedTree());
        HostTableModel model(f.tree);
        model.setFilters({{}, false, {{Field::Cpu, u">80"_s}}});
        QCOMPARE(model.rowCount(), 0);
        model.setMetric(HostTableModel::Metric::Cpu, {{HostId{5}, 81.0}});
        QCOMPARE(names(model), QStringList{u"DB-1"_s});
    }

    void addedFilter_joinsTheOneOfItsField()
    {
        QList<HostFilter> filters = joined({}, {Field::Site, u"north"_s});
        filters = joined(filters, {Field::State, u"stale"_s});
        filters = joined(filters, {Field::Site, u" south , NORTH"_s});
        filters = joined(filters, {Field::Site, u" , "_s});
        QCOMPARE(filters, (QList<HostFilter>{{Field::Site, u"north, south"_s}, {Field::State, u"stale"_s}}));
    }

    void fieldIds_areReadBack()
    {
        for (int i = 0; i < HostFilter::kFields; ++i) {
            const auto field = static_cast<Field>(i);
            QCOMPARE(HostFilter::fieldOf(HostFilter::idOf(field).toUpper()), std::optional(field));
        }
        QVERIFY(!HostFilter::fieldOf(u"colour"));
        for (int column = 0; column < HostTableModel::kColumns; ++column) {
            QCOMPARE(HostTableModel::columnOf(HostTableModel::columnId(column)), column);
        }
        QCOMPARE(HostTableModel::columnOf(u"colour"), -1);
    }

    void cell_saysWhatToFilterBy_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<bool>("isExcluded");
        QTest::addColumn<QString>("value");
        QTest::newRow("a state, in English") << int(HostTableModel::State) << false << u"offline"_s;
        QTest::newRow("a site") << int(HostTableModel::Site) << false << u"north"_s;
        QTest::newRow("not a component") << int(HostTableModel::Component) << true << u"!web"_s;
        QTest::newRow("a number: as much") << int(HostTableModel::Cpu) << false << u">=61.3"_s;
        QTest::newRow("a number: less") << int(HostTableModel::Cpu) << true << u"<61.3"_s;
        QTest::newRow("a number that is not known") << int(HostTableModel::Load) << false << QString();
        QTest::newRow("a curve") << int(HostTableModel::Trend) << false << QString();
        QTest::newRow("an age") << int(HostTableModel::LastSeen) << false << QString();
    }
    void cell_saysWhatToFilterBy()
    {
        QFETCH(int, column);
        QFETCH(bool, isExcluded);
        QFETCH(QString, value);
        ConsoleFixture f;
        f.goOnline(mixedTree());
        HostTableModel model(f.tree);
        model.setMetric(HostTableModel::Metric::Cpu, {{HostId{3}, 61.37}});
        const auto filter = model.filterOf(model.index(0, column), isExcluded);
        QCOMPARE(filter ? filter->value : QString(), value);
        if (filter) {
            model.setFilters({{}, false, {*filter}});
            QCOMPARE(model.rowOf(HostId{3}) >= 0, !isExcluded);
        }
    }

    void order_byTwoColumns()
    {
        ConsoleFixture f;
        f.goOnline(mixedTree());
        HostTableModel model(f.tree);
        model.setSorts(
            {{HostTableModel::Site, Qt::DescendingOrder}, {HostTableModel::Name, Qt::DescendingOrder}});
        QCOMPARE(names(model), (QStringList{u"DB-1"_s, u"web-4"_s, u"web-3"_s, u"web-2"_s, u"web-1"_s}));
        model.setSorts(
            {{HostTableModel::Site, Qt::AscendingOrder}, {HostTableModel::State, Qt::AscendingOrder}});
        QCOMPARE(names(model), (QStringList{u"web-3"_s, u"web-2"_s, u"web-4"_s, u"web-1"_s, u"DB-1"_s}));
        model.setSorts({{99, Qt::AscendingOrder}});
        QCOMPARE(model.sorts(), (QList<ColumnSort>{{HostTableModel::State, Qt::AscendingOrder}}));
    }

    void addresses_areSortedByNumber()
    {
        ConsoleFixture f;
        TreeSnapshot tree = mixedTree();
        tree.hosts[0].address = "10.0.0.100";
        tree.hosts[1].address = "fe80::1";
        tree.hosts[3].address = "";
        f.goOnline(tree);
        HostTableModel model(f.tree);
        model.sort(HostTableModel::Address, Qt::AscendingOrder);
        QCOMPARE(names(model), (QStringList{u"web-3"_s, u"DB-1"_s, u"web-1"_s, u"web-2"_s, u"web-4"_s}));
    }

    void unknownValues_standLastInBothOrders()
    {
        ConsoleFixture f;
        f.goOnline(mixedTree());
        HostTableModel model(f.tree);
        model.setMetric(HostTableModel::Metric::Cpu, {{HostId{1}, 50.0}, {HostId{2}, 70.0}});
        model.sort(HostTableModel::Cpu, Qt::AscendingOrder);
        QCOMPARE(names(model).mid(0, 2), (QStringList{u"web-1"_s, u"web-2"_s}));
        model.sort(HostTableModel::Cpu, Qt::DescendingOrder);
        QCOMPARE(names(model).mid(0, 2), (QStringList{u"web-2"_s, u"web-1"_s}));
    }

    void problemsOfOneLevel_areSortedByAge()
    {
        ConsoleFixture f;
        TreeSnapshot tree = smallTree({HostState::Offline, HostState::Offline, HostState::Offline});
        tree.hosts[0].stateSince = fromUnixMs(1'794'999'000'000);
        tree.hosts[1].stateSince = fromUnixMs(1'794'990'000'000);
        tree.hosts[2].stateSince = fromUnixMs(1'794'995'000'000);
        f.goOnline(tree);
        const HostTableModel model(f.tree);
        QCOMPARE(names(model), (QStringList{u"web-2"_s, u"web-3"_s, u"web-1"_s}));
    }

    void renamedHost_findsItsPlace()
    {
        ConsoleFixture f;
        f.goOnline(mixedTree());
        HostTableModel model(f.tree);
        model.sort(HostTableModel::Name, Qt::AscendingOrder);
        HostSummary host = *f.tree.host(HostId{1});
        host.name = "zebra";
        Q_EMIT f.backend.hostsReceived({{host}, {}});
        QCOMPARE(names(model).last(), u"zebra"_s);
    }

    void orderOfNothing_isEmpty()
    {
        QVERIFY(sortedRows({}, {Qt::AscendingOrder, Qt::AscendingOrder}).empty());
        const std::vector<RowSortKey> keys{{{kNone, 1.0}, 0, 0}, {{1.0, kNone}, 1, 1}, {{1.0, 5.0}, 2, 2}};
        QCOMPARE(sortedRows(keys, {Qt::DescendingOrder, Qt::AscendingOrder}), (std::vector<int>{2, 1, 0}));
    }
};

QTEST_GUILESS_MAIN(TestHostFilter)
#include "tst_hostfilter.moc"
