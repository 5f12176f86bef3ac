// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/evaluation.h"
#include "shared/promql/evaluator.h"
#include "shared/promql/parser.h"
#include "shared/promql/printer.h"
#include "tests/unit/shared/promql/testscript.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace qd;
using namespace qd::promql;
using namespace qd::promql::test;
using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kCasesInSuite = 494;

/// The tolerance of the suite's own runner.
bool almostEqual(double a, double b)
{
    constexpr double kEpsilon = 0.000001;
    constexpr double kMinNormal = std::numeric_limits<double>::min();
    if (std::isnan(a) || std::isnan(b)) {
        return std::isnan(a) && std::isnan(b);
    }
    if (a == b) {
        return true;
    }
    const double sum = std::abs(a) + std::abs(b);
    const double difference = std::abs(a - b);
    if (a == 0.0 || b == 0.0 || sum < kMinNormal) {
        return difference < kEpsilon * kMinNormal;
    }
    return difference / std::min(sum, std::numeric_limits<double>::max()) < kEpsilon;
}

std::string shown(const std::vector<VectorSample> &samples)
{
    std::string text;
    for (const VectorSample &sample : samples) {
        text += "\n  " + sample.labels.toString() + " " + printNumber(sample.value);
    }
    return text.empty() ? " nothing" : text;
}

/// Empty if the vector is as expected, else what is wrong.
std::string differenceFrom(const EvalCase &one, const std::vector<VectorSample> &samples)
{
    if (samples.size() != one.expected.size()) {
        return "expected " + std::to_string(one.expected.size()) + " series, got" + shown(samples);
    }
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto expected = std::ranges::find(one.expected, samples[i].labels, &ExpectedSample::labels);
        if (expected == one.expected.end() || !almostEqual(expected->value, samples[i].value)) {
            return "unexpected " + samples[i].labels.toString() + " in" + shown(samples);
        }
        if (one.ordered && expected - one.expected.begin() != static_cast<std::ptrdiff_t>(i)) {
            return "wrong order:" + shown(samples);
        }
    }
    return {};
}

std::string differenceFrom(const EvalCase &one, const Result<Value> &value)
{
    if (one.fails || !value) {
        return one.fails == value.has_value() ? (value ? "expected an error" : value.error().toString())
                                              : std::string{};
    }
    if (const auto *scalar = std::get_if<Scalar>(&*value)) {
        const bool same = one.scalar && almostEqual(one.expected.front().value, scalar->value);
        return same ? std::string{} : "got scalar " + printNumber(scalar->value);
    }
    const auto *vector = std::get_if<Vector>(&*value);
    return vector == nullptr ? "got neither scalar nor vector" : differenceFrom(one, vector->samples);
}

/// The cells of a range query at one instant, as an instant vector.
std::vector<VectorSample> sliceOf(const Matrix &matrix, std::int64_t timeMs)
{
    std::vector<VectorSample> samples;
    for (const MatrixSeries &series : matrix.series) {
        const auto at = std::ranges::find(series.times, timeMs);
        if (at != series.times.end()) {
            samples.push_back(
                {series.labels, {}, series.values[static_cast<std::size_t>(at - series.times.begin())]});
        }
    }
    return samples;
}

/// Puts `@ time` on every selector and outermost subquery that has no @ modifier yet.
void pinSelectors(Expr &expr, std::int64_t timeMs)
{
    struct Visitor
    {
        std::int64_t timeMs;

        void pin(std::optional<AtModifier> &at) const
        {
            at = at.value_or(AtModifier{AtModifier::Kind::Timestamp, timeMs});
        }
        void operator()(NumberLiteral &) const { }
        void operator()(StringLiteral &) const { }
        void operator()(VectorSelector &selector) const { pin(selector.at); }
        void operator()(MatrixSelector &matrix) const { pin(matrix.selector.at); }
        void operator()(Subquery &subquery) const { pin(subquery.at); }
        void operator()(Call &call) const
        {
            std::ranges::for_each(call.arguments, [this](ExprPtr &one) { pinSelectors(*one, timeMs); });
        }
        void operator()(Aggregate &aggregate) const
        {
            pinSelectors(*aggregate.expr, timeMs);
            if (aggregate.parameter) {
                pinSelectors(*aggregate.parameter, timeMs);
            }
        }
        void operator()(Binary &binary) const
        {
            pinSelectors(*binary.lhs, timeMs);
            pinSelectors(*binary.rhs, timeMs);
        }
        void operator()(Unary &unary) const { pinSelectors(*unary.expr, timeMs); }
        void operator()(Paren &paren) const { pinSelectors(*paren.expr, timeMs); }
    };
    std::visit(Visitor{timeMs}, expr.node);
}

} // namespace

