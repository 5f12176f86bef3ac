// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/hosttablemodel.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/toast.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"

#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QTableView>

#include <functional>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

namespace {

/// How the window was before the key.
struct Before
{
    TimeRange range;
    Location location;
    int row = -1;
    QSize size;
};

[[nodiscard]] TimeContext &timeOf(const ConsoleWindow &c)
{
    return c.window->workspace()->time();
}

[[nodiscard]] QTableView *table(const ConsoleWindow &c)
{
    return c.find<QTableView>(u"hostTable"_s);
}

[[nodiscard]] std::function<bool(const ConsoleWindow &, const Before &)> shows(const QString &name)
{
    return [name](const ConsoleWindow &c, const Before &) { return c.find(name)->isVisible(); };
}

[[nodiscard]] std::function<bool(const ConsoleWindow &, const Before &)> isAt(Location::Page page)
{
    return [page](const ConsoleWindow &c, const Before &) { return c.window->location().page == page; };
}

/// One line of the table of keys: where, which keys, and what is true afterwards.
struct Row
{
    const char *name;
    Location::Page page;
    const char *keys; ///< as QKeySequence reads them; more than four in a row are separated by "; "
    std::function<bool(const ConsoleWindow &, const Before &)> isDone;
};

using Page = Location::Page;

[[nodiscard]] const std::vector<Row> &rows()
{
    using C = const ConsoleWindow &;
    using B = const Before &;
    static const std::vector<Row> kRows{
        {"Ctrl+K: command palette", Page::Overview, "Ctrl+K", shows(u"palette"_s)},
        {"/: filter of the page", Page::Hosts, "/",
            [](C c, B) {
                auto *focus = qobject_cast<QLineEdit *>(QApplication::focusWidget());
                return focus != nullptr && c.find(u"hostTablePage"_s)->isAncestorOf(focus);
            }},
        {"/: filter of the tree where the page has none", Page::Overview, "/",
            [](C c, B) { return c.find(u"treeFilter"_s)->hasFocus(); }},
        {"G then O: overview", Page::Hosts, "G, O", isAt(Page::Overview)},
        {"G then H: hosts", Page::Overview, "G, H", isAt(Page::Hosts)},
        {"G then S: settings", Page::Overview, "G, S", isAt(Page::Settings)},
        {"Ctrl+1: first tab", Page::Hosts, "Ctrl+1", isAt(Page::Overview)},
        {"Ctrl+2: second tab", Page::Overview, "Ctrl+2", isAt(Page::Hosts)},
        {"Alt+Left: back", Page::Hosts, "Alt+Left", isAt(Page::Overview)},
        {"Alt+Right: forward", Page::Hosts, "Alt+Left, Alt+Right", isAt(Page::Hosts)},
        {"Ctrl+B: explorer away", Page::Overview, "Ctrl+B",
            [](C c, B) { return !c.find(u"explorer"_s)->isVisible(); }},
        {"Ctrl+B twice: explorer back", Page::Overview, "Ctrl+B, Ctrl+B", shows(u"explorer"_s)},
        {"T: time picker", Page::Overview, "T", shows(u"timePicker"_s)},
        {"[: half a range back", Page::Overview, "[",
            [](C c, B b) {
                return b.range.to - timeOf(c).range().to == b.range.length() / 2 && !timeOf(c).isLive();
            }},
        {"]: half a range forward", Page::Overview, "[, ]",
            [](C c, B b) { return timeOf(c).range() == b.range; }},
        {"-: zoom out", Page::Overview, "-",
            [](C c, B b) { return timeOf(c).range().length() == 2 * b.range.length(); }},
        {"=: zoom in", Page::Overview, "=",
            [](C c, B b) { return 2 * timeOf(c).range().length() == b.range.length(); }},
        {"Backspace: zoom back", Page::Overview, "=, =, Backspace",
            [](C c, B b) { return 2 * timeOf(c).range().length() == b.range.length(); }},
        {"Space: pause", Page::Overview, "Space", [](C c, B) { return timeOf(c).isPaused(); }},
        {"Space twice: resume", Page::Overview, "Space, Space",
            [](C c, B) { return timeOf(c).isLive() && !timeOf(c).isPaused(); }},
        {"Space in the past: resume live", Page::Overview, "[, Space",
            [](C c, B) { return timeOf(c).isLive(); }},
        {"Shift+Space in the past: play", Page::Overview, "[, Shift+Space",
            [](C c, B) { return c.window->isPlaying(); }},
        {"?: keys of the page", Page::Overview, "?", shows(u"keyHelp"_s)},
        {"Ctrl+Z: undo", Page::Settings, "Ctrl+Shift+L, Ctrl+Z",
            [](C c, B) { return c.settings.look().theme == ThemeChoice::Dark; }},
        {"Ctrl+Shift+Z: redo", Page::Settings, "Ctrl+Shift+L, Ctrl+Z, Ctrl+Shift+Z",
            [](C c, B) { return c.settings.look().theme == ThemeChoice::Light; }},
        {"F11: full screen", Page::Overview, "F11",
            [](C c, B) { return c.window->windowState().testFlag(Qt::WindowFullScreen); }},
        {"F11 twice: as it was", Page::Overview, "F11, F11",
            [](C c, B b) { return !c.window->isFullScreen() && c.window->size() == b.size; }},
        {"J: next row", Page::Hosts, "J",
            [](C c, B b) { return table(c)->currentIndex().row() == b.row + 1; }},
        {"Down: next row", Page::Hosts, "Down",
            [](C c, B b) { return table(c)->currentIndex().row() == b.row + 1; }},
        {"K: previous row", Page::Hosts, "J, J, K",
            [](C c, B b) { return table(c)->currentIndex().row() == b.row + 1; }},
        {"Up: previous row", Page::Hosts, "J, J, Up",
            [](C c, B b) { return table(c)->currentIndex().row() == b.row + 1; }},
        {"Shift+J: extend", Page::Hosts, "Shift+J",
            [](C c, B) { return table(c)->selectionModel()->selectedRows().size() == 2; }},
        {"X: take out of the selection", Page::Hosts, "Shift+J, X",
            [](C c, B) { return table(c)->selectionModel()->selectedRows().size() == 1; }},
        {"Ctrl+A: all", Page::Hosts, "Ctrl+A",
            [](C c, B) {
                return table(c)->selectionModel()->selectedRows().size() == table(c)->model()->rowCount();
            }},
        {"Ctrl+C: rows as text", Page::Hosts, "Ctrl+C",
            [](C, B) { return QApplication::clipboard()->text().contains(u'\t'); }},
        {"Ctrl+Shift+C: rows as CSV", Page::Hosts, "Ctrl+Shift+C",
            [](C, B) {
                return QApplication::clipboard()->text().contains(u',')
                    && !QApplication::clipboard()->text().contains(u'\t');
            }},
        {"Enter: open the row", Page::Hosts, "Return", isAt(Page::Host)},
        {"Shift+F10: context menu", Page::Hosts, "Shift+F10",
            [](C, B) { return QApplication::activePopupWidget() != nullptr; }},
        {"Esc: zoom back", Page::Overview, "=, Esc", [](C c, B b) { return timeOf(c).range() == b.range; }},
        {"Ctrl+Shift+O: this page in a window", Page::Overview, "Ctrl+Shift+O",
            [](C, B) {
                return std::ranges::any_of(QApplication::topLevelWidgets(), [](const QWidget *window) {
                    return window->objectName() == "pageWindow"_L1 && window->isVisible();
                });
            }},
    };
    return kRows;
}

} // namespace

