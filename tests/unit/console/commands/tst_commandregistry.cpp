// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/commands/appcontext.h"
#include "console/commands/command.h"
#include "console/presenters/settingspresenter.h"
#include "tests/support/console/consolefixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;

namespace {

/// Writes down what commands ask for.
class FakeContext final : public AppContext
{
public:
    [[nodiscard]] bool isSignedIn() const override { return isIn; }
    [[nodiscard]] bool isLinkLost() const override { return isLost; }
    [[nodiscard]] Location location() const override { return at; }
    void goTo(const Location &to) override { at = to; }
    [[nodiscard]] bool canGo(bool isBack) const override { return isBack; }
    void go(bool isBack) override { log(isBack ? u"back"_s : u"forward"_s); }
    void selectTab(int index) override { log(u"tab %1"_s.arg(index)); }
    void signOut() override { log(u"sign out"_s); }
    void retryConnection() override { log(u"retry"_s); }
    void shiftTime(double share) override { log(u"shift %1"_s.arg(share)); }
    void zoomTime(double factor) override { log(u"zoom %1"_s.arg(factor)); }
    [[nodiscard]] bool isTimeZoomed() const override { return false; }
    void zoomBack() override { log(u"zoom back"_s); }
    [[nodiscard]] bool isLive() const override { return true; }
    void togglePause() override { log(u"pause"_s); }
    void goLive() override { log(u"live"_s); }
    [[nodiscard]] bool isPast() const override { return isOver; }
    [[nodiscard]] bool isPlaying() const override { return false; }
    void togglePlaying() override { log(u"play"_s); }
    void changeSpeed(bool isFaster) override { log(isFaster ? u"faster"_s : u"slower"_s); }
    void openWindow(const Location &place) override
    {
        log(u"window %1 %2"_s.arg(static_cast<int>(place.page)).arg(place.host.value));
    }
    [[nodiscard]] bool isDetached() const override { return isBeside; }
    void toggleTimeLink() override { log(u"link"_s); }
    void closeWindow() override { log(u"close"_s); }
    void refresh() override { log(u"refresh"_s); }
    void open(Overlay overlay) override { log(u"open %1"_s.arg(static_cast<int>(overlay))); }
    void toggleExplorer() override { log(u"explorer"_s); }
    void focusFilter() override { log(u"filter"_s); }
    void cycleRegion(bool isBackward) override { log(isBackward ? u"region back"_s : u"region"_s); }
    void toggleFullScreen() override { log(u"full screen"_s); }
    void toggleStar() override { log(u"star"_s); }
    void copyRows(bool asCsv) override { log(asCsv ? u"csv"_s : u"copy"_s); }
    void openMenu() override { log(u"menu"_s); }
    void toggleHeatMap() override { log(u"heat map"_s); }
    void maximizeChart() override { log(u"large chart"_s); }
    void togglePeriodBefore() override { log(u"period before"_s); }
    [[nodiscard]] Subject subject() const override { return pointedAt; }
    void copyText(const QString &text) override { log(u"text "_s + text); }
    [[nodiscard]] bool isOrderWaiting() const override { return isWaiting; }
    void sortIn() override { log(u"sort in"_s); }
    [[nodiscard]] BurstPresenter &burst() const override { return bursts; }
    [[nodiscard]] SettingsPresenter &settings() override { return presenter; }
    [[nodiscard]] const SettingsPresenter &settings() const override { return presenter; }

    void log(const QString &what) { done.append(what); }

    qd::test::ConsoleFixture fixture;
    SettingsPresenter presenter{fixture.settings};
    mutable BurstPresenter bursts{fixture.services};
    Location at;
    QStringList done;
    Subject pointedAt;
    bool isWaiting = false;
    bool isIn = true;
    bool isLost = false;
    bool isOver = false;
    bool isBeside = false;
};

/// Stands for everything that changes something on a host.
class Restart final : public Command
{
public:
    [[nodiscard]] QString id() const override { return u"test.restart"_s; }
    [[nodiscard]] QString title() const override { return u"Restart"_s; }
    void execute(AppContext &context) const override { context.copyText(u"restarted"_s); }
    [[nodiscard]] bool changesLive() const override { return true; }
};

} // namespace

