// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/agent/fakebackend.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <elf.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <memory>

using namespace Qt::StringLiterals;
using namespace qd::agent;

namespace {

constexpr int kRunLimitMs = 20'000;

/// The fastest tiers that there are, so that the test need not wait ten seconds for a tick.
constexpr const char *kFastConfig =
    "collect:\n  tiers:\n    fast: 1\n    normal: 1\n    slow: 1\n    rare: 1\n";

/// In the child, after fork: a mount namespace of its own with /proc and /sys in the new root, then that
/// root. Without privileges a user namespace gives them. Only calls that are safe between fork and exec.
void enterRoot(const char *root, const char *proc, const char *sys)
{
    const int spaces = ::geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER;
    const bool isInside = ::unshare(spaces) == 0
        && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0
        && ::mount("/proc", proc, nullptr, MS_BIND | MS_REC, nullptr) == 0
        && ::mount("/sys", sys, nullptr, MS_BIND | MS_REC, nullptr) == 0 && ::chroot(root) == 0
        && ::chdir("/") == 0;
    if (!isInside) {
        constexpr char kText[] = "cannot enter an empty root\n";
        static_cast<void>(::write(STDERR_FILENO, kText, sizeof kText - 1));
        ::_exit(99);
    }
}

} // namespace

/// The agent, alone in an empty root with /proc and /sys: what "copied to any Linux host and runs" means.
class StaticAgentTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void file_needsNoInterpreterAndNoLibrary();
    void emptyRoot_printsItsVersion();
    void emptyRoot_collectsOnce();
    void emptyRoot_sendsSamplesAndStopsInOrder();
    void nameInHostsFile_isFoundWithoutSharedLibraries();
    void unusableOptions_endWithAClearError();

private:
    [[nodiscard]] std::unique_ptr<QProcess> start(const QStringList &arguments);
    void writeFile(const QString &name, const QByteArray &content) const;

    std::unique_ptr<QTemporaryDir> m_root;
};

void StaticAgentTest::init()
{
    m_root = std::make_unique<QTemporaryDir>();
    QVERIFY(m_root->isValid());
    for (const QString &folder : {u"proc"_s, u"sys"_s, u"data"_s}) {
        QVERIFY(QDir{m_root->path()}.mkpath(folder));
    }
    const QString target = m_root->filePath(u"quarterdeck-agent"_s);
    QVERIFY(QFile::copy(QStringLiteral(QD_BINARY_DIR "/bin/quarterdeck-agent"), target));
    writeFile(u"fast.yaml"_s, kFastConfig);
}

