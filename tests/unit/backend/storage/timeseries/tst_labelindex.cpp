// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc 6.4 stumbles over <chrono>
#include "backend/storage/timeseries/labelindex.h"
#endif

#include <QtTest/QtTest>

#include <random>

using namespace qd;
using namespace qd::backend;
using promql::MatchOp;

Q_DECLARE_METATYPE(std::vector<qd::promql::Matcher>)

class TestLabelIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchers_selectWhatATestOfEachSeriesSelects_data();
    void matchers_selectWhatATestOfEachSeriesSelects();
    void namesAndValues_areThoseOfTheGivenSeries();
    void labels_comeBackAsEntered();
};

namespace {

std::vector<Labels> someSeries()
{
    std::mt19937 random(3);
    std::vector<Labels> all;
    for (int i = 0; i < 500; ++i) {
        std::vector<Labels::Pair> pairs{{"__name__", "metric." + std::to_string(random() % 7)}};
        if (random() % 3 != 0) {
            pairs.emplace_back("device", "sd" + std::string(1, static_cast<char>('a' + random() % 5)));
        }
        if (random() % 4 == 0) {
            pairs.emplace_back("mount", "/data/" + std::to_string(random() % 20));
        }
        all.emplace_back(std::move(pairs));
    }
    return all;
}

} // namespace

void TestLabelIndex::matchers_selectWhatATestOfEachSeriesSelects_data()
{
    QTest::addColumn<std::vector<promql::Matcher>>("matchers");
    using Matchers = std::vector<promql::Matcher>;
    QTest::newRow("no matcher takes all") << Matchers{};
    QTest::newRow("a name") << Matchers{{"__name__", MatchOp::Equal, "metric.3"}};
    QTest::newRow("an unknown name") << Matchers{{"__name__", MatchOp::Equal, "other"}};
    QTest::newRow("an unknown label") << Matchers{{"other", MatchOp::Equal, "x"}};
    QTest::newRow("an unknown label that must be empty") << Matchers{{"other", MatchOp::Equal, ""}};
    QTest::newRow("an unknown label that differs") << Matchers{{"other", MatchOp::NotEqual, "x"}};
    QTest::newRow("a name and a value")
        << Matchers{{"__name__", MatchOp::Equal, "metric.1"}, {"device", MatchOp::Equal, "sdb"}};
    QTest::newRow("a label that must be absent") << Matchers{{"device", MatchOp::Equal, ""}};
    QTest::newRow("a label that must be present") << Matchers{{"device", MatchOp::NotEqual, ""}};
    QTest::newRow("a value that differs or is absent") << Matchers{{"device", MatchOp::NotEqual, "sda"}};
    QTest::newRow("an expression") << Matchers{{"mount", MatchOp::Regex, "/data/1.*"}};
    QTest::newRow("an expression that takes the empty value")
        << Matchers{{"mount", MatchOp::Regex, "(/data/1.*)?"}};
    QTest::newRow("a list of literals") << Matchers{{"device", MatchOp::Regex, "sda|sdc|sdx"}};
    QTest::newRow("not in a list of literals") << Matchers{{"device", MatchOp::NotRegex, "sda|sdc"}};
    QTest::newRow("not an expression") << Matchers{{"mount", MatchOp::NotRegex, "/data/.*"}};
    QTest::newRow("a literal or nothing") << Matchers{{"device", MatchOp::Regex, "sda|"}};
    QTest::newRow("all kinds at once") << Matchers{{"__name__", MatchOp::Regex, "metric.[0-4]"},
        {"device", MatchOp::NotEqual, "sdd"}, {"mount", MatchOp::Equal, ""}};
}

void TestLabelIndex::matchers_selectWhatATestOfEachSeriesSelects()
{
    QFETCH(std::vector<promql::Matcher>, matchers);
    const auto compiled = promql::compileAll(matchers);
    QVERIFY(compiled);
    LabelIndex index;
    std::vector<std::uint32_t> expected;
    for (const Labels &labels : someSeries()) {
        const std::uint32_t number = index.add(labels);
        if (promql::matchesAll(*compiled, labels)) {
            expected.push_back(number);
        }
    }
    const SeriesSet matched = index.match(*compiled);
    QCOMPARE(std::vector<std::uint32_t>(matched.begin(), matched.end()), expected);
}

void TestLabelIndex::namesAndValues_areThoseOfTheGivenSeries()
{
    LabelIndex index;
    index.add(Labels(std::vector<Labels::Pair>{{"a", "1"}}));
    index.add(Labels({{"a", "2"}, {"b", "x"}}));
    SeriesSet second;
    second.add(1);
    SeriesSet first;
    first.add(0);
    QCOMPARE(index.labelNames(first), std::vector<std::string_view>{"a"});
    QCOMPARE(index.labelNames(second).size(), 2U);
    QCOMPARE(index.labelValues("a", second), std::vector<std::string_view>{"2"});
    QVERIFY(index.labelValues("c", second).empty());
}

void TestLabelIndex::labels_comeBackAsEntered()
{
    LabelIndex index;
    const std::vector<Labels> all = someSeries();
    for (const Labels &labels : all) {
        index.add(labels);
    }
    for (std::uint32_t i = 0; i < all.size(); ++i) {
        QVERIFY(index.labels(i) == all[i]);
        QVERIFY(index.hasLabels(i, all[i]));
        QCOMPARE(index.value(i, "device"), all[i].get("device"));
    }
    QVERIFY(!index.hasLabels(0, Labels(std::vector<Labels::Pair>{{"a", "b"}})));
}

QTEST_APPLESS_MAIN(TestLabelIndex)
#include "tst_labelindex.moc"
