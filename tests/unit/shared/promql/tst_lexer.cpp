// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/duration.h"
#include "shared/promql/lexer.h"

#include <QTest>

using namespace qd;
using namespace qd::promql;

Q_DECLARE_METATYPE(std::vector<TokenType>)

class TestLexer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void text_isSplitIntoTokens_data();
    void text_isSplitIntoTokens();
    void string_isDecoded_data();
    void string_isDecoded();
    void badText_namesReasonAndPlace_data();
    void badText_namesReasonAndPlace();
    void dottedWord_isOneToken();
    void tokens_knowWhereTheyStand();
    void duration_isReadInMilliseconds_data();
    void duration_isReadInMilliseconds();
    void badDuration_isRefused_data();
    void badDuration_isRefused();
    void duration_isPrintedCanonically_data();
    void duration_isPrintedCanonically();
};

void TestLexer::text_isSplitIntoTokens_data()
{
    using enum TokenType;
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::vector<TokenType>>("types");
    const auto row = [](const char *name, std::string text, std::vector<TokenType> types) {
        types.push_back(End);
        QTest::newRow(name) << std::move(text) << std::move(types);
    };
    row("nothing", "", {});
    row("blanks and a comment", " \t\r\n# 1 + 2", {});
    row("a comment ends with its line", "1 # x\n2", {Number, Number});
    row("all comparison operators",
        "== != > < >= <=", {Equal, NotEqual, Greater, Less, GreaterOrEqual, LessOrEqual});
    row("all arithmetic operators", "+ - * / % ^", {Add, Subtract, Multiply, Divide, Modulo, Power});
    row("braces change what = and ! mean", "{a=\"1\",b!=\"2\",c=~\"3\",d!~\"4\"}",
        {LeftBrace, Word, Assign, String, Comma, Word, NotEqual, String, Comma, Word, RegexMatch, String,
            Comma, Word, RegexNoMatch, String, RightBrace});
    row("brackets make the colon a separator", "x[5m:1m]",
        {Word, LeftBracket, Duration, Colon, Duration, RightBracket});
    row("elsewhere a colon is part of a name", "a:b:c :d", {Word, Word});
    row("Inf and NaN in any case are numbers", "inf INF +Inf nan NaN",
        {Number, Number, Add, Number, Number, Number});
    row("between braces inf is a label", "{inf=\"\"}", {LeftBrace, Word, Assign, String, RightBrace});
    row("numbers of all forms", "1 1.5 .5 5. 1e3 1E-3 0x1f 0XFF 010", std::vector<TokenType>(9, Number));
    row("durations of all units", "1ms 1s 1m 1h 1d 1w 1y 1h30m", std::vector<TokenType>(8, Duration));
    row("a dot not followed by a letter ends a name", "a.b + c.d.1e", {Word, Add, Word});
    row("strings of three kinds", "\"a\" 'b' `c`", {String, String, String});
}

void TestLexer::text_isSplitIntoTokens()
{
    QFETCH(std::string, text);
    QFETCH(std::vector<TokenType>, types);
    const Result<std::vector<Token>> tokens = Lexer{text}.tokens();
    QVERIFY2(tokens, tokens ? "" : tokens.error().toString().c_str());
    std::vector<TokenType> found;
    for (const Token &token : *tokens) {
        found.push_back(token.type);
    }
    QVERIFY(found == types);
}

void TestLexer::string_isDecoded_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("value");
    const auto row = [](const char *name, std::string text, std::string value) {
        QTest::newRow(name) << std::move(text) << std::move(value);
    };
    row("letters", R"("\a\b\f\n\r\t\v\\")", "\a\b\f\n\r\t\v\\");
    row("the own quote", R"("a\"b")", "a\"b");
    row("the other quote needs no escape", R"('a"b')", "a\"b");
    row("octal", R"("\101\060")", "A0");
    row("hexadecimal", R"("\x41\xff")", "A\xff");
    row("Unicode of four digits", R"("\u00e9\u4e2d")", "é中");
    row("Unicode of eight digits", R"("\U0001F600")", "😀");
    row("a raw string keeps its backslashes and lines", "`a\\n\nb`", "a\\n\nb");
    row("UTF-8 as it is", "\"Größe 中文\"", "Größe 中文");
}

void TestLexer::string_isDecoded()
{
    QFETCH(std::string, text);
    QFETCH(std::string, value);
    const Result<std::vector<Token>> tokens = Lexer{text}.tokens();
    QVERIFY2(tokens, tokens ? "" : tokens.error().toString().c_str());
    QCOMPARE(QByteArray::fromStdString(tokens->front().value), QByteArray::fromStdString(value));
}

