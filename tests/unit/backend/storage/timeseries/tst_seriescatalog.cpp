// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc 6.4 stumbles over <chrono>
#include "backend/storage/timeseries/hosthead.h"
#include "backend/storage/timeseries/seriescatalog.h"
#endif

#include <QtTest/QtTest>

using namespace qd;
using namespace qd::backend;

namespace {

SeriesRegistration entry(std::uint32_t slot, const char *metric, std::vector<Labels::Pair> more = {})
{
    more.emplace_back("__name__", metric);
    return {slot,
        {.labels = Labels(std::move(more)),
            .unit = "count",
            .kind = MetricKind::Gauge,
            .intervalMs = 10'000}};
}

} // namespace

class TestSeriesCatalog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameSeries_keepsItsOrdinalInEveryDictionary();
    void registrationsOfOneTransaction_buildOnEachOther();
    void repeatedRegistration_addsNoRow();
    void labelsOfTheTree_areRenamed();
    void tooManySeries_areRefused();
    void badText_isRefused_data();
    void badText_isRefused();
};

void TestSeriesCatalog::sameSeries_keepsItsOrdinalInEveryDictionary()
{
    SeriesCatalog catalog(100);
    StagedRegistrations first;
    const SeriesRegistration one[] = {entry(0, "a"), entry(1, "b")};
    QVERIFY(catalog.stage(HostId{1}, 10, one, first).empty());
    catalog.apply(first);
    StagedRegistrations second;
    const SeriesRegistration other[] = {entry(5, "b"), entry(0, "c")};
    QVERIFY(catalog.stage(HostId{1}, 11, other, second).empty());
    QCOMPARE(second.series.size(), 1U);
    catalog.apply(second);
    QCOMPARE(catalog.slots(HostId{1}, 10)->at(1), 1U);
    QCOMPARE(catalog.slots(HostId{1}, 11)->at(5), 1U);
    QCOMPARE(catalog.slots(HostId{1}, 11)->at(0), 2U);
    QCOMPARE(catalog.slots(HostId{1}, 11)->at(3), kNoOrdinal);
    QVERIFY(!catalog.slots(HostId{2}, 10));
    QCOMPARE(catalog.seriesCount(), 3U);
}

void TestSeriesCatalog::registrationsOfOneTransaction_buildOnEachOther()
{
    SeriesCatalog catalog(100);
    StagedRegistrations staged;
    const SeriesRegistration one[] = {entry(0, "a"), entry(1, "a")};
    const SeriesRegistration two[] = {entry(2, "a"), entry(3, "b")};
    QVERIFY(catalog.stage(HostId{1}, 10, one, staged).empty());
    QVERIFY(catalog.stage(HostId{1}, 10, two, staged).empty());
    QCOMPARE(staged.series.size(), 2U);
    QCOMPARE(staged.parts.size(), 2U);
    QCOMPARE(staged.parts[1].part, 1);
    catalog.apply(staged);
    const auto slots = catalog.slots(HostId{1}, 10);
    QCOMPARE(*slots, (SlotTable{0, 0, 0, 1}));
}

void TestSeriesCatalog::repeatedRegistration_addsNoRow()
{
    SeriesCatalog catalog(100);
    const SeriesRegistration entries[] = {entry(0, "a"), entry(1, "b")};
    StagedRegistrations staged;
    QVERIFY(catalog.stage(HostId{1}, 10, entries, staged).empty());
    catalog.apply(staged);
    StagedRegistrations again;
    QVERIFY(catalog.stage(HostId{1}, 10, entries, again).empty());
    QVERIFY(again.series.empty());
    QVERIFY(again.parts.empty());
}

void TestSeriesCatalog::labelsOfTheTree_areRenamed()
{
    SeriesCatalog catalog(100);
    StagedRegistrations staged;
    const SeriesRegistration entries[] = {entry(0, "a", {{"host", "liar"}, {"path", "/"}})};
    QVERIFY(catalog.stage(HostId{1}, 10, entries, staged).empty());
    const Labels &labels = staged.series.front().description.labels;
    QVERIFY(!labels.has("host"));
    QVERIFY(labels.get("exported_host") == "liar");
    QVERIFY(labels.get("path") == "/");
}

void TestSeriesCatalog::tooManySeries_areRefused()
{
    SeriesCatalog catalog(2);
    StagedRegistrations staged;
    const SeriesRegistration entries[] = {entry(0, "a"), entry(1, "b"), entry(2, "c"), entry(3, "a")};
    const auto refused = catalog.stage(HostId{1}, 10, entries, staged);
    QCOMPARE(refused.size(), 1U);
    QCOMPARE(refused.front().slot, 2U);
    QVERIFY(refused.front().reason.starts_with("series:"));
}

void TestSeriesCatalog::badText_isRefused_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("isGood");
    QTest::newRow("Chinese") << QByteArray("\xE4\xB8\xBB\xE6\x9C\xBA") << true;
    QTest::newRow("an emoji") << QByteArray("\xF0\x9F\x90\xA7") << true;
    QTest::newRow("a zero byte") << QByteArray("a\0b", 3) << false;
    QTest::newRow("a lonely continuation") << QByteArray("\x80") << false;
    QTest::newRow("an end too early") << QByteArray("\xE4\xB8") << false;
    QTest::newRow("an overlong form") << QByteArray("\xC0\xAF") << false;
    QTest::newRow("a surrogate") << QByteArray("\xED\xA0\x80") << false;
    QTest::newRow("beyond Unicode") << QByteArray("\xF5\x80\x80\x80") << false;
}

void TestSeriesCatalog::badText_isRefused()
{
    QFETCH(QByteArray, value);
    QFETCH(bool, isGood);
    SeriesCatalog catalog(100);
    StagedRegistrations staged;
    const SeriesRegistration entries[] = {entry(0, "a", {{"path", value.toStdString()}})};
    QCOMPARE(catalog.stage(HostId{1}, 10, entries, staged).empty(), isGood);
}

QTEST_APPLESS_MAIN(TestSeriesCatalog)
#include "tst_seriescatalog.moc"
