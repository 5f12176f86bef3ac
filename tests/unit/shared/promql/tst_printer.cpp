// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/functiontable.h"
#include "shared/promql/parser.h"
#include "shared/promql/printer.h"

#include <QTest>

#include <algorithm>
#include <limits>

using namespace qd;
using namespace qd::promql;

class TestPrinter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void query_isPrintedCanonically_data();
    void query_isPrintedCanonically();
    void number_isPrintedInFewestDigits();
    void string_isEscapedWhereNeeded();
    void functionTable_isSortedAndComplete();
    void keywords_areSortedAndNoFunctions();
    void signature_marksWhatMayBeLeftOut();
};

void TestPrinter::query_isPrintedCanonically_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("canonical");
    const auto row = [](std::string text, std::string canonical) {
        QTest::newRow(text.c_str()) << text << std::move(canonical);
    };
    row("1+2 *3", "1 + 2 * 3");
    row("- foo", "-foo");
    row("+foo", "+foo");
    row("2 ^ +Inf", "2 ^ Inf");
    row("0x10 + 010", "16 + 8");
    row("cpu.busy{ host = 'a' }", "cpu.busy{host=\"a\"}");
    row("{__name__=\"disk.io.avgqu-sz\",a!~\"b\"}", "{__name__=\"disk.io.avgqu-sz\", a!~\"b\"}");
    row("foo{}", "foo");
    row("foo [ 90m ] offset 3600s", "foo[1h30m] offset 1h");
    row("foo offset -1d @ 1.5", "foo @ 1.500 offset -1d");
    row("foo @ start()", "foo @ start()");
    row("foo @ -0.25", "foo @ -0.250");
    row("rate(foo[5m])[1h:]", "rate(foo[5m])[1h:]");
    row("(foo)[1h:60s] @ end()", "(foo)[1h:1m] @ end()");
    row("SUM(foo) BY (a,b)", "sum by (a, b) (foo)");
    row("sum without() (foo)", "sum without () (foo)");
    row("sum by () (foo)", "sum(foo)");
    row("topk by(a)(3,foo)", "topk by (a) (3, foo)");
    row("count_values('x', foo)", "count_values(\"x\", foo)");
    row("a>bool on(x)group_left()b", "a > bool on (x) group_left () b");
    row("a * ignoring() group_right(y) b", "a * ignoring () group_right (y) b");
    row("a + ignoring() b", "a + b");
    row("a AND ON() b", "a and on () b");
    row("label_join(a,'b',`c`)", "label_join(a, \"b\", \"c\")");
    row("time( )", "time()");
    row("((a))", "((a))");
}

void TestPrinter::query_isPrintedCanonically()
{
    QFETCH(std::string, text);
    QFETCH(std::string, canonical);
    const Result<ExprPtr> expr = parse(text);
    QVERIFY2(expr, expr ? "" : expr.error().toString().c_str());
    QCOMPARE(print(**expr), canonical);
    const Result<ExprPtr> again = parse(canonical);
    QVERIFY2(again, again ? "" : again.error().toString().c_str());
    QCOMPARE(print(**again), canonical);
}

void TestPrinter::number_isPrintedInFewestDigits()
{
    QCOMPARE(printNumber(0.1), std::string{"0.1"});
    QCOMPARE(printNumber(-3.0), std::string{"-3"});
    QCOMPARE(printNumber(1e21), std::string{"1e+21"});
    QCOMPARE(printNumber(std::numeric_limits<double>::infinity()), std::string{"Inf"});
    QCOMPARE(printNumber(std::numeric_limits<double>::quiet_NaN()), std::string{"NaN"});
}

void TestPrinter::string_isEscapedWhereNeeded()
{
    QCOMPARE(printString("a\"b\\c\nd\te"), std::string{R"("a\"b\\c\nd\te")"});
    QCOMPARE(printString("é中"), std::string{"\"é中\""});
    QCOMPARE(printString(std::string_view{"\0\x7f\xff\xc3", 4}), std::string{R"("\x00\x7f\xff\xc3")"});
}

void TestPrinter::functionTable_isSortedAndComplete()
{
    QCOMPARE(functions().size(), 70U);
    for (const FunctionInfo &function : functions()) {
        QVERIFY(findFunction(function.name) == &function);
        QVERIFY(!function.summary.empty());
    }
    QVERIFY(findFunction("ratee") == nullptr);
    QVERIFY(findFunction("") == nullptr);
}

void TestPrinter::keywords_areSortedAndNoFunctions()
{
    QVERIFY(std::ranges::is_sorted(keywords()));
    for (const std::string_view word : keywords()) {
        QVERIFY(findFunction(word) == nullptr);
    }
    QVERIFY(std::ranges::binary_search(keywords(), toString(AggregateOp::CountValues)));
    QVERIFY(std::ranges::binary_search(keywords(), toString(BinaryOp::Unless)));
}

void TestPrinter::signature_marksWhatMayBeLeftOut()
{
    QCOMPARE(signature(*findFunction("rate")), std::string{"rate(range vector) -> instant vector"});
    QCOMPARE(
        signature(*findFunction("round")), std::string{"round(instant vector, [scalar]) -> instant vector"});
    QCOMPARE(signature(*findFunction("label_join")),
        std::string{"label_join(instant vector, string, string, [string], ...) -> instant vector"});
    QCOMPARE(signature(*findFunction("time")), std::string{"time() -> scalar"});
}

QTEST_APPLESS_MAIN(TestPrinter)
#include "tst_printer.moc"
