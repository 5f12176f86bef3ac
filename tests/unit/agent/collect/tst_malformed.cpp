// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/collectors.h"
#include "agent/collect/hostfactsreader.h"
#include "agent/collect/processlister.h"
#include "agent/collect/workerpool.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QDirIterator>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;

namespace qd::agent {

namespace {

/// Every file of a captured host that is text of the kernel or the system.
QStringList filesOf(const CapturedHost &host)
{
    QStringList files;
    const QString root = host.path(u"."_s).chopped(1);
    for (const QString &folder : {u"proc"_s, u"sys"_s, u"etc"_s, u"run"_s}) {
        QDirIterator entries(root + folder, QDir::Files, QDirIterator::Subdirectories);
        while (entries.hasNext()) {
            files.append(entries.next().mid(root.size()));
        }
    }
    files.sort();
    return files;
}

/// Runs everything once over a host; what comes out does not matter, that it comes back does.
void readAll(const CapturedHost &host, int &errors)
{
    WorkerPool pool;
    const AgentCounters counters;
    CollectSettings settings;
    settings.hasPercore = true;
    settings.hasCgroup = true;
    settings.processes = {{"nginx", {}}, {{}, "java"}};
    settings.ports = {{22, "tcp"}, {53, "udp"}};
    CollectorRun run;
    for (const auto &collector : makeCollectors(settings, {host.roots(), &pool, &counters, nullptr, "1"})) {
        run.prepare(*collector);
        errors += run.run(*collector) ? 0 : 1;
        errors += run.run(*collector) ? 0 : 1;
    }
    static_cast<void>(HostFactsReader({.roots = host.roots()}).read());
    static_cast<void>(ProcessLister(host.roots()).list(SteadyMs{std::chrono::hours{1}}, 50));
}

} // namespace

/// Files that are cut short, scrambled or full of rubbish, as a dying disk or a changed kernel may show them:
/// an error and no sample is right, a crash is not.
class TestMalformed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFile_mayBeDamaged_data();
    void everyFile_mayBeDamaged();
    void neededFile_thatIsCutIsAnError_data();
    void neededFile_thatIsCutIsAnError();
};

void TestMalformed::everyFile_mayBeDamaged_data()
{
    QTest::addColumn<QString>("kernel");
    QTest::addColumn<int>("damage");
    const QStringList damages{
        u"emptied"_s, u"cut in half"_s, u"scrambled"_s, u"one endless line"_s, u"zeroed"_s};
    for (const QString &kernel : CapturedHost::kernels()) {
        for (int damage = 0; damage < damages.size(); ++damage) {
            QTest::addRow("kernel %s, every file %s", qPrintable(kernel), qPrintable(damages[damage]))
                << kernel << damage;
        }
    }
}

void TestMalformed::everyFile_mayBeDamaged()
{
    QFETCH(const QString, kernel);
    QFETCH(const int, damage);
    const CapturedHost host(kernel);
    std::mt19937 random(17); // fixed: a failure can be repeated
    for (const QString &file : filesOf(host)) {
        std::string text = host.read(file).toStdString();
        switch (damage) {
        case 0:
            text.clear();
            break;
        case 1:
            text.resize(text.size() / 2);
            break;
        case 2:
            for (std::size_t i = 0; i < text.size(); i += 1 + random() % 20) {
                text[i] = static_cast<char>(random() % 256);
            }
            break;
        case 3:
            text.assign(70'000, '9');
            break;
        default:
            text.assign(text.size(), '\0');
        }
        host.write(file, text);
    }
    int errors = 0;
    readAll(host, errors);
    QCOMPARE_GT(errors, 3);
}

void TestMalformed::neededFile_thatIsCutIsAnError_data()
{
    QTest::addColumn<QString>("file");
    for (const char *file : {"proc/stat", "proc/loadavg", "proc/meminfo", "proc/diskstats", "proc/net/dev",
             "proc/net/netstat", "proc/net/snmp", "proc/net/sockstat", "proc/uptime", "proc/pressure/io",
             "proc/sys/fs/file-nr", "proc/self/statm", "proc/self/mountinfo"}) {
        QTest::addRow("%s", file) << QString::fromLatin1(file);
    }
}

void TestMalformed::neededFile_thatIsCutIsAnError()
{
    QFETCH(const QString, file);
    const CapturedHost host(u"6.1"_s);
    int errorsBefore = 0;
    readAll(host, errorsBefore);
    host.write(file, "x y");
    int errors = 0;
    readAll(host, errors);
    QCOMPARE_GT(errors, 0);
}

} // namespace qd::agent

QTEST_GUILESS_MAIN(qd::agent::TestMalformed)
#include "tst_malformed.moc"
