// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/cmdb/liveinventory.h"
#include "tests/support/manualclock.h"
#include "tests/support/stores/fakeinventorystore.h"

#include <QFuture>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QTimer>

using namespace std::chrono_literals;
using namespace qd;
using namespace qd::backend::cmdb;

class TestLiveInventory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_clock = std::make_unique<test::ManualClock>();
        m_access = std::make_unique<test::FakeAccessStore>();
        m_access->addUser("admin", "pw", Role::Administrator);
        m_store = std::make_unique<test::FakeInventoryStore>(*m_access, *m_clock);
        m_inventory = std::make_unique<LiveInventory>(*m_store, 50ms);
        auto loaded = m_inventory->refresh();
        QTRY_VERIFY(loaded.isFinished());
        QVERIFY(loaded.result());
    }
    void cleanup() { m_inventory.reset(); }

    void refresh_publishesWhatTheStoreHas() { QCOMPARE(m_inventory->snapshot()->nodes().size(), 4U); }

    void edits_areInTheSnapshotWhenTheyAreAnswered()
    {
        QTRY_VERIFY(isQuiet());
        QSignalSpy changes{m_inventory.get(), &LiveInventory::changed};
        const HostRecord host = enrol(1);
        QVERIFY(m_inventory->snapshot()->host(host.id) != nullptr);
        QCOMPARE(changes.size(), 1);
        const auto change = changes[0][0].value<InventoryChange>();
        QVERIFY((change.changedHosts == std::vector{host.id}));
    }

    void everyKindOfEdit_reachesTheSnapshot()
    {
        const HostRecord host = enrol(1);
        NodeId at;
        for (const char *name : {"r", "c", "s", "k"}) {
            at = get(m_inventory->createNode(m_admin, at, name, "test")).value();
        }
        QVERIFY(get(m_inventory->mountHost(m_admin, host.id, {at}, "test")));
        HostFacts facts;
        facts.hostname = "renamed";
        QVERIFY(get(m_inventory->saveFacts(host.id, facts)));
        const auto current = [this] { return m_inventory->snapshot(); };
        const auto isRenamed = [&] {
            const auto snapshot = current();
            const HostRecord *known = snapshot->host(host.id);
            return known != nullptr && known->name == "renamed";
        };
        QTRY_VERIFY(isRenamed());
        const auto snapshot = current();
        const auto paths = snapshot->pathsOf(host.id);
        QVERIFY((paths.at(0) == std::array<std::string_view, 4>{"r", "c", "s", "k"}));
        const InventorySnapshot stored{get(m_store->load()).value()};
        QVERIFY(stored.nodes() == m_inventory->snapshot()->nodes());
    }

    void manyEdits_makeFewSnapshots()
    {
        QSignalSpy changes{m_inventory.get(), &LiveInventory::changed};
        std::vector<QFuture<Result<HostRecord>>> answers;
        for (int i = 1; i <= 500; ++i) {
            answers.push_back(m_inventory->admit(claim(i)));
        }
        QTRY_COMPARE(m_inventory->snapshot()->hosts().size(), 500U);
        QVERIFY2(changes.size() < 20, qPrintable(QString::number(changes.size())));
    }

    void refusedEdit_changesNothing()
    {
        QTRY_VERIFY(isQuiet());
        QSignalSpy changes{m_inventory.get(), &LiveInventory::changed};
        const auto answer = get(m_inventory->createNode(m_admin, NodeId{4}, "below a component", "test"));
        QVERIFY(!answer && answer.error().code == ErrorCode::InvalidInput);
        QCOMPARE(changes.size(), 0);
    }

    void factsWithTagsBeyondTheBound_areRefusedByName_data()
    {
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("isTaken");
        QTest::newRow("as many as allowed, as long as allowed") << 64 << 200 << true;
        QTest::newRow("one too many") << 65 << 1 << false;
        QTest::newRow("one byte too long") << 1 << 201 << false;
        QTest::newRow("an empty one") << 1 << 0 << false;
    }

    void factsWithTagsBeyondTheBound_areRefusedByName()
    {
        QFETCH(int, count);
        QFETCH(int, size);
        QFETCH(bool, isTaken);
        const HostRecord host = enrol(1);
        HostFacts facts;
        facts.tags.assign(std::size_t(count), std::string(std::size_t(size), 't'));
        const auto saved = get(m_inventory->saveFacts(host.id, facts));
        QCOMPARE(saved.has_value(), isTaken);
        if (!isTaken) {
            QVERIFY(saved.error().code == ErrorCode::InvalidInput);
            QCOMPARE(saved.error().context.at("field"), std::string{"tags"});
        }
    }

    void knownUnchangedHost_isAdmittedWithoutTheStore()
    {
        const HostRecord host = enrol(1);
        QTRY_VERIFY(m_inventory->snapshot()->host(host.id) != nullptr);
        m_store->setAvailable(false);
        const auto again = m_inventory->admit(claim(1));
        QVERIFY(again.isFinished());
        QVERIFY(again.result()->id == host.id);
        QVERIFY(m_inventory->saveFacts(host.id, host.facts).result()); // nothing to write

        HostClaim changed = claim(1);
        changed.fingerprint.machineId = "other";
        QVERIFY(get(m_inventory->admit(changed)).error().code == ErrorCode::Unavailable);
    }

    void editsFromAnotherThread_areAnswered()
    {
        Result<HostRecord> answer = failure(ErrorCode::Internal, "none");
        std::atomic<bool> isDone{false};
        const std::unique_ptr<QThread> thread{QThread::create([&] {
            answer = m_inventory->admit(claim(3)).result();
            isDone = true;
        })};
        thread->start();
        QTRY_VERIFY(isDone.load());
        thread->wait();
        QVERIFY(answer);
    }

private:
    HostClaim claim(int number)
    {
        HostClaim claim;
        claim.uuid = QString::asprintf("11111111-2222-4333-8444-%012d", number).toStdString();
        claim.hostname = "host-" + std::to_string(number);
        claim.fingerprint.agentKey = "key " + claim.uuid;
        claim.enrolToken = m_access->issueEnrolToken(m_admin, 1h).result().value();
        return claim;
    }
    HostRecord enrol(int number) { return get(m_inventory->admit(claim(number))).value(); }
    template <typename T>
    Result<T> get(QFuture<Result<T>> future)
    {
        (void)QTest::qWaitFor([&] { return future.isFinished(); });
        return future.result();
    }
    /// The pause after the last publication is over, so that the next edit is published at once.
    bool isQuiet() { return m_inventory->findChildren<QTimer *>().constFirst()->isActive() == false; }

    const Principal m_admin{UserId{1}, "admin", Role::Administrator};
    std::unique_ptr<test::ManualClock> m_clock;
    std::unique_ptr<test::FakeAccessStore> m_access;
    std::unique_ptr<test::FakeInventoryStore> m_store;
    std::unique_ptr<LiveInventory> m_inventory;
};

QTEST_GUILESS_MAIN(TestLiveInventory)
#include "tst_liveinventory.moc"
