// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/labels.h"

#include <QTest>

using namespace qd;

class TestLabels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void construction_sortsAndKeepsTheLastOfEqualNames();
    void emptyValue_meansAbsent();
    void set_keepsTheOrder();
    void hash_isStableAndTellsApart();
    void text_isWhatPromqlReads_data();
    void text_isWhatPromqlReads();
    void comparison_isByContent();
};

void TestLabels::construction_sortsAndKeepsTheLastOfEqualNames()
{
    const Labels labels{{{"b", "1"}, {"a", "2"}, {"b", "3"}, {"c", ""}, {"a", "4"}}};
    const std::vector<Labels::Pair> expected{{"a", "4"}, {"b", "3"}};
    QVERIFY(labels.pairs() == expected);
}

void TestLabels::emptyValue_meansAbsent()
{
    // Also when it comes last: a repeated name with an empty value takes the label away.
    const Labels labels{{{"a", "1"}, {"a", ""}, {"b", "2"}}};
    QVERIFY(!labels.has("a"));
    QVERIFY(labels.get("a").empty());
    QVERIFY(labels.get("z").empty());
    QCOMPARE(labels.size(), 1U);
    QVERIFY(Labels{}.empty());
}

void TestLabels::set_keepsTheOrder()
{
    Labels labels;
    labels.set("m", "1");
    labels.set("a", "2");
    labels.set("z", "3");
    labels.set("m", "4");
    labels.set("nothing", "");
    QVERIFY(labels.pairs() == (std::vector<Labels::Pair>{{"a", "2"}, {"m", "4"}, {"z", "3"}}));
    labels.set("m", "");
    labels.remove("a");
    labels.remove("never there");
    QVERIFY(labels.pairs() == (std::vector<Labels::Pair>{{"z", "3"}}));
}

void TestLabels::hash_isStableAndTellsApart()
{
    // A stored hash has to mean the same in every version; these are FNV-1a values.
    QCOMPARE(Labels{}.hash(), 14695981039346656037ULL);
    const Labels one{{{"ab", "c"}}};
    const Labels other{{{"a", "bc"}}};
    QVERIFY(one.hash() != other.hash());
    QCOMPARE(one.hash(), (Labels{{{"ab", "c"}}}.hash()));
    const Labels turned{{{"y", "2"}, {"x", "1"}}};
    QCOMPARE(turned.hash(), (Labels{{{"x", "1"}, {"y", "2"}}}.hash()));
}

void TestLabels::text_isWhatPromqlReads_data()
{
    QTest::addColumn<std::vector<Labels::Pair>>("pairs");
    QTest::addColumn<std::string>("text");
    const auto row = [](const char *name, std::vector<Labels::Pair> pairs, std::string text) {
        QTest::newRow(name) << std::move(pairs) << std::move(text);
    };
    row("no labels", {}, "{}");
    row("only a name", {{"__name__", "cpu.busy"}}, "cpu.busy");
    row("name and labels", {{"__name__", "up"}, {"job", "a"}, {"host", "b"}}, "up{host=\"b\", job=\"a\"}");
    row("labels without a name", {{"job", "a"}}, "{job=\"a\"}");
    row("quotes, backslashes and line feeds", {{"a", "\"\\\n"}}, R"({a="\"\\\n"})");
}

void TestLabels::text_isWhatPromqlReads()
{
    QFETCH(std::vector<Labels::Pair>, pairs);
    QFETCH(std::string, text);
    QCOMPARE(Labels{pairs}.toString(), text);
}

void TestLabels::comparison_isByContent()
{
    const Labels a{{{"x", "1"}}};
    const Labels b{{{"x", "2"}}};
    QVERIFY(a == (Labels{{{"x", "1"}}}));
    QVERIFY(a < b);
    QVERIFY(Labels{} < a);
}

QTEST_APPLESS_MAIN(TestLabels)
#include "tst_labels.moc"
