// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/hosttablemodel.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/pill.h"
#include "tests/gui/pages/hosttabletest.h"
#include "tests/support/console/consolewindow.h"

#include <QApplication>
#include <QMenu>
#include <QTableView>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// The chips above the host table: typed, picked, changed and taken away, by keys and by mouse.
class TestHostFilters : public QObject
{
    Q_OBJECT

    [[nodiscard]] static QStringList chips(const ConsoleWindow &c)
    {
        QStringList words;
        for (const FilterChip *chip : c.find(u"filterBar"_s)->findChildren<FilterChip *>()) {
            if (chip->isVisible()) {
                words.append(chip->text());
            }
        }
        return words;
    }
    static void typeFilter(const ConsoleWindow &c, const QString &text)
    {
        auto *field = c.find<SearchField>(u"hostFilter"_s);
        field->setFocus();
        field->clear();
        if (QString::fromLatin1(text.toLatin1()) == text) {
            c.type(text);
        } else {
            field->setText(text); // an input method writes Chinese, not keys
        }
        c.key(Qt::Key_Return);
    }
    static void click(const ConsoleWindow &c, int row, int column, Qt::KeyboardModifiers modifiers)
    {
        QTableView *view = hostTable(c);
        const QPoint at = view->visualRect(view->model()->index(row, column)).center();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, modifiers, at);
    }

