// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/functiontable.h"
#include "shared/promql/parser.h"

#include <QTest>

using namespace qd;
using namespace qd::promql;

namespace {

ExprPtr parsed(std::string_view text)
{
    Result<ExprPtr> expr = parse(text);
    return expr ? std::move(expr).value() : nullptr;
}

/// The expression with every operation in brackets, so that precedence shows.
std::string structure(const Expr &expr)
{
    if (const auto *binary = std::get_if<Binary>(&expr.node)) {
        return "[" + structure(*binary->lhs) + " " + std::string{toString(binary->op)} + " "
            + structure(*binary->rhs) + "]";
    }
    if (const auto *unary = std::get_if<Unary>(&expr.node)) {
        return std::string{"["} + (unary->negative ? "-" : "+") + structure(*unary->expr) + "]";
    }
    if (const auto *number = std::get_if<NumberLiteral>(&expr.node)) {
        return std::to_string(static_cast<int>(number->value));
    }
    if (const auto *selector = std::get_if<VectorSelector>(&expr.node)) {
        return selector->name;
    }
    const auto *paren = std::get_if<Paren>(&expr.node);
    return paren != nullptr ? "(" + structure(*paren->expr) + ")" : "?";
}

} // namespace

class TestParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void operators_bindByPrecedence_data();
    void operators_bindByPrecedence();
    void query_isAccepted_data();
    void query_isAccepted();
    void badQuery_namesReasonAndPlace_data();
    void badQuery_namesReasonAndPlace();
    void number_hasItsValue_data();
    void number_hasItsValue();
    void selector_keepsMatchersOffsetAndTime();
    void subquery_keepsRangeAndStep();
    void aggregation_keepsGroupingOnEitherSide();
    void matching_keepsLabelsAndCardinality();
    void hostileDepth_isRefusedNotFollowed_data();
    void hostileDepth_isRefusedNotFollowed();
    void overlongQuery_isRefused();
    void plainSelector_isParsedAlone();
    void node_knowsItsText();
    void place_isGivenInLinesAndColumns();
};

void TestParser::operators_bindByPrecedence_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("expected");
    const auto row = [](std::string text, std::string expected) {
        QTest::newRow(text.c_str()) << text << std::move(expected);
    };
    row("1 + 2 * 3", "[1 + [2 * 3]]");
    row("1 * 2 + 3", "[[1 * 2] + 3]");
    row("1 - 2 - 3", "[[1 - 2] - 3]");
    row("2 ^ 3 ^ 2", "[2 ^ [3 ^ 2]]");
    row("a ^ 2 * 3", "[[a ^ 2] * 3]");
    row("-a ^ 2", "[-[a ^ 2]]");
    row("-a * b", "[[-a] * b]");
    row("2 ^ -a * 3", "[[2 ^ [-a]] * 3]");
    row("-1", "-1");
    row("- -1", "1");
    row("a - -1", "[a - -1]");
    row("a atan2 b % c", "[[a atan2 b] % c]");
    row("a or b and c", "[a or [b and c]]");
    row("a and b unless c", "[[a and b] unless c]");
    row("a or b or c", "[[a or b] or c]");
    row("a > b + 1", "[a > [b + 1]]");
    row("a == b > c", "[[a == b] > c]");
    row("a and b > c", "[a and [b > c]]");
    row("(a + b) * c", "[([a + b]) * c]");
    row("A AND B", "[A and B]");
}

void TestParser::operators_bindByPrecedence()
{
    QFETCH(std::string, text);
    QFETCH(std::string, expected);
    const Result<ExprPtr> expr = parse(text);
    QVERIFY2(expr, expr ? "" : expr.error().toString().c_str());
    QCOMPARE(structure(**expr), expected);
}

