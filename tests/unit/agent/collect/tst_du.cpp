// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/directorysize.h"
#include "agent/collect/ducollector.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace qd::agent {

namespace {

void writeFile(const QString &path, int bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(QByteArray(bytes, 'x')), bytes);
}

std::uint64_t blocksOf(const QString &path)
{
    struct stat status
    {
    };
    return ::lstat(qPrintable(path), &status) == 0 ? static_cast<std::uint64_t>(status.st_blocks) * 512 : 0;
}

} // namespace

class TestDu : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void tree_isSummedUpInBlocks();
    void hardLinks_countOnce();
    void linkTargets_areLeftOut();
    void missingPath_isNotFound();
    void slowWalk_isATimeout();
    void stoppedWalk_isCancelled();
    void collector_putsTheSizeAndReportsFailures();

private:
    [[nodiscard]] Result<std::uint64_t> size() const
    {
        return directorySize(m_folder->path().toStdString(), 1min, m_stop.get_token());
    }
    [[nodiscard]] QString path(const QString &name) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::stop_source m_stop;
};

void TestDu::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_stop = {};
    QVERIFY(QDir{}.mkpath(path(u"a/b"_s)));
    writeFile(path(u"one"_s), 10'000);
    writeFile(path(u"a/b/two"_s), 50'000);
}

void TestDu::tree_isSummedUpInBlocks()
{
    const auto bytes = size();
    QVERIFY(bytes);
    std::uint64_t expected = blocksOf(m_folder->path());
    for (const QString &name : {u"one"_s, u"a"_s, u"a/b"_s, u"a/b/two"_s}) {
        expected += blocksOf(path(name));
    }
    QCOMPARE(*bytes, expected);
    QCOMPARE_GE(*bytes, 60'000U);
}

void TestDu::hardLinks_countOnce()
{
    const auto before = size();
    QCOMPARE(::link(qPrintable(path(u"one"_s)), qPrintable(path(u"a/again"_s))), 0);
    const auto after = size();
    QVERIFY(before && after);
    QCOMPARE(*after, *before);
}

void TestDu::linkTargets_areLeftOut()
{
    const auto before = size();
    QVERIFY(QFile::link(u"/usr"_s, path(u"a/usr"_s)));
    const auto after = size();
    QVERIFY(before && after);
    QCOMPARE(*after, *before + blocksOf(path(u"a/usr"_s)));
}

void TestDu::missingPath_isNotFound()
{
    const auto outcome = directorySize("/nowhere/at/all", 1min, m_stop.get_token());
    QVERIFY(!outcome);
    QVERIFY(outcome.error().code == ErrorCode::NotFound);
    QCOMPARE(outcome.error().context.at("path"), std::string{"/nowhere/at/all"});
}

void TestDu::slowWalk_isATimeout()
{
    const auto outcome = directorySize(m_folder->path().toStdString(), -1ms, m_stop.get_token());
    QVERIFY(!outcome);
    QVERIFY(outcome.error().code == ErrorCode::Timeout);
}

void TestDu::stoppedWalk_isCancelled()
{
    m_stop.request_stop();
    const auto outcome = size();
    QVERIFY(!outcome);
    QVERIFY(outcome.error().code == ErrorCode::Cancelled);
}

void TestDu::collector_putsTheSizeAndReportsFailures()
{
    WorkerPool pool;
    const std::string good = m_folder->path().toStdString();
    DuCollector collector(pool, {good, "/nowhere/at/all"}, 1min);
    CollectorRun run;
    double bytes = 0.0;
    bool hasFailed = false;
    QVERIFY(QTest::qWaitFor([&] {
        run.prepare(collector);
        const auto outcome = run.run(collector);
        hasFailed = hasFailed || (!outcome && outcome.error().code == ErrorCode::NotFound);
        bytes = run.has("du.bs{path=\"" + good + "\"}") ? run.value("du.bs{path=\"" + good + "\"}") : bytes;
        return hasFailed && bytes > 0.0;
    }));
    QCOMPARE(bytes, static_cast<double>(*size()));
    QVERIFY(!run.has("du.bs{path=\"/nowhere/at/all\"}"));
}

} // namespace qd::agent

QTEST_GUILESS_MAIN(qd::agent::TestDu)
#include "tst_du.moc"