void StaticAgentTest::writeFile(const QString &name, const QByteArray &content) const
{
    QFile file{m_root->filePath(name)};
    QVERIFY(file.open(QFile::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

std::unique_ptr<QProcess> StaticAgentTest::start(const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    const QByteArray root = m_root->path().toLocal8Bit();
    process->setChildProcessModifier(
        [root, proc = QByteArray{root + "/proc"}, sys = QByteArray{root + "/sys"}] {
            enterRoot(root.constData(), proc.constData(), sys.constData());
        });
    process->setProcessEnvironment({});
    process->start(u"/quarterdeck-agent"_s, arguments);
    return process;
}

void StaticAgentTest::file_needsNoInterpreterAndNoLibrary()
{
    QFile file{m_root->filePath(u"quarterdeck-agent"_s)};
    QVERIFY(file.open(QFile::ReadOnly));
    const QByteArray head = file.read(64 * 1024);
    Elf64_Ehdr header{};
    QVERIFY(head.size() > qsizetype{sizeof header});
    memcpy(&header, head.constData(), sizeof header);
    QVERIFY(head.startsWith(QByteArray{ELFMAG, SELFMAG}));
    for (int i = 0; i < header.e_phnum; ++i) {
        Elf64_Phdr segment{};
        const auto offset = static_cast<qsizetype>(header.e_phoff) + i * qsizetype{header.e_phentsize};
        QVERIFY(offset + qsizetype{sizeof segment} <= head.size());
        memcpy(&segment, head.constData() + offset, sizeof segment);
        QVERIFY2(segment.p_type != PT_INTERP, "the agent asks for a dynamic loader");
        QVERIFY2(segment.p_type != PT_DYNAMIC, "the agent asks for shared libraries");
    }
}

void StaticAgentTest::emptyRoot_printsItsVersion()
{
    const auto agent = start({u"--version"_s});
    QVERIFY2(agent->waitForFinished(kRunLimitMs), qPrintable(agent->errorString()));
    QCOMPARE(agent->exitCode(), 0);
    QVERIFY(agent->readAllStandardOutput().startsWith("quarterdeck-agent "));
}

void StaticAgentTest::emptyRoot_collectsOnce()
{
    const auto agent = start({u"--once"_s, u"--config"_s, u"/fast.yaml"_s});
    QVERIFY(agent->waitForFinished(kRunLimitMs));
    const QByteArray output = agent->readAllStandardOutput();
    QCOMPARE(agent->exitCode(), 0);
    for (const char *metric : {"cpu.idle", "mem.memtotal", "load.1min", "proc.count.total"}) {
        QVERIFY2(output.contains(metric), metric);
    }
}

void StaticAgentTest::emptyRoot_sendsSamplesAndStopsInOrder()
{
    FakeBackend backend;
    const auto agent = start({u"--config"_s, u"/fast.yaml"_s, u"--data-dir"_s, u"/data"_s, u"--backend"_s,
        QString::fromStdString(backend.url())});
    QTRY_VERIFY_WITH_TIMEOUT(backend.kept().size() >= 2 && backend.facts() > 0, kRunLimitMs);
    QVERIFY(backend.samples() > 100);
    agent->terminate();
    QVERIFY(agent->waitForFinished(kRunLimitMs));
    QCOMPARE(agent->exitStatus(), QProcess::NormalExit);
    QCOMPARE(agent->exitCode(), 0);
    QTRY_COMPARE(backend.open(), 0);
    QVERIFY(QFile::exists(m_root->filePath(u"data/identity.key"_s)));
}

void StaticAgentTest::nameInHostsFile_isFoundWithoutSharedLibraries()
{
    FakeBackend backend{true};
    QVERIFY(QDir{m_root->path()}.mkpath(u"etc"_s));
    writeFile(u"etc/hosts"_s, "127.0.0.1 backend.example\n");
    const auto agent = start({u"--config"_s, u"/fast.yaml"_s, u"--data-dir"_s, u"/data"_s, u"--backend"_s,
        u"wss://backend.example:%1"_s.arg(backend.port())});
    QTRY_VERIFY_WITH_TIMEOUT(!backend.kept().empty(), kRunLimitMs);
    agent->terminate();
    QVERIFY(agent->waitForFinished(kRunLimitMs));
    QFile pins{m_root->filePath(u"data/backend.pin"_s)};
    QVERIFY(pins.open(QFile::ReadOnly));
    QVERIFY(pins.readAll().startsWith("backend.example:"));
}

void StaticAgentTest::unusableOptions_endWithAClearError()
{
    auto agent = start({u"--backend"_s, u"ws://192.0.2.1"_s, u"--data-dir"_s, u"/data"_s});
    QVERIFY(agent->waitForFinished(kRunLimitMs));
    QCOMPARE(agent->exitCode(), 2);
    QVERIFY(agent->readAllStandardError().contains("backend.url is not encrypted"));
    agent = start({u"--nonsense"_s});
    QVERIFY(agent->waitForFinished(kRunLimitMs));
    QCOMPARE(agent->exitCode(), 2);
    QVERIFY(agent->readAllStandardError().contains("--nonsense is not an option"));
}

QTEST_GUILESS_MAIN(StaticAgentTest)
#include "tst_static_agent.moc"
