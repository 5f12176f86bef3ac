// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/collectors.h"
#include "agent/collect/scheduler.h"
#include "agent/collect/workerpool.h"
#include "tests/support/manualclock.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QRegularExpression>
#include <QTest>

#include <map>
#include <string>

using namespace Qt::StringLiterals;

namespace qd::agent {

namespace {

constexpr double kSecondsBetweenReadings = 10;

/// The number that a pattern's one group finds in a file; NaN if it finds none.
double numberIn(const CapturedHost &host, const QString &file, const QString &pattern)
{
    const QRegularExpression expression{pattern, QRegularExpression::MultilineOption};
    const auto match = expression.match(QString::fromLatin1(host.read(file)));
    return match.hasMatch() ? match.captured(1).toDouble() : qQNaN();
}

/// A column of the second line that begins with a name: where /proc/net keeps headings and numbers apart.
double columnIn(const CapturedHost &host, const QString &file, const QString &section, const QString &column)
{
    const QStringList lines = QString::fromLatin1(host.read(file))
                                  .split(u'\n')
                                  .filter(QRegularExpression{u"^"_s + section + u": "_s});
    return lines.size() < 2 ? qQNaN()
                            : lines[1].split(u' ').value(lines[0].split(u' ').indexOf(column)).toDouble();
}

/// Lines of a socket table whose fourth column is a state, as the kernel writes it.
double socketsIn(const CapturedHost &host, const QString &state)
{
    double count = 0;
    for (const auto *file : {"proc/net/tcp", "proc/net/tcp6"}) {
        for (const QString &line :
            QString::fromLatin1(host.read(QString::fromLatin1(file))).split(u'\n').mid(1)) {
            count += line.simplified().split(u' ').value(3) == state ? 1 : 0;
        }
    }
    return count;
}

/// Processes of the capture, those in one state or all of them; the state follows the name in parentheses.
double processesIn(const CapturedHost &host, const QString &state)
{
    double count = 0;
    for (const QString &pid : QDir{host.path(u"proc"_s)}.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QString stat = QString::fromLatin1(host.read(u"proc/%1/stat"_s.arg(pid)));
        const QString is = stat.mid(stat.lastIndexOf(u')') + 2, 1);
        count += !is.isEmpty() && (state.isEmpty() || state.contains(is)) ? 1 : 0;
    }
    return count;
}

/// Everything that all collectors say of two readings, ten seconds apart.
class Reading
{
public:
    explicit Reading(const QString &kernel)
        : first(kernel)
        , second(kernel)
    {
        second.toSecondReading();
        CollectSettings settings;
        settings.hasCgroup = true;
        settings.hasPercore = true;
        settings.ports = {{80, "tcp"}, {443, "tcp"}};
        settings.processes = {{"init", {}}};
        CapturedHost host(kernel);
        WorkerPool pool;
        AgentCounters counters;
        SeriesTable series;
        KeptEvents events;
        test::ManualClock clock;
        Scheduler scheduler(series, events, clock);
        for (auto &collector : makeCollectors(settings, {host.roots(), &pool, &counters, nullptr, "1.2.3"})) {
            scheduler.add(std::move(collector));
        }
        scheduler.prime();
        host.toSecondReading();
        clock.advance(std::chrono::seconds{10});
        for (int i = 0; i < 30;
             ++i) { // the rare ones come within five minutes; the files stay as they are now
            for (const CollectedSample &sample : scheduler.runDue().samples) {
                m_values.emplace(series.describe(sample.series).labels.toString(), sample.value);
            }
            clock.advance(std::chrono::seconds{10});
        }
    }

    /// Of the first time that it was collected; NaN if it never was.
    [[nodiscard]] double value(const std::string &name) const
    {
        const auto found = m_values.find(name);
        return found == m_values.end() ? qQNaN() : found->second;
    }

