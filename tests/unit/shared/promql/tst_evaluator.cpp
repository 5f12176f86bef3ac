// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/evaluator.h"
#include "shared/promql/parser.h"
#include "shared/promql/printer.h"
#include "tests/unit/shared/promql/memorysource.h"

#include <QTest>

#include <bit>
#include <cmath>

using namespace qd;
using namespace qd::promql;
using namespace qd::promql::test;

namespace {

constexpr std::int64_t kMinuteMs = 60'000;
const double kStale = std::bit_cast<double>(kStaleNanBits);

Labels series(const char *name, std::vector<Labels::Pair> rest = {})
{
    rest.emplace_back("__name__", name);
    return Labels{std::move(rest)};
}

/// "name{a="b"} 1@60 2@120; ...": every series with its values and their seconds, for short comparisons.
std::string shown(const Value &value)
{
    const auto number = [](double v) { return printNumber(v); };
    if (const auto *scalar = std::get_if<Scalar>(&value)) {
        return number(scalar->value);
    }
    if (const auto *text = std::get_if<Text>(&value)) {
        return printString(text->value);
    }
    std::string all;
    if (const auto *vector = std::get_if<Vector>(&value)) {
        for (const VectorSample &sample : vector->samples) {
            all += (all.empty() ? "" : "; ") + sample.labels.toString() + " " + number(sample.value);
        }
        return all;
    }
    for (const MatrixSeries &one : std::get<Matrix>(value).series) {
        all += (all.empty() ? "" : "; ") + one.labels.toString();
        for (std::size_t i = 0; i < one.times.size(); ++i) {
            all += " " + number(one.values[i]) + "@" + number(static_cast<double>(one.times[i]) / 1000.0);
        }
    }
    return all;
}

/// Answers every request with the same error.
class BrokenSource final : public Source
{
public:
    Result<std::vector<SeriesSamples>> select(const SelectRequest &) override
    {
        return failure(ErrorCode::Unavailable, "the database is away");
    }
};

} // namespace

class TestEvaluator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void query_yields_data();
    void query_yields();
    void instantSelector_seesTheLookbackAndNoFarther();
    void staleMarker_endsASeriesAtOnce();
    void staleMarker_isNoSampleOfARange();
    void counterReset_isCountedOncePerWindow();
    void rangeQuery_leavesGapsWhereNothingIs();
    void rangeQuery_joinsSeriesThatTakeTurns();
    void subquery_stepsLieOnMultiplesOfTheStep();
    void unit_survivesWhatKeepsIt_data();
    void unit_survivesWhatKeepsIt();
    void request_carriesSpanAndHints_data();
    void request_carriesSpanAndHints();
    void atModifier_asksOnlyForItsSpan();
    void ambiguity_isAnError_data();
    void ambiguity_isAnError();
    void exceededLimit_isNamed_data();
    void exceededLimit_isNamed();
    void interrupt_endsTheEvaluation();
    void overlappingWindows_areInterruptedToo();
    void deepestTree_isEvaluated_data();
    void deepestTree_isEvaluated();
    void badParameters_areRefused();
    void sourceError_isPassedOn();

private:
    std::string run(const std::string &query, const EvalParams &params);
    Error errorOf(const std::string &query, const EvalParams &params, const Limits &limits = {});

    MemorySource m_source;
};

void TestEvaluator::init()
{
    m_source = MemorySource{};
    for (int i = 0; i <= 10; ++i) {
        const std::int64_t time = i * kMinuteMs;
        m_source.add(series("cpu.busy", {{"host", "a"}, {"core", "0"}}), {{time, 10.0 + i}}, "percent");
        m_source.add(series("cpu.busy", {{"host", "b"}, {"core", "0"}}), {{time, 20.0 - i}}, "percent");
        m_source.add(series("net.in", {{"host", "a"}}), {{time, 60.0 * i}}, "bytes");
        m_source.add(series("owner", {{"host", "a"}, {"team", "red"}}), {{time, 1.0}});
        m_source.add(series("owner", {{"host", "b"}, {"team", "blue"}}), {{time, 1.0}});
    }
}

