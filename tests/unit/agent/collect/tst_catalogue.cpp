// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/collectors.h"
#include "agent/collect/scheduler.h"
#include "agent/collect/workerpool.h"
#include "tests/support/csvfields.h"
#include "tests/support/manualclock.h"
#include "tests/unit/agent/collect/capturedhost.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace Qt::StringLiterals;

namespace qd::agent {

namespace {

/// One row of the metric catalogue.
struct Row
{
    QStringList labels;
    std::string unit;
    MetricKind kind = MetricKind::Gauge;
    std::int32_t intervalMs = 0;
};

std::map<std::string, Row> readCatalogue()
{
    QFile file(QStringLiteral(QD_SOURCE_DIR "/tests/data/agent_metrics.csv"));
    std::map<std::string, Row> rows;
    if (!file.open(QIODevice::ReadOnly)) {
        return rows;
    }
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines.mid(1)) {
        const QStringList fields = test::csvFields(line);
        Row row{{}, fields[2].toStdString(),
            fields[3] == u"counter" ? MetricKind::Counter : MetricKind::Gauge, fields[4].toInt() * 1000};
        if (!fields[1].isEmpty() && fields[1] != u"name or cmdline") {
            row.labels = fields[1].section(u'=', 0, 0).split(u',');
        }
        rows.emplace(fields[0].toStdString(), row);
    }
    // The catalogue writes these labels into the note.
    rows["agent.version"].labels = {u"version"_s};
    rows["agent.collect.duration"].labels = {u"collector"_s};
    rows["agent.collect.errors"].labels = {u"collector"_s};
    rows["agent.samples.dropped"].labels = {u"reason"_s};
    return rows;
}

/// All series that the agent makes of a captured host within some minutes.
class Host
{
public:
    Host(const QString &kernel, const CollectSettings &settings)
        : m_host(kernel)
        , m_scheduler(m_series, m_events, m_clock)
    {
        m_counters.sendLatencyUs = 1500;
        for (auto &collector :
            makeCollectors(settings, {m_host.roots(), &m_pool, &m_counters, nullptr, "1.2.3"})) {
            m_scheduler.add(std::move(collector));
        }
        m_scheduler.prime();
        m_host.toSecondReading();
        for (int i = 0; i < 40; ++i) {
            tick();
        }
    }

    /// What runs on threads comes when it comes; ticks go on meanwhile.
    [[nodiscard]] bool tickUntil(std::string_view metric)
    {
        return QTest::qWaitFor([&] {
            tick();
            return std::ranges::any_of(m_seen,
                [&](SeriesHandle handle) { return m_series.describe(handle).labels.metricName() == metric; });
        });
    }

    [[nodiscard]] std::vector<SeriesDescription> seen() const
    {
        std::vector<SeriesDescription> all;
        for (const SeriesHandle handle : m_seen) {
            all.push_back(m_series.describe(handle));
        }
        return all;
    }
    [[nodiscard]] const std::vector<HostEvent> &events() const { return m_events.events; }
    [[nodiscard]] std::uint64_t refused() const { return m_series.refused(); }

private:
    void tick()
    {
        m_clock.advance(std::chrono::seconds{10});
        for (const CollectedSample &sample : m_scheduler.runDue().samples) {
            m_seen.insert(sample.series);
        }
    }

    CapturedHost m_host;
    WorkerPool m_pool;
    AgentCounters m_counters;
    SeriesTable m_series;
    KeptEvents m_events;
    test::ManualClock m_clock;
    Scheduler m_scheduler;
    std::set<SeriesHandle> m_seen;
};

} // namespace

class TestCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySeries_isAsTheCatalogueSays_data();
    void everySeries_isAsTheCatalogueSays();
    void capturedKernel_offersEveryDefaultMetric_data();
    void capturedKernel_offersEveryDefaultMetric();
    void metricsThatAreOffByDefault_comeWhenTheyAreTurnedOn();
    void checksThatTheConfigurationAdds_areThePlugins();
};

void TestCatalogue::everySeries_isAsTheCatalogueSays_data()
{
    QTest::addColumn<QString>("kernel");
    for (const QString &kernel : CapturedHost::kernels()) {
        QTest::addRow("kernel %s", qPrintable(kernel)) << kernel;
    }
}

