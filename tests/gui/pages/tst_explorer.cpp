// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/producttreemodel.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/controls/stateview.h"
#include "console/widgets/pages/words.h"
#include "console/widgets/shell/screenset.h"
#include "tests/support/console/consolewindow.h"
#include "tests/support/console/scriptedbackend.h"

#include <QApplication>
#include <QClipboard>
#include <QHelpEvent>
#include <QMenu>
#include <QScrollBar>
#include <QToolTip>
#include <QTreeView>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// The product tree: states, filter, keys, menu, in both languages and themes.
class TestExplorer : public QObject
{
    Q_OBJECT

    [[nodiscard]] static QTreeView *tree(const ConsoleWindow &c)
    {
        return c.find<QTreeView>(u"productTree"_s);
    }
    [[nodiscard]] static SearchField *filter(const ConsoleWindow &c)
    {
        return c.find<SearchField>(u"treeFilter"_s);
    }
    [[nodiscard]] static ViewState state(const ConsoleWindow &c)
    {
        return c.find(u"explorer"_s)->findChild<StateView *>()->state();
    }
    [[nodiscard]] static QModelIndex find(const QTreeView &view, const QString &name)
    {
        return view.model()
            ->match(
                view.model()->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive)
            .value(0);
    }
    /// Names of every row that can be seen by scrolling, in order.
    [[nodiscard]] static QStringList rows(const QTreeView &view)
    {
        QStringList names;
        for (QModelIndex at = view.model()->index(0, 0); at.isValid(); at = view.indexBelow(at)) {
            names.append(at.data().toString());
        }
        return names;
    }
    [[nodiscard]] static QStringList matches(const QTreeView &view)
    {
        QStringList names;
        for (QModelIndex at = view.model()->index(0, 0); at.isValid(); at = view.indexBelow(at)) {
            if (at.data(ProductTreeModel::MatchRole).toBool()) {
                names.append(at.data().toString());
            }
        }
        return names;
    }
    static void typeFilter(const ConsoleWindow &c, const QString &text)
    {
        filter(c)->setFocus();
        filter(c)->clear();
        if (QString::fromLatin1(text.toLatin1()) == text) {
            c.type(text);
        } else {
            filter(c)->setText(text); // an input method writes Chinese, not keys
        }
    }

private Q_SLOTS:
    void loading_showsNoRows_data() { addLookRows(); }
    void loading_showsNoRows()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        c.server.setHolding(true);
        QVERIFY(c.signInWithoutTree());
        c.wear(language, theme);
        QCOMPARE(state(c), ViewState::loading());
        QCOMPARE(c.lookProblem(), QString());
    }

    void treeInParts_isNotCalledGoodBeforeItIsWhole_data() { addLookRows(); }
    void treeInParts_isNotCalledGoodBeforeItIsWhole()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        c.server.setHolding(true);
        QVERIFY(c.signInWithoutTree());
        c.wear(language, theme);
        const auto parts = smallTreeInParts({HostState::Online, HostState::Online, HostState::Online});
        Q_EMIT c.backend.treeReceived(parts.first);
        const auto severityOfRegion = [&c] {
            return tree(c)->model()->index(0, 0).data(kTreeCellRole).value<TreeCell>().severity;
        };
        QCOMPARE(severityOfRegion(), Severity::Unknown);
        QCOMPARE(c.find<Label>(u"treeFooter"_s)->text(), words::hostsLoaded(1, 3, Formatter()));
        QCOMPARE(c.lookProblem(), QString());
        Q_EMIT c.backend.hostsReceived(parts.others);
        QCOMPARE(severityOfRegion(), Severity::Healthy);
        QVERIFY(c.find<Label>(u"treeFooter"_s)->text() != words::hostsLoaded(3, 3, Formatter()));
        QCOMPARE(c.lookProblem(), QString());
    }

    void ready_opensRegionsAndCounts_data() { addLookRows(); }
    void ready_opensRegionsAndCounts()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        QTRY_COMPARE(state(c).kind, ViewState::Kind::Ready);
        QCOMPARE(tree(c)->model()->rowCount(), 3);
        QVERIFY(tree(c)->isExpanded(tree(c)->model()->index(0, 0)));
        QVERIFY(c.find<Label>(u"treeFooter"_s)->text().contains(u"61"_s));
        QCOMPARE(c.find<ToggleChip>(u"chipProblems"_s)->count(), 2);
        QCOMPARE(c.lookProblem(), QString());
    }

    void emptyTree_saysSo_data() { addLookRows(); }
    void emptyTree_saysSo()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c(false);
        QVERIFY(c.signIn());
        c.wear(language, theme);
        QTRY_COMPARE(state(c).kind, ViewState::Kind::Empty);
        QVERIFY(!state(c).title.isEmpty());
        QCOMPARE(c.lookProblem(), QString());
    }

    void filterWithoutMatch_saysSoAndClears_data() { addLookRows(); }
    void filterWithoutMatch_saysSoAndClears()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        typeFilter(c, u"nowhere"_s);
        c.wear(language, theme);
        QTRY_COMPARE(state(c).kind, ViewState::Kind::Empty);
        QCOMPARE(c.lookProblem(), QString());
        QTest::mouseClick(c.find(u"explorer"_s)->findChild<QWidget *>(u"stateAction"_s), Qt::LeftButton);
        QTRY_COMPARE(tree(c)->model()->rowCount(), 3);
        QVERIFY(filter(c)->text().isEmpty());
    }

    void lostServer_makesItStale_data() { addLookRows(); }
    void lostServer_makesItStale()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        QVERIFY(c.loseServer(4min));
        QTRY_COMPARE(state(c).kind, ViewState::Kind::Stale);
        QCOMPARE(tree(c)->model()->rowCount(), 3); // it can still be walked
        const QModelIndex south = find(*tree(c), u"cn-south-2"_s);
        QVERIFY(south.data(kTreeCellRole).value<TreeCell>().severity != Severity::Healthy);
        QCOMPARE(c.lookProblem(), QString());
    }

    void filter_narrows_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("found");
        QTest::newRow("part of a host's name")
            << u"mysql-ledger-0002"_s << QStringList{u"mysql-ledger-0002"_s};
        QTest::newRow("capitals do not matter")
            << u"MYSQL-ledger-0002"_s << QStringList{u"mysql-ledger-0002"_s};
        QTest::newRow("an address") << u"ip:10.4.0.62"_s << QStringList{u"query-node-0004"_s};
        QTest::newRow("part of an address") << u"ip:.0.6"_s
                                            << QStringList{u"checkout-api-0005"_s, u"query-node-0002"_s,
                                                   u"query-node-0003"_s, u"query-node-0004"_s};
        QTest::newRow("a tag") << u"tag:canary"_s
                               << QStringList{
                                      u"mysql-ledger-0002"_s, u"query-node-0003"_s, u"risk-scorer-0002"_s};
        QTest::newRow("the start of a tag and a state")
            << u"tag:CAN state:online"_s << QStringList{u"query-node-0003"_s, u"risk-scorer-0002"_s};
        QTest::newRow("an owner") << u"owner:pay"_s << QStringList{};
        QTest::newRow("a tag that nobody has") << u"tag:gone"_s << QStringList{};
        QTest::newRow("a state") << u"state:offline"_s << QStringList{u"checkout-api-0003"_s};
        QTest::newRow("a state in Chinese") << u"state:数据陈旧"_s << QStringList{u"mysql-ledger-0002"_s};
        QTest::newRow("a state and a name")
            << u"state:online mysql-ledger-0003"_s << QStringList{u"mysql-ledger-0003"_s};
        QTest::newRow("a state that is none") << u"state:purple"_s << QStringList{};
    }
    void filter_narrows()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, found);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        typeFilter(c, text);
        const auto sortedMatches = [&] {
            QStringList names = matches(*tree(c));
            names.sort();
            return names;
        };
        QTRY_COMPARE(sortedMatches(), found);
        if (!found.isEmpty()) {
            QVERIFY(found.contains(tree(c)->currentIndex().data().toString())); // the first is chosen
        }
    }

    void escape_bringsTheTreeBackAsItWas()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.goByPalette(u"@edge-cache"_s); // opens the way to it
        QTreeView *view = tree(c);
        const QStringList before = rows(*view);
        QVERIFY(before.contains(u"edge-cache"_s));
        typeFilter(c, u"mysql"_s);
        QTRY_VERIFY(matches(*view).contains(u"mysql-ledger"_s));
        c.key(Qt::Key_Down); // into the list
        QTRY_VERIFY(view->hasFocus());
        c.key(Qt::Key_Escape);
        QTRY_COMPARE(rows(*view), before);
        QVERIFY(filter(c)->text().isEmpty());
        QCOMPARE(c.window->location().node, c.server.nodeNamed("edge-cache"));
    }

    void escape_bringsBackWhereItWasScrolledAndWhatWasFolded()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        QTreeView *view = tree(c);
        QTRY_COMPARE(view->model()->rowCount(), 3);
        view->setFocus();
        c.key(Qt::Key_Asterisk, Qt::ShiftModifier);
        view->expandAll();
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum() / 2);
        const int scrolled = view->verticalScrollBar()->value();
        QVERIFY(scrolled > 100);
        const QStringList before = rows(*view);
        for (const bool isFolded : {false, true}) {
            if (isFolded) {
                view->collapseAll();
            }
            typeFilter(c, u"mysql"_s);
            QTRY_VERIFY(matches(*view).contains(u"mysql-ledger"_s));
            typeFilter(c, u"kafka"_s); // another filter in between
            QTRY_VERIFY(matches(*view).contains(u"kafka-ingest"_s));
            c.key(Qt::Key_Escape);
            QTRY_COMPARE(rows(*view),
                isFolded ? QStringList({u"cn-north-1"_s, u"cn-south-2"_s, u"eu-central-1"_s}) : before);
            QCOMPARE(view->verticalScrollBar()->value(), isFolded ? 0 : scrolled);
        }
    }

    void letters_jumpToNamesAndDoNotRunCommands()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        QTreeView *view = tree(c);
        QTRY_COMPARE(view->model()->rowCount(), 3);
        view->setCurrentIndex(view->model()->index(0, 0));
        view->setFocus();
        c.type(u"cn-so"_s); // n, - and s are keys of commands
        QTRY_COMPARE(view->currentIndex().data().toString(), u"cn-south-2"_s);
        QTRY_COMPARE(c.window->location().node, c.server.nodeNamed("cn-south-2"));
    }

    void hover_tellsWhatTheProblemsAre_data()
    {
        addLookColumns();
        QTest::addColumn<QString>("words");
        QTest::newRow("English") << u"en"_s << ThemeChoice::Dark << u"1 critical, 1 warning"_s;
        QTest::newRow("Chinese") << u"zh_CN"_s << ThemeChoice::Light << u"1 台紧急，1 台警告"_s;
    }
    void hover_tellsWhatTheProblemsAre()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        QFETCH(QString, words);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        QTreeView *view = tree(c);
        const QModelIndex north = find(*view, u"cn-north-1"_s);
        const QPoint at = view->visualRect(north).center();
        QHelpEvent help(QEvent::ToolTip, at, view->viewport()->mapToGlobal(at));
        QCoreApplication::sendEvent(view->viewport(), &help);
        QCOMPARE(QToolTip::text(), words);
        QToolTip::hideText();
    }

    void slash_leadsToTheFilterOfThePageThenOfTheTree()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.key(Qt::Key_2, Qt::ControlModifier);
        c.key(Qt::Key_Slash);
        QTRY_VERIFY(c.find(u"hostFilter"_s)->hasFocus());
        QApplication::focusWidget()->clearFocus();
        c.find(u"hostTable"_s)->setFocus();
        c.key(Qt::Key_Slash);
        QTRY_VERIFY(c.find(u"hostFilter"_s)->hasFocus());
        c.window->run(u"view.filter"_s); // in a field the key itself is a letter
        QTRY_VERIFY(filter(c)->hasFocus());
    }

    void chips_filterByProblemAndStar()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.click(u"chipProblems"_s);
        QTRY_COMPARE(matches(*tree(c)), (QStringList{u"checkout-api-0003"_s, u"mysql-ledger-0002"_s}));
        c.click(u"chipAll"_s);
        c.goByPalette(u"@edge-cache"_s);
        c.key(Qt::Key_S, Qt::ShiftModifier); // a star for where we are
        c.click(u"chipStarred"_s);
        QTRY_COMPARE(matches(*tree(c)), QStringList{u"edge-cache"_s});
        QVERIFY(c.settings.isStarred(c.server.nodeNamed("edge-cache").value));
    }

    void keys_walkTheTree()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        QTreeView *view = tree(c);
        QTRY_COMPARE(view->model()->rowCount(), 3);
        view->setFocus();
        const QModelIndex north = find(*view, u"cn-north-1"_s);
        view->setCurrentIndex(north);
        QTRY_COMPARE(c.window->location().node, c.server.nodeNamed("cn-north-1"));
        c.key(Qt::Key_Left);
        QVERIFY(!view->isExpanded(north));
        c.key(Qt::Key_Right);
        QVERIFY(view->isExpanded(north));
        c.key(Qt::Key_Down);
        QCOMPARE(view->currentIndex().parent(), north);
        c.key(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(view->currentIndex(), north);
        c.key(Qt::Key_Asterisk, Qt::ShiftModifier);
        QVERIFY(view->isExpanded(find(*view, u"Trading"_s)));
        QVERIFY(!view->isExpanded(find(*view, u"quote-cache"_s)));
    }

    void menu_opensByKeyAndCopies_data()
    {
        QTest::addColumn<int>("entry");
        QTest::addColumn<QString>("copied");
        QTest::newRow("name") << 2 << u"edge-proxy-0002"_s;
        QTest::newRow("path") << 3
                              << u"cn-north-1 / Payments / payment-gateway / edge-proxy / edge-proxy-0002"_s;
        QTest::newRow("address") << 4 << u"10.4.0.9"_s;
        QTest::newRow("id") << 5 << QString();
    }
    void menu_opensByKeyAndCopies()
    {
        QFETCH(int, entry);
        QFETCH(QString, copied);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.goByPalette(u"@edge-proxy-0002"_s);
        QTRY_COMPARE(tree(c)->currentIndex().data().toString(), u"edge-proxy-0002"_s);
        tree(c)->setFocus();
        c.key(Qt::Key_F10, Qt::ShiftModifier);
        QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        for (int i = 0; i <= entry; ++i) {
            QTest::keyClick(menu, Qt::Key_Down);
        }
        QTest::keyClick(menu, Qt::Key_Return);
        const HostSummary &host = *c.tree.hostByName("edge-proxy-0002");
        QTRY_COMPARE(
            QApplication::clipboard()->text(), copied.isEmpty() ? QString::fromStdString(host.uuid) : copied);
    }

    void menu_starsAPlace_data() { addLookRows(); }
    void menu_starsAPlace()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        QTreeView *view = tree(c);
        const QModelIndex north = find(*view, u"cn-north-1"_s);
        QContextMenuEvent event(QContextMenuEvent::Mouse, view->visualRect(north).center(),
            view->viewport()->mapToGlobal(view->visualRect(north).center()));
        QCoreApplication::sendEvent(view->viewport(), &event);
        QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QCOMPARE(c.lookProblem(), QString()); // its words too
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().last()).center());
        QTRY_VERIFY(c.settings.isStarred(c.server.nodeNamed("cn-north-1").value));
    }

    void click_goesThere()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        QTreeView *view = tree(c);
        QTRY_COMPARE(view->model()->rowCount(), 3);
        const QModelIndex index = find(*view, u"Trading"_s);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(index).center());
        QTRY_COMPARE(c.window->location().node, c.server.nodeNamed("Trading"));
    }

    void newPlace_appearsWithoutMovingAnything()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.goByPalette(u"@Trading"_s);
        QTRY_COMPARE(tree(c)->currentIndex().data().toString(), u"Trading"_s);
        const QStringList before = rows(*tree(c));
        const NodeId added =
            c.server.addNode(c.server.nodeNamed("Trading"), TreeLevel::Service, "order-book");
        QTRY_VERIFY(c.tree.node(added) != nullptr);
        QTRY_VERIFY(find(*tree(c), u"order-book"_s).isValid());
        QCOMPARE(tree(c)->currentIndex().data().toString(), u"Trading"_s);
        for (const QString &row : before) {
            QVERIFY2(rows(*tree(c)).contains(row), qPrintable(row));
        }
    }

    void edge_isDraggedAndRemembered_data()
    {
        QTest::addColumn<int>("to");
        QTest::addColumn<int>("width");
        QTest::newRow("wider") << 400 << 400;
        QTest::newRow("no wider than 480") << 900 << 480;
        QTest::newRow("no narrower than 220") << 20 << 220;
    }
    void edge_isDraggedAndRemembered()
    {
        QFETCH(int, to);
        QFETCH(int, width);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        auto *explorer = c.find(u"explorer"_s);
        QTest::mousePress(explorer, Qt::LeftButton, {}, QPoint(explorer->width() - 2, 200));
        QTest::mouseMove(explorer, QPoint(to, 200));
        QTest::mouseRelease(explorer, Qt::LeftButton, {}, QPoint(to, 200));
        QCOMPARE(explorer->width(), width);
        QCOMPARE(c.settings.layout(screenset::keyed(u"explorerWidth"_s)).toInt(), width);
    }

    void narrowWindow_showsItOverThePage()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        auto *explorer = c.find(u"explorer"_s);
        QVERIFY(explorer->isVisible());
        c.key(Qt::Key_B, Qt::ControlModifier);
        QVERIFY(!explorer->isVisible());
        c.key(Qt::Key_B, Qt::ControlModifier);
        QVERIFY(explorer->isVisible());
        c.window->resize(1200, 800);
        QTRY_VERIFY(!explorer->isVisible());
        const int page = c.find(u"overviewPage"_s)->width();
        c.key(Qt::Key_B, Qt::ControlModifier);
        QVERIFY(explorer->isVisible());
        QCOMPARE(c.find(u"overviewPage"_s)->width(), page);
    }
};

QTEST_MAIN(TestExplorer)
#include "tst_explorer.moc"