std::string TestEvaluator::run(const std::string &query, const EvalParams &params)
{
    const Result<ExprPtr> expr = parse(query);
    if (!expr) {
        return expr.error().toString();
    }
    const Result<Value> value = evaluate(**expr, params, m_source);
    return value ? shown(*value) : value.error().toString();
}

Error TestEvaluator::errorOf(const std::string &query, const EvalParams &params, const Limits &limits)
{
    const Result<ExprPtr> expr = parse(query);
    const Result<Value> value = evaluate(**expr, params, m_source, limits);
    return value ? Error{ErrorCode::Internal, "no error", {}} : value.error();
}

void TestEvaluator::query_yields_data()
{
    QTest::addColumn<std::string>("query");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char *name, std::string query, std::string expected) {
        QTest::newRow(name) << std::move(query) << std::move(expected);
    };
    // All at minute 10.
    row("a dotted name", "cpu.busy{host=\"a\"}", "cpu.busy{core=\"0\", host=\"a\"} 20");
    row("a scalar", "1 + 2 ^ 3", "9");
    row("a string", "\"a\\n\"", "\"a\\n\"");
    row("a range vector", "net.in[1m]", "net.in{host=\"a\"} 540@540 600@600");
    row("a subquery", "sum(cpu.busy)[2m:1m]", "{} 30@480 30@540 30@600");
    row("rate of a dotted name", "rate(net.in[5m])", "{host=\"a\"} 1");
    row("an offset looks back", "net.in offset 3m", "net.in{host=\"a\"} 420");
    row("a negative offset looks ahead", "net.in @ 60 offset -1m", "net.in{host=\"a\"} 120");
    row("@ start() of an instant is the instant", "net.in @ start()", "net.in{host=\"a\"} 600");
    row("joined by group_left", "cpu.busy * on (host) group_left (team) owner",
        "{core=\"0\", host=\"a\", team=\"red\"} 20; {core=\"0\", host=\"b\", team=\"blue\"} 10");
    row("a filter keeps the name", "cpu.busy > 15", "cpu.busy{core=\"0\", host=\"a\"} 20");
    row("bool gives zero and one", "cpu.busy > bool 15",
        "{core=\"0\", host=\"a\"} 1; {core=\"0\", host=\"b\"} 0");
    row("topk is ranked", "topk(2, cpu.busy)",
        "cpu.busy{core=\"0\", host=\"a\"} 20; cpu.busy{core=\"0\", host=\"b\"} 10");
    row("bottomk is ranked the other way", "bottomk(2, cpu.busy)",
        "cpu.busy{core=\"0\", host=\"b\"} 10; cpu.busy{core=\"0\", host=\"a\"} 20");
    row("sort_desc orders", "sort_desc(cpu.busy)",
        "cpu.busy{core=\"0\", host=\"a\"} 20; cpu.busy{core=\"0\", host=\"b\"} 10");
    row("count_values names the value", "count_values(\"v\", owner)", "{v=\"1\"} 2");
    row("unless takes away", "cpu.busy unless on (host) net.in", "cpu.busy{core=\"0\", host=\"b\"} 10");
    row("absent knows the labels", "absent(nosuch{host=\"x\"})", "{host=\"x\"} 1");
    row("dates of what is no time are no number", "hour(vector(NaN))", "{} NaN");
    row("native histogram functions leave other samples out", "histogram_count(cpu.busy)", "");
    row("clamp with crossed bounds is empty", "clamp(cpu.busy, 2, 1)", "");
    row("label_replace by a named group", R"q(label_replace(net.in, "x", "${h}-$1", "host", "(?P<h>.)"))q",
        "net.in{host=\"a\", x=\"a-a\"} 600");
}

void TestEvaluator::query_yields()
{
    QFETCH(std::string, query);
    QFETCH(std::string, expected);
    QCOMPARE(run(query, EvalParams::instant(10 * kMinuteMs)), expected);
}

