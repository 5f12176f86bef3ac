// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/procdirectory.h"
#include "tests/support/agent/fakebackend.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

using namespace Qt::StringLiterals;
using namespace qd::agent;

namespace {

constexpr int kRunLimitMs = 120'000;
constexpr std::size_t kWarmBlocks = 15; ///< dictionaries sent, buffers grown to what they stay at
constexpr std::size_t kLaterBlocks = 45;
constexpr qint64 kPagesOfNoise = 64;

/// The fastest tiers that there are, so that minutes of ordinary life pass in seconds.
constexpr const char *kFastConfig =
    "collect:\n  tiers:\n    fast: 1\n    normal: 1\n    slow: 1\n    rare: 1\n";

/// In the child, before exec: from now on a new process is the death of the one that asks for it. Threads may
/// be made; clone3, whose flags a filter cannot see, is said not to exist, so that the C library takes clone.
void forbidNewProcesses()
{
    constexpr auto kNumber = static_cast<std::uint32_t>(offsetof(seccomp_data, nr));
    constexpr auto kFlags = static_cast<std::uint32_t>(offsetof(seccomp_data, args[0]));
    sock_filter rules[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, kNumber),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone3, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_fork, 5, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_vfork, 4, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 2),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, kFlags),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
    };
    const sock_fprog program{sizeof rules / sizeof rules[0], rules};
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0
        || ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
        ::_exit(98);
    }
}

struct Footprint
{
    qint64 descriptors =
        0; ///< without the files of the host's processes, of which it keeps two for up to 128
    qint64 keptFiles = 0; ///< those
    qint64 residentPages = 0;
};

Footprint footprintOf(qint64 pid)
{
    const QString root = u"/proc/%1/"_s.arg(pid);
    QFile memory{root + u"statm"_s};
    if (!memory.open(QFile::ReadOnly)) {
        return {};
    }
    static const QRegularExpression ofProcess{u"^/proc/\\d+/(sched)?stat$"_s};
    Footprint footprint;
    footprint.residentPages = memory.readAll().split(' ').value(1).toLongLong();
    for (const QFileInfo &file :
        QDir{root + u"fd"_s}.entryInfoList(QDir::NoDotAndDotDot | QDir::AllEntries | QDir::System)) {
        ++(ofProcess.match(file.symLinkTarget()).hasMatch() ? footprint.keptFiles : footprint.descriptors);
    }
    return footprint;
}

} // namespace

/// What the agent may not do to its host: start processes, or grow.
class AgentFootprintTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QFile config{m_folder->filePath(u"agent.yaml"_s)};
        QVERIFY(config.open(QFile::WriteOnly) && config.write(kFastConfig) > 0);
    }

    void forbiddenFork_isTheEndOfAProgramThatForks()
    {
        QProcess shell;
        shell.setChildProcessModifier(forbidNewProcesses);
        shell.start(u"/bin/sh"_s, {u"-c"_s, u"/bin/true; /bin/true"_s});
        QVERIFY(shell.waitForFinished(kRunLimitMs));
        QCOMPARE(shell.exitStatus(), QProcess::CrashExit);
    }

    void forbiddenFork_isNothingToTheAgent()
    {
        FakeBackend backend;
        QProcess agent;
        agent.setChildProcessModifier(forbidNewProcesses);
        startAgent(agent, backend);
        QTRY_VERIFY_WITH_TIMEOUT(backend.kept().size() >= 5 && backend.facts() > 0, kRunLimitMs);
        QCOMPARE(agent.state(), QProcess::Running);
        stopAgent(agent);
    }

    void collectingAndSending_growsNeitherMemoryNorDescriptors()
    {
        FakeBackend backend;
        QProcess agent;
        startAgent(agent, backend);
        QTRY_VERIFY_WITH_TIMEOUT(backend.kept().size() >= kWarmBlocks, kRunLimitMs);
        const Footprint before = footprintOf(agent.processId());
        QCOMPARE_GT(before.descriptors, 3);
        QTRY_VERIFY_WITH_TIMEOUT(backend.kept().size() >= kLaterBlocks, kRunLimitMs);
        const Footprint after = footprintOf(agent.processId());
        QCOMPARE(after.descriptors, before.descriptors);
        QCOMPARE_LE(after.keptFiles, 2 * qint64{ProcDirectory::kMaxKept});
        QCOMPARE_LE(after.residentPages, before.residentPages + kPagesOfNoise);
        stopAgent(agent);
    }

    void reconnecting_growsNoDescriptors()
    {
        FakeBackend backend;
        QProcess agent;
        startAgent(agent, backend);
        QTRY_VERIFY_WITH_TIMEOUT(backend.kept().size() >= 2, kRunLimitMs);
        const Footprint before = footprintOf(agent.processId());
        for (int connections = 2; connections <= 6; ++connections) {
            backend.closeAll();
            QTRY_COMPARE_WITH_TIMEOUT(backend.connections(), connections, kRunLimitMs);
            QTRY_COMPARE_WITH_TIMEOUT(backend.open(), 1, kRunLimitMs);
        }
        QTRY_COMPARE(footprintOf(agent.processId()).descriptors, before.descriptors);
        stopAgent(agent);
    }

private:
    void startAgent(QProcess &agent, const FakeBackend &backend) const
    {
        agent.start(QStringLiteral(QD_BINARY_DIR "/bin/quarterdeck-agent"),
            {u"--config"_s, m_folder->filePath(u"agent.yaml"_s), u"--data-dir"_s,
                m_folder->filePath(u"data"_s), u"--backend"_s, QString::fromStdString(backend.url())});
    }

    static void stopAgent(QProcess &agent)
    {
        agent.terminate();
        QVERIFY(agent.waitForFinished(kRunLimitMs));
        QCOMPARE(agent.exitStatus(), QProcess::NormalExit);
        QCOMPARE(agent.exitCode(), 0);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(AgentFootprintTest)
#include "tst_agentfootprint.moc"
