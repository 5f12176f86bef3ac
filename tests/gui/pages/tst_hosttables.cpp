// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/hostmodels.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/delegates/tableheader.h"
#include "console/widgets/shell/pagearea.h"
#include "tests/support/console/consolewindow.h"

#include <QHeaderView>
#include <QTableView>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

namespace {

void openHost(ConsoleWindow &c)
{
    QVERIFY(c.signIn());
    c.window->goTo({Location::Page::Host, {}, c.server.hostNamed("edge-proxy-0001")});
    QTRY_VERIFY(c.find<QTableView>(u"processTable"_s)->model()->rowCount() > 3);
    QTRY_COMPARE(c.find<QTableView>(u"filesystemTable"_s)->model()->rowCount(), 3);
}

[[nodiscard]] TableHeader *headerOf(const QTableView &table)
{
    return qobject_cast<TableHeader *>(table.horizontalHeader());
}

void clickHeader(const QTableView &table, int column, Qt::KeyboardModifiers modifiers = {})
{
    const TableHeader *header = headerOf(table);
    const QPoint at(header->sectionViewportPosition(column) + header->sectionSize(column) / 2,
        header->viewport()->height() / 2);
    QTest::mouseClick(header->viewport(), Qt::LeftButton, modifiers, at);
}

[[nodiscard]] QStringList texts(const QTableView &table, int column)
{
    QStringList found;
    for (int row = 0; row < table.model()->rowCount(); ++row) {
        found.append(table.model()->index(row, column).data().toString());
    }
    return found;
}

[[nodiscard]] QList<double> numbers(const QTableView &table, int column)
{
    QList<double> found;
    for (const QString &text : texts(table, column)) {
        found.append(text.toDouble());
    }
    return found;
}

} // namespace

