// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/acktracker.h"

#include <QTest>

using namespace qd::backend::ingest;
using namespace std::chrono_literals;

namespace {

/// 0 if there is nothing to tell.
std::uint64_t toldBy(AckTracker &acks)
{
    const auto ack = acks.takeAck();
    return ack ? ack->sequence : 0;
}

} // namespace

class TstAckTracker final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void laterCommit_waitsForTheEarlierOne();
    void sequencesThatNeverCame_holdNothingBack();
    void repeatOfKeptBlock_isTold();
    void blockInFlight_isToldApartFromARepeat();
    void sequenceBelowTheNewest_isOutOfOrder();
    void nothingNew_isNoAck();
    void unwantedAck_waitsForAWantedOne();
    void wantedAck_isDueWhenEverythingBeforeItIsSettled();
    void arrival_isThatOfTheTellingBlock();
};

void TstAckTracker::laterCommit_waitsForTheEarlierOne()
{
    AckTracker acks;
    for (const std::uint64_t sequence : {1U, 2U, 3U}) {
        QVERIFY(acks.arrived(sequence) == AckTracker::Arrival::New);
    }
    acks.settled(3);
    QVERIFY(!acks.takeAck());
    acks.settled(1);
    QCOMPARE(toldBy(acks), 1U);
    acks.settled(2);
    QCOMPARE(toldBy(acks), 3U);
    QCOMPARE(acks.inFlight(), 0U);
}

void TstAckTracker::sequencesThatNeverCame_holdNothingBack()
{
    AckTracker acks(10);
    QVERIFY(acks.arrived(15) == AckTracker::Arrival::New);
    acks.settled(15);
    QCOMPARE(toldBy(acks), 15U);
}

void TstAckTracker::repeatOfKeptBlock_isTold()
{
    AckTracker acks(10);
    QCOMPARE(toldBy(acks), 10U);
    QVERIFY(acks.arrived(9) == AckTracker::Arrival::Repeat);
    QVERIFY(!acks.isDue());
    acks.repeatAck();
    QVERIFY(acks.isDue());
    QCOMPARE(toldBy(acks), 10U);
}

void TstAckTracker::blockInFlight_isToldApartFromARepeat()
{
    AckTracker acks;
    QVERIFY(acks.arrived(1) == AckTracker::Arrival::New);
    QVERIFY(acks.arrived(1) == AckTracker::Arrival::InFlight);
}

void TstAckTracker::sequenceBelowTheNewest_isOutOfOrder()
{
    AckTracker acks;
    QVERIFY(acks.arrived(1) == AckTracker::Arrival::New);
    QVERIFY(acks.arrived(5) == AckTracker::Arrival::New);
    QVERIFY(acks.arrived(3) == AckTracker::Arrival::OutOfOrder);
}

void TstAckTracker::nothingNew_isNoAck()
{
    AckTracker acks;
    QVERIFY(!acks.takeAck());
    QVERIFY(acks.arrived(1) == AckTracker::Arrival::New);
    acks.settled(1);
    QVERIFY(acks.takeAck());
    QVERIFY(!acks.takeAck());
}

void TstAckTracker::unwantedAck_waitsForAWantedOne()
{
    AckTracker acks;
    QVERIFY(acks.arrived(1) == AckTracker::Arrival::New);
    acks.settled(1);
    QVERIFY(!acks.isDue());
    QVERIFY(acks.arrived(2) == AckTracker::Arrival::New);
    acks.want(2, {});
    QVERIFY(!acks.isDue()); // not kept yet
    acks.settled(2);
    QVERIFY(acks.isDue());
    QCOMPARE(toldBy(acks), 2U);
    QVERIFY(!acks.isDue());
}

void TstAckTracker::wantedAck_isDueWhenEverythingBeforeItIsSettled()
{
    AckTracker acks;
    for (const std::uint64_t sequence : {1U, 2U, 3U}) {
        QVERIFY(acks.arrived(sequence) == AckTracker::Arrival::New);
    }
    acks.want(2, {});
    acks.settled(2);
    acks.settled(3);
    QVERIFY(!acks.isDue());
    acks.settled(1);
    QVERIFY(acks.isDue());
    QCOMPARE(toldBy(acks), 3U);
}

void TstAckTracker::arrival_isThatOfTheTellingBlock()
{
    const AckTracker::Instant first{1s};
    const AckTracker::Instant second{2s};
    AckTracker acks;
    for (const std::uint64_t sequence : {1U, 2U, 3U}) {
        QVERIFY(acks.arrived(sequence) == AckTracker::Arrival::New);
    }
    acks.want(1, first);
    acks.want(2, second);
    acks.settled(1);
    acks.settled(2);
    QVERIFY(acks.takeAck()->arrivedAt == second);
    acks.settled(3);
    QVERIFY(!acks.takeAck()->arrivedAt); // nobody waited for that one
}

QTEST_APPLESS_MAIN(TstAckTracker)
#include "tst_acktracker.moc"
