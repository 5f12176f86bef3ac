// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/formvalues.h"
#include "backend/api/http/prometheusjson.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace qd;
using namespace qd::backend::http;

class TstFormValues final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void timestamp_isRead_data();
    void timestamp_isRead();
    void step_isRead_data();
    void step_isRead();
    void value_isPrintedAsPrometheusDoes_data();
    void value_isPrintedAsPrometheusDoes();
    void body_comesBeforeUrl();
    void tooManyParameters_areRefused();
};

constexpr qint64 kWrong = std::numeric_limits<qint64>::min();

void TstFormValues::timestamp_isRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("seconds") << QByteArray("1700000000") << qint64{1'700'000'000'000};
    QTest::newRow("a fraction") << QByteArray("1700000000.123") << qint64{1'700'000'000'123};
    QTest::newRow("before the epoch") << QByteArray("-1.5") << qint64{-1500};
    QTest::newRow("an exponent") << QByteArray("1.7e9") << qint64{1'700'000'000'000};
    QTest::newRow("UTC") << QByteArray("2023-11-14T22:13:20Z") << qint64{1'700'000'000'000};
    QTest::newRow("an offset") << QByteArray("2023-11-15T00:13:20.5+02:00") << qint64{1'700'000'000'500};
    QTest::newRow("the smallest that promtool sends")
        << QByteArray("-9223309901257974") << qint64{-4'000'000'000'000'000'000};
    QTest::newRow("no zone") << QByteArray("2023-11-14T22:13:20") << kWrong;
    QTest::newRow("a date alone") << QByteArray("2023-11-14") << kWrong;
    QTest::newRow("a month 13") << QByteArray("2023-13-14T22:13:20Z") << kWrong;
    QTest::newRow("nothing") << QByteArray() << kWrong;
    QTest::newRow("not a number") << QByteArray("NaN") << kWrong;
    QTest::newRow("something behind it") << QByteArray("17x") << kWrong;
}

void TstFormValues::timestamp_isRead()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, ms);
    const auto time = parseTimestamp(text.toStdString());
    QCOMPARE(time ? qint64{toUnixMs(*time)} : kWrong, ms);
}

void TstFormValues::step_isRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("seconds") << QByteArray("15") << qint64{15'000};
    QTest::newRow("a fraction") << QByteArray("0.5") << qint64{500};
    QTest::newRow("a duration") << QByteArray("1h30m") << qint64{5'400'000};
    QTest::newRow("milliseconds") << QByteArray("250ms") << qint64{250};
    QTest::newRow("all units") << QByteArray("1y2w3d4h5m6s7ms") << qint64{33'019'506'007};
    QTest::newRow("zero") << QByteArray("0") << qint64{0};
    QTest::newRow("negative") << QByteArray("-1") << qint64{-1000};
    QTest::newRow("units out of order") << QByteArray("1m1h") << kWrong;
    QTest::newRow("a unit twice") << QByteArray("1m1m") << kWrong;
    QTest::newRow("no unit that exists") << QByteArray("5q") << kWrong;
    QTest::newRow("more than there is room for") << QByteArray("9223372036854775807y") << kWrong;
    QTest::newRow("nothing") << QByteArray() << kWrong;
}

void TstFormValues::step_isRead()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, ms);
    const auto step = parseStep(text.toStdString());
    QCOMPARE(step ? qint64{step->count()} : kWrong, ms);
}

void TstFormValues::value_isPrintedAsPrometheusDoes_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("an integer") << 42.0 << QByteArray("42");
    QTest::newRow("the shortest that reads back") << 0.1 << QByteArray("0.1");
    QTest::newRow("no exponent, large") << 1e21 << QByteArray("1000000000000000000000");
    QTest::newRow("no exponent, small") << 1e-7 << QByteArray("0.0000001");
    QTest::newRow("negative zero") << -0.0 << QByteArray("-0");
    QTest::newRow("not a number") << std::nan("") << QByteArray("NaN");
    QTest::newRow("infinity") << HUGE_VAL << QByteArray("+Inf");
    QTest::newRow("negative infinity") << -HUGE_VAL << QByteArray("-Inf");
}

void TstFormValues::value_isPrintedAsPrometheusDoes()
{
    QFETCH(double, value);
    QFETCH(QByteArray, text);
    QCOMPARE(QByteArray::fromStdString(formatValue(value)), text);
}

void TstFormValues::body_comesBeforeUrl()
{
    HttpRequest request;
    request.query = "a=url&match[]=1";
    request.body = "a=body+text&match%5B%5D=2";
    request.headers = {{"content-type", "application/x-www-form-urlencoded"}};
    const auto values = FormValues::of(request);
    QVERIFY(values);
    QCOMPARE(values->first("a"), std::string("body text"));
    QCOMPARE(values->all("match[]"), (std::vector<std::string>{"2", "1"}));
    request.headers.clear();
    QVERIFY(!FormValues::of(request));
}

void TstFormValues::tooManyParameters_areRefused()
{
    HttpRequest request;
    request.query = QByteArray("a=1&").repeated(1001);
    QVERIFY(!FormValues::of(request));
}

QTEST_APPLESS_MAIN(TstFormValues)
#include "tst_formvalues.moc"
