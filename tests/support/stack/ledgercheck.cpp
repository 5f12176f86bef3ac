// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stack/ledgercheck.h"

#include "tests/support/stack/stack.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace qd::test {

namespace {

/// "cpu.busy{core=core01}" with sorted labels, without those that only say where the host is.
QString keyOf(const QJsonObject &labels)
{
    static const QStringList places{
        u"host"_s, u"region"_s, u"category"_s, u"service"_s, u"component"_s, u"__name__"_s};
    QStringList pairs;
    for (auto label = labels.begin(); label != labels.end(); ++label) { // sorted by name
        if (!places.contains(label.key())) {
            pairs += label.key() + u'=' + label.value().toString();
        }
    }
    return labels.value("__name__"_L1).toString() + u'{' + pairs.join(u',') + u'}';
}

QString firstMissing(const QString &host, const HostSeries &acknowledged, const HostSeries &kept)
{
    for (auto series = acknowledged.begin(); series != acknowledged.end(); ++series) {
        const SeriesTimes times = kept.value(series.key());
        for (auto sample = series->begin(); sample != series->end(); ++sample) {
            const auto found = times.find(sample.key());
            if (found == times.end() || found.value() != sample.value()) {
                return u"%1 %2 at %3: %4"_s.arg(host, series.key())
                    .arg(sample.key())
                    .arg(found == times.end() ? u"missing"_s : u"another value"_s);
            }
        }
    }
    return {};
}

} // namespace

QHash<QString, HostSeries> readLedger(const QString &path)
{
    QHash<QString, HostSeries> ledger;
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly)) {
        return ledger;
    }
    while (!file.atEnd()) {
        const QByteArray line = file.readLine();
        const QList<QByteArray> parts = line.trimmed().split('\t');
        if (parts.size() == 4 && line.endsWith('\n')) {
            ledger[QString::fromUtf8(parts[0])][QString::fromUtf8(parts[1])].insert(
                parts[2].toLongLong(), parts[3].toDouble());
        }
    }
    return ledger;
}

Kept readBack(Stack &stack, const QString &host)
{
    Kept kept;
    const QJsonArray result = stack.query(u"{host=\"%1\"}[30m]"_s.arg(host));
    for (const auto &entry : result) {
        SeriesTimes &times = kept.series[keyOf(entry.toObject().value("metric"_L1).toObject())];
        qint64 previous = -1;
        for (const auto &point : entry.toObject().value("values"_L1).toArray()) {
            const qint64 time = qRound64(point.toArray().at(0).toDouble() * 1000);
            kept.isAscending = kept.isAscending && time > previous;
            previous = time;
            times.insert(time, point.toArray().at(1).toString().toDouble());
        }
    }
    return kept;
}

QString firstLoss(Stack &stack, const QHash<QString, HostSeries> &ledger)
{
    for (auto host = ledger.begin(); host != ledger.end(); ++host) {
        const Kept kept = readBack(stack, host.key());
        if (!kept.isAscending) {
            return u"%1: a sample is there twice"_s.arg(host.key());
        }
        if (const QString missing = firstMissing(host.key(), host.value(), kept.series); !missing.isEmpty()) {
            return missing;
        }
    }
    return {};
}

qint64 longestGap(const SeriesTimes &times)
{
    qint64 longest = 0;
    const QList<qint64> sorted = times.keys();
    for (qsizetype i = 1; i < sorted.size(); ++i) {
        longest = qMax(longest, sorted[i] - sorted[i - 1]);
    }
    return longest;
}

} // namespace qd::test