private Q_SLOTS:
    void typedFieldAndValue_becomesAChip_data()
    {
        addLookColumns();
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("chip");
        QTest::addColumn<int>("rows");
        const auto add = [](const char *name, const QString &language, const char16_t *typed,
                             const char16_t *chip, int rows) {
            QTest::newRow(name) << language << ThemeChoice::Dark << QString::fromUtf16(typed)
                                << QString::fromUtf16(chip) << rows;
        };
        add("a whole site", u"en"_s, u"site:cn-north-1", u"Site: cn-north-1", 38);
        add("part of a component", u"en"_s, u"component: edge", u"Component: *edge*", 23);
        add("its own pattern", u"en"_s, u"component:edge-p*", u"Component: edge-p*", 6);
        add("without a site", u"en"_s, u"site:!cn-north-1", u"Site: !cn-north-1", 23);
        add("two states", u"en"_s, u"state:stale,offline", u"State: Stale, Offline", 2);
        add("a state that no host is in", u"en"_s, u"state:!unknown", u"State: !Unknown", 61);
        add("part of an address", u"en"_s, u"ip:.0.6", u"IP: *.0.6*", 4);
        add("a tag", u"en"_s, u"tag:canary", u"Tag: canary", 3);
        add("by the translated name", u"zh_CN"_s, u"站点：cn-south-2", u"站点: cn-south-2", 15);
        add("a translated state", u"zh_CN"_s, u"state:离线", u"状态: 离线", 1);
    }
    void typedFieldAndValue_becomesAChip()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        QFETCH(QString, typed);
        QFETCH(QString, chip);
        QFETCH(int, rows);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        c.wear(language, theme);
        typeFilter(c, typed);
        QCOMPARE(chips(c), QStringList{chip});
        QTRY_COMPARE(hostTable(c)->model()->rowCount(), rows);
        QVERIFY(c.find<SearchField>(u"hostFilter"_s)->text().isEmpty());
        const QString footer = c.find<Label>(u"hostFooter"_s)->text();
        QCOMPARE(footer.split(u'·').size(), rows == 61 ? 2 : 3);
        QVERIFY(rows == 61 || footer.contains(QString::number(61 - rows)));
    }

    void chips_lookRight_data() { addLookRows(); }
    void chips_lookRight()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        typeFilter(c, u"state:!unknown"_s);
        typeFilter(c, u"site:cn-north-1"_s);
        c.wear(language, theme);
        QCOMPARE(chips(c).size(), 2);
        QCOMPARE(c.lookProblem(), QString());
    }

    void secondValueOfAField_joinsItsChip()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        typeFilter(c, u"site:cn-south-2"_s);
        typeFilter(c, u"site:eu-central-1"_s);
        QCOMPARE(chips(c), QStringList{u"Site: cn-south-2, eu-central-1"_s});
        QTRY_COMPARE(hostTable(c)->model()->rowCount(), 23);
    }

    void altClick_filtersByTheCell()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        click(c, 0, HostTableModel::Component, Qt::AltModifier);
        QCOMPARE(chips(c), QStringList{u"Component: checkout-api"_s});
        QTRY_COMPARE(hostTable(c)->model()->rowCount(), 6);
        QCOMPARE(c.window->location().page, Location::Page::Hosts);
        click(c, 0, HostTableModel::State, Qt::AltModifier);
        QTRY_COMPARE(hostTable(c)->model()->rowCount(), 1);
    }

    void cellMenu_filtersAndExcludes_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<int>("rows");
        QTest::newRow("filter by this value") << u"subject.filter"_s << 6;
        QTest::newRow("exclude this value") << u"subject.exclude"_s << 55;
    }
    void cellMenu_filtersAndExcludes()
    {
        QFETCH(QString, command);
        QFETCH(int, rows);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        QTableView *view = hostTable(c);
        const QPoint at = view->visualRect(view->model()->index(0, HostTableModel::Component)).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, view->viewport()->mapToGlobal(at));
        QApplication::sendEvent(view->viewport(), &event);
        QTRY_VERIFY(c.window->findChild<QMenu *>(u"subjectMenu"_s) != nullptr);
        auto *menu = c.window->findChild<QMenu *>(u"subjectMenu"_s);
        auto *action = menu->findChild<QAction *>(command);
        QVERIFY(action != nullptr);
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        QTRY_COMPARE(view->model()->rowCount(), rows);
    }

    void cross_takesTheChipAway()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        typeFilter(c, u"site:cn-north-1"_s);
        auto *chip = c.find<FilterChip>(u"filter.site"_s);
        QTest::mouseClick(chip, Qt::LeftButton, {}, QPoint(chip->width() - 8, chip->height() / 2));
        QTRY_COMPARE(chips(c), QStringList());
        QTRY_COMPARE(hostTable(c)->model()->rowCount(), 61);
    }

    void keys_walkChangeAndTakeChipsAway()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        typeFilter(c, u"site:cn-north-1"_s);
        typeFilter(c, u"state:online"_s);
        typeFilter(c, u"cpu:>0"_s);
        c.find(u"filter.site"_s)->setFocus();
        c.key(Qt::Key_Right);
        QVERIFY(c.find(u"filter.state"_s)->hasFocus());
        c.key(Qt::Key_Delete);
        QCOMPARE(chips(c), (QStringList{u"Site: cn-north-1"_s, u"CPU: >0"_s}));
        QTRY_VERIFY(c.find(u"filter.cpu"_s)->hasFocus()); // the next one
        c.key(Qt::Key_Left);
        QVERIFY(c.find(u"filter.site"_s)->hasFocus());
        c.key(Qt::Key_Return); // changes it
        auto *field = c.find<SearchField>(u"hostFilter"_s);
        QCOMPARE(field->text(), u"site: cn-north-1"_s);
        QVERIFY(field->hasFocus());
        QCOMPARE(chips(c), QStringList{u"CPU: >0"_s});
        field->clear();
        c.key(Qt::Key_Backspace); // in the empty field: the last chip
        QCOMPARE(chips(c), QStringList());
        QVERIFY(field->hasFocus());
    }

    void palette_clearsAllFilters()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        typeFilter(c, u"site:cn-north-1"_s);
        c.click(u"hostProblems"_s);
        QTRY_COMPARE(hostTable(c)->model()->rowCount(), 2);
        hostTable(c)->setFocus();
        c.goByPalette(u">clear the filters"_s);
        QTRY_COMPARE(hostTable(c)->model()->rowCount(), 61);
        QVERIFY(!c.find<ToggleChip>(u"hostProblems"_s)->isChecked());
        QCOMPARE(chips(c), QStringList());
    }

    void textThatNamesNoField_isPartOfAName()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        openHostTable(c);
        auto *field = c.find<SearchField>(u"hostFilter"_s);
        field->setFocus();
        c.type(u"color:red"_s);
        QTRY_COMPARE(hostTable(c)->model()->rowCount(), 0);
        field->clear();
        QTRY_COMPARE(hostTable(c)->model()->rowCount(), 61);
        c.type(u"site:"_s); // nothing to go by yet
        QCOMPARE(hostTable(c)->model()->rowCount(), 61);
    }
};

QTEST_MAIN(TestHostFilters)
#include "tst_hostfilters.moc"
