// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/burstchip.h"
#include "console/widgets/pages/checkstrip.h"
#include "console/widgets/pages/pathstrip.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"

#include <QRegularExpression>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

namespace {

[[nodiscard]] HostId openHost(ConsoleWindow &c)
{
    const HostId host = c.server.hosts().front().id;
    c.window->goTo({Location::Page::Host, {}, host});
    return host;
}

[[nodiscard]] BurstChip *chipOf(const ConsoleWindow &c)
{
    return c.find<BurstChip>(u"burstChip"_s);
}

[[nodiscard]] bool hasToast(const ConsoleWindow &c, const QString &words)
{
    const auto widgets = c.window->findChildren<QWidget *>();
    return std::ranges::any_of(widgets, [&](const QWidget *widget) {
        return widget->isVisible() && widget->accessibleName().contains(words);
    });
}

} // namespace

/// Burst sampling on the host view, and what the header says about the way to the agent.
class TestHostBurst : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void key_startsABurstThatCountsDown()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        (void)openHost(c);
        BurstChip *chip = chipOf(c);
        QVERIFY(!chip->isVisible());
        c.key(Qt::Key_B);
        QTRY_COMPARE(chip->status().phase, BurstStatus::Phase::Running);
        QVERIFY(chip->isVisible());
        const auto first = chip->status().remaining;
        QVERIFY(first > 290s && first <= 300s);
        QTRY_VERIFY(chip->status().remaining <= first - 2s);
        QVERIFY(QRegularExpression(u"^Burst [45]:\\d\\d$"_s).match(chip->text()).hasMatch());
    }

    void keyAgain_addsFiveMinutes()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        (void)openHost(c);
        c.key(Qt::Key_B);
        QTRY_COMPARE(chipOf(c)->status().phase, BurstStatus::Phase::Running);
        c.key(Qt::Key_B);
        QTRY_VERIFY(chipOf(c)->status().remaining > 590s);
    }

    void burst_isEndedByClickOrKey_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("a click on the chip") << 0;
        QTest::newRow("Esc on the chip") << 1;
        QTest::newRow("Shift+B") << 2;
    }
    void burst_isEndedByClickOrKey()
    {
        QFETCH(int, way);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        (void)openHost(c);
        c.key(Qt::Key_B);
        BurstChip *chip = chipOf(c);
        QTRY_COMPARE(chip->status().phase, BurstStatus::Phase::Running);
        if (way == 0) {
            QTest::mouseClick(chip, Qt::LeftButton);
        } else if (way == 1) {
            chip->setFocus(Qt::TabFocusReason);
            QTest::keyClick(chip, Qt::Key_Escape);
        } else {
            c.key(Qt::Key_B, Qt::ShiftModifier);
        }
        QTRY_VERIFY(!chip->isVisible());
        QVERIFY(c.server.hosts().front().burstUntil <= SystemClock().now());
    }

    void burstOfSomebodyElse_isShownToo()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        const HostId host = openHost(c);
        c.server.setBurst(host, SystemClock().now() + 100s, true);
        QTRY_COMPARE(chipOf(c)->status().phase, BurstStatus::Phase::Running);
        c.server.setBurst(host, SystemClock().now() + 100s, false);
        QTRY_COMPARE(chipOf(c)->status().phase, BurstStatus::Phase::Waiting);
        QVERIFY(chipOf(c)->text().endsWith(u"· waiting"_s));
    }

    void anotherHost_hasItsOwnChip()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        (void)openHost(c);
        c.key(Qt::Key_B);
        QTRY_VERIFY(chipOf(c)->isVisible());
        c.window->goTo({Location::Page::Host, {}, c.server.hosts()[1].id});
        QTRY_VERIFY(!chipOf(c)->isVisible());
    }

    void viewer_isToldWhoMayAndMayNotEndIt()
    {
        ConsoleWindow c;
        c.server.setRole(Role::Viewer);
        QVERIFY(c.signIn());
        const HostId host = openHost(c);
        c.key(Qt::Key_B);
        QTRY_VERIFY(hasToast(c, u"operator role"_s));
        QVERIFY(c.server.hosts().front().burstUntil == TimeMs{});
        c.server.setBurst(host, SystemClock().now() + 100s, true);
        BurstChip *chip = chipOf(c);
        QTRY_VERIFY(chip->isVisible());
        QVERIFY(chip->toolTip().contains("operator role"_L1));
        QTest::mouseClick(chip, Qt::LeftButton);
        c.server.setBurst(host, SystemClock().now() + 500s, true); // comes after what the click had asked for
        QTRY_VERIFY(chip->status().remaining > 200s);
        QCOMPARE(chip->status().phase, BurstStatus::Phase::Running);
    }

    void olderServer_isNotAsked()
    {
        ConsoleWindow c;
        c.server.setOld(true);
        QVERIFY(c.signIn());
        (void)openHost(c);
        c.key(Qt::Key_B);
        QTRY_VERIFY(hasToast(c, u"server is too old"_s));
    }

    void olderAgent_isSaidWhenTheServerRefuses()
    {
        ConsoleWindow c;
        c.server.setBurstRefusal("agent");
        QVERIFY(c.signIn());
        (void)openHost(c);
        c.key(Qt::Key_B);
        QTRY_VERIFY(hasToast(c, u"too old for burst sampling"_s));
        QVERIFY(!chipOf(c)->isVisible());
    }

    void lostLink_showsWhatIsNotKnownAndAsksNothing()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        (void)openHost(c);
        c.key(Qt::Key_B);
        BurstChip *chip = chipOf(c);
        QTRY_COMPARE(chip->status().phase, BurstStatus::Phase::Running);
        c.server.stop();
        QTRY_COMPARE(chip->status().phase, BurstStatus::Phase::Unknown);
        QVERIFY(chip->text().endsWith(u"· unknown"_s));
        c.key(Qt::Key_B);
        QTRY_VERIFY(hasToast(c, u"no connection"_s));
    }

    void chip_readsWellInEveryLook_data() { addLookRows(); }
    void chip_readsWellInEveryLook()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        const HostId host = openHost(c);
        c.server.setBurst(host, SystemClock().now() + 100s, true);
        QTRY_VERIFY(chipOf(c)->isVisible());
        c.wear(language, theme);
        QCOMPARE(c.lookProblem(), QString());
        c.server.setBurst(host, SystemClock().now() + 100s, false);
        QTRY_COMPARE(chipOf(c)->status().phase, BurstStatus::Phase::Waiting);
        QCOMPARE(c.lookProblem(), QString());
    }

    void ping_isShownWithItsAgeApartFromStoring()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        (void)openHost(c);
        auto *checks = c.find<CheckStrip>(u"checkStrip"_s);
        QTRY_VERIFY(checks->text().contains(QRegularExpression(u"Ping 1\\.24 ms · .+:"_s)));
        QVERIFY(checks->text().contains("Storing "_L1));
    }

    void pingOfAnOlderAgent_isUnknownAndNotZero()
    {
        ConsoleWindow c;
        c.server.setOld(true);
        QVERIFY(c.signIn());
        (void)openHost(c);
        auto *checks = c.find<CheckStrip>(u"checkStrip"_s);
        QTRY_VERIFY(checks->text().startsWith("Agent connected:"_L1));
        QVERIFY(checks->text().contains("Ping unknown:"_L1));
    }

    void heldAtTheAgent_isShownAndGrowsOldHonestly()
    {
        ConsoleWindow c;
        c.server.setHeld({4, 9'000, 2'048});
        QVERIFY(c.signIn());
        (void)openHost(c);
        auto *path = c.find<PathStrip>(u"pathStrip"_s);
        QTRY_VERIFY(path->heldText().startsWith("Held by the agent until acknowledged: 4 block"_L1));
        QVERIFY(path->heldText().contains("2.00 KiB in memory only"_L1));
        c.server.stop();
        QTRY_VERIFY(path->heldText().startsWith("Held by the agent when it was heard last"_L1));
        QVERIFY(path->spokenValue().contains(path->heldText()));
    }
};

QTEST_MAIN(TestHostBurst)
#include "tst_hostburst.moc"
