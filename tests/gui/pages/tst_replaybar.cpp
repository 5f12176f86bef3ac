// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/pages/page.h"
#include "console/widgets/shell/pagearea.h"
#include "console/widgets/shell/replay.h"
#include "console/widgets/shell/replaybar.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"

#include <QAbstractButton>
#include <QApplication>
#include <QMenu>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// The bar over a window that shows the past, and that nothing else looks like it.
class TestReplayBar : public QObject
{
    Q_OBJECT

    [[nodiscard]] static TimeContext &time(const ConsoleWindow &c) { return c.window->workspace()->time(); }
    [[nodiscard]] static ReplayBar *bar(const ConsoleWindow &c) { return c.find<ReplayBar>(u"replayBar"_s); }
    static void lookBack(const ConsoleWindow &c)
    {
        const TimeMs now = c.clock.now();
        time(c).setFixed({now - 25h, now - 24h});
    }

private Q_SLOTS:
    void past_isToldByTheBar_data() { addLookRows(); }
    void past_isToldByTheBar()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        QVERIFY(!bar(c)->isVisible());
        lookBack(c);
        QVERIFY(bar(c)->isVisible());
        QCOMPARE(bar(c)->height(), ReplayBar::kHeight);
        QCOMPARE(bar(c)->mapTo(c.window.get(), QPoint()).y(), 0);
        QVERIFY(bar(c)->text().contains(Formatter().timestamp(time(c).range().to, c.clock.now())));
        QVERIFY(bar(c)->text().contains(language == "en"_L1 ? u"not live"_s : u"非实时"_s));
        QCOMPARE(bar(c)->accessibleName(), bar(c)->text());
        QCOMPARE(c.lookProblem(), QString());
        c.click(u"replayLive"_s);
        QVERIFY(time(c).isLive());
        QVERIFY(!bar(c)->isVisible());
    }

    void pausedSilentAndFuture_areNotTheReplay()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.find(u"productTree"_s)->setFocus();
        c.key(Qt::Key_Space);
        QVERIFY(time(c).isPaused());
        c.clock.advance(5s);
        QVERIFY(!bar(c)->isVisible());
        QCOMPARE(c.find<QAbstractButton>(u"live"_s)->text(), u"Paused"_s);
        c.key(Qt::Key_Space);
        const TimeMs now = c.clock.now();
        time(c).setFixed({now - 1h, now + 1h}); // ends of its own, but now is in it
        QVERIFY(!bar(c)->isVisible());
        c.window->goLive();
        QVERIFY(c.silence());
        QTRY_VERIFY(c.find(u"banner"_s)->isVisible());
        QVERIFY(!bar(c)->isVisible());
    }

    void bars_leaveThePageWhereItIs_data()
    {
        QTest::addColumn<Location::Page>("page");
        QTest::addColumn<DensityChoice>("density");
        QTest::newRow("overview") << Location::Page::Overview << DensityChoice::Normal;
        QTest::newRow("hosts") << Location::Page::Hosts << DensityChoice::Compact;
        QTest::newRow("host, which has no tabs") << Location::Page::Host << DensityChoice::Normal;
        QTest::newRow("settings for fingers") << Location::Page::Settings << DensityChoice::Compact;
        QTest::newRow("overview for fingers") << Location::Page::Overview << DensityChoice::Touch;
    }
    void bars_leaveThePageWhereItIs()
    {
        QFETCH(Location::Page, page);
        QFETCH(DensityChoice, density);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        LookSettings look = c.settings.look();
        look.density = density;
        c.settings.setLook(look);
        c.window->goTo(
            {page, {}, page == Location::Page::Host ? c.server.hostNamed("edge-proxy-0001") : HostId{}});
        auto *shown = c.window->area().currentPage();
        QWidget *title = nullptr;
        const auto where = [&] {
            QCoreApplication::processEvents();
            return title->mapTo(c.window.get(), QPoint());
        };
        QTRY_VERIFY(shown->isVisible());
        for (auto *label : shown->findChildren<QWidget *>()) {
            if (title == nullptr && label->isVisible()
                && qstrcmp(label->metaObject()->className(), "qd::console::Label") == 0) {
                title = label;
            }
        }
        QVERIFY(title != nullptr);
        const QPoint before = where();
        lookBack(c);
        QVERIFY(bar(c)->isVisible());
        QCOMPARE(where(), before);
        // Nothing of the page is under the rows above it.
        QWidget *above = page == Location::Page::Overview || page == Location::Page::Hosts
            ? c.find(u"tabs"_s)
            : c.find(u"topBar"_s);
        QVERIFY(above->mapTo(c.window.get(), QPoint(0, above->height())).y() <= before.y());
        QCOMPARE(c.lookProblem(), QString());
        c.window->goLive();
        QVERIFY(!bar(c)->isVisible());
        QCOMPARE(where(), before);
        QVERIFY(c.loseServer(0s));
        auto *banner = c.find(u"banner"_s);
        QTRY_VERIFY(banner->isVisible());
        QCOMPARE(where(), before);
        // Both at once share the uppermost row, and each has room.
        lookBack(c);
        QVERIFY(bar(c)->isVisible() && banner->isVisible());
        QCOMPARE(where(), before);
        const QRect past(bar(c)->mapTo(c.window.get(), QPoint()), bar(c)->size());
        const QRect lost(banner->mapTo(c.window.get(), QPoint()), banner->size());
        QCOMPARE(past.top(), 0);
        QCOMPARE(lost.top(), 0);
        QCOMPARE(lost.left(), past.right() + 1);
        QVERIFY(past.width() >= bar(c)->minimumSizeHint().width());
        QVERIFY(c.find(u"topBar"_s)->mapTo(c.window.get(), QPoint()).y() > lost.bottom());
        QCOMPARE(c.lookProblem(), QString());
        c.window->goLive();
        QVERIFY(!bar(c)->isVisible() && banner->isVisible());
        QCOMPARE(banner->width(), c.window->area().width());
        QCOMPARE(where(), before);
    }

    void play_movesTheTimeAndArrivesLive_data() { addLookRows(); }
    void play_movesTheTimeAndArrivesLive()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        lookBack(c);
        const TimeMs from = time(c).range().to;
        c.click(u"replaySpeed"_s);
        QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QCOMPARE(menu->actions().size(), qsizetype(Replay::kSpeeds.size()));
        QCOMPARE(c.lookProblem(), QString());
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(menu->actions()[2]).center());
        Replay &replay = c.window->area().replay();
        QCOMPARE(replay.speed(), 60);
        const QString play = c.find(u"replayPlay"_s)->accessibleName();
        c.click(u"replayPlay"_s);
        QVERIFY(replay.isPlaying());
        QVERIFY(c.find(u"replayPlay"_s)->accessibleName() != play);
        QTRY_VERIFY(time(c).range().to >= from + 60s);
        QCOMPARE(time(c).range().length(), 1h);
        QCOMPARE(c.lookProblem(), QString());
        c.click(u"replayPlay"_s);
        QVERIFY(!replay.isPlaying());
        replay.setPlaying(true);
        replay.play(24h);
        QVERIFY(time(c).isLive());
        QVERIFY(!bar(c)->isVisible());
    }

    void keys_playAndComeBack()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        Replay &replay = c.window->area().replay();
        c.find(u"productTree"_s)->setFocus();
        c.key(Qt::Key_Space, Qt::ShiftModifier); // there is nothing to play
        QVERIFY(!replay.isPlaying());
        lookBack(c);
        c.key(Qt::Key_Space, Qt::ShiftModifier);
        QVERIFY(replay.isPlaying());
        c.key(Qt::Key_Period);
        QCOMPARE(replay.speed(), 10);
        c.key(Qt::Key_Comma);
        QCOMPARE(replay.speed(), 1);
        c.key(Qt::Key_Space, Qt::ShiftModifier);
        QVERIFY(!replay.isPlaying());
        QVERIFY(!time(c).isPaused());
        c.key(Qt::Key_Space);
        QVERIFY(time(c).isLive());
    }

    void shiftSpace_playsFromAButtonToo()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        lookBack(c);
        c.find(u"chipProblems"_s)->setFocus();
        c.key(Qt::Key_Space, Qt::ShiftModifier);
        QVERIFY(c.window->area().replay().isPlaying());
        QVERIFY(!c.find<QAbstractButton>(u"chipProblems"_s)->isChecked());
    }

    void charts_showTheTimeThatIsPlayed()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        lookBack(c);
        QTRY_VERIFY(c.server.queryCount() > 0);
        const int asked = c.server.queryCount();
        c.window->area().replay().setSpeed(60);
        c.window->area().replay().play(1s);
        QTRY_VERIFY(c.server.queryCount() > asked);
    }
};

QTEST_MAIN(TestReplayBar)
#include "tst_replaybar.moc"
