// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/shared/promql/fuzz_promql.h"

#include <QTest>

#include <array>
#include <random>
#include <string>
#include <string_view>

using namespace qd::promql::test;

namespace {

constexpr std::array<std::string_view, 14> kSeeds{
    R"(sum by (job, mode) (rate(node_cpu{mode=~"i.*", x!="y"}[5m] offset 1h30m)))",
    R"(topk(3, a.b.c @ 1609746000.123) / on (x) group_left (y) b{__name__="z"} or -c ^ 2 ^ -3)",
    R"(histogram_quantile(0.9, sum without (i) (rate(b_bucket[10m:30s] @ end() offset -5m))))",
    R"(count_values("v\x41\u00e9\101", foo) > bool 1e+3 unless ignoring (a) bar)",
    "label_replace(up, `dst`, '$1', \"src\", \"(.*)\") # comment",
    "max_over_time(rate(x[1m])[1h:])",
    "1 + 2 - 3 * 4 / 5 % 6 atan2 7 == bool 8",
    "{__name__=~\"a|b\", le!~\"\"}",
    "start + end and by or without",
    "((((((((((1))))))))))",
    "----------1",
    "0x1F + 010 + .5 + 5. + Inf + NaN",
    "load.1min.percore:x > 0",
    "predict_linear(disk_free{host=\"\\\"\"}[1d12h], 4 * 3600) < 0",
};

constexpr std::array<std::string_view, 30> kPieces{
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "[5m]",
    "[5m:1m]",
    "offset 5m",
    "@ 1",
    "@ start()",
    "by (a)",
    "on (a)",
    "group_left",
    "sum",
    "rate",
    "foo",
    "a.b",
    "=~",
    "!=",
    "\"x\"",
    "1",
    "Inf",
    "-",
    "^",
    "and",
    "bool",
    ",",
    "#",
    "\n",
};

std::string mutated(std::string text, std::mt19937 &random)
{
    const auto below = [&](std::size_t bound) { return random() % (bound == 0 ? 1 : bound); };
    for (std::size_t change = 0; change <= below(4); ++change) {
        const std::size_t at = below(text.size() + 1);
        switch (below(6)) {
        case 0:
            text.insert(at, 1, static_cast<char>(below(256)));
            break;
        case 1:
            text.erase(std::min(at, text.size()), 1 + below(5));
            break;
        case 2:
            text.insert(at, std::string{kPieces[below(kPieces.size())]} + " ");
            break;
        case 3: {
            const std::string_view other = kSeeds[below(kSeeds.size())];
            text.insert(at, other.substr(below(other.size()), below(20)));
            break;
        }
        case 4:
            text += text.substr(at);
            break;
        default:
            if (!text.empty()) {
                text[below(text.size())] ^= static_cast<char>(1U << below(8));
            }
        }
    }
    return text;
}

void feed(const std::string &text)
{
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    fuzzParse(bytes.data(), bytes.size());
}

} // namespace

class TestParserFuzz : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void mutatedQueries_keepTheParsersPromises();
    void randomPieces_keepTheParsersPromises();
    void randomBytes_keepTheParsersPromises();
};

void TestParserFuzz::mutatedQueries_keepTheParsersPromises()
{
    std::mt19937 random{20230131};
    for (int round = 0; round < 30'000; ++round) {
        feed(mutated(std::string{kSeeds[random() % kSeeds.size()]}, random));
    }
}

void TestParserFuzz::randomPieces_keepTheParsersPromises()
{
    std::mt19937 random{242};
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (std::size_t i = 0; i < random() % 25; ++i) {
            text += std::string{kPieces[random() % kPieces.size()]} + (random() % 3 == 0 ? "" : " ");
        }
        feed(text);
    }
}

void TestParserFuzz::randomBytes_keepTheParsersPromises()
{
    std::mt19937 random{7};
    for (int round = 0; round < 5'000; ++round) {
        std::string text(random() % 200, '\0');
        for (char &c : text) {
            c = static_cast<char>(random() % 256);
        }
        feed(text);
    }
}

QTEST_APPLESS_MAIN(TestParserFuzz)
#include "tst_parserfuzz.moc"
