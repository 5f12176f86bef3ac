// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/gaps.h"

#include <QTest>

using namespace std::chrono_literals;
using namespace qd;
using namespace qd::console;

namespace {

/// The newest report at each step of 10 s, when there were reports at `reports` (seconds).
[[nodiscard]] QList<QPointF> newestAt(const QList<int> &reports, int end, int reach = 300)
{
    QList<QPointF> points;
    for (int t = 0; t <= end; t += 10) {
        int newest = -1;
        for (const int report : reports) {
            newest = report <= t ? report : newest;
        }
        if (newest >= 0 && t - newest <= reach) {
            points.append({t * 1000.0, static_cast<double>(newest)});
        }
    }
    return points;
}

[[nodiscard]] QList<int> every10(int from, int to)
{
    QList<int> reports;
    for (int t = from; t <= to; t += 10) {
        reports.append(t);
    }
    return reports;
}

[[nodiscard]] PanelGap gap(int fromSeconds, int toSeconds, GapCause cause = GapCause::Unknown)
{
    return {fromUnixMs(fromSeconds * 1000LL), fromUnixMs(toSeconds * 1000LL), cause};
}

} // namespace

class tst_Gaps : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void silences_runFromReportToReport_data();
    void silences_runFromReportToReport();
    void silence_thatLasts_isOpen();
    void silence_isAnOutageOnlyIfTheAgentStartedAnew_data();
    void silence_isAnOutageOnlyIfTheAgentStartedAnew();
    void pointsInsideASilence_areCarriedOn_data();
    void pointsInsideASilence_areCarriedOn();
    void shortGap_isJoined();
    void gap_takesTheCauseThatCoversMost();
    void gapAtTheEnd_needsAReason();
    void errors_becomeSpans();
};

void tst_Gaps::silences_runFromReportToReport_data()
{
    QTest::addColumn<QList<int>>("reports");
    QTest::addColumn<QList<PanelGap>>("expected");
    QTest::newRow("every 10 s: none") << every10(0, 600) << QList<PanelGap>();
    QTest::newRow("one report missed: none") << every10(0, 100) + every10(120, 600) << QList<PanelGap>();
    QTest::newRow("one minute") << every10(0, 100) + every10(160, 600) << QList{gap(100, 160)};
    QTest::newRow("longer than a query looks back")
        << every10(0, 100) + every10(550, 600) << QList{gap(100, 550)};
    QTest::newRow("two") << every10(0, 100) + every10(200, 300) + every10(400, 600)
                         << QList{gap(100, 200), gap(300, 400)};
}

void tst_Gaps::silences_runFromReportToReport()
{
    QFETCH(QList<int>, reports);
    QTEST(gaps::silences(newestAt(reports, 600), 25s), "expected");
}

void tst_Gaps::silence_thatLasts_isOpen()
{
    const QList<PanelGap> found = gaps::silences(newestAt(every10(0, 300), 400), 25s);
    QCOMPARE(found.size(), 1);
    QCOMPARE(found.front().from, fromUnixMs(300'000));
    QCOMPARE(found.front().to, kOpenEnd);
}

void tst_Gaps::silence_isAnOutageOnlyIfTheAgentStartedAnew_data()
{
    QTest::addColumn<double>("start");
    QTest::addColumn<GapCause>("cause");
    QTest::newRow("started inside it") << 150.0 << GapCause::AgentDown;
    QTest::newRow("ran all the time") << 3.0 << GapCause::Unknown;
    QTest::newRow("started just before it") << 100.0 << GapCause::Unknown;
}

void tst_Gaps::silence_isAnOutageOnlyIfTheAgentStartedAnew()
{
    QFETCH(double, start);
    // For half a minute the agent's old word is all there is.
    const QList<QPointF> starts{{160'000.0, 3.0}, {170'000.0, 3.0}, {190'000.0, start}};
    QTEST(gaps::withRestarts({gap(100, 160)}, starts).front().cause, "cause");
}

void tst_Gaps::pointsInsideASilence_areCarriedOn_data()
{
    QTest::addColumn<int>("second");
    QTest::addColumn<bool>("isCarriedOn");
    QTest::newRow("the last sample") << 100 << false;
    QTest::newRow("the step that holds it") << 110 << false;
    QTest::newRow("the next step") << 111 << true;
    QTest::newRow("just before the end") << 199 << true;
    QTest::newRow("the first sample after") << 200 << false;
}

void tst_Gaps::pointsInsideASilence_areCarriedOn()
{
    QFETCH(int, second);
    QTEST(gaps::isCarriedOn({gap(100, 200)}, fromUnixMs(second * 1000LL), 10s), "isCarriedOn");
}

void tst_Gaps::shortGap_isJoined()
{
    const QList<double> instants{0.0, 10'000.0, 25'000.0, 41'000.0};
    const QList<PanelGap> found = gaps::between(instants, 10s, {});
    QCOMPARE(found, QList{gap(25, 41)}); // 15 s is one and a half steps
}

void tst_Gaps::gap_takesTheCauseThatCoversMost()
{
    const QList<PanelGap> known{gap(0, 30, GapCause::CollectorFailed), gap(20, 100, GapCause::AgentDown),
        gap(0, 100, GapCause::Unknown)};
    QCOMPARE(gaps::between({10'000.0, 90'000.0}, 10s, known).front().cause, GapCause::AgentDown);
    QCOMPARE(gaps::between({110'000.0, 190'000.0}, 10s, known).front().cause, GapCause::Unknown);
}

void tst_Gaps::gapAtTheEnd_needsAReason()
{
    QVERIFY(gaps::between({0.0, 10'000.0}, 10s, {}).isEmpty());
    const PanelGap late{fromUnixMs(12'000), kOpenEnd, GapCause::Late};
    const QList<PanelGap> found = gaps::between({0.0, 10'000.0}, 10s, {late});
    QCOMPARE(found, (QList{PanelGap{fromUnixMs(10'000), kOpenEnd, GapCause::Late}}));
}

void tst_Gaps::errors_becomeSpans()
{
    const QList<QPointF> errors{{0, 0}, {10'000, 1}, {20'000, 2}, {30'000, 0}, {40'000, 0}, {50'000, 1}};
    const QList<PanelGap> found = gaps::positiveSpans(errors, 10s, GapCause::CollectorFailed);
    QCOMPARE(found, (QList{gap(0, 20, GapCause::CollectorFailed), gap(40, 50, GapCause::CollectorFailed)}));
}

QTEST_APPLESS_MAIN(tst_Gaps)
#include "tst_gaps.moc"
