// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/filesystemcollector.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QTest>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace qd::agent {

namespace {

constexpr std::uint64_t kGigabyte = 1'000'000'000;

Result<MountUsage> halfFull(const std::string &)
{
    return MountUsage{100 * kGigabyte, 50 * kGigabyte, 45 * kGigabyte, 1000, 250, false};
}

/// Holds every question about one mount until it is let go, as a dead NFS server does.
class HangingMount
{
public:
    explicit HangingMount(std::string point)
        : m_point(std::move(point))
    {
    }
    ~HangingMount() { release(); }

    Result<MountUsage> ask(const std::string &point)
    {
        if (point == m_point) {
            ++asked;
            std::unique_lock lock(m_mutex);
            m_released.wait(lock, [this] { return m_isReleased; });
        }
        return halfFull(point);
    }
    void release()
    {
        const std::lock_guard lock(m_mutex);
        m_isReleased = true;
        m_released.notify_all();
    }

    std::atomic<int> asked{0};

private:
    std::string m_point;
    std::mutex m_mutex;
    std::condition_variable m_released;
    bool m_isReleased = false;
};

/// Runs once more and adds what came; mounts answer one after the other.
std::size_t gather(CollectorRun &run, Collector &collector, std::map<std::string, double> &all)
{
    static_cast<void>(run.run(collector));
    all.insert(run.values().begin(), run.values().end());
    return all.size();
}

} // namespace

class TestFilesystem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void realMounts_areKeptOnce_data();
    void realMounts_areKeptOnce();
    void ignoredMounts_areLeftOut();
    void usage_isCountedAsDfDoes();
    void sums_areOverLocalMounts();
    void onlyMountsThatMayHang_takeAThread();
    void readOnlyMounts_areTold();
    void hangingMount_costsOnlyItsOwnMetrics();
    void failingMount_isAnErrorAndNoSum();
    void liveRoot_answers();
};

void TestFilesystem::realMounts_areKeptOnce_data()
{
    QTest::addColumn<QString>("kernel");
    QTest::addColumn<QStringList>("mounts");
    QTest::addRow("3.10, a bind mount and a CD left out") << u"3.10"_s << QStringList{u"/"_s, u"/boot"_s};
    QTest::addRow("4.19, snap and container layers left out")
        << u"4.19"_s << QStringList{u"/"_s, u"/srv/data"_s};
    QTest::addRow("6.1, one of two subvolumes")
        << u"6.1"_s << QStringList{u"/"_s, u"/home"_s, u"/mnt/broken"_s, u"/mnt/share"_s, u"/mnt/stuck"_s};
    QTest::addRow("6.18, captured") << u"6.18"_s << QStringList{u"/"_s};
}

void TestFilesystem::realMounts_areKeptOnce()
{
    QFETCH(const QString, kernel);
    const CapturedHost host(kernel);
    const auto mounts = parseMountinfo(host.read(u"proc/self/mountinfo"_s).toStdString(), {});
    QVERIFY(mounts);
    QStringList points;
    for (const Mount &mount : *mounts) {
        points.append(QString::fromStdString(mount.mountPoint));
    }
    QTEST(points, "mounts");
}

void TestFilesystem::ignoredMounts_areLeftOut()
{
    const CapturedHost host(u"6.1"_s);
    const auto mounts =
        parseMountinfo(host.read(u"proc/self/mountinfo"_s).toStdString(), {{"btrfs"}, {"/mnt/*"}});
    QVERIFY(mounts);
    QCOMPARE(mounts->size(), 1U);
    QVERIFY(!parseMountinfo("36 35 98:0 / /mnt rw\n", {}));
}

void TestFilesystem::usage_isCountedAsDfDoes()
{
    const CapturedHost host(u"6.18"_s);
    WorkerPool pool;
    FilesystemCollector collector(host.roots(), pool, {}, 5s, halfFull);
    CollectorRun run;
    QVERIFY(run.run(collector));
    QVERIFY(run.values().empty()); // nothing was asked yet
    run.prepare(collector);
    QVERIFY(QTest::qWaitFor([&] { return run.run(collector) && !run.values().empty(); }));
    const std::string labels = "{fstype=\"ext4\", mount=\"/\"}";
    QCOMPARE(run.value("df.bytes.total" + labels), 100e9);
    QCOMPARE(run.value("df.bytes.used" + labels), 50e9);
    QCOMPARE(run.value("df.bytes.free" + labels), 45e9);
    QCOMPARE(run.value("df.bytes.used.percent" + labels), 52.63); // 50 of 95, the rest is root's
    QCOMPARE(run.value("df.inodes.used.percent" + labels), 75.0);
    QCOMPARE(run.value("fs.readonly{mount=\"/\"}"), 0.0);
    QVERIFY(run.run(collector));
    QVERIFY(run.values().empty()); // a result is used once
}

