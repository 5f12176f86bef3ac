// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/explorerpresenter.h"
#include "console/presenters/palettepresenter.h"
#include "console/presenters/shellpresenter.h"
#include "tests/support/console/consolefixture.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// Where the window is, and the ways there: history, explorer, palette.
class TestShellPresenter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void explorer_readsPrefixes()
    {
        const TreeFilter filter = ExplorerPresenter::parse(u"pay ip:10.4 state:OFFLINE agent:1.6 gate"_s);
        QCOMPARE(filter.text, u"pay gate"_s);
        QCOMPARE(filter.address, u"10.4"_s);
        QCOMPARE(filter.version, u"1.6"_s);
        QCOMPARE(filter.state, std::optional(HostState::Offline));
        QCOMPARE(ExplorerPresenter::parse(u"state:purple"_s).text, u"state:purple"_s);
        QCOMPARE(ExplorerPresenter::parse(u"TAG:Prod gate"_s).tag, u"Prod"_s);
        QCOMPARE(ExplorerPresenter::parse(u"TAG:Prod gate"_s).text, u"gate"_s);
        QCOMPARE(ExplorerPresenter::parse(u"state:离线"_s).state, HostState::Offline);
    }

    void palette_findsByPrefixAndListsReasons()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        PalettePresenter palette(f.services);
        PaletteEntry refresh;
        refresh.id = u"time.refresh"_s;
        refresh.title = u"Refresh"_s;
        refresh.reason = u"The connection is lost"_s;
        palette.open({refresh});
        QCOMPARE(palette.model()->rowCount(), 2); // section and command
        palette.setText(u"@web1"_s);
        QCOMPARE(palette.model()->entries().back().kind, PaletteEntry::Kind::Host);
        QCOMPARE(palette.model()->entries().back().detail, u"north / shop / cart / web"_s);
        palette.setText(u">web1"_s);
        QCOMPARE(palette.model()->rowCount(), 0);
        palette.setText(u">refr"_s);
        QCOMPARE(palette.model()->selectableFrom(0, 1), -1);
    }

    void shell_comesBackToTheLastPlace_data()
    {
        QTest::addColumn<Location>("last");
        QTest::addColumn<Location>("found");
        const Location service{Location::Page::Overview, NodeId{3}, {}};
        const Location host{Location::Page::Host, NodeId{4}, HostId{1}};
        QTest::newRow("a service") << service << service;
        QTest::newRow("a host") << host << host;
        QTest::newRow("a host that is gone")
            << Location{Location::Page::Host, NodeId{4}, HostId{99}} << Location{};
        QTest::newRow("a node that is gone") << Location{Location::Page::Hosts, NodeId{99}, {}} << Location{};
    }
    void shell_comesBackToTheLastPlace()
    {
        QFETCH(Location, last);
        ConsoleFixture f;
        ShellPresenter before(f.services);
        before.goTo(last);
        ShellPresenter shell(f.services); // the next start
        QCOMPARE(shell.location(), Location{});
        f.goOnline(smallTree({HostState::Online}));
        QTEST(shell.location(), "found");
    }

    void shell_brokenLastPlace_isIgnored()
    {
        ConsoleFixture f;
        f.settings.setLayout(u"place"_s, "9 3 x");
        ShellPresenter shell(f.services);
        f.goOnline(smallTree({HostState::Online}));
        QCOMPARE(shell.location(), Location{});
    }

    void shell_goesBackAndForwardAndKnowsTheWay()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        ShellPresenter shell(f.services);
        shell.goTo({Location::Page::Overview, NodeId{3}, {}});
        shell.goTo({Location::Page::Host, NodeId{4}, HostId{1}});
        QCOMPARE(shell.crumbs().size(), std::size_t{6});
        QCOMPARE(shell.crumbs().back().name, u"web-1"_s);
        QVERIFY(shell.back());
        QCOMPARE(shell.location().node, NodeId{3});
        QVERIFY(shell.forward());
        QVERIFY(!shell.forward());
        QCOMPARE(shell.siblings(1).size(), std::size_t{2});
    }

    void shell_leavesAPlaceThatIsGone()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({}));
        ShellPresenter shell(f.services);
        shell.goTo({Location::Page::Overview, NodeId{5}, {}});
        Q_EMIT f.backend.nodesReceived({{}, {NodeId{5}}});
        QVERIFY(shell.location().node.isNull());
    }
};

QTEST_GUILESS_MAIN(TestShellPresenter)
#include "tst_shellpresenter.moc"
