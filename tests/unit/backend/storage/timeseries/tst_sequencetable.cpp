// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef Q_MOC_RUN // moc 6.4 stumbles over <concepts>
#include "backend/storage/timeseries/sequencetable.h"
#endif

#include <QtTest/QtTest>

using qd::HostId;
using qd::backend::SequenceTable;

class TestSequenceTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ascendingSequences_areNew();
    void queuedOrKeptSequence_isARepeat();
    void sequenceBehindATurnedAwayOne_isOutOfOrder();
    void repeatThatIsTurnedAway_holdsNothingUp();
    void askingForTheNewestKept_startsOver();
    void dictionariesAndHosts_areApart();
};

void TestSequenceTable::ascendingSequences_areNew()
{
    SequenceTable table;
    QVERIFY(table.offer(HostId{1}, 9, 1) == SequenceTable::Verdict::New);
    QVERIFY(table.offer(HostId{1}, 9, 2) == SequenceTable::Verdict::New);
    QVERIFY(table.offer(HostId{1}, 9, 7) == SequenceTable::Verdict::New); // the sender's spool dropped some
    QCOMPARE(table.kept(HostId{1}, 9), 0U);
    table.keep(HostId{1}, 9, 2);
    QCOMPARE(table.kept(HostId{1}, 9), 2U);
}

void TestSequenceTable::queuedOrKeptSequence_isARepeat()
{
    SequenceTable table;
    QVERIFY(table.offer(HostId{1}, 9, 5) == SequenceTable::Verdict::New);
    QVERIFY(table.offer(HostId{1}, 9, 5) == SequenceTable::Verdict::Repeat);
    table.keep(HostId{1}, 9, 8);
    QVERIFY(table.offer(HostId{1}, 9, 8) == SequenceTable::Verdict::Repeat);
    QVERIFY(table.offer(HostId{1}, 9, 9) == SequenceTable::Verdict::New);
    QVERIFY(table.isKept(HostId{1}, 9, 8));
    QVERIFY(!table.isKept(HostId{1}, 9, 9));
}

void TestSequenceTable::sequenceBehindATurnedAwayOne_isOutOfOrder()
{
    SequenceTable table;
    QVERIFY(table.offer(HostId{1}, 9, 1) == SequenceTable::Verdict::New);
    table.turnAway(HostId{1}, 9, 2);
    table.turnAway(HostId{1}, 9, 3);
    QVERIFY(table.offer(HostId{1}, 9, 3) == SequenceTable::Verdict::OutOfOrder);
    QVERIFY(table.offer(HostId{1}, 9, 2) == SequenceTable::Verdict::New);
    QVERIFY(table.offer(HostId{1}, 9, 3) == SequenceTable::Verdict::New);
}

void TestSequenceTable::repeatThatIsTurnedAway_holdsNothingUp()
{
    SequenceTable table;
    QVERIFY(table.offer(HostId{1}, 9, 5) == SequenceTable::Verdict::New);
    QVERIFY(table.offer(HostId{1}, 9, 6) == SequenceTable::Verdict::New);
    table.turnAway(HostId{1}, 9, 5);
    QVERIFY(table.offer(HostId{1}, 9, 5) == SequenceTable::Verdict::Repeat);
    QVERIFY(table.offer(HostId{1}, 9, 7) == SequenceTable::Verdict::New);
}

void TestSequenceTable::askingForTheNewestKept_startsOver()
{
    SequenceTable table;
    table.keep(HostId{1}, 9, 1);
    table.turnAway(HostId{1}, 9, 2);
    QCOMPARE(table.kept(HostId{1}, 9), 1U);
    QVERIFY(table.offer(HostId{1}, 9, 5) == SequenceTable::Verdict::New); // 2 to 4 fell out of the spool
}

void TestSequenceTable::dictionariesAndHosts_areApart()
{
    SequenceTable table;
    table.keep(HostId{1}, 9, 4);
    QCOMPARE(table.kept(HostId{1}, 8), 0U);
    QCOMPARE(table.kept(HostId{2}, 9), 0U);
    QVERIFY(table.offer(HostId{2}, 9, 1) == SequenceTable::Verdict::New);
}

QTEST_APPLESS_MAIN(TestSequenceTable)
#include "tst_sequencetable.moc"
