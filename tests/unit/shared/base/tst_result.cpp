// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/result.h"

#include <QTest>

#include <memory>
#include <string>

using namespace qd;

namespace {

Result<int> half(int number)
{
    if (number % 2 != 0) {
        return failure(ErrorCode::InvalidInput, "odd", {{"number", std::to_string(number)}});
    }
    return number / 2;
}

Result<void> needsEven(int number)
{
    return half(number).and_then([](int) { return Result<void>{}; });
}

} // namespace

class TestResult : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void value_isHeld();
    void failure_isHeld();
    void andThen_continuesOnlyWithAValue();
    void transform_changesOnlyAValue();
    void orElse_recoversOnlyFromAFailure();
    void valueOr_fallsBack();
    void moveOnlyValue_canBeTakenOut();
    void sameTypeForBoth_isNotMixedUp();
    void voidResult_isSuccessOrFailure();
};

void TestResult::value_isHeld()
{
    const Result<int> result = half(4);
    QVERIFY(result.has_value());
    QVERIFY(static_cast<bool>(result));
    QCOMPARE(result.value(), 2);
    QCOMPARE(*result, 2);
    Result<std::string> text = std::string{"abc"};
    QCOMPARE(text->size(), 3U);
    *text += "d";
    QCOMPARE(std::move(text).value(), std::string{"abcd"});
}

void TestResult::failure_isHeld()
{
    const Result<int> result = half(3);
    QVERIFY(!result.has_value());
    QVERIFY(!result);
    QVERIFY(result.error() == (Error{ErrorCode::InvalidInput, "odd", {{"number", "3"}}}));
}

void TestResult::andThen_continuesOnlyWithAValue()
{
    int calls = 0;
    const auto halfAgain = [&calls](int number) {
        ++calls;
        return half(number);
    };
    QCOMPARE(half(8).and_then(halfAgain).value(), 2);
    QCOMPARE(calls, 1);
    QCOMPARE(half(6).and_then(halfAgain).error().context.at("number"), std::string{"3"});
    QCOMPARE(half(7).and_then(halfAgain).error().context.at("number"), std::string{"7"});
    QCOMPARE(calls, 2);
}

void TestResult::transform_changesOnlyAValue()
{
    const auto shown = [](int number) { return std::to_string(number); };
    QCOMPARE(half(8).transform(shown).value(), std::string{"4"});
    QCOMPARE(half(7).transform(shown).error().message, std::string{"odd"});
}

void TestResult::orElse_recoversOnlyFromAFailure()
{
    const auto zero = [](Error &&) { return Result<int>{0}; };
    QCOMPARE(half(8).or_else(zero).value(), 4);
    QCOMPARE(half(7).or_else(zero).value(), 0);
    const auto worse = [](Error &&error) -> Result<int> {
        return failure(std::move(error).with("step", "second"));
    };
    QCOMPARE(half(7).or_else(worse).error().context.at("step"), std::string{"second"});
}

void TestResult::valueOr_fallsBack()
{
    QCOMPARE(half(8).value_or(9), 4);
    QCOMPARE(half(7).value_or(9), 9);
}

void TestResult::moveOnlyValue_canBeTakenOut()
{
    Result<std::unique_ptr<int>> result = std::make_unique<int>(5);
    const std::unique_ptr<int> taken = std::move(result).value();
    QCOMPARE(*taken, 5);
}

void TestResult::sameTypeForBoth_isNotMixedUp()
{
    const Result<Error> value = Error{ErrorCode::NotFound, "kept as a value", {}};
    const Result<Error> failed = failure(ErrorCode::Timeout, "late");
    QVERIFY(value.has_value() && value->code == ErrorCode::NotFound);
    QVERIFY(!failed.has_value() && failed.error().code == ErrorCode::Timeout);
}

void TestResult::voidResult_isSuccessOrFailure()
{
    QVERIFY(Result<void>{}.has_value());
    QVERIFY(needsEven(2));
    const Result<void> failed = needsEven(1);
    QVERIFY(!failed);
    QCOMPARE(failed.error().message, std::string{"odd"});
    int calls = 0;
    const auto count = [&calls] {
        ++calls;
        return Result<int>{calls};
    };
    QCOMPARE(needsEven(2).and_then(count).value(), 1);
    QVERIFY(!needsEven(1).and_then(count));
    QCOMPARE(calls, 1);
}

QTEST_APPLESS_MAIN(TestResult)
#include "tst_result.moc"
