// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/hosttablemodel.h"
#include "console/widgets/controls/card.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/segmentedcontrol.h"
#include "console/widgets/pages/heatmap.h"
#include "tests/support/console/consolewindow.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QMenu>
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

    static void open(const ConsoleWindow &c)
    {
        c.key(Qt::Key_2, Qt::ControlModifier);
        QTRY_VERIFY(c.find(u"hostTablePage"_s)->isVisible());
    }
    [[nodiscard]] static QTableView *table(const ConsoleWindow &c) { return c.find<QTableView>(u"hostTable"_s); }
    [[nodiscard]] static ViewState state(const ConsoleWindow &c)
    {
        return c.find(u"hostTablePage"_s)->findChild<Card *>()->stateView()->state();
    }
    [[nodiscard]] static QString cell(const ConsoleWindow &c, int row, int column)
    {
        return table(c)->model()->index(row, column).data().toString();
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
        open(c);
        c.wear(language, theme);
        QCOMPARE(state(c), ViewState::loading());
        QCOMPARE(table(c)->model()->rowCount(), 0);
        QCOMPARE(c.lookProblem(), QString());
    }

    void ready_listsEveryHostWorstFirst_data() { addLookRows(); }
    void ready_listsEveryHostWorstFirst()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        QCOMPARE(table(c)->model()->rowCount(), 61);
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
        open(c);
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
        open(c);
        c.key(Qt::Key_Slash);
        QTRY_VERIFY(c.find<SearchField>(u"hostFilter"_s)->hasFocus());
        c.type(u"nothing like this"_s);
        QTRY_COMPARE(state(c).kind, ViewState::Kind::Empty);
        QVERIFY(state(c).title.contains(u"61"_s));
        c.wear(language, theme);
        QCOMPARE(c.lookProblem(), QString());
        auto *clear = c.find(u"hostTablePage"_s)->findChild<QWidget *>(u"stateAction"_s);
        QTest::mouseClick(clear, Qt::LeftButton);
        QTRY_COMPARE(table(c)->model()->rowCount(), 61);
        QCOMPARE(state(c).kind, ViewState::Kind::Ready);
    }

    void silentServer_makesItStale_data() { addLookRows(); }
    void silentServer_makesItStale()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        c.wear(language, theme);
        QVERIFY(c.silence());
        QTRY_COMPARE(state(c).kind, ViewState::Kind::Stale);
        QCOMPARE(table(c)->model()->rowCount(), 61);
        QCOMPARE(c.lookProblem(), QString());
    }

    void lostServer_makesItStaleWithItsAge_data() { addLookRows(); }
    void lostServer_makesItStaleWithItsAge()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        c.wear(language, theme);
        QVERIFY(c.loseServer(4min));
        QTRY_VERIFY(state(c).age.contains(u"4"_s));
        QCOMPARE(state(c).kind, ViewState::Kind::Stale);
        for (int row = 0; row < table(c)->model()->rowCount(); ++row) {
            const QModelIndex index = table(c)->model()->index(row, HostTableModel::State);
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
        open(c);
        c.wear(language, theme);
        // Who is there comes with the tree and needs no query.
        QCOMPARE(table(c)->model()->rowCount(), 61);
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
        open(c);
        table(c)->setFocus();
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
        open(c);
        QTableView *view = table(c);
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
        open(c);
        QTableView *view = table(c);
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
        open(c);
        c.key(Qt::Key_Slash);
        QTRY_VERIFY(c.find<SearchField>(u"hostFilter"_s)->hasFocus());
        c.type(u"edge-"_s);
        QTRY_COMPARE(table(c)->model()->rowCount(), 11);
        QVERIFY(c.find<Label>(u"hostFooter"_s)->text().contains(u"50 hidden"_s));
        c.key(Qt::Key_Down);
        QVERIFY(table(c)->hasFocus());
        c.click(u"hostProblems"_s);
        QTRY_COMPARE(state(c).kind, ViewState::Kind::Empty);
    }

    void header_sortsByClickAndHidesByItsMenu()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        QHeaderView *header = table(c)->horizontalHeader();
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
        QTRY_VERIFY(table(c)->isColumnHidden(HostTableModel::Site));
    }

    void columnsAndSort_areRemembered()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        table(c)->setColumnHidden(HostTableModel::Load, true);
        c.key(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(!c.settings.layout(u"hostTablePage"_s).isEmpty());
    }

    void order_waitsWhileThePointerIsOver()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        const QString first = cell(c, 0, HostTableModel::Name);
        QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
        QCoreApplication::sendEvent(table(c)->viewport(), &enter);
        c.server.setHostState(c.server.hostNamed("checkout-api-0003"), HostState::Online);
        QTRY_VERIFY(c.find<Label>(u"hostFooter"_s)->text().contains(u"a new order waits"_s));
        QCOMPARE(cell(c, 0, HostTableModel::Name), first);
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(table(c)->viewport(), &leave);
        QTRY_COMPARE(cell(c, 0, HostTableModel::Name), u"mysql-ledger-0002"_s);
    }
};

QTEST_MAIN(TestHostTablePage)
#include "tst_hosttablepage.moc"
