// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/palettemodel.h"
#include "console/widgets/controls/toast.h"
#include "tests/support/console/consolewindow.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QListView>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// The command palette with keys and mouse, in both languages and themes.
class TestCommandPalette : public QObject
{
    Q_OBJECT

    static void open(const ConsoleWindow &c)
    {
        c.key(Qt::Key_K, Qt::ControlModifier);
        QTRY_VERIFY(c.find(u"paletteField"_s)->hasFocus());
    }
    [[nodiscard]] static QListView *list(const ConsoleWindow &c) { return c.find<QListView>(u"paletteList"_s); }
    [[nodiscard]] static QList<PaletteEntry> entries(const ConsoleWindow &c)
    {
        QList<PaletteEntry> all;
        for (int row = 0; row < list(c)->model()->rowCount(); ++row) {
            all.append(
                list(c)->model()->index(row, 0).data(PaletteModel::EntryRole).value<PaletteEntry>());
        }
        return all;
    }
    [[nodiscard]] static QStringList ids(const ConsoleWindow &c)
    {
        QStringList ids;
        for (const PaletteEntry &entry : entries(c)) {
            if (!entry.id.isEmpty()) {
                ids.append(entry.id);
            }
        }
        return ids;
    }
    [[nodiscard]] static QString current(const ConsoleWindow &c)
    {
        return list(c)->currentIndex().data().toString();
    }

private Q_SLOTS:
    void withoutText_listsTheCommandsOfThePage_data() { addLookRows(); }
    void withoutText_listsTheCommandsOfThePage()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        open(c);
        QVERIFY(list(c)->isVisible());
        QVERIFY(list(c)->viewport()->height() > 200);
        QVERIFY(ids(c).contains(u"time.pick"_s));
        QVERIFY(!ids(c).contains(u"view.heatmap"_s)); // of another page
        QVERIFY(!current(c).isEmpty());
        // The rows are on screen, not only in the model.
        QVERIFY(list(c)->viewport()->rect().contains(list(c)->visualRect(list(c)->currentIndex())));
        QVERIFY(list(c)->visualRect(list(c)->model()->index(5, 0)).height() > 20);
        QCOMPARE(c.lookProblem(), QString());
    }

    void withoutText_listsOtherCommandsOnAnotherPage()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.key(Qt::Key_2, Qt::ControlModifier);
        open(c);
        QVERIFY(ids(c).contains(u"view.heatmap"_s));
        c.key(Qt::Key_Escape);
        c.key(Qt::Key_G);
        c.key(Qt::Key_S);
        open(c);
        QVERIFY(!ids(c).contains(u"view.heatmap"_s));
        QVERIFY(!ids(c).contains(u"time.pick"_s));
        QVERIFY(ids(c).contains(u"view.theme"_s));
    }

    void whatWasChosen_isListedFirst_data() { addLookRows(); }
    void whatWasChosen_isListedFirst()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        c.goByPalette(u"@checkout-api-0003"_s);
        QTRY_COMPARE(c.window->location().page, Location::Page::Host);
        open(c);
        QCOMPARE(entries(c)[0].section, PaletteEntry::Section::Recent);
        QCOMPARE(entries(c)[1].title, u"checkout-api-0003"_s);
        QCOMPARE(entries(c)[1].severity, Severity::Critical);
        QCOMPARE(c.lookProblem(), QString());
        c.key(Qt::Key_Escape);
        // It is listed as it is now, not as it was.
        c.server.setHostState(c.server.hostNamed("checkout-api-0003"), HostState::Online);
        QTRY_COMPARE(c.tree.host(c.server.hostNamed("checkout-api-0003"))->state, HostState::Online);
        open(c);
        QCOMPARE(entries(c)[1].severity, Severity::Healthy);
        c.key(Qt::Key_Escape);
        c.server.removeHost(c.server.hostNamed("checkout-api-0003"));
        QTRY_VERIFY(c.tree.hostByName("checkout-api-0003") == nullptr);
        open(c);
        QVERIFY(entries(c)[0].section != PaletteEntry::Section::Recent);
    }

    void text_findsWithEveryPrefix_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("first");
        QTest::addColumn<PaletteEntry::Kind>("kind");
        QTest::newRow("a host by scattered letters") << u"@chk3"_s << u"checkout-api-0003"_s
                                                     << PaletteEntry::Kind::Host;
        QTest::newRow("a service") << u"@risk-engine"_s << u"risk-engine"_s << PaletteEntry::Kind::Node;
        QTest::newRow("a command") << u">full screen"_s << u"Full screen"_s << PaletteEntry::Kind::Command;
        QTest::newRow("a metric") << u"disk.io.avg"_s << u"disk.io.avgqu-sz"_s << PaletteEntry::Kind::Metric;
    }
    void text_findsWithEveryPrefix()
    {
        QFETCH(QString, text);
        QFETCH(QString, first);
        QFETCH(PaletteEntry::Kind, kind);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        c.type(text);
        QTRY_COMPARE(current(c), first);
        QCOMPARE(list(c)->currentIndex().data(PaletteModel::EntryRole).value<PaletteEntry>().kind, kind);
    }

    void nothingFound_isSaid_data() { addLookRows(); }
    void nothingFound_isSaid()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        open(c);
        c.type(u"@zzzz"_s);
        QTRY_COMPARE(list(c)->model()->rowCount(), 0);
        QVERIFY(c.find(u"paletteEmpty"_s)->isVisible());
        QVERIFY(!list(c)->isVisible());
        QCOMPARE(c.lookProblem(), QString());
        c.find<QLineEdit>(u"paletteField"_s)->clear();
        QTRY_VERIFY(list(c)->isVisible());
    }

    void commandThatCannotRun_isListedWithItsReasonAndSkipped_data() { addLookRows(); }
    void commandThatCannotRun_isListedWithItsReasonAndSkipped()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        open(c);
        c.type(u">go.forward"_s);
        const QList<PaletteEntry> all = entries(c);
        const auto forward = std::ranges::find(all, u"go.forward"_s, &PaletteEntry::id);
        QVERIFY(forward != all.end());
        QVERIFY(!forward->reason.isEmpty());
        QVERIFY(current(c) != forward->title);
        QCOMPARE(c.lookProblem(), QString());
    }

    void arrows_skipSectionsAndEnterRuns()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        c.type(u">go to the host"_s);
        QTRY_COMPARE(current(c), u"Go to the host table"_s);
        c.key(Qt::Key_Up); // there is only the title of the section above
        QCOMPARE(current(c), u"Go to the host table"_s);
        c.key(Qt::Key_Return);
        QTRY_COMPARE(c.window->location().page, Location::Page::Hosts);
        QVERIFY(!c.find(u"palette"_s)->isVisible());
    }

    void click_runs()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        c.type(u"@risk-engine"_s);
        QTRY_COMPARE(current(c), u"risk-engine"_s);
        QTest::mouseClick(
            list(c)->viewport(), Qt::LeftButton, {}, list(c)->visualRect(list(c)->currentIndex()).center());
        QTRY_COMPARE(c.window->location().node, c.server.nodeNamed("risk-engine"));
    }

    void metric_isCopiedWithAToast()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        c.type(u"disk.io.avg"_s);
        QTRY_COMPARE(current(c), u"disk.io.avgqu-sz"_s);
        c.key(Qt::Key_Return);
        QCOMPARE(QApplication::clipboard()->text(), u"disk.io.avgqu-sz"_s);
        QVERIFY(c.find<ToastStack>(u"toasts"_s)->isVisible());
    }

    void escape_closesAndGivesTheFocusBack()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.find(u"productTree"_s)->setFocus();
        open(c);
        c.key(Qt::Key_Escape);
        QVERIFY(!c.find(u"palette"_s)->isVisible());
        QVERIFY(c.find(u"productTree"_s)->hasFocus());
    }

    void clickOutside_closes()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        QTest::mouseClick(c.find(u"overviewPage"_s), Qt::LeftButton, {}, QPoint(5, 400));
        QVERIFY(!c.find(u"palette"_s)->isVisible());
    }

    void withoutServer_nothingIsGreenAndCommandsSayWhy()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        QVERIFY(c.loseServer(4min));
        QTRY_VERIFY(!c.connection.isLive());
        open(c);
        c.type(u"@edge-cache"_s);
        for (const PaletteEntry &entry : entries(c)) {
            QVERIFY(entry.severity != Severity::Healthy);
        }
        c.find<QLineEdit>(u"paletteField"_s)->clear();
        c.type(u">time.refresh"_s);
        const QList<PaletteEntry> all = entries(c);
        QVERIFY(!std::ranges::find(all, u"time.refresh"_s, &PaletteEntry::id)->reason.isEmpty());
    }

    void metricNamesThatFail_raiseAToast_data() { addLookRows(); }
    void metricNamesThatFail_raiseAToast()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        c.server.setCallFailure(ErrorCode::Internal);
        QVERIFY(c.signIn());
        c.wear(language, theme);
        open(c);
        auto *toasts = c.find<ToastStack>(u"toasts"_s);
        QTRY_COMPARE(toasts->shownCount(), 1);
        QVERIFY(toasts->shown().first().detail.contains(u"Internal"_s));
        QCOMPARE(toasts->shown().first().severity, Severity::Major); // stays until somebody closes it
        QCOMPARE(c.lookProblem(), QString());
        c.type(u"@chk3"_s); // the rest works
        QTRY_COMPARE(current(c), u"checkout-api-0003"_s);
    }
};

QTEST_MAIN(TestCommandPalette)
#include "tst_commandpalette.moc"