void TestParser::query_isAccepted_data()
{
    QTest::addColumn<std::string>("text");
    for (const char *text : {
             "foo",
             "cpu.busy",
             "TcpExt.TW{host=\"a\"}",
             "load.1min.percore > 1",
             "a:b:c",
             ":rule",
             "_x",
             "{__name__=\"disk.io.avgqu-sz\"}",
             "{\"disk.io.avgqu-sz\"}",
             "{\"a b\", host=\"c\", 'x.y'!=\"z\",}",
             "foo{}",
             "foo{a=\"b\",}",
             "foo{sum=\"1\",by!=\"2\",on=~\"3\",inf!~\"4\"}",
             "sum",
             "sum{a=\"b\"}",
             "by",
             "without + offset",
             "start - end",
             "and",
             "or or or",
             "group unless topk",
             "count offset 5m",
             "avg[5m]",
             "foo offset -1d",
             "foo @ 1",
             "foo @ -1.5",
             "foo @ +1e3",
             "foo @ start()",
             "foo[5m] @ end() offset 1m",
             "foo offset 1m @ 1",
             "rate(foo[1h30m])",
             "rate(foo[5m:])",
             "rate(foo[5m:1m] offset 1h)",
             "sum(rate(foo[5m]))[1h:5m]",
             "(foo + bar)[5m:]",
             "foo[5m:1m]",
             "sum by (a, b,) (x)",
             "sum(x) without ()",
             "SUM BY (Job) (x)",
             "topk(3, x)",
             "topk by (on, sum, bool) ((3), x)",
             "quantile(0.9, x)",
             "count_values(\"v\", x)",
             "a + on () b",
             "a * ignoring (x) group_left b",
             "a / on (x) group_right (y, z) b",
             "a > bool on (x) b",
             "1 > bool 2",
             "a and on (x) b",
             "time()",
             "vector(1)",
             "year()",
             "year(a)",
             "round(a)",
             "round(a, 5)",
             "label_join(a, \"b\", \"c\")",
             "label_join(a, \"b\", \"c\", \"d\", \"e\")",
             "absent(a{b=\"c\"})",
             "\"text\"",
             "'text'",
             "`raw`",
             "# only\nfoo # comment",
             "foo\n+\nbar",
             "histogram_quantile(0.9, x)",
             "predict_linear(x[1h], 3600)",
             "histogram_fraction(0, 1, x)",
             "NaN",
             "foo{a=~\"b{1,2}\"}",
         }) {
        QTest::newRow(text) << std::string{text};
    }
}

void TestParser::query_isAccepted()
{
    QFETCH(std::string, text);
    const Result<ExprPtr> expr = parse(text);
    QVERIFY2(expr, expr ? "" : expr.error().toString().c_str());
}

