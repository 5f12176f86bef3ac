// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/api/apibackend.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace qd;
using namespace qd::test;
using namespace Qt::StringLiterals;

/// The REST API of tree and hosts: roles, answers, and errors that name the field.
class TstInventoryApi final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_backend.listen()); }
    void call_isAnswered_data();
    void call_isAnswered();
    void host_hasFactsPathAndEvents();
    void enrolTokens_comeInTheNumberAskedFor();
    void metrics_areInTextFormat();
    void unavailableStore_isNotARefusal();

private:
    ApiBackend m_backend{{}};
};

void TstInventoryApi::call_isAnswered_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("part");
    const QByteArray base = "/api/quarterdeck/v1";
    const auto row = [&](const char *name, const char *method, const char *path, const char *token,
                         const char *body, int status, const char *part) {
        QTest::newRow(name) << QByteArray(method) << QByteArray(base + path) << QByteArray(token)
                            << QByteArray(body) << status << QByteArray(part);
    };
    row("a viewer reads the tree", "GET", "/tree", "viewer", "", 200, R"("level":"component")");
    row("a viewer reads the hosts", "GET", "/hosts", "viewer", "", 200, R"("totalHosts":2)");
    row("hosts come page by page", "GET", "/hosts?limit=1&after=1", "viewer", "", 200, R"("name":"web-2")");
    row("a host has its tags", "GET", "/hosts", "viewer", "", 200, R"("tags":["os:debian","rack 2"])");
    row("no page, only how many match", "GET", "/hosts?limit=0&state=online", "viewer", "", 200,
        R"("hosts":[])");
    row("hosts are found by state", "GET", "/hosts?state=offline", "viewer", "", 200, R"("hosts":[])");
    row("a negative limit is wrong", "GET", "/hosts?limit=-1", "viewer", "", 400, R"("field":"limit")");
    row("an unknown host is not found", "GET", "/hosts/77", "viewer", "", 404, R"("code":"NotFound")");
    row("a host that is no number is not found", "GET", "/hosts/x", "viewer", "", 404, R"("field":"id")");
    row("an unknown path is not found", "GET", "/nothing", "viewer", "", 404, "NotFound");
    row("a method that a path does not take", "DELETE", "/tree", "viewer", "", 405, "InvalidInput");
    row("an operator makes a node", "POST", "/nodes", "operator",
        R"({"parent":1,"name":"db","reason":"new"})", 201, R"({"id":17})");
    row("a viewer makes none", "POST", "/nodes", "viewer", R"({"name":"db"})", 403, "Denied");
    row("a node needs a name", "POST", "/nodes", "operator", R"({"parent":1})", 400, R"("field":"name")");
    row("a name is a text", "POST", "/nodes", "operator", R"({"name":7})", 400, R"("field":"name")");
    row("a misspelt field is noticed", "POST", "/nodes", "operator", R"({"name":"db","raeson":"x"})", 400,
        R"("field":"raeson")");
    row("a sibling's name is taken", "POST", "/nodes", "operator", R"({"parent":1,"name":"web"})", 409,
        R"("field":"name")");
    row("broken JSON is told with its place", "POST", "/nodes", "operator", R"({"name":)", 400, "at byte");
    row("an operator mounts a host", "PUT", "/hosts/1/mounts", "operator", R"({"components":[4]})", 204, "");
    row("a mount needs a component", "PUT", "/hosts/1/mounts", "operator", R"({"components":[]})", 400,
        R"("field":"components")");
    row("an administrator makes a user", "POST", "/users", "admin",
        R"({"name":"bob","password":"a long one","role":"viewer"})", 201, R"({"id":5})");
    row("an operator makes none", "POST", "/users", "operator",
        R"({"name":"bob","password":"a long one","role":"viewer"})", 403, "Denied");
    row("an administrator lists users", "GET", "/users?limit=1", "admin", "", 200,
        R"({"users":[{"disabled":false,"id":1,"name":"ann")");
    row("an operator lists none", "GET", "/users", "operator", "", 403, "Denied");
    row("a page has a bound", "GET", "/users?limit=1001", "admin", "", 400, R"("field":"limit")");
    row("a user is edited", "PUT", "/users/ann", "admin", R"({"role":"viewer","reason":"moved"})", 204, "");
    row("a user that is not there", "PUT", "/users/zoe", "admin", R"({"disabled":true})", 404,
        R"("field":"name")");
    row("disabled is yes or no", "PUT", "/users/ann", "admin", R"({"disabled":1})", 400,
        R"("field":"disabled")");
    row("the last administrator stays", "PUT", "/users/ada", "admin", R"({"disabled":true})", 409,
        R"("field":"disabled")");
    row("a viewer changes the own password", "PUT", "/users/vic", "viewer",
        R"({"password":"a new password","currentPassword":"vics password"})", 204, "");
    row("a viewer changes no other", "PUT", "/users/ann", "viewer",
        R"({"password":"a new password","currentPassword":"secret"})", 403, "Denied");
    row("everybody may have a token", "POST", "/tokens", "viewer", R"({"label":"grafana"})", 201,
        R"({"id":5,"token":"qda_)");
    row("a token has a label", "POST", "/tokens", "viewer", "{}", 400, R"("field":"label")");
    row("a viewer lists the own tokens", "GET", "/tokens?after=4", "viewer", "", 200,
        R"("id":5,"kind":"api","label":"grafana")");
    row("a viewer revokes no other's", "DELETE", "/tokens/3", "viewer", "", 404, R"("field":"id")");
    row("an administrator revokes a token", "DELETE", "/tokens/5?reason=lost", "admin", "", 204, "");
    row("a revoked token is gone", "DELETE", "/tokens/5", "admin", "", 404, R"("field":"id")");
    row("a role that is none", "POST", "/users", "admin", R"({"name":"bob","password":"x","role":"boss"})",
        400, R"("field":"role")");
}

