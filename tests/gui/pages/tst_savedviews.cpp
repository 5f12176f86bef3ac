// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/hosttablemodel.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/controls/toast.h"
#include "tests/gui/pages/hosttabletest.h"
#include "tests/support/console/consolewindow.h"

#include <QApplication>
#include <QFile>
#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// Saved views of the host table, what is remembered between starts, and the file that it is written to.
class TestSavedViews : public QObject
{
    Q_OBJECT

    static void open(const ConsoleWindow &c)
    {
        openHostTable(c);
        hostTable(c)->setFocus();
    }
    static void setUp(const ConsoleWindow &c)
    {
        auto *field = c.find<SearchField>(u"hostFilter"_s);
        field->setFocus();
        c.type(u"component:edge*"_s);
        c.key(Qt::Key_Return);
        hostTable(c)->setFocus();
        hostTable(c)->setColumnHidden(HostTableModel::Load, true);
        QHeaderView *header = hostTable(c)->horizontalHeader();
        const int x = header->sectionViewportPosition(HostTableModel::Name) + 20;
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, QPoint(x, header->height() / 2));
        QTRY_COMPARE(hostTable(c)->model()->rowCount(), 11);
    }
    static void save(const ConsoleWindow &c, const QString &name)
    {
        c.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(c.find(u"viewName"_s)->hasFocus());
        c.type(name);
        c.key(Qt::Key_Return);
        QTRY_VERIFY(!c.find(u"viewPrompt"_s)->isVisible());
    }
    [[nodiscard]] static ToggleChip *chip(const ConsoleWindow &c, const QString &name)
    {
        for (ToggleChip *chip : c.find(u"viewBar"_s)->findChildren<ToggleChip *>(u"view."_s + name)) {
            if (!chip->isHidden()) {
                return chip;
            }
        }
        return nullptr;
    }