    const CapturedHost first; ///< the files, for the test's own eyes
    CapturedHost second;

private:
    std::map<std::string, double> m_values;
};

} // namespace

/// Collectors against what a plain look at the captured files says, on kernels that were really booted.
class TestCapturedKernels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("kernel");
        for (const auto *kernel : {"5.10", "6.1-debian", "6.12"}) {
            QTest::newRow(kernel) << QString::fromLatin1(kernel);
        }
    }

    void init()
    {
        QFETCH_GLOBAL(const QString, kernel);
        std::unique_ptr<Reading> &reading = m_readings[kernel];
        if (!reading) {
            reading = std::make_unique<Reading>(kernel);
        }
        m_reading = reading.get();
    }

    void loadAndMemory_areTheNumbersOfTheFiles()
    {
        const CapturedHost &host = m_reading->second;
        QCOMPARE(m_reading->value("load.1min"), numberIn(host, u"proc/loadavg"_s, u"^([0-9.]+) "_s));
        QCOMPARE(
            m_reading->value("load.1min.percore"), numberIn(host, u"proc/loadavg"_s, u"^([0-9.]+) "_s) / 2);
        QCOMPARE(m_reading->value("mem.memtotal"),
            numberIn(host, u"proc/meminfo"_s, u"^MemTotal: +([0-9]+)"_s) * 1024);
        QCOMPARE(m_reading->value("mem.memavailable"),
            numberIn(host, u"proc/meminfo"_s, u"^MemAvailable: +([0-9]+)"_s) * 1024);
        QCOMPARE(m_reading->value("mem.swaptotal"),
            numberIn(host, u"proc/meminfo"_s, u"^SwapTotal: +([0-9]+)"_s) * 1024);
    }

    void processorShares_areOfTheJiffiesBetween()
    {
        double all = 0;
        double idle = 0;
        for (int column = 1; column <= 8; ++column) {
            const QString pattern = u"^cpu +(?:[0-9]+ ){%1}([0-9]+)"_s.arg(column - 1);
            const double jiffies = numberIn(m_reading->second, u"proc/stat"_s, pattern)
                - numberIn(m_reading->first, u"proc/stat"_s, pattern);
            all += jiffies;
            idle += column == 4 ? jiffies : 0;
        }
        QCOMPARE_GT(all, 0);
        QCOMPARE(m_reading->value("cpu.idle"), std::round(idle / all * 1e4) / 100);
        const QString switches = u"^ctxt ([0-9]+)"_s;
        QCOMPARE(m_reading->value("cpu.switches"), numberIn(m_reading->second, u"proc/stat"_s, switches));
    }

    void diskAndNetwork_areTheCountersOfTheFiles()
    {
        const CapturedHost &host = m_reading->second;
        const QString disk = u"^ +254 +0 vda (?:[0-9]+ ){%1}([0-9]+)"_s;
        QCOMPARE(m_reading->value("disk.io.write_sectors{device=\"vda\"}"),
            numberIn(host, u"proc/diskstats"_s, disk.arg(6)));
        const double written = numberIn(host, u"proc/diskstats"_s, disk.arg(6))
            - numberIn(m_reading->first, u"proc/diskstats"_s, disk.arg(6));
        QCOMPARE_GT(written, 0);
        QCOMPARE(m_reading->value("disk.io.write_bytes{device=\"vda\"}"),
            std::round(written * 512 / kSecondsBetweenReadings));
        const QString wire = u"^ *eth0: *(?:[0-9]+ +){%1}([0-9]+)"_s;
        QCOMPARE(m_reading->value("net.if.in.bytes{iface=\"eth0\"}"),
            numberIn(host, u"proc/net/dev"_s, wire.arg(0)));
        QCOMPARE(m_reading->value("net.if.out.packets{iface=\"eth0\"}"),
            numberIn(host, u"proc/net/dev"_s, wire.arg(9)));
        QCOMPARE(m_reading->value("net.if.up{iface=\"eth0\"}"), 1.0);
    }

    void protocols_areTheColumnsUnderTheirHeadings()
    {
        const CapturedHost &host = m_reading->second;
        QCOMPARE(m_reading->value("TcpExt.TW"), columnIn(host, u"proc/net/netstat"_s, u"TcpExt"_s, u"TW"_s));
        QCOMPARE(
            m_reading->value("snmp.Tcp.OutSegs"), columnIn(host, u"proc/net/snmp"_s, u"Tcp"_s, u"OutSegs"_s));
        QCOMPARE(m_reading->value("conntrack.max"),
            numberIn(host, u"proc/sys/net/netfilter/nf_conntrack_max"_s, u"([0-9]+)"_s));
    }

    void sockets_areTheLinesOfTheirState()
    {
        const CapturedHost &host = m_reading->second;
        QCOMPARE_GT(socketsIn(host, u"06"_s), 0);
        QCOMPARE(m_reading->value("ss.listen"), socketsIn(host, u"0A"_s));
        QCOMPARE(m_reading->value("ss.time-wait"), socketsIn(host, u"06"_s));
        QCOMPARE(m_reading->value("net.port.listen{port=\"80\", proto=\"tcp\"}"), 1.0);
        QCOMPARE(m_reading->value("net.port.listen{port=\"443\", proto=\"tcp\"}"), 0.0);
    }

    void processes_areCountedByTheirState()
    {
        const CapturedHost &host = m_reading->second;
        QCOMPARE(m_reading->value("proc.count.total"), processesIn(host, {}));
        QCOMPARE(m_reading->value("proc.count.sleeping"), processesIn(host, u"SI"_s));
        QCOMPARE(m_reading->value("proc.num{name=\"init\"}"), 1.0);
        QCOMPARE(m_reading->value("proc.threads{name=\"init\"}"),
            numberIn(host, u"proc/1/stat"_s, u"\\) [A-Z] (?:-?[0-9]+ ){16}([0-9]+)"_s));
    }

    void systemAndPressure_areTheNumbersOfTheFiles()
    {
        const CapturedHost &host = m_reading->second;
        QCOMPARE(
            m_reading->value("sys.uptime"), std::floor(numberIn(host, u"proc/uptime"_s, u"^([0-9.]+) "_s)));
        QCOMPARE(
            m_reading->value("kernel.maxproc"), numberIn(host, u"proc/sys/kernel/pid_max"_s, u"([0-9]+)"_s));
        QCOMPARE(m_reading->value("kernel.files.allocated"),
            numberIn(host, u"proc/sys/fs/file-nr"_s, u"^([0-9]+)"_s));
        QCOMPARE(m_reading->value("pressure.io.some.avg10"),
            numberIn(host, u"proc/pressure/io"_s, u"^some avg10=([0-9.]+)"_s));
        QCOMPARE(m_reading->value("vm.pgfault"), numberIn(host, u"proc/vmstat"_s, u"^pgfault ([0-9]+)"_s));
    }

    void controlGroups_areMeasuredByTheirFiles()
    {
        const QString folder = u"sys/fs/cgroup/system.slice/web.service/"_s;
        QCOMPARE(m_reading->value("cgroup.mem{cgroup=\"system.slice/web.service\"}"),
            numberIn(m_reading->second, folder + u"memory.current"_s, u"([0-9]+)"_s));
    }

private:
    std::map<QString, std::unique_ptr<Reading>> m_readings;
    const Reading *m_reading = nullptr;
};

} // namespace qd::agent

QTEST_GUILESS_MAIN(qd::agent::TestCapturedKernels)
#include "tst_capturedkernels.moc"
