// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/rangehint.h"

#include <QTest>

#include <optional>

using namespace std::chrono_literals;
using namespace qd;
using namespace qd::console;

namespace {

constexpr TimeMs kNow = fromUnixMs(1'795'000'000'000);

} // namespace

Q_DECLARE_METATYPE(qd::console::RangeHint::Kind)

/// When a page offers another range, and which.
class TestRangeHint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void live_offersTheShortestRangeThatHoldsTheSamples_data()
    {
        QTest::addColumn<std::chrono::milliseconds>("shown");
        QTest::addColumn<std::chrono::milliseconds>("known");
        QTest::addColumn<std::chrono::milliseconds>("offered"); // zero: nothing
        const auto row = [](const char *name, std::chrono::milliseconds shown,
                             std::chrono::milliseconds known, std::chrono::milliseconds offered) {
            QTest::newRow(name) << shown << known << offered;
        };
        row("a host of two minutes in an hour", 1h, 2min, 5min);
        row("a host of twelve minutes in an hour", 1h, 12min, 15min);
        row("half an hour fills enough of an hour", 1h, 30min, 0ms);
        row("a full range", 1h, 1h, 0ms);
        row("an hour in a day", 24h, 55min, 1h);
        row("nothing shorter than the shortest", 5min, 1min, 0ms);
    }
    void live_offersTheShortestRangeThatHoldsTheSamples()
    {
        QFETCH(std::chrono::milliseconds, shown);
        QFETCH(std::chrono::milliseconds, known);
        QFETCH(std::chrono::milliseconds, offered);
        const TimeMs first = kNow - known;
        const RangeHint hint = rangeHint({true, shown, {}, {}}, kNow, first, std::nullopt);
        if (offered == 0ms) {
            QCOMPARE(hint, RangeHint());
            return;
        }
        QCOMPARE(hint.kind, RangeHint::Kind::BeginsLate);
        QCOMPARE(hint.at, first);
        QCOMPARE(hint.offer, (QuerySpan{true, offered, {}, {}}));
    }

    void silentBeforeTheRange_offersTheTimeBefore()
    {
        const TimeMs last = kNow - 3h;
        const RangeHint hint = rangeHint({true, 1h, {}, {}}, kNow, std::nullopt, last);
        QCOMPARE(hint.kind, RangeHint::Kind::Silent);
        QCOMPARE(hint.at, last);
        QVERIFY(!hint.offer.isLive);
        QCOMPARE(hint.offer.end - hint.offer.start, 1h);
        QVERIFY(hint.offer.start < last && last < hint.offer.end); // the end of the data is in view
    }

    void silentWithinTheRange_needsNoHint()
    {
        QCOMPARE(rangeHint({true, 1h, {}, {}}, kNow, kNow - 1h, kNow - 14min), RangeHint());
    }

    void fixedRange_wasChosenAndGetsNoAdvice()
    {
        const QuerySpan fixed{false, 1h, kNow - 1h, kNow};
        QCOMPARE(rangeHint(fixed, kNow, kNow - 1min, std::nullopt), RangeHint());
        QCOMPARE(rangeHint(fixed, kNow, std::nullopt, kNow - 3h), RangeHint());
    }

    void nothingKnown_saysNothing()
    {
        QCOMPARE(rangeHint({true, 1h, {}, {}}, kNow, std::nullopt, std::nullopt), RangeHint());
    }
};

QTEST_APPLESS_MAIN(TestRangeHint)
#include "tst_rangehint.moc"
