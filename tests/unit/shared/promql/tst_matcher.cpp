// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/matcher.h"

#include <QTest>

using namespace qd;
using namespace qd::promql;

class TestMatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void value_matches_data();
    void value_matches();
    void literalAlternatives_areOffered();
    void badExpression_isRefused();
    void hugeExpression_isRefused();
    void allMatchers_haveToHold();
};

void TestMatcher::value_matches_data()
{
    QTest::addColumn<int>("op");
    QTest::addColumn<std::string>("pattern");
    QTest::addColumn<std::string>("value");
    QTest::addColumn<bool>("matches");
    const auto row = [](const char *name, MatchOp op, std::string pattern, std::string value, bool matches) {
        QTest::newRow(name) << static_cast<int>(op) << std::move(pattern) << std::move(value) << matches;
    };
    row("equal", MatchOp::Equal, "a", "a", true);
    row("equal is case sensitive", MatchOp::Equal, "a", "A", false);
    row("equal to nothing matches an absent label", MatchOp::Equal, "", "", true);
    row("not equal", MatchOp::NotEqual, "a", "b", true);
    row("an expression", MatchOp::Regex, "web-[0-9]+", "web-17", true);
    row("an expression is anchored in front", MatchOp::Regex, "b.*", "abc", false);
    row("an expression is anchored at the end", MatchOp::Regex, ".*b", "abc", false);
    row("an alternative is anchored as a whole", MatchOp::Regex, "a.|b", "b", true);
    row("an alternative does not reach past its end", MatchOp::Regex, "a|b.", "ab", false);
    row("literal alternatives", MatchOp::Regex, "a|b|c", "b", true);
    row("literal alternatives and another value", MatchOp::Regex, "a|b|c", "d", false);
    row("an empty alternative matches nothing", MatchOp::Regex, "a|", "", true);
    row("a dot does not match a line feed", MatchOp::Regex, "a.b", "a\nb", false);
    row("case can be ignored", MatchOp::Regex, "(?i)web", "WEB", true);
    row("not an expression", MatchOp::NotRegex, "web-.*", "db-1", true);
    row("not literal alternatives", MatchOp::NotRegex, "a|b", "a", false);
}

void TestMatcher::value_matches()
{
    QFETCH(int, op);
    QFETCH(std::string, pattern);
    QFETCH(std::string, value);
    QFETCH(bool, matches);
    const Result<CompiledMatcher> matcher =
        CompiledMatcher::compile({"label", static_cast<MatchOp>(op), pattern});
    QVERIFY(matcher);
    QCOMPARE(matcher->matches(value), matches);
}

void TestMatcher::literalAlternatives_areOffered()
{
    const auto literals = [](MatchOp op, const char *pattern) {
        return CompiledMatcher::compile({"label", op, pattern})->literals();
    };
    QVERIFY(literals(MatchOp::Regex, "b|a|b") == (std::vector<std::string>{"a", "b"}));
    QVERIFY(literals(MatchOp::NotRegex, "web-1") == (std::vector<std::string>{"web-1"}));
    QVERIFY(!literals(MatchOp::Regex, "a|b.").has_value());
    QVERIFY(!literals(MatchOp::Equal, "a|b").has_value());
}

void TestMatcher::badExpression_isRefused()
{
    const Result<CompiledMatcher> matcher = CompiledMatcher::compile({"job", MatchOp::Regex, "a(b"});
    QVERIFY(!matcher);
    QVERIFY(matcher.error().code == ErrorCode::InvalidInput);
    QCOMPARE(matcher.error().context.at("label"), std::string{"job"});
    QCOMPARE(matcher.error().context.at("pattern"), std::string{"a(b"});
}

void TestMatcher::hugeExpression_isRefused()
{
    QVERIFY(!CompiledMatcher::compile({"job", MatchOp::Regex, "((a{100}){100}){100}"}));
}

void TestMatcher::allMatchers_haveToHold()
{
    const std::vector<Matcher> matchers{{"a", MatchOp::Equal, "1"}, {"b", MatchOp::NotEqual, ""}};
    const Result<std::vector<CompiledMatcher>> compiled = compileAll(matchers);
    QVERIFY(compiled);
    QVERIFY(matchesAll(*compiled, Labels{{{"a", "1"}, {"b", "2"}}}));
    QVERIFY(!matchesAll(*compiled, Labels{{{"a", "1"}}}));
    QVERIFY(!matchesAll(*compiled, Labels{{{"a", "2"}, {"b", "2"}}}));
    QVERIFY(!compileAll(std::vector<Matcher>{{"a", MatchOp::NotRegex, "["}}));
}

QTEST_APPLESS_MAIN(TestMatcher)
#include "tst_matcher.moc"
