// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mountnamespace.h"
#include "tests/support/stack/ledgercheck.h"
#include "tests/support/stack/stack.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

using namespace Qt::StringLiterals;
using namespace qd::test;

namespace {

constexpr int kHosts = 20;
constexpr int kFullMs = 15'000;
constexpr int kNoticeLimitMs = 60'000;
constexpr int kRecoveryLimitMs = 90'000;
constexpr const char *kDiskOptions = "size=200m,mode=0755";

} // namespace

/// The disk below the backend's home fills up while agents send.
class TestFullDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void fullDisk_isSaidLosesNothingAndHealsWithRoom();
    void fullDisk_refusesEditsAndKeepsThoseItHasTaken();

private:
    [[nodiscard]] static bool fill(QFile &ballast);

    std::unique_ptr<QTemporaryDir> m_disk; ///< the place of a small file system
};

void TestFullDisk::init()
{
    m_disk = std::make_unique<QTemporaryDir>();
    QFile{m_disk->path()}.setPermissions(QFile::Permissions{0x7755});
    QVERIFY(::mount("tmpfs", qPrintable(m_disk->path()), "tmpfs", 0, kDiskOptions) == 0);
}

void TestFullDisk::cleanup()
{
    ::umount2(qPrintable(m_disk->path()), MNT_DETACH);
    m_disk.reset();
}

/// Takes all the room there is, down to the last page.
bool TestFullDisk::fill(QFile &ballast)
{
    if (!ballast.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered)) {
        return false;
    }
    for (const qsizetype step : {qsizetype{1} << 20, qsizetype{4096}}) {
        while (ballast.write(QByteArray{step, 'x'}) == step) { }
    }
    return true;
}

void TestFullDisk::fullDisk_isSaidLosesNothingAndHealsWithRoom()
{
    Stack stack{m_disk->filePath(u"home"_s)};
    QVERIFY(QDir{}.mkpath(stack.home()));
    const QString ledgerFile = stack.folder() + u"/ledger"_s;
    QVERIFY(stack.startBackend());
    QVERIFY(stack.startFleet(kHosts,
        {u"--interval"_s, u"100"_s, u"--history"_s, u"0s"_s, u"--series-per-host"_s, u"50"_s,
            u"--all-online"_s, u"--ledger"_s, ledgerFile}));
    QVERIFY(Stack::waitUntil([&] { return readLedger(ledgerFile).size() == kHosts; }, kNoticeLimitMs));

    QFile ballast{m_disk->filePath(u"ballast"_s)};
    QVERIFY(fill(ballast));
    ballast.close();
    const auto saysSo = [&] { return stack.get(u"/healthz"_s).status == 503; };
    QVERIFY(Stack::waitUntil(saysSo, kNoticeLimitMs));
    QVERIFY(Stack::waitUntil(
        [&] { return stack.log(u"quarterdeckd"_s).contains("No space left on device"); }, kNoticeLimitMs));
    // It stays so for as long as the disk is full, also when the write-ahead log finds no room either and
    // PostgreSQL goes down; what a failed transaction gives back is taken, too.
    QElapsedTimer full;
    full.start();
    const auto isLongEnough = [&] {
        const bool isFilled = fill(ballast);
        ballast.close();
        return full.hasExpired(kFullMs) || !isFilled;
    };
    QVERIFY(Stack::waitUntil(isLongEnough, kNoticeLimitMs));
    QVERIFY(saysSo());
    qInfo().noquote() << stack.get(u"/healthz"_s).body;

    QVERIFY(ballast.remove());
    QVERIFY(Stack::waitUntil([&] { return stack.get(u"/healthz"_s).status == 200; }, kRecoveryLimitMs));
    const qint64 size = QFile{ledgerFile}.size();
    QVERIFY(Stack::waitUntil([&] { return QFile{ledgerFile}.size() > size; }, kRecoveryLimitMs));
    QCOMPARE(stack.stopFleet(), 0);
    const auto ledger = readLedger(ledgerFile);
    QCOMPARE(ledger.size(), kHosts);
    QCOMPARE(firstLoss(stack, ledger), QString{});
    QCOMPARE(stack.stopBackend(), 0);
}

void TestFullDisk::fullDisk_refusesEditsAndKeepsThoseItHasTaken()
{
    Stack stack{m_disk->filePath(u"home"_s)};
    QVERIFY(QDir{}.mkpath(stack.home()));
    QVERIFY(stack.startBackend());
    const auto create = [&](const QString &name, int parent) {
        const QJsonObject node{{u"parent"_s, parent}, {u"name"_s, name}, {u"reason"_s, u"test"_s}};
        return stack.post(u"/api/quarterdeck/v1/nodes"_s, QJsonDocument{node}.toJson());
    };
    const Stack::Answer region = create(u"before"_s, 0);
    QCOMPARE(region.status, 201);
    const int parent = region.json().value("id"_L1).toInt();

    QFile ballast{m_disk->filePath(u"ballast"_s)};
    QVERIFY(fill(ballast));
    ballast.close();
    // What fits into space that PostgreSQL has already goes on; what does not is refused with its reason.
    constexpr int kMostThatFit = 4000;
    int kept = 0;
    int status = 201;
    while (status == 201 && kept < kMostThatFit) {
        status = create(u"n%1%2"_s.arg(kept).arg(QString{100, u'x'}), parent).status;
        kept += status == 201 ? 1 : 0;
    }
    QCOMPARE(status, 503);

    QVERIFY(ballast.remove());
    QVERIFY(Stack::waitUntil([&] { return stack.get(u"/healthz"_s).status == 200; }, kRecoveryLimitMs));
    int after = 0; // asked again only while it is not taken: then the name would be
    QVERIFY(
        Stack::waitUntil([&] { return (after = create(u"after"_s, 0).status) == 201; }, kRecoveryLimitMs));
    // Edits reach the published tree a moment after they are durable.
    const auto shows = [&](const QByteArray &name) {
        return stack.get(u"/api/quarterdeck/v1/tree"_s).body.contains(QByteArray{'"' + name});
    };
    const auto showsAll = [&] {
        return shows("before") && shows("after")
            && (kept == 0 || shows("n" + QByteArray::number(kept - 1) + "x"));
    };
    QVERIFY(Stack::waitUntil(showsAll, kNoticeLimitMs));
    QCOMPARE(stack.stopBackend(), 0);
}

int main(int argc, char **argv)
{
    if (!enterMountNamespace()) {
        qCritical("this machine allows no mount namespace: %s", std::strerror(errno));
        return 1;
    }
    QCoreApplication application{argc, argv};
    TestFullDisk test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_fulldisk.moc"
