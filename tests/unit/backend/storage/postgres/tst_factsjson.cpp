// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/factsjson.h"

#include <QTest>

using namespace qd;
using namespace qd::backend::storage;

class TestFactsJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyFacts_comeBackEmpty() { QVERIFY(factsFromJson(factsToJson({})).value() == HostFacts{}); }

    void olderAndNewerRows_areRead()
    {
        const auto facts =
            factsFromJson(R"({"hostname":"web-1","aFieldOfTomorrow":[1],"disks":[{"name":"sda"}]})");
        QVERIFY(facts);
        QVERIFY(facts->hostname == "web-1");
        QCOMPARE(facts->disks.size(), 1U);
        QCOMPARE(facts->memoryBytes, std::int64_t{0});
    }

    void whatIsNoObject_isCorrupt()
    {
        for (const char *text : {"", "[]", "1", "{", "\xff"}) {
            const auto facts = factsFromJson(text);
            QVERIFY(!facts && facts.error().code == ErrorCode::Corrupt);
        }
    }
};

QTEST_APPLESS_MAIN(TestFactsJson)
#include "tst_factsjson.moc"