void TstInventoryApi::call_isAnswered()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, target);
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QByteArray, part);
    const auto [gotStatus, gotBody] = m_backend.request(method, target, token, body);
    QVERIFY2(gotStatus == status, QByteArray(QByteArray::number(gotStatus) + ' ' + gotBody));
    QVERIFY2(gotBody.contains(part), gotBody);
}

void TstInventoryApi::host_hasFactsPathAndEvents()
{
    (void)m_backend.inventory.saveEvent(
        HostId{1}, {"e1", fromUnixMs(5), EventSeverity::Error, "disk", "gone"});
    const auto [status, body] = m_backend.request("GET", "/api/quarterdeck/v1/hosts/1", "viewer");
    QCOMPARE(status, 200);
    const QJsonObject host = QJsonDocument::fromJson(body).object();
    QCOMPARE(host[u"facts"_s][u"hostname"_s].toString(), u"web-1"_s);
    QCOMPARE(host[u"path"_s][u"isConnected"_s].toBool(), true);
    QCOMPARE(host[u"events"_s][0][u"severity"_s].toString(), u"error"_s);
    QCOMPARE(host[u"state"_s].toString(), u"online"_s);
}

void TstInventoryApi::enrolTokens_comeInTheNumberAskedFor()
{
    const auto [status, body] = m_backend.request(
        "POST", "/api/quarterdeck/v1/enrol-tokens", "admin", R"({"count":200,"lifetimeSeconds":60})");
    QCOMPARE(status, 201);
    QCOMPARE(QJsonDocument::fromJson(body)[u"tokens"_s].toArray().size(), 200);
    QCOMPARE(
        m_backend.request("POST", "/api/quarterdeck/v1/enrol-tokens", "admin", R"({"count":0})").first, 400);
}

void TstInventoryApi::metrics_areInTextFormat()
{
    const auto [status, body] = m_backend.request("GET", "/metrics", "viewer");
    QCOMPARE(status, 200);
    QVERIFY2(body.contains("\n# TYPE quarterdeck_connections gauge\nquarterdeck_connections "), body);
    QVERIFY2(body.contains("quarterdeck_refused_total{reason=\"malformed\"} 0\n"), body);
    QVERIFY2(body.contains("quarterdeck_query_duration_seconds_bucket{le=\"+Inf\"} 0\n"), body);
}

void TstInventoryApi::unavailableStore_isNotARefusal()
{
    m_backend.access.setAvailable(false);
    QCOMPARE(m_backend.request("GET", "/api/quarterdeck/v1/tree", "viewer").first, 503);
    m_backend.access.setAvailable(true);
    QCOMPARE(m_backend.request("GET", "/api/quarterdeck/v1/tree", "viewer").first, 200);
}

QTEST_GUILESS_MAIN(TstInventoryApi)
#include "tst_inventoryapi.moc"