void TestEvaluator::instantSelector_seesTheLookbackAndNoFarther()
{
    QCOMPARE(run("net.in", EvalParams::instant(15 * kMinuteMs)), std::string{"net.in{host=\"a\"} 600"});
    QCOMPARE(run("net.in", EvalParams::instant(15 * kMinuteMs + 1)), std::string{});
    EvalParams shorter = EvalParams::instant(10 * kMinuteMs + 2);
    shorter.lookbackMs = 1;
    QCOMPARE(run("net.in", shorter), std::string{});
    QCOMPARE(run("net.in", EvalParams::instant(-1)), std::string{});
}

void TestEvaluator::staleMarker_endsASeriesAtOnce()
{
    m_source.add(series("gone"), {{0, 1.0}, {kMinuteMs, kStale}, {3 * kMinuteMs, 2.0}});
    QCOMPARE(
        run("gone", EvalParams::range(0, 4 * kMinuteMs, kMinuteMs)), std::string{"gone 1@0 2@180 2@240"});
}

void TestEvaluator::staleMarker_isNoSampleOfARange()
{
    m_source.add(series("gone"), {{0, 1.0}, {kMinuteMs, kStale}, {2 * kMinuteMs, 3.0}});
    QCOMPARE(run("count_over_time(gone[5m])", EvalParams::instant(2 * kMinuteMs)), std::string{"{} 2"});
    QCOMPARE(run("gone[5m]", EvalParams::instant(2 * kMinuteMs)), std::string{"gone 1@0 3@120"});
}

void TestEvaluator::counterReset_isCountedOncePerWindow()
{
    m_source.add(series("counter"),
        {{0, 100.0}, {kMinuteMs, 130.0}, {2 * kMinuteMs, 20.0}, {3 * kMinuteMs, 50.0}, {4 * kMinuteMs, 5.0},
            {5 * kMinuteMs, 35.0}});
    // The window of one minute holds two samples and reaches exactly from one to the other.
    QCOMPARE(run("increase(counter[1m])", EvalParams::range(kMinuteMs, 5 * kMinuteMs, kMinuteMs)),
        std::string{"{} 30@60 20@120 30@180 5@240 30@300"});
    QCOMPARE(run("increase(counter[5m])", EvalParams::instant(5 * kMinuteMs)), std::string{"{} 115"});
    QCOMPARE(run("resets(counter[5m])", EvalParams::instant(5 * kMinuteMs)), std::string{"{} 2"});
}

void TestEvaluator::rangeQuery_leavesGapsWhereNothingIs()
{
    m_source.add(series("rare"), {{0, 1.0}, {20 * kMinuteMs, 2.0}});
    QCOMPARE(run("rare", EvalParams::range(0, 20 * kMinuteMs, 5 * kMinuteMs)),
        std::string{"rare 1@0 1@300 2@1200"});
    QCOMPARE(run("vector(1)", EvalParams::range(0, kMinuteMs, kMinuteMs)), std::string{"{} 1@0 1@60"});
    QCOMPARE(run("time()", EvalParams::range(0, kMinuteMs + 999, kMinuteMs)), std::string{"{} 0@0 60@60"});
}

void TestEvaluator::rangeQuery_joinsSeriesThatTakeTurns()
{
    m_source.add(series("first"), {{0, -1.0}, {kMinuteMs, kStale}});
    m_source.add(series("second"), {{kMinuteMs, -2.0}});
    QCOMPARE(run("abs({__name__=~\"first|second\"})", EvalParams::range(0, 2 * kMinuteMs, kMinuteMs)),
        std::string{"{} 1@0 2@60 2@120"});
}