/// The tables of a host: what they are sorted by, with the mouse and with keys, and that it lasts.
class TestHostTables : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void click_sortsByANumber_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<int>("column");
        QTest::newRow("process id") << u"processTable"_s << int(ProcessModel::Pid);
        QTest::newRow("memory of processes") << u"processTable"_s << int(ProcessModel::Memory);
        QTest::newRow("threads") << u"processTable"_s << int(ProcessModel::Threads);
        QTest::newRow("size of filesystems") << u"filesystemTable"_s << int(FilesystemModel::Size);
        QTest::newRow("inodes") << u"filesystemTable"_s << int(FilesystemModel::Inodes);
    }
    void click_sortsByANumber()
    {
        QFETCH(QString, table);
        QFETCH(int, column);
        ConsoleWindow c;
        openHost(c);
        auto *view = c.find<QTableView>(table);
        clickHeader(*view, column);
        QList<double> found = numbers(*view, column);
        QVERIFY(std::ranges::is_sorted(found));
        clickHeader(*view, column);
        found = numbers(*view, column);
        QVERIFY(std::ranges::is_sorted(found, std::ranges::greater()));
    }

    void click_sortsByWords_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<int>("column");
        QTest::newRow("command") << u"processTable"_s << int(ProcessModel::Command);
        QTest::newRow("user") << u"processTable"_s << int(ProcessModel::User);
        QTest::newRow("mount") << u"filesystemTable"_s << int(FilesystemModel::Mount);
    }
    void click_sortsByWords()
    {
        QFETCH(QString, table);
        QFETCH(int, column);
        ConsoleWindow c;
        openHost(c);
        auto *view = c.find<QTableView>(table);
        const auto isBefore = [](const QString &a, const QString &b) {
            return QString::localeAwareCompare(a, b) < 0;
        };
        clickHeader(*view, column);
        QVERIFY(std::ranges::is_sorted(texts(*view, column), isBefore));
        clickHeader(*view, column);
        QStringList turned = texts(*view, column);
        std::ranges::reverse(turned);
        QVERIFY(std::ranges::is_sorted(turned, isBefore));
    }

    void thirdClick_bringsTheBusiestFirstBack()
    {
        ConsoleWindow c;
        openHost(c);
        auto *view = c.find<QTableView>(u"processTable"_s);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(i == 0 || headerOf(*view)->sortKeys().size() == 1);
            clickHeader(*view, ProcessModel::Pid);
        }
        QVERIFY(headerOf(*view)->sortKeys().isEmpty());
        const QList<double> found = numbers(*view, ProcessModel::Cpu);
        QVERIFY(std::ranges::is_sorted(found, std::ranges::greater()));
    }

    void shiftClick_addsASecondColumn()
    {
        ConsoleWindow c;
        openHost(c);
        auto *view = c.find<QTableView>(u"processTable"_s);
        clickHeader(*view, ProcessModel::User);
        clickHeader(*view, ProcessModel::Pid, Qt::ShiftModifier);
        const QStringList users = texts(*view, ProcessModel::User);
        const QList<double> ids = numbers(*view, ProcessModel::Pid);
        QVERIFY(users.count(u"app"_s) > 1 && users.count(u"root"_s) > 1);
        for (qsizetype row = 1; row < users.size(); ++row) {
            QVERIFY(users[row - 1] < users[row] || (users[row - 1] == users[row] && ids[row - 1] < ids[row]));
        }
    }

    void keys_sortByTheChosenColumn()
    {
        ConsoleWindow c;
        openHost(c);
        auto *view = c.find<QTableView>(u"processTable"_s);
        TableHeader *header = headerOf(*view);
        view->setFocus();
        view->setCurrentIndex(view->model()->index(0, ProcessModel::Pid));
        c.key(Qt::Key_O, Qt::ShiftModifier);
        QVERIFY(header->hasFocus());
        QCOMPARE(header->keyColumn(), int(ProcessModel::Pid));
        c.key(Qt::Key_Return);
        QVERIFY(std::ranges::is_sorted(numbers(*view, ProcessModel::Pid)));
        QVERIFY(header->accessibleName().contains(u"PID"_s));
        QVERIFY(header->accessibleName().contains(u"smallest first"_s));
        c.key(Qt::Key_Right);
        c.key(Qt::Key_Right);
        QCOMPARE(header->keyColumn(), int(ProcessModel::Command));
        c.key(Qt::Key_Space); // sorts here, and does not pause the window
        QVERIFY(!c.window->area().time().isPaused());
        QCOMPARE(header->sortKeys(), (QList<TableHeader::SortKey>{{ProcessModel::Command, {}}}));
        c.key(Qt::Key_End);
        QCOMPARE(header->keyColumn(), int(ProcessModel::State));
        c.key(Qt::Key_Right); // there is none behind it
        QCOMPARE(header->keyColumn(), int(ProcessModel::State));
        c.key(Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(header->sortKeys().size(), 2);
        c.key(Qt::Key_Home);
        for (int i = 0; i < 3; ++i) {
            c.key(Qt::Key_Return);
        }
        QVERIFY(header->sortKeys().isEmpty());
        c.key(Qt::Key_Down);
        QVERIFY(view->hasFocus());
    }

    void tab_leadsFromTheTableToItsHeader()
    {
        ConsoleWindow c;
        openHost(c);
        auto *view = c.find<QTableView>(u"filesystemTable"_s);
        view->setFocus();
        c.key(Qt::Key_Tab);
        QVERIFY(headerOf(*view)->hasFocus());
        c.key(Qt::Key_Return);
        QCOMPARE(headerOf(*view)->sortKeys().size(), 1);
        // The command goes to the table that is in use.
        view->setFocus();
        c.key(Qt::Key_O, Qt::ShiftModifier);
        QVERIFY(headerOf(*view)->hasFocus());
    }

    void order_survivesARefresh()
    {
        ConsoleWindow c;
        openHost(c);
        auto *view = c.find<QTableView>(u"processTable"_s);
        clickHeader(*view, ProcessModel::Pid);
        clickHeader(*view, ProcessModel::Pid);
        const QStringList before = texts(*view, ProcessModel::Pid);
        const QStringList cpu = texts(*view, ProcessModel::Cpu);
        QTRY_VERIFY_WITH_TIMEOUT(texts(*view, ProcessModel::Cpu) != cpu, 15'000); // another list has come
        QCOMPARE(texts(*view, ProcessModel::Pid), before);
        auto *filesystems = c.find<QTableView>(u"filesystemTable"_s);
        clickHeader(*filesystems, FilesystemModel::Mount);
        const QStringList mounts = texts(*filesystems, FilesystemModel::Mount);
        const int asked = c.server.subscriptionCount();
        c.key(Qt::Key_F5);
        QTRY_VERIFY(c.server.subscriptionCount() >= asked);
        QCOMPARE(texts(*filesystems, FilesystemModel::Mount), mounts);
    }

    void orderAndWidths_areThereAfterARestart()
    {
        ConsoleWindow c;
        openHost(c);
        clickHeader(*c.find<QTableView>(u"processTable"_s), ProcessModel::Memory);
        c.find<QTableView>(u"filesystemTable"_s)->setColumnWidth(FilesystemModel::Used, 131);
        c.window->close();
        c.window = std::make_unique<MainWindow>(c.themes, c.services, c.commands);
        c.backend.disconnectFromServer();
        openHost(c);
        const auto *processes = c.find<QTableView>(u"processTable"_s);
        QCOMPARE(headerOf(*processes)->sortKeys(), (QList<TableHeader::SortKey>{{ProcessModel::Memory, {}}}));
        const QList<double> found = numbers(*processes, ProcessModel::Memory);
        QVERIFY(std::ranges::is_sorted(found));
        // New facts come every few seconds and leave the columns as they are.
        c.clock.advance(std::chrono::seconds(10));
        c.key(Qt::Key_F5);
        QCoreApplication::processEvents();
        QCOMPARE(c.find<QTableView>(u"filesystemTable"_s)->columnWidth(FilesystemModel::Used), 131);
    }

    void headers_sayEverythingInBothLanguages_data() { addLookRows(); }
    void headers_sayEverythingInBothLanguages()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        openHost(c);
        c.wear(language, theme);
        auto *view = c.find<QTableView>(u"processTable"_s);
        for (int column = 0; column < view->model()->columnCount(); ++column) {
            clickHeader(*view, column);
            // The word and the mark of the order both have room.
            const QString word = view->model()->headerData(column, Qt::Horizontal).toString();
            const double width =
                QFontMetricsF(c.themes.theme().font(TextRole::Small)).horizontalAdvance(word);
            QVERIFY2(width + 20 + 12 <= view->columnWidth(column), qPrintable(word));
        }
        QCOMPARE(c.lookProblem(), QString());
    }
};

QTEST_MAIN(TestHostTables)
#include "tst_hosttables.moc"