void TestParser::badQuery_namesReasonAndPlace_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("reason");
    QTest::addColumn<int>("position");
    const auto row = [](std::string text, std::string reason, int position) {
        QTest::newRow(text.c_str()) << text << std::move(reason) << position;
    };
    row("", "no expression found", 0);
    row("# nothing", "no expression found", 0);
    row("1 +", "unexpected end of input", 3);
    row("* 1", "unexpected \"*\"", 0);
    row("foo bar", "unexpected \"bar\" after expression", 4);
    row("(foo", "unclosed left parenthesis", 0);
    row("foo)", "unexpected \")\" after expression", 3);
    row("sum(foo", "unclosed left parenthesis", 3);
    row("foo{a=\"b\"", "unclosed left brace", 3);
    row("foo{,}", "unexpected \",\" in label matching", 4);
    row("foo{a}", "unexpected \"}\" in label matching, expected one of =, !=, =~, !~", 5);
    row("foo{a=b}", "unexpected \"b\" in label matching, expected a string", 6);
    row("foo{a=~\"(\"}", "invalid regular expression", 7);
    row("foo{__name__=\"bar\"}", "metric name must not be set twice", 0);
    row("foo{\"bar\"}", "metric name must not be set twice", 0);
    row("{\"bar\" \"foo\"}", "expected one of =, !=, =~, !~", 7);
    row("{}", "must contain at least one non-empty matcher", 0);
    row("{a=~\".*\"}", "must contain at least one non-empty matcher", 0);
    row("foo[5m", "unexpected end of input in range selector", 6);
    row("foo[]", "expected a duration", 4);
    row("foo[5]", "expected a duration", 4);
    row("foo[0s]", "duration must be greater than 0", 4);
    row("foo[30m1h]", "not a valid duration string", 4);
    row("foo offset 5m[5m]", "no offset modifiers allowed before range", 13);
    row("foo @ 1[5m]", "no @ modifiers allowed before range", 7);
    row("sum(foo)[5m]", "ranges only allowed for vector selectors", 8);
    row("foo[5m][5m]", "ranges only allowed for vector selectors", 7);
    row("foo[5m][5m:]", "subquery is only allowed on instant vector, got range vector", 0);
    row("1[5m:]", "subquery is only allowed on instant vector, got scalar", 0);
    row("foo offset", "expected a duration", 10);
    row("foo offset 1m offset 1m", "offset may not be set multiple times", 14);
    row("sum(foo) offset 5m", "offset modifier must be preceded by", 9);
    row("1 offset 5m", "offset modifier must be preceded by", 2);
    row("foo @ 1 @ 2", "@ <timestamp> may not be set multiple times", 8);
    row("foo @ Inf", "timestamp out of bounds", 6);
    row("foo @ start", "expected \"()\" after start or end", 11);
    row("foo @ bar", "expected timestamp, start() or end()", 6);
    row("(foo) @ 1", "@ modifier must be preceded by", 6);
    row("nosuch(foo)", "unknown function with name \"nosuch\"", 0);
    row("RATE(foo[5m])", "unknown function with name \"RATE\"", 0);
    row("a.b(foo)", "unknown function with name \"a.b\"", 0);
    row("rate(foo)", "expected type range vector in call to function \"rate\", got instant vector", 5);
    row("abs(foo[5m])", "expected type instant vector", 4);
    row("abs(1)", "expected type instant vector in call to function \"abs\", got scalar", 4);
    row("abs()", "expected 1 argument(s) in call to function \"abs\", got 0", 0);
    row("time(foo)", "expected 0 argument(s)", 0);
    row("round(a, 1, 2)", "expected at most 2 argument(s)", 0);
    row("label_join(a, \"b\")", "expected at least 3 argument(s)", 0);
    row("label_join(a, \"b\", \"c\", 1)", "expected type string", 24);
    row("rate(foo[5m],)", "trailing commas not allowed", 13);
    row("sum()", "wrong number of arguments for aggregate expression provided, expected 1, got 0", 0);
    row("sum(a, b)", "expected 1, got 2", 0);
    row("topk(a)", "expected 2, got 1", 0);
    row("topk(\"a\", b)", "expected type scalar in aggregation \"topk\", got string", 5);
    row("count_values(1, b)", "expected type string", 13);
    row("sum(1)", "expected type instant vector in aggregation \"sum\", got scalar", 4);
    row("sum by foo", "unexpected \"foo\" in grouping opts, expected \"(\"", 7);
    row("sum by (a.b) (x)", "unexpected \"a.b\" in grouping opts, expected a label name", 8);
    row("sum by (a b) (x)", "expected \",\" or \")\"", 10);
    row("sum(x) by (a) by (b)", "unexpected \"by\" after expression", 14);
    row("1 == 2", "comparisons between scalars must use BOOL modifier", 0);
    row("a + bool b", "bool modifier can only be used on comparison operators", 4);
    row("1 and 2", "set operator \"and\" not allowed in binary scalar expression", 0);
    row("a and 1", "set operator \"and\" not allowed", 0);
    row("1 + on (a) b", "vector matching only allowed between instant vectors", 0);
    row("a and on (x) group_left b", "no grouping allowed for \"and\" operation", 0);
    row("a + on (x) group_left (x) b", "label \"x\" must not occur in ON and GROUP clause at once", 0);
    row("a + group_left b", "unexpected \"group_left\"", 4);
    row("a[5m] + 1", "binary expression must contain only scalar and instant vector types", 0);
    row("1 + \"a\"", "binary expression must contain only", 4);
    row("-\"a\"", "unary expression only allowed on expressions of type scalar or instant vector", 0);
    row("bool", "unexpected \"bool\"", 0);
    row("on (a)", "unexpected \"on\"", 0);
    row("5m", "a duration stands only in brackets", 0);
    row("0x", "error parsing number", 0);
    row("1e999", "error parsing number", 0);
    row("1e", "error parsing number", 0);
    row("start()", "unknown function with name \"start\"", 0);
}

