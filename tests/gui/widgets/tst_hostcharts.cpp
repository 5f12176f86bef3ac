// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/chartcard.h"
#include "console/widgets/charts/chartlegend.h"
#include "console/widgets/controls/appstyle.h"
#include "console/widgets/controls/pill.h"
#include "console/widgets/pages/comparepicker.h"
#include "console/widgets/pages/panelgrid.h"
#include "tests/support/console/consolefixture.h"

#include <QLineEdit>
#include <QListWidget>
#include <QTest>

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// The charts of the host page in their grid, and what is drawn over them.
class tst_HostCharts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void picker_filtersAndChoosesByKeys();
    void picker_chipTakesAHostAway();
    void picker_switchesThePeriodBefore();
    void plotsOfARow_endAtOneHeight();
    void grid_growsWithItsRows();

private:
    [[nodiscard]] static std::vector<SeriesPoints> oneSeries(const ConsoleFixture &f);

    ThemeController m_themes;
};

void tst_HostCharts::initTestCase()
{
    installTheme(*qApp, m_themes);
}

std::vector<SeriesPoints> tst_HostCharts::oneSeries(const ConsoleFixture &f)
{
    const std::int64_t now = toUnixMs(f.clock.now());
    return {series({}, {now - 20'000, now - 10'000, now}, {1.0, 2.0, 3.0})};
}

void tst_HostCharts::picker_filtersAndChoosesByKeys()
{
    ConsoleFixture f;
    f.goOnline(smallTree({HostState::Online, HostState::Online, HostState::Online}));
    HostPresenter host(f.services);
    host.setHost(HostId{1});
    ComparePicker picker(m_themes, host);
    picker.show();
    QVERIFY(QTest::qWaitForWindowExposed(&picker));
    auto *list = picker.findChild<QListWidget *>(u"compareList"_s);
    auto *filter = picker.findChild<QLineEdit *>(u"compareFilter"_s);
    QCOMPARE(list->count(), 2); // never the host itself
    QTest::keyClicks(filter, u"web-3"_s);
    QCOMPARE(list->count(), 1);
    QTest::keyClick(filter, Qt::Key_Down);
    QTest::keyClick(list, Qt::Key_Return);
    QCOMPARE(host.compared(), std::vector{HostId{3}});
    QCOMPARE(list->count(), 0); // chosen already
}

void tst_HostCharts::picker_chipTakesAHostAway()
{
    ConsoleFixture f;
    f.goOnline(smallTree({HostState::Online, HostState::Online, HostState::Online}));
    HostPresenter host(f.services);
    host.setHost(HostId{1});
    ComparePicker picker(m_themes, host);
    picker.show();
    host.setCompared({HostId{2}});
    auto *chip = picker.findChild<FilterChip *>();
    QVERIFY(chip);
    QTRY_VERIFY(chip->isVisible());
    QCOMPARE(chip->value(), u"web-2"_s);
    QTest::keyClick(chip, Qt::Key_Delete);
    QVERIFY(host.compared().empty());
}

void tst_HostCharts::picker_switchesThePeriodBefore()
{
    ConsoleFixture f;
    f.goOnline(smallTree({HostState::Online}));
    HostPresenter host(f.services);
    host.setHost(HostId{1});
    ComparePicker picker(m_themes, host);
    picker.show();
    auto *previous = picker.findChild<ToggleChip *>(u"comparePrevious"_s);
    QTest::mouseClick(previous, Qt::LeftButton);
    QVERIFY(host.isPreviousShown());
    host.setPreviousShown(false);
    QVERIFY(!previous->isChecked());
}

void tst_HostCharts::plotsOfARow_endAtOneHeight()
{
    ConsoleFixture f;
    f.goOnline(smallTree({HostState::Online}));
    HostPresenter host(f.services);
    host.setHost(HostId{1});
    TimeContext time;
    time.setLive(1h, f.clock.now());
    const PageContext context{m_themes, time, {}, [&f] { return f.clock.now(); }, {}};
    PanelGrid grid(
        host.families().front().panels, context,
        [&f] {
            return PanelView::Freshness{true, f.clock.now()};
        },
        4, nullptr);
    grid.createAll();
    grid.resize(1158, 900);
    grid.show();
    QVERIFY(QTest::qWaitForWindowExposed(&grid));
    QCOMPARE(grid.columns(), 2);
    host.setSpan({true, 1h, {}, {}}, 600);
    for (const auto &panel : host.families().front().panels) {
        panel->start();
    }
    const auto card = [&](int place) { return grid.views()[place]->card(); };
    const int flat = card(0)->height();
    QVERIFY(f.answer(u"load.1min{", oneSeries(f)));
    for (const QStringView query : {u"cpu.user{", u"cpu.system{", u"cpu.iowait{", u"cpu.nice{", u"cpu.irq{",
             u"cpu.softirq{", u"cpu.steal{"}) {
        QVERIFY(f.answer(query, oneSeries(f)));
    }
    time.turns().finish();
    QVERIFY(card(0)->findChild<ChartLegend *>()->isTable()); // seven curves
    QCOMPARE(card(0)->chart()->height(), card(1)->chart()->height());
    QVERIFY(card(0)->height() > flat);
    QCOMPARE(card(2)->height(), flat); // the next row has no need
}

void tst_HostCharts::grid_growsWithItsRows()
{
    ConsoleFixture f;
    f.goOnline(smallTree({HostState::Online}));
    HostPresenter host(f.services);
    TimeContext time;
    const PageContext context{m_themes, time, {}, [&f] { return f.clock.now(); }, {}};
    PanelGrid grid(
        host.families().front().panels, context,
        [&f] {
            return PanelView::Freshness{true, f.clock.now()};
        },
        4, nullptr);
    grid.resize(1158, 900);
    grid.show();
    const auto heightOf = [&](int columns) {
        const int count = static_cast<int>(host.families().front().panels.size());
        const int rows = (count + columns - 1) / columns;
        const int gap = m_themes.theme().space(Space::Medium);
        return rows * (m_themes.theme().px(PanelGrid::kHeight) + gap) - gap;
    };
    QCOMPARE(grid.columns(), 2);
    QCOMPARE(grid.height(), heightOf(2));
    grid.resize(2400, 900);
    QCOMPARE(grid.columns(), 4);
    QCOMPARE(grid.height(), heightOf(4));
}

QTEST_MAIN(tst_HostCharts)
#include "tst_hostcharts.moc"
