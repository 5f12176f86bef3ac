// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/loginthrottle.h"
#include "tests/support/manualclock.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace qd::backend::http;

namespace {

const QHostAddress kGuesser{u"192.0.2.1"_s};
const QHostAddress kOther{u"192.0.2.2"_s};

} // namespace

class TstLoginThrottle final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guessingSource_isNotListenedToForTheRestOfItsMinute()
    {
        LoginThrottle throttle{{3, 60s, 100}, m_clock};
        failTimes(throttle, kGuesser, 2);
        QVERIFY(throttle.mayTry(kGuesser));
        m_clock.advance(40s);
        failTimes(throttle, kGuesser, 1);
        QVERIFY(!throttle.mayTry(kGuesser));
        m_clock.advance(20s - 1ms);
        QVERIFY(!throttle.mayTry(kGuesser));
        m_clock.advance(1ms); // a minute after the first failure
        QVERIFY(throttle.mayTry(kGuesser));
    }

    void otherSources_areListenedTo()
    {
        LoginThrottle throttle{{3, 60s, 100}, m_clock};
        failTimes(throttle, kGuesser, 50);
        QVERIFY(!throttle.mayTry(kGuesser));
        QVERIFY(throttle.mayTry(kOther));
        failTimes(throttle, kOther, 2);
        QVERIFY(throttle.mayTry(kOther));
    }

    void newMinute_startsOver()
    {
        LoginThrottle throttle{{3, 60s, 100}, m_clock};
        failTimes(throttle, kGuesser, 3);
        m_clock.advance(60s);
        failTimes(throttle, kGuesser, 2);
        QVERIFY(throttle.mayTry(kGuesser));
        failTimes(throttle, kGuesser, 1);
        QVERIFY(!throttle.mayTry(kGuesser));
    }

    void jumpOfTheWallClock_setsNobodyFree()
    {
        LoginThrottle throttle{{3, 60s, 100}, m_clock};
        failTimes(throttle, kGuesser, 3);
        m_clock.jump(24h);
        QVERIFY(!throttle.mayTry(kGuesser));
    }

    void manySources_forgetThoseWhoseMinuteIsOverFirst()
    {
        LoginThrottle throttle{{1, 60s, 10}, m_clock};
        for (quint32 i = 0; i < 9; ++i) {
            throttle.failed(QHostAddress{0x0A00'0000U + i});
        }
        m_clock.advance(59s);
        throttle.failed(kGuesser);
        m_clock.advance(1s); // the nine are over, the tenth is not
        throttle.failed(kOther);
        QVERIFY(!throttle.mayTry(kGuesser));
        QVERIFY(!throttle.mayTry(kOther));
    }

    void moreSourcesThanFit_takeNoMoreMemory()
    {
        LoginThrottle throttle{{1, 60s, 10}, m_clock};
        for (quint32 i = 0; i < 1000; ++i) {
            const QHostAddress source{0x0A00'0000U + i};
            throttle.failed(source);
            QVERIFY(!throttle.mayTry(source)); // the newest is always remembered
        }
        int remembered = 0;
        for (quint32 i = 0; i < 1000; ++i) {
            remembered += throttle.mayTry(QHostAddress{0x0A00'0000U + i}) ? 0 : 1;
        }
        QVERIFY2(remembered <= 10, qPrintable(QString::number(remembered)));
    }

private:
    static void failTimes(LoginThrottle &throttle, const QHostAddress &source, int times)
    {
        for (int i = 0; i < times; ++i) {
            throttle.failed(source);
        }
    }

    qd::test::ManualClock m_clock;
};

QTEST_APPLESS_MAIN(TstLoginThrottle)
#include "tst_loginthrottle.moc"