void TestParser::badQuery_namesReasonAndPlace()
{
    QFETCH(std::string, text);
    QFETCH(std::string, reason);
    QFETCH(int, position);
    const Result<ExprPtr> expr = parse(text);
    QVERIFY(!expr);
    QVERIFY(expr.error().code == ErrorCode::InvalidInput);
    QVERIFY2(expr.error().message.find(reason) != std::string::npos, expr.error().message.c_str());
    QCOMPARE(expr.error().context.at("position"), std::to_string(position));
}

void TestParser::number_hasItsValue_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<double>("value");
    QTest::newRow("decimal") << std::string{"12.5"} << 12.5;
    QTest::newRow("no digit before the point") << std::string{".5"} << 0.5;
    QTest::newRow("no digit after the point") << std::string{"5."} << 5.0;
    QTest::newRow("exponent") << std::string{"1.5e-3"} << 0.0015;
    QTest::newRow("hexadecimal") << std::string{"0x1F"} << 31.0;
    QTest::newRow("a leading zero means octal") << std::string{"010"} << 8.0;
    QTest::newRow("but not with an 8 in it") << std::string{"08"} << 8.0;
    QTest::newRow("beyond 64 bits") << std::string{"18446744073709551616"} << 18446744073709551616.0;
    QTest::newRow("too small is zero") << std::string{"1e-999"} << 0.0;
}

void TestParser::number_hasItsValue()
{
    QFETCH(std::string, text);
    QFETCH(double, value);
    const ExprPtr expr = parsed(text);
    QVERIFY(expr);
    QCOMPARE(std::get<NumberLiteral>(expr->node).value, value);
}