private Q_SLOTS:
    void savedView_bringsFiltersColumnsAndSortBack()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        QVERIFY(c.find<ToggleChip>(u"viewAll"_s)->isChecked());
        setUp(c);
        QVERIFY(!c.find<ToggleChip>(u"viewAll"_s)->isChecked());
        save(c, u"Edge"_s);
        QVERIFY(chip(c, u"Edge"_s)->isChecked());
        c.click(u"viewAll"_s);
        QTRY_COMPARE(hostTable(c)->model()->rowCount(), 61);
        QVERIFY(!hostTable(c)->isColumnHidden(HostTableModel::Load));
        QCOMPARE(hostTable(c)->horizontalHeader()->sortIndicatorSection(), int(HostTableModel::State));
        QVERIFY(!chip(c, u"Edge"_s)->isChecked());
        c.click(u"view.Edge"_s);
        QTRY_COMPARE(hostTable(c)->model()->rowCount(), 11);
        QVERIFY(hostTable(c)->isColumnHidden(HostTableModel::Load));
        QCOMPARE(hostTable(c)->horizontalHeader()->sortIndicatorSection(), int(HostTableModel::Name));
        QVERIFY(chip(c, u"Edge"_s)->isChecked());
    }

    void palette_opensAView_data() { addLookRows(); }
    void palette_opensAView()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        setUp(c);
        save(c, u"Edge of the net"_s);
        c.wear(language, theme);
        QCOMPARE(c.lookProblem(), QString());
        c.key(Qt::Key_1, Qt::ControlModifier);
        QTRY_VERIFY(c.find(u"overviewPage"_s)->isVisible());
        c.goByPalette(u">edge of the net"_s);
        QTRY_COMPARE(c.window->location().page, Location::Page::Hosts);
        QTRY_COMPARE(hostTable(c)->model()->rowCount(), 11);
        QVERIFY(chip(c, u"Edge of the net"_s)->isChecked());
    }

    void changedView_isSavedAgain()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        setUp(c);
        save(c, u"Edge"_s);
        c.click(u"hostProblems"_s);
        QTRY_VERIFY(!chip(c, u"Edge"_s)->isChecked());
        c.window->run(u"table.view.update"_s);
        QVERIFY(chip(c, u"Edge"_s)->isChecked());
        c.click(u"viewAll"_s);
        c.click(u"view.Edge"_s);
        QVERIFY(c.find<ToggleChip>(u"hostProblems"_s)->isChecked());
    }

    void view_isRenamed()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        setUp(c);
        save(c, u"Edge"_s);
        c.window->run(u"table.view.rename"_s);
        QTRY_VERIFY(c.find(u"viewName"_s)->hasFocus());
        QCOMPARE(c.find<LineInput>(u"viewName"_s)->text(), u"Edge"_s);
        c.type(u"Rim"_s); // over the old name, which is selected
        c.click(u"viewSave"_s);
        QTRY_VERIFY(chip(c, u"Rim"_s) != nullptr);
        QVERIFY(chip(c, u"Rim"_s)->isChecked());
        QVERIFY(chip(c, u"Edge"_s) == nullptr);
    }

    void takenName_isRefused_data() { addLookRows(); }
    void takenName_isRefused()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        save(c, u"Edge"_s);
        c.wear(language, theme);
        c.key(Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY(c.find(u"viewName"_s)->hasFocus());
        QVERIFY(!c.find(u"viewSave"_s)->isEnabled());
        c.type(u"edge"_s);
        QVERIFY(!c.find(u"viewPrompt"_s)->findChild<Field *>()->error().isEmpty());
        QVERIFY(!c.find(u"viewSave"_s)->isEnabled());
        QCOMPARE(c.lookProblem(), QString());
        c.key(Qt::Key_Return);
        QVERIFY(c.find(u"viewPrompt"_s)->isVisible());
        c.key(Qt::Key_Escape);
        QTRY_VERIFY(!c.find(u"viewPrompt"_s)->isVisible());
    }

    void deletedView_comesBackByUndo()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        setUp(c);
        save(c, u"Edge"_s);
        auto *made = chip(c, u"Edge"_s);
        const QPoint at = made->rect().center();
        QContextMenuEvent event(QContextMenuEvent::Keyboard, at, made->mapToGlobal(at));
        QApplication::sendEvent(made, &event);
        QTRY_VERIFY(c.window->findChild<QMenu *>(u"viewChipMenu"_s) != nullptr);
        auto *menu = c.window->findChild<QMenu *>(u"viewChipMenu"_s);
        auto *action = menu->findChild<QAction *>(u"viewDelete"_s);
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        QTRY_VERIFY(chip(c, u"Edge"_s) == nullptr);
        auto *toasts = c.window->findChild<ToastStack *>();
        QTRY_COMPARE(toasts->shownCount(), 1);
        QVERIFY(toasts->shown().front().text.contains(u"Edge"));
        Q_EMIT toasts->actionTriggered(toasts->shown().front().id);
        QTRY_VERIFY(chip(c, u"Edge"_s) != nullptr);
        QVERIFY(chip(c, u"Edge"_s)->isChecked());
    }

    void manyViews_areInTheMenu()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        for (int i = 0; i < 12; ++i) {
            save(c, u"a view with a long name %1"_s.arg(i));
        }
        QVERIFY(chip(c, u"a view with a long name 0"_s) != nullptr);
        QVERIFY(chip(c, u"a view with a long name 11"_s) == nullptr); // no room
        c.click(u"viewMore"_s);
        QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QCOMPARE(menu->actions()[12]->text(), u"a view with a long name 11"_s);
        QTest::keyClick(menu, Qt::Key_Escape);
    }

    void columnsAndSort_comeBackWithTheNextStart_filtersDoNot()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        setUp(c);
        hostTable(c)->setColumnWidth(HostTableModel::Site, 133);
        c.key(Qt::Key_1, Qt::ControlModifier);
        c.window = std::make_unique<MainWindow>(c.themes, c.services, c.commands);
        c.window->resize(1440, 900);
        QVERIFY(c.signIn());
        open(c);
        QCOMPARE(hostTable(c)->model()->rowCount(), 61);
        QVERIFY(hostTable(c)->isColumnHidden(HostTableModel::Load));
        QCOMPARE(hostTable(c)->columnWidth(HostTableModel::Site), 133);
        QCOMPARE(
            hostTable(c)->model()->index(0, HostTableModel::Name).data().toString(), u"checkout-api-0001"_s);
    }

    void largerText_widensColumns()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        hostTable(c)->setColumnWidth(HostTableModel::Site, 100);
        LookSettings look = c.settings.look();
        look.fontPercent = 150;
        c.settings.setLook(look);
        QTRY_COMPARE(hostTable(c)->columnWidth(HostTableModel::Site), 150);
    }

    void export_writesEveryRowToTheChosenFile()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        QTRY_VERIFY(!hostTable(c)->model()->index(2, HostTableModel::Cpu).data().toString().isEmpty());
        c.click(u"hostExport"_s);
        QTRY_VERIFY(c.window->findChild<QFileDialog *>(u"exportDialog"_s) != nullptr);
        auto *dialog = c.window->findChild<QFileDialog *>(u"exportDialog"_s);
        const QString file = c.dir.filePath(u"all.csv"_s);
        Q_EMIT dialog->fileSelected(file);
        dialog->close();
        QTRY_VERIFY(QFile::exists(file));
        QFile written(file);
        QVERIFY(written.open(QIODevice::ReadOnly));
        const QStringList lines = QString::fromUtf8(written.readAll()).split(u"\r\n"_s);
        QCOMPARE(lines.size(), 63);
        QVERIFY(lines[0].contains(u"Name,IP,Site,Component,CPU %,Memory %"));
        QVERIFY(lines[0].contains(u"Net bit/s"));
        QVERIFY(lines[1].startsWith(u"Offline,checkout-api-0003,"_s));
        auto *toasts = c.window->findChild<ToastStack *>();
        QTRY_COMPARE(toasts->shownCount(), 1);
        QVERIFY(toasts->shown().front().text.contains(u"61"));
    }
};

QTEST_MAIN(TestSavedViews)
#include "tst_savedviews.moc"
