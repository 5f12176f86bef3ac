// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/hostexport.h"
#include "tests/support/console/consolefixture.h"

#include <QFile>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

namespace {

[[nodiscard]] QStringList linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return {};
    }
    QStringList lines = QString::fromUtf8(file.readAll().mid(3)).split(u"\r\n"_s);
    lines.removeLast();
    return lines;
}

[[nodiscard]] QueryAnswer answerOf(double value)
{
    QueryAnswer answer;
    answer.series = {series({{"host", "web-1"}}, {1}, {value})};
    return answer;
}

[[nodiscard]] HostExport::Plan plan(const QString &file, bool hasAllMetrics)
{
    return {file, {HostTableModel::Name, HostTableModel::Cpu, HostTableModel::LastSeen},
        {u"Name"_s, u"CPU %"_s, u"Last seen"_s}, hasAllMetrics};
}

} // namespace

class TestHostExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knownValues_areWrittenInShownOrder()
    {
        ConsoleFixture f;
        TreeSnapshot tree = smallTree({HostState::Online, HostState::Offline});
        tree.hosts[0].name = "=web, \"1\"";
        tree.hosts[1].lastSeen = {};
        f.goOnline(tree);
        HostTableModel model(f.tree);
        model.setMetric(HostTableModel::Metric::Cpu, {{HostId{1}, 1234.5}});
        HostExport exported(f.services, model);
        QSignalSpy done(&exported, &HostExport::finished);
        const QString file = f.dir.filePath(u"hosts.csv"_s);
        exported.start(plan(file, true));
        QVERIFY(exported.isRunning());
        QVERIFY(done.wait());
        QCOMPARE(done.front(), (QVariantList{file, 2, 0}));
        const QStringList lines = linesOf(file);
        QCOMPARE(lines.size(), 3);
        QCOMPARE(lines[0], u"Name,CPU %,Last seen"_s);
        QCOMPARE(lines[1], u"web-2,,"_s);
        QVERIFY2(lines[2].startsWith(u"\"'=web, \"\"1\"\"\",1234.5,20"_s), qPrintable(lines[2]));
        static const QRegularExpression kIso(u"T\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d)$"_s);
        QVERIFY2(kIso.match(lines[2]).hasMatch(), qPrintable(lines[2]));
        QVERIFY(!exported.isRunning());
    }

    void unknownValues_areAskedForPageByPage()
    {
        ConsoleFixture f;
        f.goOnline(smallTree(std::vector<HostState>(HostExport::kPage + 1, HostState::Online)));
        HostTableModel model(f.tree);
        HostExport exported(f.services, model);
        QSignalSpy done(&exported, &HostExport::finished);
        const QString file = f.dir.filePath(u"hosts.csv"_s);
        exported.start(plan(file, false));
        QTRY_COMPARE(f.backend.queries.size(), 1);
        QVERIFY(f.backend.queries[0].promql.contains(u"cpu.busy"));
        QVERIFY(f.backend.queries[0].promql.contains(u"web-1|"));
        f.backend.answerQuery(0, answerOf(7.5));
        QTRY_COMPARE(f.backend.queries.size(), 2);
        f.backend.answerQuery(1, failure(ErrorCode::Timeout, "slow"));
        QTRY_COMPARE(done.size(), 1);
        QCOMPARE(done.front(), (QVariantList{file, HostExport::kPage + 1, 1}));
        const QStringList lines = linesOf(file);
        QCOMPARE(lines.size(), HostExport::kPage + 2);
        QVERIFY(lines[1].startsWith(u"web-1,7.5,"_s));
        QVERIFY(lines[2].startsWith(u"web-10,,"_s));
    }

    void placeThatCannotBeWritten_isToldAndLeavesNothing()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        const HostTableModel model(f.tree);
        HostExport exported(f.services, model);
        const QSignalSpy failed(&exported, &HostExport::failed);
        const QString file = f.dir.filePath(u"no/such/folder/hosts.csv"_s);
        exported.start(plan(file, true));
        QCOMPARE(failed.size(), 1);
        QCOMPARE(failed.front().at(0).toString(), file);
        QVERIFY(!failed.front().at(1).toString().isEmpty());
        QVERIFY(!exported.isRunning());
    }

    void cancelled_leavesNoFileAndDropsLateAnswers()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online}));
        const HostTableModel model(f.tree);
        HostExport exported(f.services, model);
        const QSignalSpy done(&exported, &HostExport::finished);
        const QString file = f.dir.filePath(u"hosts.csv"_s);
        exported.start(plan(file, false));
        QTRY_COMPARE(f.backend.queries.size(), 1);
        exported.cancel();
        f.backend.answerQuery(0, answerOf(7.5));
        QCoreApplication::processEvents();
        QCOMPARE(done.size(), 0);
        QVERIFY(!QFile::exists(file));
    }
};

QTEST_GUILESS_MAIN(TestHostExport)
#include "tst_hostexport.moc"
