// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/hosttablemodel.h"
#include "console/widgets/controls/card.h"
#include "console/widgets/controls/stattile.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QRegularExpression>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

namespace {

void askForMenu(QWidget *target, const QPoint &at, QContextMenuEvent::Reason reason)
{
    QContextMenuEvent event(reason, at, target->mapToGlobal(at));
    QApplication::sendEvent(target, &event);
}

[[nodiscard]] QMenu *openedMenu(const ConsoleWindow &c)
{
    return c.window->findChild<QMenu *>(u"subjectMenu"_s);
}

void choose(const ConsoleWindow &c, const QString &command)
{
    QMenu *menu = openedMenu(c);
    auto *action = menu->findChild<QAction *>(command);
    QVERIFY2(action != nullptr, qPrintable(command));
    menu->setActiveAction(action);
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_VERIFY(openedMenu(c) == nullptr);
}

} // namespace

class TestPageMenus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tileMenu_copiesValueAndQueryAndOpensThePage_data()
    {
        QTest::addColumn<QContextMenuEvent::Reason>("reason");
        QTest::newRow("by the right button") << QContextMenuEvent::Mouse;
        QTest::newRow("by Shift+F10") << QContextMenuEvent::Keyboard;
    }
    void tileMenu_copiesValueAndQueryAndOpensThePage()
    {
        QFETCH(QContextMenuEvent::Reason, reason);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        auto *tile = c.find<StatTile>(u"tile.cpu"_s);
        QTRY_VERIFY(!tile->content().number.isEmpty());
        askForMenu(tile, tile->rect().center(), reason);
        QTRY_VERIFY(openedMenu(c) != nullptr);
        const QString value = tile->content().number + u' ' + tile->content().unit;
        choose(c, u"subject.copy.value"_s);
        QCOMPARE(QApplication::clipboard()->text(), value);
        askForMenu(tile, tile->rect().center(), reason);
        QTRY_VERIFY(openedMenu(c) != nullptr);
        choose(c, u"subject.copy.query"_s);
        QVERIFY(QApplication::clipboard()->text().startsWith("avg(cpu.busy"_L1));
        askForMenu(tile, tile->rect().center(), reason);
        QTRY_VERIFY(openedMenu(c) != nullptr);
        choose(c, u"subject.open"_s);
        QCOMPARE(c.window->location().page, Location::Page::Hosts);
    }

    void tileOfHosts_hasNoQueryToCopy()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        auto *tile = c.find<StatTile>(u"tile.hosts"_s);
        askForMenu(tile, tile->rect().center(), QContextMenuEvent::Mouse);
        QTRY_VERIFY(openedMenu(c) != nullptr);
        QVERIFY(openedMenu(c)->findChild<QAction *>(u"subject.copy.query"_s) == nullptr);
        openedMenu(c)->close();
    }

    void hostRowMenu_copiesNameAndAddressAndOpensTheHost()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.key(Qt::Key_2, Qt::ControlModifier);
        auto *table = c.find<QTableView>(u"hostTable"_s);
        QTRY_VERIFY(table->model()->rowCount() > 3);
        const QPoint at = table->visualRect(table->model()->index(2, 1)).center();
        const QString name = table->model()->index(2, 1).data().toString();
        const QString address = table->model()->index(2, 2).data().toString();
        for (const auto &[command, text] :
            {std::pair(u"subject.copy.name"_s, name), std::pair(u"subject.copy.address"_s, address)}) {
            askForMenu(table->viewport(), at, QContextMenuEvent::Mouse);
            QTRY_VERIFY(openedMenu(c) != nullptr);
            choose(c, command);
            QCOMPARE(QApplication::clipboard()->text(), text);
        }
        const QModelIndex busy = table->model()->index(2, HostTableModel::Cpu);
        QTRY_VERIFY(!busy.data().toString().isEmpty());
        for (const auto &[command, form] : {std::pair(u"subject.copy.value"_s, u"^[0-9]+(\\.[0-9]+)?$"_s),
                 std::pair(u"subject.copy.query"_s, u"^max by \\(host\\) \\(cpu\\.busy\\{host=~"_s)}) {
            askForMenu(table->viewport(), table->visualRect(busy).center(), QContextMenuEvent::Mouse);
            QTRY_VERIFY(openedMenu(c) != nullptr);
            choose(c, command);
            const QString copied = QApplication::clipboard()->text();
            QVERIFY2(QRegularExpression(form).match(copied).hasMatch(), qPrintable(copied));
        }
        askForMenu(table->viewport(), at, QContextMenuEvent::Keyboard);
        QTRY_VERIFY(openedMenu(c) != nullptr);
        choose(c, u"subject.open"_s);
        QCOMPARE(c.window->location().page, Location::Page::Host);
        QCOMPARE(c.tree.host(c.window->location().host)->name, name.toStdString());
    }

    void childRowMenu_opensThePlace()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        auto *table = c.find<QTableView>(u"attentionTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        const QPoint at = table->visualRect(table->model()->index(1, 1)).center();
        const QString name = table->model()->index(1, 1).data().toString();
        askForMenu(table->viewport(), at, QContextMenuEvent::Mouse);
        QTRY_VERIFY(openedMenu(c) != nullptr);
        QVERIFY(openedMenu(c)->findChild<QAction *>(u"subject.copy.address"_s) == nullptr);
        choose(c, u"subject.open"_s);
        QCOMPARE(c.tree.node(c.window->location().node)->name, name.toStdString());
    }

    void pointerOverTheChildren_holdsTheirOrderUntilN()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        auto *table = c.find<QTableView>(u"attentionTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 3);
        const auto name = [&](int row) { return table->model()->index(row, 1).data().toString(); };
        const QString best = name(2);
        QEnterEvent enter(QPointF(5, 5), QPointF(5, 5), QPointF(5, 5));
        QApplication::sendEvent(table->viewport(), &enter);
        int offline = 0;
        for (const HostSummary &host : c.server.hosts()) {
            const auto path = c.tree.path(host.components.front());
            if (QString::fromStdString(c.tree.node(path.front())->name) == best) {
                c.server.setHostState(host.id, HostState::Offline);
                ++offline;
            }
        }
        QVERIFY(offline > 5);
        QTRY_VERIFY(c.window->isOrderWaiting());
        QCOMPARE(name(2), best);
        QVERIFY(c.find<Card>(u"attentionCard"_s)->subtitle().contains(u"N"));
        c.key(Qt::Key_N);
        QTRY_COMPARE(name(0), best);
        QVERIFY(!c.window->isOrderWaiting());
    }
};

QTEST_MAIN(TestPageMenus)
#include "tst_pagemenus.moc"