void TestLexer::badText_namesReasonAndPlace_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<QString>("reason");
    QTest::addColumn<int>("position");
    const auto row = [](const char *name, std::string text, const char *reason, int position) {
        QTest::newRow(name) << std::move(text) << QString::fromUtf8(reason) << position;
    };
    row("open string", "foo{a=\"b", "unterminated quoted string", 6);
    row("string over the end of the line", "'a\nb'", "unterminated quoted string", 0);
    row("open raw string", "1 + `a", "unterminated raw string", 4);
    row("unknown escape", R"("\q")", "unknown escape sequence", 1);
    row("the other quote escaped", R"("\'")", "unknown escape sequence", 1);
    row("too few octal digits", R"("\12")", "needs 3 octal digits", 1);
    row("octal beyond a byte", R"("\777")", "beyond one byte", 1);
    row("too few hexadecimal digits", R"("\x4")", "needs 2 hexadecimal digits", 1);
    row("half of a surrogate pair", R"("\ud800")", "invalid Unicode code point", 1);
    row("beyond Unicode", R"("\U00110000")", "invalid Unicode code point", 1);
    row("number running into a name", "12foo", "bad number or duration syntax: \"12foo\"", 0);
    row("unknown unit", "x[5k]", "bad number or duration syntax: \"5k\"", 2);
    row("stray character", "a ; b", "unexpected character ';'", 2);
    row("stray character of several bytes", "a § b", "unexpected character '§'", 2);
    row("lonely exclamation mark", "a ! b", "unexpected character '!'", 2);
    row("brace within braces", "{{", "unexpected left brace", 1);
    row("bracket within brackets", "x[[", "unexpected left bracket", 2);
    row("operator within braces", "{a>\"1\"}", "unexpected character inside braces: '>'", 2);
}

void TestLexer::badText_namesReasonAndPlace()
{
    QFETCH(std::string, text);
    QFETCH(QString, reason);
    QFETCH(int, position);
    const Result<std::vector<Token>> tokens = Lexer{text}.tokens();
    QVERIFY(!tokens);
    QVERIFY(tokens.error().code == ErrorCode::InvalidInput);
    QVERIFY2(QString::fromStdString(tokens.error().message).contains(reason), tokens.error().message.c_str());
    QCOMPARE(tokens.error().context.at("position"), std::to_string(position));
}

void TestLexer::dottedWord_isOneToken()
{
    for (const std::string_view name : {"cpu.busy", "TcpExt.TW", "load.1min", "load.1min.percore", "a._b"}) {
        const Result<std::vector<Token>> tokens = Lexer{name}.tokens();
        QVERIFY(tokens);
        QCOMPARE(tokens->size(), 2U);
        QVERIFY(tokens->front().text == name);
        QVERIFY(isMetricName(name));
        QVERIFY(!isLabelName(name));
    }
    QVERIFY(!isMetricName("disk.io.avgqu-sz"));
    QVERIFY(!isMetricName("a."));
    QVERIFY(!isMetricName(""));
}

void TestLexer::tokens_knowWhereTheyStand()
{
    const Result<std::vector<Token>> tokens = Lexer{"foo + \"é\""}.tokens();
    QVERIFY(tokens);
    QCOMPARE(tokens->at(2).begin, 6U);
    QCOMPARE(tokens->at(2).end, 10U);
    const Error error = syntaxError("a\n  é ;", 7, "x").error;
    QCOMPARE(error.context.at("line"), std::string{"2"});
    QCOMPARE(error.context.at("column"), std::string{"5"});
}

void TestLexer::duration_isReadInMilliseconds_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<qint64>("ms");
    QTest::newRow("milliseconds") << std::string{"250ms"} << qint64{250};
    QTest::newRow("hours and minutes") << std::string{"1h30m"} << qint64{5'400'000};
    QTest::newRow("everything") << std::string{"1y2w3d4h5m6s7ms"} << qint64{33'019'506'007};
    QTest::newRow("zero") << std::string{"0s"} << qint64{0};
}

void TestLexer::duration_isReadInMilliseconds()
{
    QFETCH(std::string, text);
    QFETCH(qint64, ms);
    QCOMPARE(parseDuration(text), std::optional<std::int64_t>{ms});
}

void TestLexer::badDuration_isRefused_data()
{
    QTest::addColumn<std::string>("text");
    for (const char *text :
        {"", "5", "m", "5k", "30m1h", "1h1h", "-5m", "1.5h", "300y", "99999999999999999999s"}) {
        QTest::addRow("\"%s\"", text) << std::string{text};
    }
}

void TestLexer::badDuration_isRefused()
{
    QFETCH(std::string, text);
    QVERIFY(!parseDuration(text).has_value());
}

void TestLexer::duration_isPrintedCanonically_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<std::string>("text");
    QTest::newRow("ninety minutes") << qint64{5'400'000} << std::string{"1h30m"};
    QTest::newRow("a week") << qint64{604'800'000} << std::string{"1w"};
    QTest::newRow("eight days are days") << qint64{691'200'000} << std::string{"8d"};
    QTest::newRow("a day and a half are hours") << qint64{129'600'000} << std::string{"36h"};
    QTest::newRow("a second and a half") << qint64{1500} << std::string{"1s500ms"};
    QTest::newRow("zero") << qint64{0} << std::string{"0s"};
}

void TestLexer::duration_isPrintedCanonically()
{
    QFETCH(qint64, ms);
    QFETCH(std::string, text);
    QCOMPARE(formatDuration(ms), text);
    QCOMPARE(parseDuration(text), std::optional<std::int64_t>{ms});
}

QTEST_APPLESS_MAIN(TestLexer)
#include "tst_lexer.moc"