void TestCatalogue::everySeries_isAsTheCatalogueSays()
{
    QFETCH(const QString, kernel);
    const auto catalogue = readCatalogue();
    CollectSettings settings;
    settings.processes = {{"systemd", {}}};
    settings.ports = {{22, "tcp"}};
    settings.hasPercore = true;
    settings.hasCgroup = true;
    const Host host(kernel, settings);
    QCOMPARE_GT(host.seen().size(), 100U);
    for (const SeriesDescription &series : host.seen()) {
        const std::string name{series.labels.metricName()};
        QVERIFY2(catalogue.contains(name), name.c_str());
        const Row &row = catalogue.at(name);
        QCOMPARE(series.unit, row.unit);
        QVERIFY2(series.kind == row.kind, name.c_str());
        QVERIFY2(series.intervalMs == row.intervalMs, name.c_str());
        QStringList labels;
        for (const auto &[label, value] : series.labels.pairs()) {
            if (label != Labels::kMetricName) {
                labels.append(QString::fromStdString(label));
            }
        }
        if (name.starts_with("proc.") && !name.starts_with("proc.count")) {
            QCOMPARE(labels, QStringList{u"name"_s});
        } else {
            QCOMPARE(labels, [&] {
                QStringList sorted = row.labels;
                sorted.sort();
                return sorted;
            }());
        }
    }
    QCOMPARE(host.refused(), 0U);
    for (const HostEvent &event : host.events()) {
        QVERIFY2(event.source == "collector.filesystem",
            event.message.c_str()); // its mounts are not on this machine
    }
}

void TestCatalogue::capturedKernel_offersEveryDefaultMetric_data()
{
    QTest::addColumn<QString>("kernel");
    QTest::addColumn<bool>("hasFilesystems"); // the others mount a folder that this machine does not have
    QTest::addRow("5.10") << u"5.10"_s << false;
    QTest::addRow("6.1") << u"6.1-debian"_s << false;
    QTest::addRow("6.12") << u"6.12"_s << false;
    QTest::addRow("6.18") << u"6.18"_s << true;
}

void TestCatalogue::capturedKernel_offersEveryDefaultMetric()
{
    QFETCH(const QString, kernel);
    QFETCH(const bool, hasFilesystems);
    // What these hosts do not have, or what has to be configured. Everything else must be there.
    const std::set<std::string> absent{"net.if.in.percent", "net.if.out.percent",
        "net.if.speed.bits", // a virtual link without a speed
        "sys.users", "hw.temperature", // no utmp, no sensors
        "percore.busy", "du.bs", "net.port.listen"};
    Host host(kernel, {});
    QVERIFY(!hasFilesystems || host.tickUntil("df.statistics.total"));
    std::set<std::string> seen;
    for (const SeriesDescription &series : host.seen()) {
        seen.emplace(series.labels.metricName());
    }
    for (const auto &[name, row] : readCatalogue()) {
        const bool isConfigured = name.starts_with("gpu.") || name.starts_with("url.")
            || name.starts_with("cgroup.") || (name.starts_with("proc.") && !name.starts_with("proc.count"));
        const bool isOfFilesystem = name.starts_with("df.") || name.starts_with("fs.");
        if (name == "sys.ntp.offset" || (isOfFilesystem && !hasFilesystems)) {
            continue; // the running kernel answers for itself
        }
        QVERIFY2(seen.contains(name) == !(isConfigured || absent.contains(name)), name.c_str());
    }
}

void TestCatalogue::metricsThatAreOffByDefault_comeWhenTheyAreTurnedOn()
{
    CollectSettings settings;
    settings.hasPercore = true;
    settings.hasCgroup = true;
    settings.processes = {{"nginx", {}}, {{}, "app.jar"}};
    settings.ports = {{80, "tcp"}, {68, "udp"}};
    settings.duPaths = {QD_SOURCE_DIR "/tests/data/proc/3.10"};
    Host host(u"3.10"_s, settings);
    QVERIFY(host.tickUntil("du.bs"));
    std::set<std::string> seen;
    for (const SeriesDescription &series : host.seen()) {
        seen.emplace(series.labels.metricName());
    }
    for (const char *name :
        {"percore.busy", "cgroup.mem", "proc.num", "proc.cpu", "proc.mem.rss", "proc.mem.percent", "proc.fds",
            "proc.io.read_bytes", "proc.io.write_bytes", "proc.threads", "proc.uptime", "net.port.listen",
            "du.bs", "net.if.in.percent", "net.if.speed.bits", "sys.users", "hw.temperature"}) {
        QVERIFY2(seen.contains(name), name);
    }
}

void TestCatalogue::checksThatTheConfigurationAdds_areThePlugins()
{
    CollectSettings settings;
    QCOMPARE(pluginCount(settings), 0);
    settings.hasPercore = true;
    settings.hasCgroup = true;
    settings.ports = {{80, "tcp"}, {68, "udp"}};
    settings.processes = {{"nginx", {}}};
    settings.ntpServers = {"time.example"};
    settings.duPaths = {"/srv", "/var/lib"};
    settings.urls = {"http://localhost/", "https://localhost/", "http://localhost:8080/"};
    QCOMPARE(pluginCount(settings), 11);
    settings.disabled = {"url", "du", "memory"};
    QCOMPARE(pluginCount(settings), 6);
}

} // namespace qd::agent

QTEST_GUILESS_MAIN(qd::agent::TestCatalogue)
#include "tst_catalogue.moc"