void TestEvaluator::subquery_stepsLieOnMultiplesOfTheStep()
{
    QCOMPARE(run("net.in[2m30s:1m]", EvalParams::instant(10 * kMinuteMs + 7'000)),
        std::string{"net.in{host=\"a\"} 480@480 540@540 600@600"});
    EvalParams params = EvalParams::instant(10 * kMinuteMs);
    params.subqueryStepMs = 2 * kMinuteMs;
    QCOMPARE(run("net.in[4m:]", params), std::string{"net.in{host=\"a\"} 360@360 480@480 600@600"});
}

void TestEvaluator::unit_survivesWhatKeepsIt_data()
{
    QTest::addColumn<std::string>("query");
    QTest::addColumn<std::string>("unit");
    const auto row = [](std::string query, std::string unit) {
        QTest::newRow(query.c_str()) << query << std::move(unit);
    };
    row("net.in", "bytes");
    row("sum(net.in)", "bytes");
    row("max_over_time(net.in[5m])", "bytes");
    row("net.in > 5", "bytes");
    row("net.in - net.in", "bytes");
    row("abs(net.in)", "bytes");
    row("increase(net.in[5m])", "bytes");
    row("rate(net.in[5m])", "");
    row("net.in * 8", "");
    row("net.in / net.in", "");
    row("count(net.in)", "");
    row("sum({__name__=~\"net.in|owner\"})", "");
}

void TestEvaluator::unit_survivesWhatKeepsIt()
{
    QFETCH(std::string, query);
    QFETCH(std::string, unit);
    const Result<ExprPtr> expr = parse(query);
    const Result<Value> value = evaluate(**expr, EvalParams::instant(10 * kMinuteMs), m_source);
    QVERIFY(value);
    QCOMPARE(std::get<Vector>(*value).samples.at(0).unit, unit);
}

void TestEvaluator::request_carriesSpanAndHints_data()
{
    QTest::addColumn<std::string>("query");
    QTest::addColumn<qint64>("startMs");
    QTest::addColumn<qint64>("endMs");
    QTest::addColumn<qint64>("rangeMs");
    QTest::addColumn<std::string>("function");
    QTest::addColumn<bool>("by");
    const auto row = [](std::string query, int start, int end, int range, std::string function, bool by) {
        QTest::newRow(query.c_str()) << query << qint64{start * kMinuteMs} << qint64{end * kMinuteMs}
                                     << qint64{range * kMinuteMs} << std::move(function) << by;
    };
    // From minute 10 to 20.
    row("x", 5, 20, 0, "", false);
    row("x offset 2m", 3, 18, 0, "", false);
    row("rate(x[4m])", 6, 20, 4, "rate", false);
    row("rate(x[4m] offset -1m)", 7, 21, 4, "rate", false);
    row("sum by (host) (x)", 5, 20, 0, "sum", true);
    row("sum without (host) ((x))", 5, 20, 0, "sum", false);
    row("sum by (host) (rate(x[4m]))", 6, 20, 4, "rate", false);
    row("sum by (host) (x + 1)", 5, 20, 0, "", false);
    row("max_over_time(x[3m:1m])", 2, 20, 0, "max_over_time", false);
}

void TestEvaluator::request_carriesSpanAndHints()
{
    QFETCH(std::string, query);
    QFETCH(qint64, startMs);
    QFETCH(qint64, endMs);
    QFETCH(qint64, rangeMs);
    QFETCH(std::string, function);
    QFETCH(bool, by);
    run(query, EvalParams::range(10 * kMinuteMs, 20 * kMinuteMs, kMinuteMs));
    QCOMPARE(m_source.asked().size(), 1U);
    const MemorySource::Asked &asked = m_source.asked().front();
    QVERIFY(asked.matchers == (std::vector<Matcher>{{"__name__", MatchOp::Equal, "x"}}));
    QCOMPARE(qint64{asked.startMs}, startMs);
    QCOMPARE(qint64{asked.endMs}, endMs);
    QCOMPARE(qint64{asked.rangeMs}, rangeMs);
    QCOMPARE(asked.stepMs, kMinuteMs);
    QCOMPARE(asked.function, function);
    QCOMPARE(asked.by, by);
    const bool grouped = function == "sum";
    QVERIFY(asked.grouping == (grouped ? std::vector<std::string>{"host"} : std::vector<std::string>{}));
}

void TestEvaluator::atModifier_asksOnlyForItsSpan()
{
    QCOMPARE(
        run("sum(net.in @ 120)", EvalParams::range(0, kMinuteMs, kMinuteMs)), std::string{"{} 120@0 120@60"});
    QCOMPARE(m_source.asked().back().endMs, 2 * kMinuteMs);
    QCOMPARE(m_source.asked().back().startMs, -3 * kMinuteMs);
    QCOMPARE(run("net.in @ end()", EvalParams::range(0, kMinuteMs, kMinuteMs)),
        std::string{"net.in{host=\"a\"} 60@0 60@60"});
}

void TestEvaluator::ambiguity_isAnError_data()
{
    QTest::addColumn<std::string>("query");
    QTest::addColumn<std::string>("reason");
    const auto row = [](const char *name, std::string query, std::string reason) {
        QTest::newRow(name) << std::move(query) << std::move(reason);
    };
    row("two on the right", "net.in + on (core) cpu.busy",
        "found duplicate series for the match group {core=\"0\"} on the right");
    row("two on the one side of group_left", "net.in * on () group_left () cpu.busy",
        "found duplicate series for the match group {} on the right");
    row("two on the one side of group_right", "cpu.busy * on () group_right () net.in",
        "found duplicate series for the match group {} on the left");
    row("many to one without saying so", "cpu.busy + ignoring (host, core) vector(1)",
        "many-to-one matching must be explicit");
    row("labels copied over the difference", "owner * on (x) group_left (host, team) vector(1)",
        "grouping labels must ensure unique matches");
    row("equal labels after the names have gone", "-{__name__=~\"net.in|traffic\"}", "same labelset");
    row("equal labels after label_replace", R"(label_replace(cpu.busy, "host", "x", "", ""))",
        "same labelset");
    row("bad factor", "holt_winters(net.in[5m], 1, 0.5)", "invalid smoothing factor");
    row("k beyond 64 bits", "topk(Inf, net.in)", "overflows int64");
    row("value label that is none", "count_values(\"a-b\", net.in)", "invalid label name");
    row("pattern that is none", R"q(label_replace(net.in, "a", "", "b", "("))q",
        "invalid regular expression");
}

void TestEvaluator::ambiguity_isAnError()
{
    QFETCH(std::string, query);
    QFETCH(std::string, reason);
    m_source.add(series("traffic", {{"host", "a"}}), {{10 * kMinuteMs, 1.0}});
    const Error error = errorOf(query, EvalParams::instant(10 * kMinuteMs));
    QVERIFY2(error.message.find(reason) != std::string::npos, error.message.c_str());
    QVERIFY(error.code == ErrorCode::InvalidInput);
}

void TestEvaluator::exceededLimit_isNamed_data()
{
    QTest::addColumn<std::string>("query");
    QTest::addColumn<std::string>("limit");
    QTest::addColumn<int>("series");
    QTest::addColumn<int>("samples");
    QTest::addColumn<int>("steps");
    QTest::newRow("series") << std::string{"cpu.busy"} << std::string{"maxSeries"} << 1 << 1000 << 100;
    QTest::newRow("samples read") << std::string{"cpu.busy"} << std::string{"maxSamples"} << 10 << 15 << 100;
    QTest::newRow("samples made") << std::string{"count_values(\"v\", net.in)"} << std::string{"maxSamples"}
                                  << 10 << 60 << 100;
    QTest::newRow("steps") << std::string{"1"} << std::string{"maxSteps"} << 10 << 1000 << 10;
    QTest::newRow("steps of a subquery")
        << std::string{"max_over_time(vector(1)[10y:1ms])"} << std::string{"maxSamples"} << 10 << 1000 << 100;
}

void TestEvaluator::exceededLimit_isNamed()
{
    QFETCH(std::string, query);
    QFETCH(std::string, limit);
    QFETCH(int, series);
    QFETCH(int, samples);
    QFETCH(int, steps);
    Limits limits;
    limits.maxSeries = static_cast<std::size_t>(series);
    limits.maxSamples = static_cast<std::size_t>(samples);
    limits.maxSteps = static_cast<std::size_t>(steps);
    const Error error = errorOf(query, EvalParams::range(0, 10 * kMinuteMs, kMinuteMs), limits);
    QVERIFY2(error.code == ErrorCode::InvalidInput, error.message.c_str());
    QCOMPARE(error.context.at("limit"), limit);
}

void TestEvaluator::interrupt_endsTheEvaluation()
{
    Limits limits;
    limits.interrupt = [] { return Interrupt::Cancelled; };
    QVERIFY(errorOf("net.in", EvalParams::instant(0), limits).code == ErrorCode::Cancelled);
    limits.interrupt = [] { return Interrupt::TimedOut; };
    QVERIFY(errorOf("rate(net.in[5m])", EvalParams::instant(0), limits).code == ErrorCode::Timeout);
}

void TestEvaluator::overlappingWindows_areInterruptedToo()
{
    std::map<std::int64_t, double> samples;
    for (std::int64_t i = 0; i < 2000; ++i) {
        samples[i * 1000] = 1.0;
    }
    m_source.add(series("long"), samples);
    int asked = 0;
    Limits limits;
    limits.interrupt = [&asked] { return ++asked == 3 ? Interrupt::TimedOut : Interrupt::None; };
    // Few cells, but each of 1,000 windows holds some 1,000 samples.
    const Error error =
        errorOf("max_over_time(long[1000s])", EvalParams::range(1'000'000, 1'999'000, 1000), limits);
    QVERIFY2(error.code == ErrorCode::Timeout, error.message.c_str());
    QCOMPARE(asked, 3);
}

void TestEvaluator::deepestTree_isEvaluated_data()
{
    QTest::addColumn<std::string>("query");
    const auto repeat = [](std::string_view piece, std::size_t times) {
        std::string text;
        for (std::size_t i = 0; i < times; ++i) {
            text += piece;
        }
        return text;
    };
    // Whatever the parser lets through has to fit the stack of a thread when it is evaluated, too.
    constexpr std::size_t kLevels = kMaxExprDepth - 2;
    QTest::newRow("parentheses") << repeat("(", kLevels) + "net.in" + repeat(")", kLevels);
    QTest::newRow("aggregations") << repeat("sum(", kLevels) + "net.in" + repeat(")", kLevels);
    QTest::newRow("a chain of operators") << repeat("net.in or ", kLevels) + "net.in";
    QTest::newRow("subqueries") << repeat("max_over_time(", 140) + "net.in" + repeat("[1m:1m])", 140);
}

void TestEvaluator::deepestTree_isEvaluated()
{
    QFETCH(std::string, query);
    const std::string result = run(query, EvalParams::instant(10 * kMinuteMs));
    QVERIFY2(result.ends_with(" 600"), result.c_str());
}

void TestEvaluator::badParameters_areRefused()
{
    QVERIFY(errorOf("1", EvalParams::range(10, 0, 1)).context.at("field") == "end");
    QVERIFY(errorOf("1", EvalParams::range(0, 10, -1)).context.at("field") == "step");
    QVERIFY(errorOf("1", EvalParams::instant(INT64_MAX)).context.at("field") == "start");
    QVERIFY(errorOf("net.in[5m]", EvalParams::range(0, 10, 1)).message.find("for range query")
        != std::string::npos);
    QVERIFY(
        errorOf("\"a\"", EvalParams::range(0, 10, 1)).message.find("for range query") != std::string::npos);
}

void TestEvaluator::sourceError_isPassedOn()
{
    BrokenSource source;
    const Result<ExprPtr> expr = parse("sum by (a) (rate(x[5m])) / y");
    const Result<Value> value = evaluate(**expr, EvalParams::instant(0), source);
    QVERIFY(!value);
    QVERIFY(value.error().code == ErrorCode::Unavailable);
}

QTEST_APPLESS_MAIN(TestEvaluator)
#include "tst_evaluator.moc"
