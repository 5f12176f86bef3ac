// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/agent/fakebackend.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd::agent;

namespace {

constexpr int kLimitMs = 240'000; ///< valgrind runs the agent some thirty times slower
constexpr std::size_t kBlocks = 20;
constexpr int kFoundErrors = 99;

/// Every collector at every tick, and room for what valgrind itself needs.
constexpr const char *kConfig = "collect:\n  tiers:\n    fast: 1\n    normal: 1\n    slow: 1\n    rare: 1\n"
                                "limits:\n  memory_mb: 2000\n  cpu_percent: 100\n";

} // namespace

/// The agent's own code, linked with shared libraries so that valgrind can see each allocation, runs until it
/// has collected, spooled, sent and been acknowledged some twenty times.
///
/// A collector's worker may still be in a slow call when the agent ends: the stack it owns is no leak, and
/// valgrind can only call it possibly lost. Hence the two kinds of leak that are certain.
class AgentValgrindTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWholeLife_isCleanUnderValgrind_data()
    {
        QTest::addColumn<bool>("withTls");
        QTest::newRow("over a plain connection") << false;
        QTest::newRow("over TLS") << true;
    }

    void aWholeLife_isCleanUnderValgrind()
    {
        QFETCH(const bool, withTls);
        QTemporaryDir folder;
        QFile config{folder.filePath(u"agent.yaml"_s)};
        QVERIFY(config.open(QFile::WriteOnly) && config.write(kConfig) > 0);
        config.close();

        FakeBackend backend{withTls};
        QProcess agent;
        agent.setProcessChannelMode(QProcess::MergedChannels);
        agent.start(u"valgrind"_s,
            {u"--error-exitcode=%1"_s.arg(kFoundErrors), u"--leak-check=full"_s,
                u"--errors-for-leak-kinds=definite,indirect"_s, u"--show-leak-kinds=definite,indirect"_s,
                u"--quiet"_s, QStringLiteral(QD_AGENT_DYNAMIC), u"--config"_s, config.fileName(),
                u"--data-dir"_s, folder.filePath(u"data"_s), u"--backend"_s,
                QString::fromStdString(backend.url())});
        QTRY_VERIFY2_WITH_TIMEOUT(backend.kept().size() >= kBlocks || agent.state() == QProcess::NotRunning,
            "the agent sends nothing", kLimitMs);
        agent.terminate();
        QVERIFY(agent.waitForFinished(kLimitMs));
        const QByteArray output = agent.readAll();
        QVERIFY2(agent.exitStatus() == QProcess::NormalExit && agent.exitCode() == 0, output.constData());
        QCOMPARE_GE(backend.kept().size(), kBlocks);
        QVERIFY2(!output.contains("=="), output.constData());
    }
};

QTEST_GUILESS_MAIN(AgentValgrindTest)
#include "tst_agentvalgrind.moc"
