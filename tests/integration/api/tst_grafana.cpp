// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/api/apibackend.h"

#include <QTest>

using namespace qd;
using namespace qd::test;

namespace {

constexpr auto kForm = "application/x-www-form-urlencoded";

QByteArray success(const QByteArray &data)
{
    return R"({"status":"success","data":)" + data + '}';
}

QByteArray truncated(const QByteArray &data)
{
    return R"({"status":"success","data":)" + data + R"(,"warnings":["results truncated due to limit"]})";
}

QByteArray bad(const QByteArray &message)
{
    return R"({"status":"error","errorType":"bad_data","error":")" + message + "\"}";
}

} // namespace

/// What Grafana's data source for Prometheus sends when it is saved, tested, edited and asked, in the methods
/// and spellings that it uses (R238). Answers are those of Prometheus 2.42.
class TstGrafana final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void call_isAnsweredAsByPrometheus_data();
    void call_isAnsweredAsByPrometheus();
    void newCalls_needAToken_data();
    void newCalls_needAToken();
    void unknownPath_isSaidToBe();

private:
    ApiBackend m_backend{{}};
};

void TstGrafana::initTestCase()
{
    for (const char *host : {"web-1", "web-2"}) {
        const Labels idle({{"__name__", "cpu.idle"}, {"host", host}});
        const Labels packets({{"__name__", "net.if.in.packets"}, {"host", host}, {"iface", "eth0"}});
        for (int i = 0; i <= 60; ++i) {
            m_backend.metrics.put(idle, 1'700'000'000'000 + i * 10'000, i);
            m_backend.metrics.put(packets, 1'700'000'000'000 + i * 10'000, 8 * i);
        }
    }
    m_backend.metrics.put(
        Labels(std::vector<Labels::Pair>{{"__name__", "shop\"orders"}}), 1'700'000'000'000, 1);
    m_backend.metrics.describe({"cpu.idle", "percent", MetricKind::Gauge});
    m_backend.metrics.describe({"net.if.in.packets", "packets", MetricKind::Counter});
    QVERIFY(m_backend.listen());
}

void TstGrafana::call_isAnsweredAsByPrometheus_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("form");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const auto get = [](const char *name, const QByteArray &target, int status, const QByteArray &body) {
        QTest::newRow(name) << QByteArray("GET") << target << QByteArray() << status << body;
    };
    const auto post = [](const char *name, const QByteArray &target, const QByteArray &form, int status,
                          const QByteArray &body) {
        QTest::newRow(name) << QByteArray("POST") << target << form << status << body;
    };
    const QByteArray two = success(R"({"resultType":"scalar","result":[4,"2"]})");
    post("the health check asks 1+1 at the fourth second of 1970", "/api/v1/query", "query=1%2B1&time=4", 200,
        two);
    get("the health check by GET does the same", "/api/v1/query?query=1%2B1&time=4", 200, two);
    get("the kind of server is a Prometheus 2.42 without features, which only Mimir has",
        "/api/v1/status/buildinfo", 200,
        success(R"({"version":"2.42.0","revision":"quarterdeck 0.0.1","branch":"","buildUser":"",)"
                R"("buildDate":"","goVersion":""})"));

    const QByteArray idle =
        R"("cpu.idle":[{"type":"gauge","help":"Share of time, all CPUs together, without work.","unit":"percent"}])";
    const QByteArray packets =
        R"("net.if.in.packets":[{"type":"counter","help":"Packets received since boot.","unit":"packets"}])";
    const QByteArray orders = R"("shop\"orders":[{"type":"gauge","help":"","unit":""}])";
    get("metadata has every metric with kind, help and unit", "/api/v1/metadata", 200,
        success('{' + idle + ',' + packets + ',' + orders + '}'));
    get("metadata of one metric is that alone", "/api/v1/metadata?metric=net.if.in.packets", 200,
        success('{' + packets + '}'));
    get("metadata of an unknown metric is empty", "/api/v1/metadata?metric=up", 200, success("{}"));
    get("metadata takes a limit", "/api/v1/metadata?limit=1", 200, success('{' + idle + '}'));
    get("a limit of zero metrics is none", "/api/v1/metadata?limit=0", 200, success("{}"));
    get("a limit below zero is no limit", "/api/v1/metadata?limit=-1&metric=cpu.idle", 200,
        success('{' + idle + '}'));
    get("a limit of letters is bad data", "/api/v1/metadata?limit=x", 400, bad("limit must be a number"));

    get("there are no rules", "/api/v1/rules", 200, success(R"({"groups":[]})"));
    get("there are no alerting rules either", "/api/v1/rules?type=alert", 200, success(R"({"groups":[]})"));
    get("an unknown kind of rules is bad data", "/api/v1/rules?type=x", 400,
        bad(R"(invalid parameter \"type\": not supported value \"x\")"));

    get("exemplars can be asked for",
        "/api/v1/query_exemplars?query=test&start=1700000000.123&end=1700000010", 200, success("[]"));
    post("exemplars can be asked for by a form", "/api/v1/query_exemplars",
        "query=rate%28cpu.idle%5B5m%5D%29&start=1700000000.123&end=1700000010.9", 200, success("[]"));
    get("exemplars of half a query are bad data", "/api/v1/query_exemplars?query=sum(", 400,
        bad("1:5: parse error: unexpected end of input, expected an expression"));
    get("exemplars end after they start", "/api/v1/query_exemplars?query=a&start=9&end=2", 400,
        bad("end timestamp must not be before start timestamp"));
    get("exemplars start at a time", "/api/v1/query_exemplars?query=a&start=x", 400,
        bad(R"(invalid parameter \"start\": cannot parse \"x\" to a valid timestamp)"));

    const QByteArray steps =
        success(R"({"resultType":"matrix","result":[{"metric":{"host":"web-1"},"values":[)"
                R"([1700000010.500,"1"],[1700000025.500,"2"]]}]})");
    post("a panel asks by a form, with fractions of seconds and a step in seconds", "/api/v1/query_range",
        "query=sum+by+%28host%29+%28cpu.idle%7Bhost%3D%22web-1%22%7D%29&start=1700000010.5"
        "&end=1700000035.25&step=15&timeout=60s",
        200, steps);
    get("times may be RFC 3339 with an offset, a step a duration",
        "/api/v1/query_range?query=sum%20by%20(host)%20(cpu.idle%7Bhost%3D%22web-1%22%7D)"
        "&start=2023-11-14T23:13:30.5%2B01:00&end=2023-11-14T22:13:55.25Z&step=15s&timeout=30",
        200, steps);
    get("the query builder writes names with dots in quotes",
        "/api/v1/query?query=count(%7B%22cpu.idle%22%2C%20host%3D%22web-1%22%7D)&time=1700000100.25", 200,
        success(R"({"resultType":"vector","result":[{"metric":{},"value":[1700000100.250,"1"]}]})"));
    get("a timeout is a duration", "/api/v1/query?query=1&timeout=soon", 400,
        bad(R"(invalid parameter \"timeout\": cannot parse \"soon\" to a valid duration)"));

    get("the metric drop-down lists names in the range of the dashboard",
        "/api/v1/label/__name__/values?start=1700000000&end=1700000600", 200,
        success(R"(["cpu.idle","net.if.in.packets","shop\"orders"])"));
    get("label values take several selectors",
        "/api/v1/label/host/values?match[]=cpu.idle%7Bhost%3D%22web-2%22%7D&match[]=none", 200,
        success(R"(["web-2"])"));
    get("label values take a limit and say that there are more", "/api/v1/label/host/values?limit=1", 200,
        truncated(R"(["web-1"])"));
    get("a limit that is not reached is not mentioned", "/api/v1/label/host/values?limit=40000", 200,
        success(R"(["web-1","web-2"])"));
    get("zero is no limit", "/api/v1/label/host/values?limit=0", 200, success(R"(["web-1","web-2"])"));
    get("a negative limit is bad data", "/api/v1/labels?limit=-1", 400,
        bad(R"(invalid parameter \"limit\": limit must be a non-negative number)"));
    post("label names come by a form, for a metric in quotes", "/api/v1/labels",
        "match%5B%5D=%7B%22net.if.in.packets%22%7D&start=1700000000.5&end=1700000600", 200,
        success(R"(["__name__","host","iface"])"));
    post("label names take a limit", "/api/v1/labels", "limit=1", 200, truncated(R"(["__name__"])"));
    post("series come by a form with several selectors", "/api/v1/series",
        "match%5B%5D=cpu.idle%7Bhost%3D%22web-1%22%7D&match%5B%5D=%7Biface%3D%22none%22%7D&limit=5", 200,
        success(R"([{"__name__":"cpu.idle","host":"web-1"}])"));
    get("series take a limit", "/api/v1/series?match[]=cpu.idle&limit=1", 200,
        truncated(R"([{"__name__":"cpu.idle","host":"web-1"}])"));
}

void TstGrafana::call_isAnsweredAsByPrometheus()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, form);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const auto [gotStatus, gotBody] = m_backend.request(method, target, "viewer", form, kForm);
    QCOMPARE(gotBody, body);
    QCOMPARE(gotStatus, status);
}

void TstGrafana::newCalls_needAToken_data()
{
    QTest::addColumn<QByteArray>("target");
    for (const char *target : {"/api/v1/status/buildinfo", "/api/v1/metadata", "/api/v1/rules",
             "/api/v1/query_exemplars?query=test"}) {
        QTest::newRow(target) << QByteArray(target);
    }
}

void TstGrafana::newCalls_needAToken()
{
    QFETCH(QByteArray, target);
    QCOMPARE(m_backend.request("GET", target, "guess").first, 401);
}

void TstGrafana::unknownPath_isSaidToBe()
{
    const auto [status, body] = m_backend.request("GET", "/api/v1/status/flags", "viewer");
    QCOMPARE(status, 404);
    QCOMPARE(body,
        QByteArray(R"({"error":{"code":"NotFound","message":"There is nothing on this path."}})"
                   "\n"));
}

QTEST_GUILESS_MAIN(TstGrafana)
#include "tst_grafana.moc"
