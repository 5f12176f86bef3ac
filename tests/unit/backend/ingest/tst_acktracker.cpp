// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/ingest/acktracker.h"

#include <QTest>

using namespace qd::backend::ingest;

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
    QCOMPARE(acks.takeAck(), std::optional<std::uint64_t>(1));
    acks.settled(2);
    QCOMPARE(acks.takeAck(), std::optional<std::uint64_t>(3));
    QCOMPARE(acks.inFlight(), 0U);
}

void TstAckTracker::sequencesThatNeverCame_holdNothingBack()
{
    AckTracker acks(10);
    QVERIFY(acks.arrived(15) == AckTracker::Arrival::New);
    acks.settled(15);
    QCOMPARE(acks.takeAck(), std::optional<std::uint64_t>(15));
}

void TstAckTracker::repeatOfKeptBlock_isTold()
{
    AckTracker acks(10);
    QCOMPARE(acks.takeAck(), std::optional<std::uint64_t>(10));
    QVERIFY(acks.arrived(9) == AckTracker::Arrival::Repeat);
    acks.repeatAck();
    QCOMPARE(acks.takeAck(), std::optional<std::uint64_t>(10));
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

QTEST_APPLESS_MAIN(TstAckTracker)
#include "tst_acktracker.moc"
