// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/chartcard.h"
#include "console/widgets/pages/checkstrip.h"
#include "console/widgets/pages/factlist.h"
#include "console/widgets/pages/hostfacts.h"
#include "console/widgets/pages/panelgrid.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

namespace {

[[nodiscard]] HostFacts allFacts()
{
    HostFacts facts;
    facts.hostname = "web-1";
    facts.kernel = "Linux 6.1.0";
    facts.version = "#1 SMP Debian 6.1.76-1";
    facts.arch = "x86_64";
    facts.operatingSystem = "Debian GNU/Linux 12";
    facts.cpuModel = "EPYC 7763";
    facts.cpuVendor = "AuthenticAMD";
    facts.cpuCacheBytes = 512 << 10;
    facts.cpuMhz = 2445.0;
    facts.cpuPhysicalCores = 8;
    facts.cpuLogicalCores = 16;
    facts.memoryBytes = 64LL << 30;
    facts.swapBytes = 4LL << 30;
    facts.disks = {{"sda", "SAMSUNG MZ7L3", 1LL << 40, false}, {"sdb", "WDC WD40", 4LL << 40, true}};
    facts.interfaces = {
        {"eth0", "52:54:00:12:34:56", {"10.0.0.1/24", "fe80::1/64"}, 10'000'000'000, "virtio_net"}};
    facts.primaryAddress = "10.0.0.1";
    facts.bootTime = fromUnixMs(1'790'000'000'000);
    facts.agentVersion = "0.1.0";
    facts.tags = {"prod", "blue"};
    return facts;
}

[[nodiscard]] QString textOf(const QList<FactList::Group> &groups)
{
    QString text;
    for (const FactList::Group &group : groups) {
        for (const FactList::Fact &fact : group.facts) {
            text += fact.name + u": "_s + fact.value + u'\n';
        }
    }
    return text;
}

void openHost(ConsoleWindow &c)
{
    QVERIFY(c.signIn());
    c.window->goTo({Location::Page::Host, {}, c.server.hosts().front().id});
}

} // namespace

class TestHostView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // R039-R043
    void everyCollectedFact_isListed_data()
    {
        QTest::addColumn<QString>("part");
        for (const char *part : {"web-1", "Linux 6.1.0", "#1 SMP Debian 6.1.76-1", "x86_64",
                 "Debian GNU/Linux 12", "EPYC 7763", "AuthenticAMD", "512 KiB", "2,445 MHz",
                 "8 physical, 16 logical", "64.0 GiB", "4.00 GiB", "sda: 1.00 TiB · solid state",
                 "sda model: SAMSUNG MZ7L3", "sdb: 4.00 TiB · rotating", "sdb model: WDC WD40",
                 "eth0: 10.0 Gb/s · virtio_net", "eth0 MAC: 52:54:00:12:34:56", "eth0 address: 10.0.0.1/24",
                 "eth0 address: fe80::1/64", "Main address: 10.0.0.1", "0.1.0", "prod, blue"}) {
            QTest::newRow(part) << QString::fromUtf8(part);
        }
    }
    void everyCollectedFact_isListed()
    {
        QFETCH(QString, part);
        const Formatter formatter(QLocale(u"en_US"_s), QTimeZone::utc());
        const QString text = textOf(hostFacts(allFacts(), formatter, fromUnixMs(1'795'000'000'000)));
        QVERIFY2(text.contains(part), qPrintable(text));
    }

    void factsThatAreNotKnown_readAsDashes()
    {
        const Formatter formatter(QLocale(u"en_US"_s), QTimeZone::utc());
        const QString text = textOf(hostFacts({}, formatter, {}));
        QVERIFY(text.contains(u"Frequency: —"_s) && text.contains(u"Started: —"_s));
        QVERIFY(text.contains(u"Vendor: —"_s) && text.contains(u"Cache: —"_s));
    }

    void fact_isCopiedByKeyAndByMenu()
    {
        ConsoleWindow c;
        openHost(c);
        auto *facts = c.find<FactList>(u"factList"_s);
        QTRY_VERIFY(facts->text().contains("AuthenticAMD"_L1));
        facts->setFocus();
        QTest::keyClick(facts, Qt::Key_Down); // the heading is passed over
        QTest::keyClick(facts, Qt::Key_Down);
        c.key(Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), u"Debian GNU/Linux 12 (bookworm)"_s);
        QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, facts->mapToGlobal(QPoint()));
        QApplication::sendEvent(facts, &event);
        auto *menu = facts->findChild<QMenu *>(u"factMenu"_s);
        QVERIFY(menu != nullptr);
        QCOMPARE(menu->actions().size(), 2);
        menu->actions().back()->trigger();
        menu->close();
        QVERIFY(QApplication::clipboard()->text().count(u'\n') > 20);
        QVERIFY(QApplication::clipboard()->text().contains("Kernel build: #1 SMP"_L1));
    }

    void checks_tellWhatIsKnownAndNothingMore()
    {
        ConsoleWindow c;
        openHost(c);
        auto *checks = c.find<CheckStrip>(u"checkStrip"_s);
        QTRY_VERIFY(checks->text().startsWith("Agent connected:"_L1));
        c.server.stop();
        QTRY_VERIFY(checks->text().startsWith("Agent unknown:"_L1));
        QCOMPARE(checks->text().count(u"unknown:"_s), 4);
    }

    void charts_areMadeWhenTheyComeNear()
    {
        ConsoleWindow c;
        openHost(c);
        auto *page = c.find(u"hostPage"_s);
        QTRY_VERIFY(page->findChild<ChartCard *>(u"cpu.usage"_s) != nullptr);
        QVERIFY(page->findChild<ChartCard *>(u"agent.alive"_s) == nullptr);
        QVERIFY(page->findChildren<ChartCard *>().size() < 30);
        auto *scroll = page->findChild<QScrollArea *>();
        scroll->verticalScrollBar()->setValue(scroll->verticalScrollBar()->maximum());
        QTRY_VERIFY(page->findChild<ChartCard *>(u"agent.alive"_s) != nullptr);
    }

    void sectionOfWhatTheHostHasNot_isHiddenUntilItHas()
    {
        ConsoleWindow c;
        c.server.setMetrics({"cpu.user", "hw.temperature"});
        openHost(c);
        auto *page = c.find(u"hostPage"_s);
        const auto isShown = [page](const QString &card) {
            const auto *made = page->findChild<ChartCard *>(card);
            return made != nullptr && made->isVisible();
        };
        QTRY_VERIFY(isShown(u"sensors.temperature"_s));
        QVERIFY(isShown(u"cpu.usage"_s));
        QVERIFY(!isShown(u"memory.use"_s));
        QVERIFY(!isShown(u"gpu.util"_s));
    }
};

QTEST_MAIN(TestHostView)
#include "tst_hostview.moc"