class TestCommandRegistry : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCommand_hasItsOwnIdAndShortcut()
    {
        const CommandRegistry registry;
        QSet<QString> ids;
        QHash<QString, QString> keys;
        QVERIFY(registry.commands().size() > 30);
        for (const auto &command : registry.commands()) {
            QVERIFY2(!ids.contains(command->id()), qPrintable(command->id()));
            ids.insert(command->id());
            static const QRegularExpression kForm(u"^[a-z]+(\\.[a-z0-9]+)+$"_s);
            QVERIFY2(kForm.match(command->id()).hasMatch(), qPrintable(command->id()));
            QVERIFY(!command->title().isEmpty());
            for (const QKeySequence &sequence : command->shortcuts()) {
                const QString text = sequence.toString(QKeySequence::PortableText);
                QVERIFY2(!text.isEmpty(), qPrintable(command->id()));
                QVERIFY2(!keys.contains(text), qPrintable(command->id() + u" and "_s + keys.value(text)));
                keys.insert(text, command->id());
            }
        }
    }

    void run_doesWhatTheCommandSays_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("done");
        QTest::newRow("half a range back") << u"time.back"_s << u"shift -0.5"_s;
        QTest::newRow("a whole range back") << u"time.step.back"_s << u"shift -1"_s;
        QTest::newRow("zoom in") << u"time.zoom.in"_s << u"zoom 0.5"_s;
        QTest::newRow("pause") << u"time.pause"_s << u"pause"_s;
        QTest::newRow("back") << u"go.back"_s << u"back"_s;
        QTest::newRow("palette") << u"view.palette"_s << u"open 0"_s;
        QTest::newRow("copy as CSV") << u"view.copy.csv"_s << u"csv"_s;
        QTest::newRow("context menu") << u"view.menu"_s << u"menu"_s;
        QTest::newRow("sign out") << u"session.signout"_s << u"sign out"_s;
    }
    void run_doesWhatTheCommandSays()
    {
        QFETCH(QString, id);
        QFETCH(QString, done);
        FakeContext context;
        QCOMPARE(CommandRegistry().run(id, context), QString());
        QCOMPARE(context.done, QStringList{done});
    }

    void subject_isOpenedAndItsFieldsCopied()
    {
        FakeContext context;
        const Location host{Location::Page::Host, NodeId{4}, HostId{7}};
        context.pointedAt = {u"web-7"_s, u"10.0.0.7"_s, u"uuid-7"_s, u"61 %"_s, u"avg(cpu.busy)"_s, host};
        context.isWaiting = true;
        const CommandRegistry registry;
        for (const char16_t *field : {u"name", u"address", u"id", u"value", u"query"}) {
            QCOMPARE(registry.run(u"subject.copy."_s + QString::fromUtf16(field), context), QString());
        }
        QCOMPARE(registry.run(u"view.sortin"_s, context), QString());
        QCOMPARE(context.done,
            (QStringList{u"text web-7"_s, u"text 10.0.0.7"_s, u"text uuid-7"_s, u"text 61 %"_s,
                u"text avg(cpu.busy)"_s, u"sort in"_s}));
        QCOMPARE(registry.run(u"subject.open"_s, context), QString());
        QCOMPARE(context.at, host);
    }

    void run_withAnObstacleDoesNothingAndSaysWhy_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("nothing ahead") << u"go.forward"_s;
        QTest::newRow("nothing zoomed") << u"time.zoom.back"_s;
        QTest::newRow("the range ends now") << u"time.forward"_s;
        QTest::newRow("no table for a heat map") << u"view.heatmap"_s;
        QTest::newRow("everything cannot be starred") << u"view.star"_s;
        QTest::newRow("nothing waits to be sorted in") << u"view.sortin"_s;
        QTest::newRow("nothing is selected that could be opened") << u"subject.open"_s;
        QTest::newRow("nothing is selected that has a name") << u"subject.copy.name"_s;
        QTest::newRow("no host to sample faster") << u"host.burst"_s;
        QTest::newRow("no host whose burst could end") << u"host.burst.end"_s;
        QTest::newRow("no such command") << u"no.such"_s;
        QTest::newRow("nothing to undo") << u"edit.undo"_s;
        QTest::newRow("nothing to redo") << u"edit.redo"_s;
    }
    void run_withAnObstacleDoesNothingAndSaysWhy()
    {
        QFETCH(QString, id);
        FakeContext context;
        QVERIFY(!CommandRegistry().run(id, context).isEmpty());
        QVERIFY(context.done.isEmpty());
    }

    void beforeSignIn_onlyTheLookCanBeChanged()
    {
        FakeContext context;
        context.isIn = false;
        const CommandRegistry registry;
        QVERIFY(!registry.run(u"view.palette"_s, context).isEmpty());
        QVERIFY(registry.run(u"view.theme"_s, context).isEmpty());
        QCOMPARE(context.presenter.look().theme, ThemeChoice::Light);
    }

    void undo_takesBackTheLastChangeOfTheLook()
    {
        FakeContext context;
        const CommandRegistry registry;
        registry.run(u"view.theme"_s, context);
        registry.run(u"view.text.larger"_s, context);
        QCOMPARE(registry.run(u"edit.undo"_s, context), QString());
        QCOMPARE(context.presenter.look().fontPercent, 100);
        QCOMPARE(context.presenter.look().theme, ThemeChoice::Light);
        registry.run(u"edit.undo"_s, context);
        QCOMPARE(context.presenter.look().theme, ThemeChoice::Dark);
        QVERIFY(!registry.run(u"edit.undo"_s, context).isEmpty());
        registry.run(u"edit.redo"_s, context);
        QCOMPARE(context.presenter.look().theme, ThemeChoice::Light);
        registry.run(u"view.text.smaller"_s, context);
        QVERIFY(!registry.run(u"edit.redo"_s, context).isEmpty()); // another change ends what was ahead
    }

    void page_hasItsOwnCommands_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<Location::Page>("page");
        QTest::addColumn<bool>("isOfPage");
        QTest::newRow("heat map of hosts") << u"view.heatmap"_s << Location::Page::Hosts << true;
        QTest::newRow("no heat map of one host") << u"view.heatmap"_s << Location::Page::Host << false;
        QTest::newRow("time of a host") << u"time.pick"_s << Location::Page::Host << true;
        QTest::newRow("no time of settings") << u"time.pick"_s << Location::Page::Settings << false;
        QTest::newRow("undo of settings") << u"edit.undo"_s << Location::Page::Settings << true;
        QTest::newRow("palette everywhere") << u"view.palette"_s << Location::Page::Settings << true;
    }
    void page_hasItsOwnCommands()
    {
        QFETCH(QString, id);
        QFETCH(Location::Page, page);
        QFETCH(bool, isOfPage);
        QCOMPARE(CommandRegistry().find(id)->isFor(page), isOfPage);
    }

    void past_refusesWhatChangesLiveThings()
    {
        CommandRegistry registry;
        registry.add<Restart>();
        FakeContext context;
        QCOMPARE(registry.run(u"test.restart"_s, context), QString());
        context.isOver = true;
        QVERIFY(registry.run(u"test.restart"_s, context).contains(u"back to live"_s));
        QCOMPARE(context.done.size(), 1);
        QCOMPARE(registry.run(u"time.play"_s, context), QString()); // the replay itself goes on
        QCOMPARE(context.done.last(), u"play"_s);
    }

    void live_hasNothingToPlay()
    {
        FakeContext context;
        const CommandRegistry registry;
        for (const QString &id : {u"time.play"_s, u"time.play.faster"_s, u"time.play.slower"_s}) {
            QVERIFY2(!registry.run(id, context).isEmpty(), qPrintable(id));
        }
        QVERIFY(context.done.isEmpty());
    }

    void windows_haveTheirOwnCommands()
    {
        FakeContext context;
        const CommandRegistry registry;
        QVERIFY(!registry.run(u"window.link"_s, context).isEmpty());
        QVERIFY(!registry.run(u"window.close"_s, context).isEmpty());
        QCOMPARE(registry.run(u"view.explorer"_s, context), QString());
        context.isBeside = true;
        QCOMPARE(registry.run(u"window.link"_s, context), QString());
        QCOMPARE(registry.run(u"window.close"_s, context), QString());
        QVERIFY(!registry.run(u"view.explorer"_s, context).isEmpty());
        QCOMPARE(context.done, (QStringList{u"explorer"_s, u"link"_s, u"close"_s}));
    }

    void place_opensInAWindowOfItsOwn()
    {
        FakeContext context;
        const CommandRegistry registry;
        context.at = {Location::Page::Hosts, NodeId{4}, {}};
        QCOMPARE(registry.run(u"window.open"_s, context), QString());
        QVERIFY(!registry.run(u"subject.window"_s, context).isEmpty()); // nothing is selected
        context.pointedAt.place = Location{Location::Page::Host, NodeId{4}, HostId{7}};
        QCOMPARE(registry.run(u"subject.window"_s, context), QString());
        QCOMPARE(context.done, (QStringList{u"window 1 0"_s, u"window 2 7"_s}));
    }

    void refresh_isRefusedWithoutALink()
    {
        FakeContext context;
        context.isLost = true;
        QVERIFY(!CommandRegistry().run(u"time.refresh"_s, context).isEmpty());
        QVERIFY(CommandRegistry().run(u"session.retry"_s, context).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestCommandRegistry)
#include "tst_commandregistry.moc"