/// Runs the cases of the Prometheus project, which lie beside the repository.
class TestConformance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { QTest::failOnWarning(QRegularExpression{u".*"_s}); }
    void suite_isComplete() { QCOMPARE(m_cases.size(), kCasesInSuite); }
    void instantQuery_givesTheExpectedResult_data() { addRows(); }
    void instantQuery_givesTheExpectedResult();
    void rangeQuery_agreesAtItsMiddleStep_data() { addRows(); }
    void rangeQuery_agreesAtItsMiddleStep();
    void pinnedSelectors_giveTheSameAtAnyTime_data() { addRows(); }
    void pinnedSelectors_giveTheSameAtAnyTime();
    void printedQuery_isAFixedPoint_data() { addRows(); }
    void printedQuery_isAFixedPoint();

private:
    void addRows() const;
    const EvalCase &currentCase() const;

    std::vector<EvalCase> m_cases;
};

void TestConformance::initTestCase()
{
    const QDir folder{QStringLiteral(QD_CONFORMANCE_DIR "/promql")};
    const QStringList names = folder.entryList({u"*.test"_s}, QDir::Files, QDir::Name);
    QVERIFY2(!names.isEmpty(), "there are no conformance files");
    for (const QString &name : names) {
        QFile file{folder.filePath(name)};
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        const Result<std::vector<EvalCase>> cases =
            readScript(name.toStdString(), {text.data(), std::size_t(text.size())});
        QVERIFY2(cases, cases ? "" : cases.error().toString().c_str());
        m_cases.insert(m_cases.end(), cases->begin(), cases->end());
    }
}

void TestConformance::addRows() const
{
    QTest::addColumn<std::size_t>("index");
    for (std::size_t i = 0; i < m_cases.size(); ++i) {
        const EvalCase &one = m_cases[i];
        QTest::addRow("%s:%d %s", one.file.c_str(), one.line, one.query.c_str()) << i;
    }
}

const EvalCase &TestConformance::currentCase() const
{
    QFETCH(std::size_t, index);
    return m_cases.at(index);
}

void TestConformance::instantQuery_givesTheExpectedResult()
{
    const EvalCase &one = currentCase();
    const Result<ExprPtr> expr = parse(one.query);
    QVERIFY2(expr || one.fails, expr ? "" : expr.error().toString().c_str());
    if (expr) {
        MemorySource source = *one.store;
        const Result<Value> value = evaluate(**expr, EvalParams::instant(one.timeMs), source);
        const std::string difference = differenceFrom(one, value);
        QVERIFY2(difference.empty(), difference.c_str());
    }
}

void TestConformance::rangeQuery_agreesAtItsMiddleStep()
{
    constexpr std::int64_t kMinuteMs = 60'000;
    const EvalCase &one = currentCase();
    const Result<ExprPtr> expr = parse(one.query);
    if (!expr) {
        QVERIFY(one.fails);
        return;
    }
    MemorySource source = *one.store;
    const auto params = EvalParams::range(one.timeMs - kMinuteMs, one.timeMs + kMinuteMs, kMinuteMs);
    const Result<Value> value = evaluate(**expr, params, source);
    if (one.fails) {
        QVERIFY(!value);
        return;
    }
    QVERIFY2(value, value ? "" : value.error().toString().c_str());
    EvalCase unordered = one; // a range query is sorted by labels
    unordered.ordered = false;
    const std::string difference = differenceFrom(unordered, sliceOf(std::get<Matrix>(*value), one.timeMs));
    QVERIFY2(difference.empty(), difference.c_str());
}

void TestConformance::pinnedSelectors_giveTheSameAtAnyTime()
{
    const EvalCase &one = currentCase();
    const Result<ExprPtr> expr = parse(one.query);
    if (!expr) {
        QVERIFY(one.fails);
        return;
    }
    pinSelectors(**expr, one.timeMs);
    if (!isStepInvariant(**expr)) {
        return; // time(), hour() and the like are meant to differ
    }
    MemorySource source = *one.store;
    for (const std::int64_t shiftMs : {-1'000'000, 0, 600'000}) {
        const Result<Value> value = evaluate(**expr, EvalParams::instant(one.timeMs + shiftMs), source);
        const std::string difference = differenceFrom(one, value);
        QVERIFY2(difference.empty(), difference.c_str());
    }
}

void TestConformance::printedQuery_isAFixedPoint()
{
    const Result<ExprPtr> expr = parse(currentCase().query);
    if (!expr) {
        QVERIFY(currentCase().fails);
        return;
    }
    const std::string printed = print(**expr);
    const Result<ExprPtr> again = parse(printed);
    QVERIFY2(again, printed.c_str());
    QCOMPARE(QString::fromStdString(print(**again)), QString::fromStdString(printed));
}

QTEST_GUILESS_MAIN(TestConformance)
#include "tst_conformance.moc"
