// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/producttreemodel.h"
#include "tests/support/console/consolefixture.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

namespace {

constexpr auto kFatal = QAbstractItemModelTester::FailureReportingMode::Fatal;

} // namespace

/// What the explorer's model does beyond opening and filtering: limits, removals, words.
class TestProductTree : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void manyMatches_endWithHowManyMore()
    {
        ConsoleFixture f;
        f.goOnline(smallTree(std::vector<HostState>(1704, HostState::Online)));
        ProductTreeModel model(f.tree);
        QAbstractItemModelTester tester(&model, kFatal);
        model.setWords({u"%1 more"_s, u"%1 problems"_s, {}});
        TreeFilter filter;
        filter.text = u"web-"_s;
        model.setFilter(filter);
        QCOMPARE(model.matchCount(), 1704);
        QCOMPARE(model.hiddenMatches(), 1204);
        const QModelIndex last = model.index(model.rowCount() - 1, 0);
        QCOMPARE(last.data(kTreeCellRole).value<TreeCell>().kind, TreeCell::Kind::More);
        QCOMPARE(last.data().toString(), QLocale().toString(1204) + u" more"_s);
        QCOMPARE(model.flags(last), Qt::ItemFlags(Qt::NoItemFlags));
        QCOMPARE(last.data(ProductTreeModel::NodeRole).toInt(), 0);
        filter.text = u"web-170"_s;
        model.setFilter(filter);
        QCOMPARE(model.hiddenMatches(), 0);
        QVERIFY(model.index(model.rowCount() - 1, 0).data(kTreeCellRole).value<TreeCell>().kind
            != TreeCell::Kind::More);
    }

    void owner_isReadFromTheTag_data()
    {
        QTest::addColumn<QString>("owner");
        QTest::addColumn<int>("matches");
        QTest::newRow("the whole word") << u"payments"_s << 2;
        QTest::newRow("its start, in capitals") << u"PAY"_s << 2;
        QTest::newRow("another one") << u"risk"_s << 0;
        QTest::newRow("what another tag says") << u"prod"_s << 0;
    }
    void owner_isReadFromTheTag()
    {
        QFETCH(QString, owner);
        ConsoleFixture f;
        TreeSnapshot tree = smallTree({HostState::Online, HostState::Online, HostState::Online});
        tree.hosts[0].tags = {"prod", "owner=Payments"};
        tree.hosts[1].tags = {"owner:payments"};
        tree.hosts[2].tags = {"prod", "former-owner=payments"};
        f.goOnline(tree);
        ProductTreeModel model(f.tree);
        TreeFilter filter;
        filter.owner = owner;
        QVERIFY(!filter.isEmpty());
        model.setFilter(filter);
        QTEST(model.matchCount(), "matches");
    }

    void removedBranch_takesEverythingBelowWithIt()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Online}));
        ProductTreeModel model(f.tree);
        QAbstractItemModelTester tester(&model, kFatal);
        model.fetchMore(model.indexOf(NodeId{4}));
        Q_EMIT f.backend.hostsReceived({{}, {HostId{1}, HostId{2}}});
        Q_EMIT f.backend.nodesReceived({{}, {NodeId{2}, NodeId{3}, NodeId{4}}});
        QCOMPARE(model.rowCount(), 2);
        QVERIFY(!model.indexOf(NodeId{3}).isValid());
        QVERIFY(!model.indexOf(NodeId{4}).isValid());
        QCOMPARE(model.rowCount(model.indexOf(NodeId{1})), 0);
    }

    void cell_countsProblemsByLevel()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Offline, HostState::Offline, HostState::Stale, HostState::Unknown,
            HostState::Online}));
        const ProductTreeModel model(f.tree);
        const auto cell = model.index(0, 0).data(kTreeCellRole).value<TreeCell>();
        QCOMPARE(cell.critical, 2);
        QCOMPARE(cell.warning, 1);
        QCOMPARE(cell.problems, 4);
    }

    void screenReader_hearsLevelAndProblems()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Offline, HostState::Online}));
        ProductTreeModel model(f.tree);
        model.setWords({u"%1 more"_s, u"%1 problems"_s,
            {u"Critical"_s, u"Major"_s, u"Warning"_s, u"Info"_s, u"Healthy"_s, u"Unknown"_s}});
        QCOMPARE(model.index(0, 0).data(Qt::AccessibleTextRole).toString(), u"north, Critical, 1 problems"_s);
        model.fetchMore(model.indexOf(NodeId{4}));
        QCOMPARE(model.indexOf(HostId{2}).data(Qt::AccessibleTextRole).toString(), u"web-2, Healthy"_s);
        model.setFresh(false);
        QCOMPARE(model.indexOf(HostId{2}).data(Qt::AccessibleTextRole).toString(), u"web-2, Unknown"_s);
    }
};

QTEST_GUILESS_MAIN(TestProductTree)
#include "tst_producttree.moc"
