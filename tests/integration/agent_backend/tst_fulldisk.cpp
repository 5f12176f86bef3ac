// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stack/ledgercheck.h"
#include "tests/support/stack/stack.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QtTest>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

using namespace Qt::StringLiterals;
using namespace qd::test;

namespace {

constexpr int kHosts = 20;
constexpr int kFullMs = 15'000;
constexpr int kNoticeLimitMs = 60'000;
constexpr int kRecoveryLimitMs = 90'000;
constexpr const char *kDiskOptions = "size=200m,mode=0755";

bool write(const char *path, const std::string &text)
{
    QFile file{QString::fromLatin1(path)};
    return file.open(QIODevice::WriteOnly)
        && file.write(text.data(), qint64(text.size())) == qint64(text.size());
}

/// Mounts of this process are seen by nobody else and vanish with it. Without privileges a user namespace, in
/// which this user keeps its number, gives the right to mount. Has to run before there is a second thread.
bool enterMountNamespace()
{
    const uid_t user = ::geteuid();
    const gid_t group = ::getegid();
    if (::unshare(user == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0) {
        return false;
    }
    if (user != 0) {
        const bool isMapped = write("/proc/self/setgroups", "deny")
            && write("/proc/self/uid_map", std::to_string(user) + ' ' + std::to_string(user) + " 1")
            && write("/proc/self/gid_map", std::to_string(group) + ' ' + std::to_string(group) + " 1");
        if (!isMapped) {
            return false;
        }
    }
    return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

} // namespace

/// The disk below the backend's home fills up while agents send.
class TestFullDisk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fullDisk_isSaidLosesNothingAndHealsWithRoom();

private:
    [[nodiscard]] static bool fill(QFile &ballast);
};

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
    QTemporaryDir disk;
    QFile{disk.path()}.setPermissions(QFile::Permissions{0x7755});
    QVERIFY(::mount("tmpfs", qPrintable(disk.path()), "tmpfs", 0, kDiskOptions) == 0);
    const auto unmount = qScopeGuard([&] { ::umount2(qPrintable(disk.path()), MNT_DETACH); });
    Stack stack{disk.filePath(u"home"_s)};
    QVERIFY(QDir{}.mkpath(stack.home()));
    const QString ledgerFile = stack.folder() + u"/ledger"_s;
    QVERIFY(stack.startBackend());
    QVERIFY(stack.startFleet(kHosts,
        {u"--interval"_s, u"100"_s, u"--history"_s, u"0s"_s, u"--series-per-host"_s, u"50"_s,
            u"--all-online"_s, u"--ledger"_s, ledgerFile}));
    QVERIFY(Stack::waitUntil([&] { return readLedger(ledgerFile).size() == kHosts; }, kNoticeLimitMs));

    QFile ballast{disk.filePath(u"ballast"_s)};
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
