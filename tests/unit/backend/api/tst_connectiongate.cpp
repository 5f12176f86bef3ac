// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/connectiongate.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd::backend::http;

namespace {

using Tickets = std::vector<std::unique_ptr<ConnectionGate::Ticket>>;

const QHostAddress kOne{u"192.0.2.1"_s};
const QHostAddress kOther{u"192.0.2.2"_s};
const QHostAddress kSix{u"2001:db8::1"_s};

} // namespace

class TstConnectionGate final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneSource_isBoundedAndCostsTheOthersNothing()
    {
        const auto gate = std::make_shared<ConnectionGate>(100, 3); // shared with its tickets
        Tickets tickets = fill(*gate, kOne, 3);
        Refusal reason{};
        QVERIFY(!gate->admit(kOne, &reason));
        QVERIFY(reason == Refusal::TooManyFromSource);
        QVERIFY(gate->admit(kOther, &reason));
        QVERIFY(gate->admit(kSix, &reason));
        QCOMPARE(gate->open(), 3); // those two have left again
    }

    void endedConnection_makesRoomForItsSource()
    {
        const auto gate = std::make_shared<ConnectionGate>(100, 2);
        Tickets tickets = fill(*gate, kOne, 2);
        tickets.pop_back();
        QCOMPARE(gate->open(), 1);
        Refusal reason{};
        tickets.push_back(gate->admit(kOne, &reason));
        QVERIFY(tickets.back());
        QVERIFY(!gate->admit(kOne, &reason));
    }

    void refusedConnection_takesNoRoom()
    {
        const auto gate = std::make_shared<ConnectionGate>(100, 1);
        Tickets tickets = fill(*gate, kOne, 1);
        Refusal reason{};
        for (int i = 0; i < 50; ++i) {
            QVERIFY(!gate->admit(kOne, &reason));
        }
        QCOMPARE(gate->open(), 1);
        tickets.clear();
        QVERIFY(gate->admit(kOne, &reason));
    }

    void loopback_isBoundedByTheTotalOnly_data()
    {
        QTest::addColumn<QHostAddress>("source");
        QTest::newRow("version 4") << QHostAddress{QHostAddress::LocalHost};
        QTest::newRow("version 6") << QHostAddress{QHostAddress::LocalHostIPv6};
    }

    void loopback_isBoundedByTheTotalOnly()
    {
        QFETCH(const QHostAddress, source);
        const auto gate = std::make_shared<ConnectionGate>(10, 2);
        const Tickets tickets = fill(*gate, source, 10);
        QVERIFY(std::ranges::all_of(tickets, [](const auto &ticket) { return ticket != nullptr; }));
        Refusal reason{};
        QVERIFY(!gate->admit(source, &reason));
        QVERIFY(reason == Refusal::TooManyConnections);
        QVERIFY(!gate->admit(kOne, &reason)); // for everybody
    }

    void ticket_mayOutliveItsGatesOwner()
    {
        auto gate = std::make_shared<ConnectionGate>(10, 2);
        Tickets tickets = fill(*gate, kOne, 2);
        const std::weak_ptr<ConnectionGate> watched = gate;
        gate.reset();
        QVERIFY(!watched.expired());
        tickets.clear();
        QVERIFY(watched.expired());
    }

private:
    static Tickets fill(ConnectionGate &gate, const QHostAddress &source, int count)
    {
        Tickets tickets;
        Refusal reason{};
        for (int i = 0; i < count; ++i) {
            tickets.push_back(gate.admit(source, &reason));
        }
        return tickets;
    }
};

QTEST_APPLESS_MAIN(TstConnectionGate)
#include "tst_connectiongate.moc"