void TestFilesystem::sums_areOverLocalMounts()
{
    const CapturedHost host(u"4.19"_s);
    WorkerPool pool;
    std::atomic<int> asked{0};
    FilesystemCollector collector(host.roots(), pool, {}, 5s, [&](const std::string &point) {
        ++asked;
        return halfFull(point);
    });
    CollectorRun run;
    run.prepare(collector);
    QTRY_COMPARE(asked.load(), 2);
    std::map<std::string, double> all;
    QVERIFY(QTest::qWaitFor([&] { return gather(run, collector, all) >= 25; }));
    QCOMPARE(all.at("df.statistics.total"), 100e9); // not the NFS mount
    QVERIFY(all.contains("df.bytes.total{fstype=\"nfs4\", mount=\"/srv/data\"}"));
}

void TestFilesystem::onlyMountsThatMayHang_takeAThread()
{
    const CapturedHost host(u"4.19"_s);
    std::mutex mutex;
    std::map<std::string, std::thread::id> askedBy;
    {
        WorkerPool pool;
        FilesystemCollector collector(host.roots(), pool, {}, 24h, [&](const std::string &point) {
            const std::lock_guard lock(mutex);
            askedBy[point] = std::this_thread::get_id();
            return halfFull(point);
        });
        CollectorRun run;
        run.prepare(collector);
        QVERIFY(run.run(collector)); // no wait between
        QVERIFY(run.has("fs.readonly{mount=\"/\"}"));
        QVERIFY(QTest::qWaitFor([&] {
            const std::lock_guard lock(mutex);
            return askedBy.contains("/srv/data");
        }));
    }
    QVERIFY(askedBy.at("/") == std::this_thread::get_id());
    QVERIFY(askedBy.at("/srv/data") != std::this_thread::get_id());
}

void TestFilesystem::readOnlyMounts_areTold()
{
    const CapturedHost host(u"6.1"_s);
    WorkerPool pool;
    FilesystemCollector collector(host.roots(), pool, {}, 5s, halfFull);
    CollectorRun run;
    run.prepare(collector);
    std::map<std::string, double> all;
    QVERIFY(QTest::qWaitFor([&] { return gather(run, collector, all) >= 55; }));
    QCOMPARE(all.at("fs.readonly{mount=\"/\"}"), 0.0);
    QCOMPARE(all.at("fs.readonly{mount=\"/mnt/broken\"}"), 1.0);
    QCOMPARE(all.at("fs.readonly{mount=\"/mnt/stuck\"}"), 1.0);
}

void TestFilesystem::hangingMount_costsOnlyItsOwnMetrics()
{
    const CapturedHost host(u"4.19"_s);
    HangingMount mount("/srv/data");
    {
        WorkerPool pool;
        FilesystemCollector collector(
            host.roots(), pool, {}, 5s, [&](const std::string &point) { return mount.ask(point); });
        CollectorRun run;
        for (int turn = 0; turn < 5; ++turn) {
            run.prepare(collector);
            std::map<std::string, double> all;
            bool isTimeout = false;
            QVERIFY(QTest::qWaitFor([&] {
                const auto outcome = run.run(collector); // ten seconds later: the mount had five
                isTimeout = !outcome && outcome.error().code == ErrorCode::Timeout;
                all.insert(run.values().begin(), run.values().end());
                return all.contains("df.statistics.total");
            }));
            QVERIFY(isTimeout);
            QVERIFY(!all.contains("df.bytes.total{fstype=\"nfs4\", mount=\"/srv/data\"}"));
        }
        QTRY_COMPARE(mount.asked.load(), 1); // one thread hangs, not one more at each turn
        mount.release();
        // Asked again at each tick: the thread that hung may not be back at the first.
        QVERIFY(QTest::qWaitFor([&] {
            const bool isBack = run.run(collector) && run.has("fs.readonly{mount=\"/srv/data\"}");
            run.prepare(collector);
            return isBack;
        }));
    }
}

void TestFilesystem::failingMount_isAnErrorAndNoSum()
{
    const CapturedHost host(u"3.10"_s);
    WorkerPool pool;
    FilesystemCollector collector(host.roots(), pool, {}, 24h, [](const std::string &point) {
        return point == "/boot"
            ? Result<MountUsage>{failure(ErrorCode::Unavailable, "mount /boot: Input/output error")}
            : halfFull(point);
    });
    CollectorRun run;
    run.prepare(collector);
    std::string message;
    QVERIFY(QTest::qWaitFor([&] {
        const auto outcome = run.run(collector);
        message = outcome ? std::string{} : outcome.error().message;
        return !message.empty();
    }));
    QCOMPARE(message, std::string{"mount /boot: Input/output error"});
    QVERIFY(!run.has("df.statistics.total"));
}

void TestFilesystem::liveRoot_answers()
{
    const auto usage = readMountUsage("/");
    QVERIFY(usage);
    QCOMPARE_GT(usage->totalBytes, 0U);
    QVERIFY(!readMountUsage("/nowhere/at/all"));
}

} // namespace qd::agent

QTEST_GUILESS_MAIN(qd::agent::TestFilesystem)
#include "tst_filesystem.moc"
