// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/clock.h"
#include "shared/base/error.h"
#include "shared/base/ids.h"

#include <QTest>

#include <array>
#include <unordered_set>

using namespace qd;

namespace {

constexpr std::array kAllCodes{
    ErrorCode::InvalidInput,
    ErrorCode::NotFound,
    ErrorCode::Conflict,
    ErrorCode::Denied,
    ErrorCode::Timeout,
    ErrorCode::Unavailable,
    ErrorCode::Cancelled,
    ErrorCode::Corrupt,
    ErrorCode::Internal,
};

} // namespace

class TestError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCode_hasANameOfItsOwn();
    void unknownName_readsAsInternal();
    void innermostFact_wins();
    void text_showsCodeMessageAndFacts();
    void ids_ofTwoKindsAreTwoTypes();
    void unixMilliseconds_goBothWays();
};

void TestError::everyCode_hasANameOfItsOwn()
{
    std::unordered_set<std::string_view> names;
    for (const ErrorCode code : kAllCodes) {
        QVERIFY(names.insert(toString(code)).second);
        QVERIFY(errorCodeFromString(toString(code)) == code);
    }
}

void TestError::unknownName_readsAsInternal()
{
    QVERIFY(errorCodeFromString("SomethingNewer") == ErrorCode::Internal);
    QVERIFY(errorCodeFromString("") == ErrorCode::Internal);
}

void TestError::innermostFact_wins()
{
    const Error error = Error{ErrorCode::NotFound, "no such host", {}}.with("host", "17").with("host", "18");
    QCOMPARE(error.context.size(), 1U);
    QCOMPARE(error.context.at("host"), std::string{"17"});
}

void TestError::text_showsCodeMessageAndFacts()
{
    const Error bare{ErrorCode::Timeout, "no answer", {}};
    QCOMPARE(bare.toString(), std::string{"Timeout: no answer"});
    const Error rich{ErrorCode::Denied, "no", {{"user", "ann"}, {"host", "7"}}};
    QCOMPARE(rich.toString(), std::string{"Denied: no (host=7, user=ann)"});
}

void TestError::ids_ofTwoKindsAreTwoTypes()
{
    static_assert(!std::is_convertible_v<HostId, NodeId>);
    static_assert(!std::is_convertible_v<int, HostId>);
    QVERIFY(HostId{}.isNull());
    QVERIFY(!HostId{3}.isNull());
    QVERIFY(HostId{3} < HostId{4});
    QCOMPARE((std::unordered_set<HostId>{HostId{1}, HostId{1}, HostId{2}}.size()), 2U);
}

void TestError::unixMilliseconds_goBothWays()
{
    QCOMPARE(toUnixMs(fromUnixMs(1'700'000'000'123)), 1'700'000'000'123);
    QCOMPARE(toUnixMs(fromUnixMs(-1)), -1);
    const SystemClock clock;
    QVERIFY(toUnixMs(clock.now()) > 1'600'000'000'000);
    const SteadyMs before = clock.steadyNow();
    QVERIFY(clock.steadyNow() >= before);
}

QTEST_APPLESS_MAIN(TestError)
#include "tst_error.moc"
