// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/timechart.h"
#include "console/widgets/controls/stattile.h"
#include "console/widgets/shell/pagewindow.h"
#include "console/widgets/shell/severityannouncer.h"
#include "console/widgets/shell/windowset.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"

#include <QAccessible>
#include <QSignalSpy>
#include <QStatusBar>
#include <QTableView>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// What a screen reader gets to know.
class TestAccessibility : public QObject
{
    Q_OBJECT

    /// Everything on screen that takes the focus and has no name, as "class objectName".
    [[nodiscard]] static QStringList nameless(const QWidget &window)
    {
        QStringList found;
        for (QWidget *widget : window.findChildren<QWidget *>()) {
            if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus
                || widget->focusProxy() != nullptr) {
                continue;
            }
            QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
            if (spoken == nullptr || spoken->text(QAccessible::Name).trimmed().isEmpty()) {
                found.append(QLatin1String(widget->metaObject()->className()) + u' ' + widget->objectName()
                    + u" in "_s + widget->parentWidget()->objectName());
            }
        }
        return found;
    }
    /// Pointer targets below 24 px.
    [[nodiscard]] static QStringList tiny(const QWidget &window)
    {
        QStringList found;
        for (const QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
            if (button->isVisible() && (button->width() < 24 || button->height() < 24)) {
                found.append(QLatin1String(button->metaObject()->className()) + u' ' + button->objectName()
                    + u" %1x%2"_s.arg(button->width()).arg(button->height()));
            }
        }
        return found;
    }

private Q_SLOTS:
    void everyControl_hasANameAndRoom_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("screen");
        for (const QString &language : {u"en"_s, u"zh_CN"_s}) {
            for (const char *screen : {"connect page", "overview", "hosts", "heat map", "host", "settings",
                     "palette", "time picker", "keys", "notifications", "replay", "window beside", "toast"}) {
                QTest::addRow("%s, %s", screen, qPrintable(language))
                    << language << QString::fromLatin1(screen);
            }
        }
    }
    void everyControl_hasANameAndRoom()
    {
        QFETCH(QString, language);
        QFETCH(QString, screen);
        ConsoleWindow c;
        c.wear(language, ThemeChoice::Dark);
        if (screen == "connect page"_L1) {
            QVERIFY(c.showConnectPage());
            QCOMPARE(nameless(*c.window).join(u"\n"_s), QString());
            QCOMPARE(tiny(*c.window).join(u"\n"_s), QString());
            return;
        }
        QVERIFY(c.signIn());
        const TimeMs now = c.clock.now();
        const QWidget *window = c.window.get();
        if (screen == "hosts"_L1 || screen == "heat map"_L1) {
            c.window->goTo({Location::Page::Hosts, {}, {}});
            QTRY_VERIFY(c.find<QTableView>(u"hostTable"_s)->model()->rowCount() > 0);
            if (screen == "heat map"_L1) {
                c.window->toggleHeatMap();
            }
        } else if (screen == "host"_L1) {
            c.window->goTo({Location::Page::Host, {}, c.server.hostNamed("edge-proxy-0001")});
            QTRY_VERIFY(c.server.isWatchingProcesses());
        } else if (screen == "settings"_L1) {
            c.window->goTo({Location::Page::Settings, {}, {}});
        } else if (screen == "palette"_L1) {
            c.window->open(AppContext::Overlay::Palette);
        } else if (screen == "time picker"_L1) {
            c.window->open(AppContext::Overlay::TimePicker);
        } else if (screen == "keys"_L1) {
            c.window->open(AppContext::Overlay::KeyHelp);
        } else if (screen == "notifications"_L1) {
            c.window->open(AppContext::Overlay::Notifications);
        } else if (screen == "replay"_L1) {
            c.window->workspace()->time().setFixed({now - 2h, now - 1h});
        } else if (screen == "toast"_L1) {
            c.window->showToast(Severity::Major, u"x"_s, u"X"_s, u"Y"_s);
        } else if (screen == "window beside"_L1) {
            c.window->openWindow({});
            window = c.window->windows().at(0);
        }
        QCoreApplication::processEvents();
        QCOMPARE(nameless(*window).join(u"\n"_s), QString());
        QCOMPARE(tiny(*window).join(u"\n"_s), QString());
    }

    void tile_tellsItsValue()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        int told = 0;
        for (StatTile *tile : c.find(u"overviewPage"_s)->findChildren<StatTile *>()) {
            QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(tile);
            QCOMPARE(spoken->role(), QAccessible::Button);
            QTRY_VERIFY(!spoken->text(QAccessible::Value).isEmpty());
            QVERIFY(!spoken->text(QAccessible::Name).isEmpty());
            QVERIFY(!spoken->text(QAccessible::Description).isEmpty());
            ++told;
        }
        QVERIFY(told >= 4);
    }

    void chart_tellsItsSeriesAndTheValueAtTheCursor()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        auto *chart = c.find(u"overview.cpu"_s)->findChild<TimeChart *>();
        QTRY_VERIFY(!chart->data().series.isEmpty());
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(chart);
        QCOMPARE(spoken->role(), QAccessible::Chart);
        QVERIFY(!spoken->text(QAccessible::Name).isEmpty());
        QVERIFY(spoken->text(QAccessible::Description).contains(u"last"_s));
        TimeContext &time = c.window->workspace()->time();
        time.setCursor(time.range().to - 10min, chart);
        QVERIFY(!spoken->text(QAccessible::Value).isEmpty());
    }

    void worstState_isAnnouncedOnceInAWhile()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        auto *announcer = c.window->findChild<SeverityAnnouncer *>();
        QSignalSpy said(announcer, &SeverityAnnouncer::announced);
        QTRY_VERIFY(c.connection.isLive());
        c.server.setHostState(c.server.hostNamed("checkout-api-0003"), HostState::Online);
        QTRY_COMPARE(said.count(), 1); // from critical to warning
        QVERIFY(said[0][0].toString().contains(u"Warning"_s));
        QCOMPARE(c.find(u"statusBar"_s)->accessibleDescription(), said[0][0].toString());
        const HostId host = c.server.hostNamed("edge-proxy-0001");
        c.server.setHostState(host, HostState::Offline);
        QTRY_COMPARE(c.tree.host(host)->state, HostState::Offline);
        QCOMPARE(said.count(), 1); // too soon
    }

    void worstState_isSaidAsItIsAfterThePause()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        QTRY_VERIFY(c.connection.isLive());
        QWidget speaker;
        ShellPresenter shell(c.services, {});
        SeverityAnnouncer announcer(shell, speaker, nullptr, 300ms);
        QSignalSpy said(&announcer, &SeverityAnnouncer::announced);
        const HostId first = c.server.hostNamed("checkout-api-0003");
        const HostId second = c.server.hostNamed("edge-proxy-0001");
        c.server.setHostState(second, HostState::Stale);
        QTRY_COMPARE(c.tree.host(second)->state, HostState::Stale);
        QCOMPARE(said.count(), 0); // there was worse, and it is not news at the start
        Q_EMIT c.tree.resetDone();
        c.server.setHostState(first, HostState::Online);
        QTRY_COMPARE(said.count(), 1);
        c.server.setHostState(first, HostState::Offline);
        QTRY_COMPARE(said.count(), 2); // by itself, when the pause is over
        QVERIFY(said[1][0].toString().contains(u"Critical"_s));
    }
};

QTEST_MAIN(TestAccessibility)
#include "tst_accessibility.moc"
