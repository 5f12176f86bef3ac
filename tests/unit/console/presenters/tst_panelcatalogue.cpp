// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/hostpresenter.h"
#include "console/presenters/panelcatalogue.h"
#include "tests/support/console/consolefixture.h"

#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

namespace {

/// Metrics that are on no chart of the host view, and why.
[[nodiscard]] QHash<QString, QString> undrawn()
{
    const QString complement = u"100 minus the used share, which is drawn"_s;
    const QString twice = u"the same traffic in bits is drawn"_s;
    const QString sum = u"the sum of in and out, which are drawn"_s;
    return {
        {u"df.bytes.free.percent"_s, complement},
        {u"df.inodes.free.percent"_s, complement},
        {u"df.inodes.free"_s, u"total minus used, which are drawn"_s},
        {u"disk.io.read_sectors"_s, u"disk.io.read_bytes is it in bytes a second"_s},
        {u"disk.io.write_sectors"_s, u"disk.io.write_bytes is it in bytes a second"_s},
        {u"disk.io.msec_total"_s, u"disk.io.util is its rate"_s},
        {u"disk.io.msec_weighted_total"_s, u"disk.io.avgqu-sz is its rate"_s},
        {u"net.if.in.bytes"_s, twice},
        {u"net.if.out.bytes"_s, twice},
        {u"net.if.total.bytes"_s, sum},
        {u"net.if.total.bits"_s, sum},
        {u"net.if.total.packets"_s, sum},
        {u"net.if.total.errors"_s, sum},
        {u"net.if.total.dropped"_s, sum},
        {u"agent.version"_s, u"always 1; its label is in the header and among the facts"_s},
    };
}

[[nodiscard]] QSet<QString> drawn()
{
    QSet<QString> metrics;
    for (const PanelFamily &family : hostPanels()) {
        for (const PanelSpec &spec : family.panels) {
            for (const PanelQuery &query : spec.queries) {
                metrics.insert(query.metric);
            }
        }
    }
    return metrics;
}

[[nodiscard]] QHash<QString, QString> unitsOfTheCatalogue()
{
    QFile file(QStringLiteral(QD_SOURCE_DIR "/tests/data/agent_metrics.csv"));
    QHash<QString, QString> units;
    if (file.open(QIODevice::ReadOnly)) {
        file.readLine(); // names of the columns
        while (!file.atEnd()) {
            const QString line = QString::fromUtf8(file.readLine());
            // Only the labels may hold a comma, and then they are quoted.
            const QString rest = line.contains(u'"') && line.section(u',', 1, 1).startsWith(u'"')
                ? line.section(u"\","_s, 1)
                : line.section(u',', 2);
            units.insert(line.section(u',', 0, 0), rest.section(u',', 0, 0));
        }
    }
    return units;
}

[[nodiscard]] const PanelSpec &specOf(const HostPresenter &host, const QString &id)
{
    for (const HostFamily &family : host.families()) {
        for (const auto &panel : family.panels) {
            if (panel->spec().id == id) {
                return panel->spec();
            }
        }
    }
    qFatal("no panel %s", qPrintable(id));
}

[[nodiscard]] std::vector<SeriesPoints> present(const std::vector<std::string> &metrics)
{
    std::vector<SeriesPoints> all;
    for (const std::string &name : metrics) {
        all.push_back(series({{"__name__", name}}, {1}, {1.0}));
    }
    return all;
}

} // namespace

