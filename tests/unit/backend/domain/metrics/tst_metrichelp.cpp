// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/metrics/metrichelp.h"
#include "tests/support/csvfields.h"

#include <QFile>
#include <QTest>

using namespace qd;

class TestMetricHelp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMetricOfTheCatalogue_hasASentence();
    void unknownMetric_hasNone();
};

void TestMetricHelp::everyMetricOfTheCatalogue_hasASentence()
{
    QFile file(QStringLiteral(QD_SOURCE_DIR "/tests/data/agent_metrics.csv"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
    QVERIFY(lines.size() > 200);
    for (const QString &line : lines.mid(1)) {
        const QString metric = test::csvFields(line).first();
        const std::string_view help = backend::helpOf(metric.toStdString());
        QVERIFY2(help.ends_with('.'), qPrintable(metric));
    }
}

void TestMetricHelp::unknownMetric_hasNone()
{
    QVERIFY(backend::helpOf("checkout.orders").empty());
    QVERIFY(backend::helpOf("cpu.idl").empty());
    QVERIFY(backend::helpOf("cpu.idle2").empty());
    QVERIFY(backend::helpOf("").empty());
}

QTEST_APPLESS_MAIN(TestMetricHelp)
#include "tst_metrichelp.moc"