/// The table of keys, row by row, with the keys themselves; and where the focus goes.
class TestKeyboard : public QObject
{
    Q_OBJECT

    static void press(const ConsoleWindow &c, const char *keys)
    {
        const QKeySequence sequence = QKeySequence::fromString(QString::fromLatin1(keys));
        QVERIFY(sequence.count() > 0);
        for (int i = 0; i < sequence.count(); ++i) {
            c.key(sequence[static_cast<uint>(i)].key(), sequence[static_cast<uint>(i)].keyboardModifiers());
        }
    }

private Q_SLOTS:
    void cleanup()
    {
        while (QWidget *popup = QApplication::activePopupWidget()) {
            popup->close();
        }
    }

    void key_doesWhatTheTableSays_data()
    {
        QTest::addColumn<int>("number");
        for (int i = 0; i < std::ssize(rows()); ++i) {
            QTest::newRow(rows()[static_cast<std::size_t>(i)].name) << i;
        }
    }
    void key_doesWhatTheTableSays()
    {
        QFETCH(int, number);
        const Row &row = rows()[static_cast<std::size_t>(number)];
        ConsoleWindow c;
        QVERIFY(c.signIn());
        QGuiApplication::clipboard()->clear();
        c.window->goTo({row.page, {}, {}});
        c.find(u"productTree"_s)->setFocus();
        Before before;
        if (row.page == Location::Page::Hosts) {
            QTRY_VERIFY(table(c)->model()->rowCount() > 20);
            QTRY_VERIFY(!table(c)->model()->index(2, HostTableModel::Cpu).data().toString().isEmpty());
            table(c)->setFocus();
            const QModelIndex first = table(c)->model()->index(0, 0);
            table(c)->selectionModel()->setCurrentIndex(
                first, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
            before.row = table(c)->currentIndex().row();
        } else if (row.page == Location::Page::Settings) {
            c.find(u"settingsPage"_s)->setFocus();
        }
        timeOf(c).setPaused(true); // the range stands still while the keys are looked at
        timeOf(c).setPaused(false);
        before.range = timeOf(c).range();
        before.location = c.window->location();
        before.size = c.window->size();
        press(c, row.keys);
        QTRY_VERIFY(row.isDone(c, before));
    }

    void keysOfPagesThatAreNot_doNothing_data()
    {
        QTest::addColumn<QString>("keys");
        for (const char *keys : {"G, A", "G, D", "G, P", "G, L", "G, T", "G, M", "G, C", "Ctrl+3", "Ctrl+9",
                 "Ctrl+Shift+W", "Ctrl+S"}) {
            QTest::newRow(keys) << QString::fromLatin1(keys);
        }
    }
    void keysOfPagesThatAreNot_doNothing()
    {
        QFETCH(QString, keys);
        const CommandRegistry registry;
        for (const auto &command : registry.commands()) {
            QVERIFY2(
                !command->shortcuts().contains(QKeySequence::fromString(keys)), qPrintable(command->id()));
        }
    }

    void escape_closesTheTopmostAndTheFocusReturns_data()
    {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<QString>("shown");
        QTest::newRow("palette") << u"Ctrl+K"_s << u"palette"_s;
        QTest::newRow("time picker") << u"T"_s << u"timePicker"_s;
        QTest::newRow("keys") << u"?"_s << u"keyHelp"_s;
        QTest::newRow("notifications") << u"G, N"_s << u"noticeList"_s;
    }
    void escape_closesTheTopmostAndTheFocusReturns()
    {
        QFETCH(QString, keys);
        QFETCH(QString, shown);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.window->goTo({Location::Page::Hosts, {}, {}});
        QTRY_VERIFY(table(c)->model()->rowCount() > 0);
        timeOf(c).zoomAround(c.clock.now() - 30min, 0.5);
        c.window->showToast(Severity::Major, u"below"_s, u"Below"_s, {});
        auto *toasts = c.find<ToastStack>(u"toasts"_s);
        table(c)->setFocus();
        press(c, keys.toLatin1().constData());
        QTRY_VERIFY(c.find(shown)->isVisible());
        QVERIFY(c.find(shown)->isAncestorOf(QApplication::focusWidget()) || c.find(shown)->hasFocus());
        // One thing a press: what floats on top, then the toast, then the zoom.
        c.key(Qt::Key_Escape);
        QVERIFY(!c.find(shown)->isVisible());
        QCOMPARE(QApplication::focusWidget(), table(c));
        QCOMPARE(toasts->shownCount(), 1);
        QVERIFY(timeOf(c).isZoomed());
        c.key(Qt::Key_Escape);
        QCOMPARE(toasts->shownCount(), 0);
        QVERIFY(timeOf(c).isZoomed());
        c.key(Qt::Key_Escape);
        QVERIFY(!timeOf(c).isZoomed());
        QCOMPARE(QApplication::focusWidget(), table(c));
    }

    void f6_goesThroughTheReplayBarToo()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        const TimeMs now = c.clock.now();
        timeOf(c).setFixed({now - 2h, now - 1h});
        auto *bar = c.find(u"replayBar"_s);
        bool isReached = false;
        for (int i = 0; i < 7; ++i) {
            c.key(Qt::Key_F6);
            isReached = isReached || bar->isAncestorOf(QApplication::focusWidget());
        }
        QVERIFY(isReached);
    }

    void tab_visitsTheRegionsInTheirOrder()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        const QStringList regions{
            u"rail"_s, u"explorer"_s, u"topBar"_s, u"tabs"_s, u"overviewPage"_s, u"statusBar"_s};
        QStringList seen;
        c.find(u"rail"_s)->findChild<QWidget *>(u"overview"_s)->setFocus();
        for (int i = 0; i < 200 && seen.size() < regions.size(); ++i) {
            for (const QString &name : regions) {
                if (c.find(name)->isAncestorOf(QApplication::focusWidget()) && !seen.contains(name)) {
                    seen.append(name);
                }
            }
            c.key(Qt::Key_Tab);
        }
        QCOMPARE(seen.join(u" "_s), regions.join(u" "_s));
    }
};

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