void TestParser::selector_keepsMatchersOffsetAndTime()
{
    const ExprPtr expr = parsed(R"(cpu.busy{host!="a", core=~"1|2", x!~'y'}[5m] @ 1.5 offset -1m)");
    QVERIFY(expr);
    const auto &matrix = std::get<MatrixSelector>(expr->node);
    const std::vector<Matcher> matchers{{"host", MatchOp::NotEqual, "a"}, {"core", MatchOp::Regex, "1|2"},
        {"x", MatchOp::NotRegex, "y"}, {"__name__", MatchOp::Equal, "cpu.busy"}};
    QVERIFY(matrix.selector.matchers == matchers);
    QCOMPARE(matrix.rangeMs, 300'000);
    QCOMPARE(matrix.selector.offsetMs, -60'000);
    QVERIFY(matrix.selector.at == (AtModifier{AtModifier::Kind::Timestamp, 1500}));
}

void TestParser::subquery_keepsRangeAndStep()
{
    const ExprPtr expr = parsed("rate(foo[1m])[1h:30s] offset 5m");
    QVERIFY(expr);
    const auto &subquery = std::get<Subquery>(expr->node);
    QCOMPARE(subquery.rangeMs, 3'600'000);
    QCOMPARE(subquery.stepMs, 30'000);
    QCOMPARE(subquery.offsetMs, 300'000);
    QVERIFY(expr->type() == ValueType::Matrix);
}

void TestParser::aggregation_keepsGroupingOnEitherSide()
{
    const std::vector<std::string> labels{"a", "b"};
    for (const char *text : {"sum without (a, b) (x)", "sum(x) without (a, b)"}) {
        const ExprPtr expr = parsed(text);
        QVERIFY(expr);
        const auto &aggregate = std::get<Aggregate>(expr->node);
        QVERIFY(aggregate.without);
        QVERIFY(aggregate.grouping == labels);
    }
}

void TestParser::matching_keepsLabelsAndCardinality()
{
    using Cardinality = VectorMatching::Cardinality;
    const ExprPtr right = parsed("a * on (x) group_right (y) b");
    const auto &matching = std::get<Binary>(right->node).matching;
    QVERIFY(matching.on && matching.cardinality == Cardinality::OneToMany);
    QVERIFY(matching.labels == std::vector<std::string>{"x"}
        && matching.include == std::vector<std::string>{"y"});
    const ExprPtr set = parsed("a unless ignoring (x) b");
    QVERIFY(std::get<Binary>(set->node).matching.cardinality == Cardinality::ManyToMany);
    QVERIFY(!std::get<Binary>(set->node).matching.on);
}

void TestParser::hostileDepth_isRefusedNotFollowed_data()
{
    QTest::addColumn<std::string>("text");
    const auto repeat = [](std::string_view piece, std::size_t times) {
        std::string text;
        for (std::size_t i = 0; i < times; ++i) {
            text += piece;
        }
        return text;
    };
    QTest::newRow("parentheses") << repeat("(", 60'000);
    QTest::newRow("closed parentheses") << repeat("(", 400) + "1" + repeat(")", 400);
    QTest::newRow("signs") << repeat("-", 60'000) + "a";
    QTest::newRow("calls") << repeat("abs(", 15'000);
    QTest::newRow("powers") << repeat("2^", 30'000) + "2";
    QTest::newRow("a long chain on the left") << repeat("a+", 30'000) + "a";
    QTest::newRow("subqueries") << "a" + repeat("[5m:]", 10'000);
    QTest::newRow("aggregations") << repeat("sum(", 15'000) + "a";
}

void TestParser::hostileDepth_isRefusedNotFollowed()
{
    QFETCH(std::string, text);
    const Result<ExprPtr> expr = parse(text);
    QVERIFY(!expr);
    QVERIFY2(expr.error().message.find("nested deeper") != std::string::npos
            || expr.error().message.find("subquery is only allowed") != std::string::npos,
        expr.error().message.c_str());
}

void TestParser::overlongQuery_isRefused()
{
    const Result<ExprPtr> expr = parse(std::string(kMaxQueryBytes + 1, ' '));
    QVERIFY(!expr);
    QVERIFY(expr.error().message.find("longer than 65536 bytes") != std::string::npos);
}

void TestParser::plainSelector_isParsedAlone()
{
    const Result<VectorSelector> selector = parseSelector("up{job=\"a\"}");
    QVERIFY(selector);
    QCOMPARE(selector->matchers.size(), 2U);
    for (const char *text : {"up offset 5m", "up[5m]", "up @ 1", "1", "sum(up)"}) {
        QVERIFY2(!parseSelector(text), text);
    }
}

void TestParser::node_knowsItsText()
{
    constexpr std::string_view kText = "1 + rate(foo[5m] offset 1m)  ";
    const ExprPtr expr = parsed(kText);
    const auto &binary = std::get<Binary>(expr->node);
    const auto &call = std::get<Call>(binary.rhs->node);
    const Expr &argument = *call.arguments.front();
    QVERIFY(kText.substr(argument.begin, argument.end - argument.begin) == "foo[5m] offset 1m");
    QVERIFY(
        kText.substr(binary.rhs->begin, binary.rhs->end - binary.rhs->begin) == "rate(foo[5m] offset 1m)");
}

void TestParser::place_isGivenInLinesAndColumns()
{
    const Result<ExprPtr> expr = parse("sum(\n  foo{a=\"é\"} bar\n)");
    QVERIFY(!expr);
    QCOMPARE(expr.error().context.at("line"), std::string{"2"});
    QCOMPARE(expr.error().context.at("column"), std::string{"14"});
}

QTEST_APPLESS_MAIN(TestParser)
#include "tst_parser.moc"