class TestPanelCatalogue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMetricOfTheAgent_isDrawnOrHasAReason_data()
    {
        QTest::addColumn<QString>("metric");
        const QHash<QString, QString> units = unitsOfTheCatalogue();
        QVERIFY(units.size() > 200);
        for (auto metric = units.begin(); metric != units.end(); ++metric) {
            QTest::newRow(qPrintable(metric.key())) << metric.key();
        }
    }
    void everyMetricOfTheAgent_isDrawnOrHasAReason()
    {
        QFETCH(QString, metric);
        QVERIFY(drawn().contains(metric) != undrawn().contains(metric));
    }

    void everyPanel_readsAMetricOfTheAgent()
    {
        const QHash<QString, QString> units = unitsOfTheCatalogue();
        QSet<QString> ids;
        for (const PanelFamily &family : hostPanels()) {
            for (const PanelSpec &spec : family.panels) {
                QVERIFY2(!ids.contains(spec.id), qPrintable(spec.id));
                ids.insert(spec.id);
                for (const PanelQuery &query : spec.queries) {
                    QVERIFY2(units.contains(query.metric), qPrintable(query.metric));
                    QVERIFY2(query.promql.contains(query.metric), qPrintable(query.promql));
                }
            }
        }
    }

    void unitOfAPanel_isThatOfItsMetrics_data()
    {
        QTest::addColumn<QString>("panel");
        for (const PanelFamily &family : hostPanels()) {
            for (const PanelSpec &spec : family.panels) {
                QTest::newRow(qPrintable(spec.id)) << spec.id;
            }
        }
    }
    void unitOfAPanel_isThatOfItsMetrics()
    {
        QFETCH(QString, panel);
        // A rate of milliseconds has no unit; what is told in 1/10000 is shown as a share.
        static const QSet<QString> kConverted{u"disk.time"_s, u"tcp.retransrate"_s};
        static const QHash<Unit, Unit> kPerSecond{{Unit::Bytes, Unit::BytesPerSecond},
            {Unit::Bits, Unit::BitsPerSecond}, {Unit::Count, Unit::PerSecond}};
        const QHash<QString, QString> units = unitsOfTheCatalogue();
        for (const PanelFamily &family : hostPanels()) {
            for (const PanelSpec &spec : family.panels) {
                if (spec.id != panel || kConverted.contains(panel)) {
                    continue;
                }
                for (const PanelQuery &query : spec.queries) {
                    const Unit own = unitFromCatalogue(units.value(query.metric));
                    const bool isRate = query.promql.contains("rate("_L1);
                    const Unit shown = isRate ? kPerSecond.value(own, own) : own;
                    // Plain numbers: counts that need decimals, and codes.
                    QVERIFY2(shown == spec.unit || (spec.unit == Unit::None && shown == Unit::Count),
                        qPrintable(query.metric));
                }
            }
        }
    }

    void droppedSamples_areSummedOverTheirReasons()
    {
        for (const PanelFamily &family : hostPanels()) {
            for (const PanelSpec &spec : family.panels) {
                for (const PanelQuery &query : spec.queries) {
                    if (query.metric == "agent.samples.dropped"_L1) {
                        QVERIFY2(query.promql.startsWith("sum"_L1), qPrintable(query.promql));
                        QVERIFY2(query.promql.contains("reason"_L1), qPrintable(query.promql));
                        return;
                    }
                }
            }
        }
        QFAIL("no panel of dropped samples");
    }

    void panelsOfWhatAHostHasNot_areHidden()
    {
        ConsoleFixture f;
        f.goOnline(smallTree({HostState::Online, HostState::Online}));
        HostPresenter host(f.services);
        host.setHost(HostId{1});
        host.setSpan({true, std::chrono::hours(1), {}, {}}, 300);
        host.activate();
        const auto isShown = [&](const char16_t *id) {
            return host.isShown(specOf(host, QString::fromUtf16(id)));
        };
        QVERIFY(isShown(u"cpu.usage")); // nobody knows yet
        QVERIFY(!isShown(u"gpu.util"));
        QSignalSpy changes(&host, &HostPresenter::shownPanelsChanged);
        QVERIFY(f.answer(u"count by (__name__)", present({"cpu.user", "gpu.util"})));
        QCOMPARE(changes.size(), 1);
        QVERIFY(isShown(u"cpu.usage"));
        QVERIFY(isShown(u"gpu.util"));
        QVERIFY(!isShown(u"pressure"));
        QVERIFY(!isShown(u"gpu.fan"));
        host.setHost(HostId{2});
        QVERIFY(!isShown(u"gpu.util"));
        QVERIFY(isShown(u"pressure"));
    }
};

QTEST_GUILESS_MAIN(TestPanelCatalogue)
#include "tst_panelcatalogue.moc"
