// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/metric.h"

#include <QTest>

using namespace qd;

namespace {

SeriesDescription described(
    std::string name, std::vector<Labels::Pair> labels = {}, std::int32_t intervalMs = 10'000)
{
    labels.emplace_back("__name__", std::move(name));
    SeriesDescription series;
    series.labels = Labels{std::move(labels)};
    series.intervalMs = intervalMs;
    return series;
}

std::vector<Labels::Pair> manyLabels(std::size_t count)
{
    std::vector<Labels::Pair> labels;
    for (std::size_t i = 0; i < count; ++i) {
        labels.emplace_back("l" + std::to_string(i), "x");
    }
    return labels;
}

} // namespace

Q_DECLARE_METATYPE(qd::SeriesDescription)

class TestMetric : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goodSeries_isAccepted_data();
    void goodSeries_isAccepted();
    void badSeries_isRefusedByField_data();
    void badSeries_isRefusedByField();
};

void TestMetric::goodSeries_isAccepted_data()
{
    QTest::addColumn<SeriesDescription>("series");
    QTest::newRow("a dotted name") << described("cpu.busy");
    QTest::newRow("capitals, digits and a dash") << described("disk.io.Avgqu-sz2");
    QTest::newRow("a rule's colons") << described("job:requests:rate5m");
    QTest::newRow("the longest name") << described(std::string(kMaxMetricName, 'a'));
    QTest::newRow("labels with any text as value") << described("a", {{"Mount_1", "/var/lib é \n"}});
    QTest::newRow("the longest label name and value")
        << described("a", {{std::string(kMaxLabelName, 'b'), std::string(kMaxLabelValue, 'c')}});
    QTest::newRow("the most labels, the name among them") << described("a", manyLabels(kMaxLabels - 1));
}

void TestMetric::goodSeries_isAccepted()
{
    QFETCH(SeriesDescription, series);
    const Result<void> result = validate(series);
    QVERIFY2(result, result ? "" : result.error().toString().c_str());
}

void TestMetric::badSeries_isRefusedByField_data()
{
    QTest::addColumn<SeriesDescription>("series");
    QTest::addColumn<std::string>("field");
    const auto row = [](const char *name, SeriesDescription series, std::string field) {
        QTest::newRow(name) << std::move(series) << std::move(field);
    };
    row("no name", described(""), "metric");
    row("a name one too long", described(std::string(kMaxMetricName + 1, 'a')), "metric");
    row("a name that starts with a digit", described("1min"), "metric");
    row("a name with a blank", described("cpu busy"), "metric");
    row("a name with a quote", described("cpu\"busy"), "metric");
    row("a name beyond ASCII", described("größe"), "metric");
    row("a label with a dot", described("a", {{"x.y", "1"}}), "label x.y");
    row("a label with a dash", described("a", {{"x-y", "1"}}), "label x-y");
    row("a label that starts with a digit", described("a", {{"1x", "1"}}), "label 1x");
    row("a label name one too long", described("a", {{std::string(kMaxLabelName + 1, 'b'), "1"}}),
        "label " + std::string(kMaxLabelName, 'b'));
    row("a value one too long", described("a", {{"x", std::string(kMaxLabelValue + 1, 'c')}}), "label x");
    row("one label too many", described("a", manyLabels(kMaxLabels)), "labels");
    row("no interval", described("a", {}, 0), "interval");
    row("a negative interval", described("a", {}, -10), "interval");
}

void TestMetric::badSeries_isRefusedByField()
{
    QFETCH(SeriesDescription, series);
    QFETCH(std::string, field);
    const Result<void> result = validate(series);
    QVERIFY(!result);
    QVERIFY(result.error().code == ErrorCode::InvalidInput);
    QCOMPARE(result.error().context.at("field"), field);
    QVERIFY(!result.error().context.at("reason").empty());
}

QTEST_APPLESS_MAIN(TestMetric)
#include "tst_metric.moc"
