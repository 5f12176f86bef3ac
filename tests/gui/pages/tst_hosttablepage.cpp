// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/hosttablemodel.h"
#include "console/widgets/controls/card.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/segmentedcontrol.h"
#include "console/widgets/delegates/tableheader.h"
#include "console/widgets/pages/heatmap.h"
#include "tests/gui/pages/hosttabletest.h"
#include "tests/support/console/consolewindow.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QHeaderView>
#include <QMenu>
#include <QMimeData>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTableView>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// The host table and its heat map, in every state, in both languages and themes.
class TestHostTablePage : public QObject
{
    Q_OBJECT

    [[nodiscard]] static ViewState state(const ConsoleWindow &c)
    {
        return c.find(u"hostTablePage"_s)->findChild<Card *>()->stateView()->state();
    }
    [[nodiscard]] static QString cell(const ConsoleWindow &c, int row, int column)
    {
        return hostTable(c)->model()->index(row, column).data().toString();
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
        openHostTable(c);
        c.wear(language, theme);
        QCOMPARE(state(c), ViewState::loading());
        QCOMPARE(hostTable(c)->model()->rowCount(), 0);
        QCOMPARE(c.lookProblem(), QString());
    }

    void ready_listsEveryHostWorstFirst_data() { addLookRows(); }
    void ready_listsEveryHostWorstFirst()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        QCOMPARE(hostTable(c)->model()->rowCount(), 61);
        QCOMPARE(state(c).kind, ViewState::Kind::Ready);
        QCOMPARE(cell(c, 0, HostTableModel::Name), u"checkout-api-0003"_s);
        QCOMPARE(cell(c, 1, HostTableModel::Name), u"mysql-ledger-0002"_s);
        QTRY_VERIFY(!cell(c, 2, HostTableModel::Cpu).isEmpty());
        c.wear(language, theme);
        QCOMPARE(c.lookProblem(), QString());
    }

    void noHosts_saysWhatToDo_data() { addLookRows(); }
    void noHosts_saysWhatToDo()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c(false);
        QVERIFY(c.signIn());
        openHostTable(c);
        c.wear(language, theme);
        QCOMPARE(state(c).kind, ViewState::Kind::Empty);
        QVERIFY(!state(c).title.isEmpty());
        QCOMPARE(c.lookProblem(), QString());
    }

    void filtersThatHideAll_sayHowManyAndClear_data() { addLookRows(); }
    void filtersThatHideAll_sayHowManyAndClear()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        c.key(Qt::Key_Slash);
        QTRY_VERIFY(c.find<SearchField>(u"hostFilter"_s)->hasFocus());
        c.type(u"nothing like this"_s);
        QTRY_COMPARE(state(c).kind, ViewState::Kind::Empty);
        QVERIFY(state(c).title.contains(u"61"_s));
        c.wear(language, theme);
        QCOMPARE(c.lookProblem(), QString());
        auto *clear = c.find(u"hostTablePage"_s)->findChild<QWidget *>(u"stateAction"_s);
        QTest::mouseClick(clear, Qt::LeftButton);
        QTRY_COMPARE(hostTable(c)->model()->rowCount(), 61);
        QCOMPARE(state(c).kind, ViewState::Kind::Ready);
    }

    void silentServer_makesItStale_data() { addLookRows(); }
    void silentServer_makesItStale()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        c.wear(language, theme);
        QVERIFY(c.silence());
        QTRY_COMPARE(state(c).kind, ViewState::Kind::Stale);
        QCOMPARE(hostTable(c)->model()->rowCount(), 61);
        QCOMPARE(c.lookProblem(), QString());
    }

    void lostServer_makesItStaleWithItsAge_data() { addLookRows(); }
    void lostServer_makesItStaleWithItsAge()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        c.wear(language, theme);
        QVERIFY(c.loseServer(4min));
        QTRY_VERIFY(c.find(u"hostTablePage"_s)->findChild<Card *>()->subtitle().contains(u"4"_s));
        QCOMPARE(state(c).kind, ViewState::Kind::Stale);
        for (int row = 0; row < hostTable(c)->model()->rowCount(); ++row) {
            const QModelIndex index = hostTable(c)->model()->index(row, HostTableModel::State);
            QVERIFY(index.data(Qt::AccessibleTextRole).toString()
                != QString(language == "en"_L1 ? u"Online"_s : u"在线"_s));
        }
        QCOMPARE(c.lookProblem(), QString());
    }

    void failedValues_leaveTheRows_data() { addLookRows(); }
    void failedValues_leaveTheRows()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        c.server.setQueryFailure("too slow");
        QVERIFY(c.signIn());
        openHostTable(c);
        c.wear(language, theme);
        // Who is there comes with the tree and needs no query.
        QCOMPARE(hostTable(c)->model()->rowCount(), 61);
        QCOMPARE(cell(c, 2, HostTableModel::Cpu), cell(c, 3, HostTableModel::Cpu));
        QCOMPARE(c.lookProblem(), QString());
    }

    void heatMap_showsTheSameHosts_data() { addLookRows(); }
    void heatMap_showsTheSameHosts()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        hostTable(c)->setFocus();
        c.key(Qt::Key_H);
        auto *map = c.find<HeatMap>(u"heatMap"_s);
        QTRY_VERIFY(map->isVisible());
        QVERIFY(map->hasFocus());
        QVERIFY(c.find(u"heatMetric"_s)->isVisible());
        c.key(Qt::Key_Right);
        QCOMPARE(map->current(), 1);
        c.wear(language, theme);
        QCOMPARE(c.lookProblem(), QString());
        c.key(Qt::Key_Return);
        QTRY_COMPARE(c.window->location().host, c.server.hostNamed("mysql-ledger-0002"));
    }

    void keys_walkSelectAndOpenRows()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        QTableView *view = hostTable(c);
        view->setFocus();
        view->setCurrentIndex(view->model()->index(0, 1));
        c.key(Qt::Key_J);
        QCOMPARE(view->currentIndex().row(), 1);
        c.key(Qt::Key_J, Qt::ShiftModifier);
        QCOMPARE(view->currentIndex().row(), 2);
        QCOMPARE(view->selectionModel()->selectedRows().size(), 2);
        c.key(Qt::Key_X);
        QCOMPARE(view->selectionModel()->selectedRows().size(), 1);
        c.key(Qt::Key_X);
        QCOMPARE(view->selectionModel()->selectedRows().size(), 2);
        c.key(Qt::Key_K);
        QCOMPARE(view->currentIndex().row(), 1);
        QCOMPARE(view->selectionModel()->selectedRows().size(), 1);
        c.key(Qt::Key_Down);
        QCOMPARE(view->currentIndex().row(), 2);
        c.key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(view->selectionModel()->selectedRows().size(), 61);
        const QString third = cell(c, 2, HostTableModel::Name);
        c.key(Qt::Key_Return);
        QTRY_COMPARE(c.window->location().host, c.server.hostNamed(third.toStdString()));
    }

    void selectedRows_areCopiedAsTextAndCsv()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        QTableView *view = hostTable(c);
        view->setFocus();
        view->setCurrentIndex(view->model()->index(0, 1));
        c.key(Qt::Key_J, Qt::ShiftModifier);
        c.key(Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QApplication::clipboard()->text().split(u'\n');
        QCOMPARE(lines.size(), 2);
        QVERIFY(lines.first().contains(u"checkout-api-0003\t"_s));
        c.key(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        const QStringList csv = QApplication::clipboard()->text().split(u'\n');
        QCOMPARE(csv.size(), 3);
        QVERIFY(csv.first().startsWith(u"State,Name,"_s));
    }

    void filter_narrowsAndCountsWhatItHides()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        c.key(Qt::Key_Slash);
        QTRY_VERIFY(c.find<SearchField>(u"hostFilter"_s)->hasFocus());
        c.type(u"edge-"_s);
        QTRY_COMPARE(hostTable(c)->model()->rowCount(), 11);
        QVERIFY(c.find<Label>(u"hostFooter"_s)->text().contains(u"50 hidden"_s));
        c.key(Qt::Key_Down);
        QVERIFY(hostTable(c)->hasFocus());
        c.click(u"hostProblems"_s);
        QTRY_COMPARE(state(c).kind, ViewState::Kind::Empty);
    }

    void header_sortsByClickAndHidesByItsMenu()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        QHeaderView *header = hostTable(c)->horizontalHeader();
        const int x = header->sectionViewportPosition(HostTableModel::Name) + 20;
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(x, header->height() / 2));
        QTRY_COMPARE(cell(c, 0, HostTableModel::Name), u"checkout-api-0001"_s);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(x, header->height() / 2));
        QTRY_COMPARE(cell(c, 0, HostTableModel::Name), u"session-store-0004"_s);
        Q_EMIT header->customContextMenuRequested(QPoint(x, 5));
        QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QAction *site = menu->actions()[HostTableModel::Site];
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(site).center());
        QTRY_VERIFY(hostTable(c)->isColumnHidden(HostTableModel::Site));
    }

    void columnsAndSort_areRemembered()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        hostTable(c)->setColumnHidden(HostTableModel::Load, true);
        c.key(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(!c.settings.layout(u"hostTablePage"_s).isEmpty());
    }

    void firstColumns_stayWhileTheOthersScroll()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        QTableView *view = hostTable(c);
        for (int column = HostTableModel::Address; column <= HostTableModel::Load; ++column) {
            view->setColumnWidth(column, 300);
        }
        QTRY_VERIFY(view->horizontalScrollBar()->maximum() > 600);
        const int fixed = view->columnWidth(HostTableModel::State) + view->columnWidth(HostTableModel::Name);
        const QRect part(0, 0, fixed - 2, 200);
        const QImage before = view->viewport()->grab(part).toImage();
        view->horizontalScrollBar()->setValue(600);
        QCOMPARE(view->viewport()->grab(part).toImage(), before);
        const QModelIndex name = view->model()->index(2, HostTableModel::Name);
        QCOMPARE(view->visualRect(name).left(), view->columnWidth(HostTableModel::State));
        QCOMPARE(view->indexAt(view->visualRect(name).center()), name);
        QVERIFY(view->indexAt(QPoint(fixed + 5, 10)).column() > HostTableModel::Name);
        // The header above them answers too.
        QHeaderView *header = view->horizontalHeader();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
            QPoint(view->columnWidth(HostTableModel::State) + 20, header->height() / 2));
        QTRY_COMPARE(cell(c, 0, HostTableModel::Name), u"checkout-api-0001"_s);
        QCOMPARE(view->horizontalScrollBar()->value(), 600);
        view->setFocus();
        c.key(Qt::Key_J);
        QCOMPARE(view->horizontalScrollBar()->value(), 600);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->visualRect(name).center());
        QTRY_COMPARE(c.window->location().page, Location::Page::Host); // a click on a name opens it
    }

    void firstColumns_areResizedAtTheirEdgeWhileTheOthersScroll()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        QTableView *view = hostTable(c);
        for (int column = HostTableModel::Address; column <= HostTableModel::Load; ++column) {
            view->setColumnWidth(column, 300);
        }
        QTRY_VERIFY(view->horizontalScrollBar()->maximum() > 600);
        view->horizontalScrollBar()->setValue(600);
        auto *header = qobject_cast<TableHeader *>(view->horizontalHeader());
        const auto sorted = header->sortKeys();
        const auto drag = [&](int from, int to) {
            QWidget *bar = header->viewport();
            const int y = bar->height() / 2;
            QTest::mousePress(bar, Qt::LeftButton, {}, QPoint(from, y));
            for (const int x : {(from + to) / 2, to}) {
                QMouseEvent move(QEvent::MouseMove, QPointF(x, y), bar->mapToGlobal(QPointF(x, y)),
                    Qt::NoButton, Qt::LeftButton, {});
                QApplication::sendEvent(bar, &move);
            }
            QTest::mouseRelease(bar, Qt::LeftButton, {}, QPoint(to, y));
        };
        const int state = view->columnWidth(HostTableModel::State);
        const int name = view->columnWidth(HostTableModel::Name);
        drag(state + name - 1, state + name + 59);
        QCOMPARE(view->columnWidth(HostTableModel::Name), name + 60);
        QCOMPARE(view->columnWidth(HostTableModel::State), state);
        QCOMPARE(header->frozenWidth(), state + name + 60);
        drag(state, state - 500);
        QCOMPARE(view->columnWidth(HostTableModel::State), header->minimumSectionSize());
        QCOMPARE(view->horizontalScrollBar()->value(), 600);
        QCOMPARE(header->sortKeys(), sorted); // an edge is not a click
        const int edge = header->frozenWidth();
        QTest::mouseDClick(header->viewport(), Qt::LeftButton, {}, QPoint(edge, header->height() / 2));
        QVERIFY(view->columnWidth(HostTableModel::Name) < name + 60); // as wide as the names are
        // Elsewhere they still sort, and they are not moved: they are the ones that stay.
        drag(header->frozen().front().width / 2, edge - 30);
        QCOMPARE(header->visualIndex(HostTableModel::State), 0);
    }

    void shiftClick_sortsBySecondColumn()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        QHeaderView *header = hostTable(c)->horizontalHeader();
        const auto click = [&](int column, Qt::KeyboardModifiers modifiers) {
            const QPoint at(header->sectionViewportPosition(column) + 20, header->height() / 2);
            QTest::mouseClick(header->viewport(), Qt::LeftButton, modifiers, at);
        };
        click(HostTableModel::Site, {});
        click(HostTableModel::Site, {}); // descending
        click(HostTableModel::Name, Qt::ShiftModifier);
        QTRY_COMPARE(cell(c, 0, HostTableModel::Name), u"loader-0001"_s);
        click(HostTableModel::Name, Qt::ShiftModifier);
        QTRY_COMPARE(cell(c, 0, HostTableModel::Name), u"query-node-0004"_s);
        const auto *model = qobject_cast<HostTableModel *>(hostTable(c)->model());
        QCOMPARE(model->sorts(),
            (QList<ColumnSort>{
                {HostTableModel::Site, Qt::DescendingOrder}, {HostTableModel::Name, Qt::DescendingOrder}}));
        click(HostTableModel::Component, {}); // alone again
        QCOMPARE(model->sorts(), (QList<ColumnSort>{{HostTableModel::Component, Qt::AscendingOrder}}));
    }

    void doubleClickOnAnEdge_fitsToWhatIsOnTheScreen()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        QTableView *view = hostTable(c);
        view->setColumnWidth(HostTableModel::Name, 60);
        QHeaderView *header = view->horizontalHeader();
        const int edge = header->sectionViewportPosition(HostTableModel::Address) - 1;
        QTest::mouseDClick(header->viewport(), Qt::LeftButton, {}, QPoint(edge, header->height() / 2));
        QTRY_VERIFY(view->columnWidth(HostTableModel::Name) > 120);
        QVERIFY(view->columnWidth(HostTableModel::Name) < 260);
    }

    void draggedHeader_movesItsColumn()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        QHeaderView *header = hostTable(c)->horizontalHeader();
        const int y = header->height() / 2;
        const QPoint from(header->sectionViewportPosition(HostTableModel::Site) + 20, y);
        const QPoint to(header->sectionViewportPosition(HostTableModel::Memory) + 60, y);
        QTest::mousePress(header->viewport(), Qt::LeftButton, {}, from);
        QTest::mouseMove(header->viewport(), from + QPoint(30, 0));
        QTest::mouseMove(header->viewport(), to);
        QTest::mouseRelease(header->viewport(), Qt::LeftButton, {}, to);
        QTRY_COMPARE(header->visualIndex(HostTableModel::Site), int(HostTableModel::Memory));
        QVERIFY(!c.find<QAbstractButton>(u"viewAll"_s)->isChecked());
    }

    void selection_survivesNewHostsAndFilters()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        QTableView *view = hostTable(c);
        view->setFocus();
        view->setCurrentIndex(view->model()->index(1, 1));
        c.key(Qt::Key_J, Qt::ShiftModifier);
        const auto selected = [&] {
            QStringList names;
            for (const QModelIndex &index : view->selectionModel()->selectedRows(HostTableModel::Name)) {
                names.append(index.data().toString());
            }
            names.sort();
            return names;
        };
        const QStringList before = selected();
        QCOMPARE(before.size(), 2);
        c.server.addHost(c.server.nodeNamed("loader"), "a-new-one", HostState::Offline);
        QTRY_COMPARE(view->model()->rowCount(), 62);
        QCOMPARE(selected(), before);
        QVERIFY(c.find<Label>(u"hostFooter"_s)->text().contains(u"2 selected"_s));
        c.find<SearchField>(u"hostFilter"_s)->setText(before.first());
        QTRY_COMPARE(view->model()->rowCount(), 1);
        QCOMPARE(selected(), QStringList{before.first()});
    }

    void copiedRows_haveIsoTimesAndPlainDigits()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        QTableView *view = hostTable(c);
        QTRY_VERIFY(!cell(c, 2, HostTableModel::Cpu).isEmpty());
        view->setFocus();
        view->setCurrentIndex(view->model()->index(2, 1));
        c.key(Qt::Key_C, Qt::ControlModifier);
        const QStringList cells = QApplication::clipboard()->text().split(u'\t');
        QCOMPARE(cells.size(), int(HostTableModel::kColumns));
        bool isNumber = false;
        cells[HostTableModel::Cpu].toDouble(&isNumber);
        QVERIFY2(isNumber, qPrintable(cells[HostTableModel::Cpu]));
        const QDateTime seen = QDateTime::fromString(cells[HostTableModel::LastSeen], Qt::ISODateWithMs);
        QVERIFY2(seen.isValid(), qPrintable(cells[HostTableModel::LastSeen]));
        QVERIFY(QApplication::clipboard()->mimeData()->html().contains(u"<td>"));
    }

    void columns_comeBackAsTheyCame()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        QTableView *view = hostTable(c);
        view->setColumnHidden(HostTableModel::Site, true);
        view->horizontalHeader()->moveSection(4, 1);
        c.click(u"hostColumns"_s);
        QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions().last()).center());
        QTRY_VERIFY(!view->isColumnHidden(HostTableModel::Site));
        QCOMPARE(view->horizontalHeader()->visualIndex(HostTableModel::Component), 4);
    }

    void heatMap_hasAMenuAndSpeaks()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        hostTable(c)->setFocus();
        c.key(Qt::Key_H);
        auto *map = c.find<HeatMap>(u"heatMap"_s);
        QTRY_VERIFY(map->hasFocus());
        c.key(Qt::Key_End);
        QCOMPARE(map->current(), 60);
        c.key(Qt::Key_Home);
        QVERIFY2(map->accessibleDescription().startsWith(u"checkout-api-0003, Offline, "_s),
            qPrintable(map->accessibleDescription()));
        c.key(Qt::Key_F10, Qt::ShiftModifier);
        QTRY_VERIFY(c.window->findChild<QMenu *>(u"subjectMenu"_s) != nullptr);
        auto *menu = c.window->findChild<QMenu *>(u"subjectMenu"_s);
        QVERIFY(menu->findChild<QAction *>(u"subject.filter"_s) == nullptr); // a square is no cell
        auto *copy = menu->findChild<QAction *>(u"subject.copy.name"_s);
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(copy).center());
        QTRY_COMPARE(QApplication::clipboard()->text(), u"checkout-api-0003"_s);
    }

    void order_waitsWhileThePointerIsOver()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        const QString first = cell(c, 0, HostTableModel::Name);
        QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
        QCoreApplication::sendEvent(hostTable(c)->viewport(), &enter);
        c.server.setHostState(c.server.hostNamed("checkout-api-0003"), HostState::Online);
        QTRY_VERIFY(qobject_cast<HostTableModel *>(hostTable(c)->model())->isOrderWaiting());
        QCOMPARE(cell(c, 0, HostTableModel::Name), first);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(hostTable(c)->viewport(), &leave);
        QTRY_COMPARE(cell(c, 0, HostTableModel::Name), u"mysql-ledger-0002"_s);
    }
};

QTEST_MAIN(TestHostTablePage)
#include "tst_hosttablepage.moc"
