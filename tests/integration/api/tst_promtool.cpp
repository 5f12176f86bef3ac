// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/api/apibackend.h"

#include <QProcess>
#include <QTest>

using namespace qd;
using namespace qd::test;
using namespace Qt::StringLiterals;

/// Debian's promtool against the query API, and the API's own edges (R238).
class TstPromtool final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void instantQuery_showsTheNewestValue();
    void nameWithDash_isReachedByMatcher();
    void rangeQuery_showsEachStep();
    void seriesQuery_showsLabels();
    void labelsQuery_showsValues();
    void wrongToken_isRefused();
    void api_answersAsPrometheusDoes_data();
    void api_answersAsPrometheusDoes();
    void post_takesAForm();

private:
    [[nodiscard]] static QByteArray promtool(const QStringList &arguments, int *exitCode);
    [[nodiscard]] QString url(const QString &token = QStringLiteral("viewer")) const;

    ApiBackend m_backend{{}};
};

void TstPromtool::initTestCase()
{
    const Labels busy({{"__name__", "cpu.busy"}, {"host", "web-1"}});
    const Labels queue({{"__name__", "disk.io.avgqu-sz"}, {"host", "web-1"}, {"device", "sda"}});
    for (int i = 0; i <= 60; ++i) {
        m_backend.metrics.put(busy, 1'700'000'000'000 + i * 10'000, i);
        m_backend.metrics.put(queue, 1'700'000'000'000 + i * 10'000, 0.25);
    }
    QVERIFY(m_backend.listen());
}

QByteArray TstPromtool::promtool(const QStringList &arguments, int *exitCode)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"/usr/bin/promtool"_s, QStringList{u"query"_s} + arguments);
    if (!process.waitForFinished(20'000)) {
        process.kill();
        process.waitForFinished();
        return "promtool did not end";
    }
    *exitCode = process.exitCode();
    return process.readAll();
}

QString TstPromtool::url(const QString &token) const
{
    // promtool 2.42 takes no token but this way; later ones have --http.config.file.
    return u"http://token:%1@127.0.0.1:%2"_s.arg(token).arg(m_backend.port());
}

void TstPromtool::instantQuery_showsTheNewestValue()
{
    int code = -1;
    const QByteArray out =
        promtool({u"instant"_s, u"--time=1700000305"_s, url(), uR"({__name__="cpu.busy"})"_s}, &code);
    QVERIFY2(code == 0, out);
    QVERIFY2(out.contains("host=\"web-1\"") && out.contains("=> 30 @[1700000305]"), out);
}

void TstPromtool::nameWithDash_isReachedByMatcher()
{
    int code = -1;
    const QByteArray out = promtool(
        {u"instant"_s, u"--time=1700000305"_s, url(), uR"(sum({__name__="disk.io.avgqu-sz"}) by (device))"_s},
        &code);
    QVERIFY2(code == 0, out);
    QVERIFY2(out.contains("{device=\"sda\"} => 0.25 @[1700000305]"), out);
}

void TstPromtool::rangeQuery_showsEachStep()
{
    int code = -1;
    const QByteArray out = promtool({u"range"_s, u"--start=1700000000"_s, u"--end=1700000100"_s,
                                        u"--step=50s"_s, url(), uR"({__name__="cpu.busy"})"_s},
        &code);
    QVERIFY2(code == 0, out);
    for (const char *point : {"0 @[1700000000]", "5 @[1700000050]", "10 @[1700000100]"}) {
        QVERIFY2(out.contains(point), out);
    }
}

void TstPromtool::seriesQuery_showsLabels()
{
    int code = -1;
    const QByteArray out = promtool(
        {u"series"_s, uR"(--match={device="sda"})"_s, u"--start=1700000000"_s, u"--end=1700000010"_s, url()},
        &code);
    QVERIFY2(code == 0, out);
    QVERIFY2(out.contains("disk.io.avgqu-sz") && !out.contains("cpu.busy"), out);
    // promtool's own range, a year before and after now, has none of these samples.
    const QByteArray recent = promtool({u"series"_s, uR"(--match={device="sda"})"_s, url()}, &code);
    QVERIFY2(code == 0 && !recent.contains("disk.io.avgqu-sz"), recent);
}

void TstPromtool::labelsQuery_showsValues()
{
    int code = -1;
    const QByteArray out =
        promtool({u"labels"_s, u"--start=1700000000"_s, u"--end=1700000600"_s, url(), u"__name__"_s}, &code);
    QVERIFY2(code == 0, out);
    QCOMPARE(out, QByteArray("cpu.busy\ndisk.io.avgqu-sz\n"));
    const QByteArray later =
        promtool({u"labels"_s, u"--start=1700000601"_s, u"--end=1700000700"_s, url(), u"__name__"_s}, &code);
    QVERIFY2(code == 0 && !later.contains("cpu.busy"), later);
}

void TstPromtool::wrongToken_isRefused()
{
    int code = 0;
    const QByteArray out = promtool({u"instant"_s, url(u"guess"_s), u"1"_s}, &code);
    QVERIFY2(code != 0, out);
}

void TstPromtool::api_answersAsPrometheusDoes_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const auto bad = [](const char *message) -> QByteArray {
        return QByteArray(R"({"status":"error","errorType":"bad_data","error":")") + message + "\"}";
    };
    QTest::newRow("a scalar has a time and a text")
        << QByteArray("/api/v1/query?query=1.5&time=1700000000.5") << 200
        << QByteArray(
               R"({"status":"success","data":{"resultType":"scalar","result":[1700000000.500,"1.5"]}})");
    QTest::newRow("RFC 3339 is a time, too")
        << QByteArray("/api/v1/query?query=1&time=2023-11-14T22:13:20Z") << 200
        << QByteArray(R"({"status":"success","data":{"resultType":"scalar","result":[1700000000,"1"]}})");
    QTest::newRow("infinity has a sign")
        << QByteArray("/api/v1/query?query=1/0&time=0") << 200
        << QByteArray(R"({"status":"success","data":{"resultType":"scalar","result":[0,"+Inf"]}})");
    QTest::newRow("no result is an empty list")
        << QByteArray("/api/v1/query?query=nothing&time=0") << 200
        << QByteArray(R"({"status":"success","data":{"resultType":"vector","result":[]}})");
    QTest::newRow("a wrong time is bad data")
        << QByteArray("/api/v1/query?query=1&time=yesterday") << 400
        << bad(R"(invalid parameter \"time\": cannot parse \"yesterday\" to a valid timestamp)");
    QTest::newRow("an end before the start is bad data")
        << QByteArray("/api/v1/query_range?query=1&start=10&end=9&step=1") << 400
        << bad(R"(invalid parameter \"end\": end timestamp must not be before start time)");
    QTest::newRow("a step of zero is bad data")
        << QByteArray("/api/v1/query_range?query=1&start=1&end=9&step=0") << 400
        << bad("invalid parameter \\\"step\\\": zero or negative query resolution step widths are not "
               "accepted. "
               "Try a positive integer");
    QTest::newRow("more than 11,000 points are bad data")
        << QByteArray("/api/v1/query_range?query=1&start=0&end=11001&step=1") << 400
        << bad("exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query "
               "resolution "
               "(?step=XX)");
    QTest::newRow("series end where their samples do")
        << QByteArray("/api/v1/series?match[]=cpu.busy&start=1700000601&end=1700000700") << 200
        << QByteArray(R"({"status":"success","data":[]})");
    QTest::newRow("an end alone means everything before")
        << QByteArray("/api/v1/label/device/values?end=1700000000") << 200
        << QByteArray(R"({"status":"success","data":["sda"]})");
    QTest::newRow("a start alone means everything after")
        << QByteArray("/api/v1/label/device/values?start=1700000601") << 200
        << QByteArray(R"({"status":"success","data":[]})");
    QTest::newRow("labels have a range, too") << QByteArray("/api/v1/labels?start=1&end=2") << 200
                                              << QByteArray(R"({"status":"success","data":[]})");
    QTest::newRow("series without a selector are bad data")
        << QByteArray("/api/v1/series") << 400 << bad("no match[] parameter provided");
    QTest::newRow("a label name with a space is bad data")
        << QByteArray("/api/v1/label/a%20b/values") << 400 << bad("invalid label name: \\\"a b\\\"");
}

void TstPromtool::api_answersAsPrometheusDoes()
{
    QFETCH(QByteArray, target);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const auto [gotStatus, gotBody] = m_backend.request("GET", target, "viewer");
    QCOMPARE(gotBody, body);
    QCOMPARE(gotStatus, status);
}

void TstPromtool::post_takesAForm()
{
    const auto [status, body] = m_backend.request(
        "POST", "/api/v1/query", "viewer", "query=2%2B3&time=7", "application/x-www-form-urlencoded");
    QCOMPARE(status, 200);
    QCOMPARE(body, QByteArray(R"({"status":"success","data":{"resultType":"scalar","result":[7,"5"]}})"));
    const auto [broken, why] = m_backend.request(
        "POST", "/api/v1/query", "viewer", "query=sum(&time=7", "application/x-www-form-urlencoded");
    QCOMPARE(broken, 400);
    QVERIFY2(why.contains("parse error") && why.contains("bad_data"), why);
}

QTEST_GUILESS_MAIN(TstPromtool)
#include "tst_promtool.moc"
