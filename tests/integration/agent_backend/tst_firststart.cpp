// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/csvfields.h"
#include "tests/support/stack/stack.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QSysInfo>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd::test;

namespace {

constexpr int kFirstValueLimitMs = 30'000;
constexpr int kEveryMetricLimitMs = 130'000;

QByteArray contents(const QString &path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

/// True for rows that wait for a setting, a device or a server (the table says so in words).
bool needsMoreThanDefaults(const QString &metric, const QString &source, const QString &note)
{
    return note.contains("off by default"_L1) || source.contains("configured"_L1)
        || metric.startsWith("url."_L1) || source.contains("NVML"_L1) || source.contains("SNTP"_L1);
}

bool hasWord(const QString &file, const QString &prefix, const QString &word)
{
    for (const QByteArray &line : contents(file).split('\n')) {
        const QString text = QString::fromUtf8(line);
        if (text.startsWith(prefix) && text.simplified().split(u' ').contains(word)) {
            return true;
        }
    }
    return false;
}

bool hasLinkSpeed()
{
    const QDir interfaces{u"/sys/class/net"_s};
    for (const QString &name : interfaces.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (name != "lo"_L1 && contents(interfaces.filePath(name + u"/speed"_s)).trimmed().toInt() > 0) {
            return true;
        }
    }
    return false;
}

/// Whether a sensor's file answers with a number: in virtual machines the folders are often there but empty.
bool hasSensor()
{
    const QDir chips{u"/sys/class/hwmon"_s};
    for (const QString &chip : chips.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        const QDir folder{chips.filePath(chip)};
        for (const QString &input : folder.entryList({u"temp*_input"_s})) {
            if (!contents(folder.filePath(input)).isEmpty()) {
                return true;
            }
        }
    }
    const QDir zones{u"/sys/class/thermal"_s};
    for (const QString &zone : zones.entryList({u"thermal_zone*"_s})) {
        if (!contents(zones.filePath(zone + u"/temp"_s)).isEmpty()) {
            return true;
        }
    }
    return false;
}

bool hasDisk()
{
    static const QRegularExpression ignored{u"^(loop|ram|sr|fd)"_s};
    for (const QByteArray &line : contents(u"/proc/diskstats"_s).split('\n')) {
        const QStringList words = QString::fromUtf8(line).simplified().split(u' ');
        if (words.size() > 3 && !ignored.match(words[2]).hasMatch()
            && QFile::exists(u"/sys/block/"_s + words[2])) {
            return true;
        }
    }
    return false;
}

bool hasInterface()
{
    const QStringList names = QDir{u"/sys/class/net"_s}.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    return std::any_of(names.begin(), names.end(), [](const QString &name) {
        return name != "lo"_L1 && !name.startsWith("veth"_L1)
            && QFile::exists(u"/sys/class/net/"_s + name + u"/speed"_s);
    });
}

/// What decides is the kernel's own file, never what the agent says.
bool kernelOffers(const QString &metric, const QString &source)
{
    const QString last = metric.section(u'.', -1);
    if (source.startsWith("/proc/net/netstat"_L1)) {
        return hasWord(u"/proc/net/netstat"_s, u"TcpExt:"_s, last);
    }
    if (source.startsWith("/proc/net/snmp"_L1)) {
        return hasWord(u"/proc/net/snmp"_s, metric.section(u'.', 1, 1) + u':', last);
    }
    if (source.startsWith("/proc/vmstat"_L1)) {
        const QString key = source.section(u' ', 1, 1).isEmpty() ? last : source.section(u' ', 1, 1);
        return hasWord(u"/proc/vmstat"_s, key, key);
    }
    if (source.startsWith("/proc/meminfo "_L1)) {
        static const QRegularExpression word{u"^[A-Za-z]+"_s};
        const QString key = word.match(source.section(u' ', 1)).captured() + u':';
        return hasWord(u"/proc/meminfo"_s, key, key);
    }
    if (source.startsWith("/proc/sys/net/netfilter"_L1)) {
        return QFile::exists(u"/proc/sys/net/netfilter/nf_conntrack_count"_s);
    }
    if (metric.endsWith(".percent"_L1) && metric.startsWith("net.if."_L1)) {
        return hasLinkSpeed();
    }
    if (metric == "net.if.speed.bits"_L1) {
        return hasLinkSpeed();
    }
    if (metric.startsWith("net.if."_L1)) {
        return hasInterface();
    }
    if (metric.startsWith("hw.temperature"_L1)) {
        return hasSensor();
    }
    if (metric.startsWith("disk.io."_L1)) {
        return hasDisk();
    }
    const QString file = source.section(u' ', 0, 0).section(u',', 0, 0);
    return !file.startsWith(u'/') || file.contains(u'*') || !contents(file).isEmpty();
}

/// Names of all metrics that an agent without any setting owes on this machine.
QSet<QString> expectedMetrics()
{
    QFile table{QStringLiteral(QD_SOURCE_DIR "/tests/data/agent_metrics.csv")};
    QSet<QString> names;
    if (!table.open(QIODevice::ReadOnly)) {
        return names;
    }
    (void)table.readLine(); // column titles
    while (!table.atEnd()) {
        const QStringList fields = csvFields(QString::fromUtf8(table.readLine()).trimmed());
        if (fields.size() >= 7 && !needsMoreThanDefaults(fields[0], fields[5], fields[6])
            && kernelOffers(fields[0], fields[5])) {
            names.insert(fields[0]);
        }
    }
    return names;
}

} // namespace

/// A first start as a new user sees it: an empty home, no settings.
class TestFirstStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyHome_showsThisHostThenEveryMetric();
};

void TestFirstStart::emptyHome_showsThisHostThenEveryMetric()
{
    Stack stack;
    QVERIFY(stack.startBackend());
    QVERIFY(stack.startAgent());
    QElapsedTimer sinceReady;
    sinceReady.start();

    const QString idle = u"cpu.idle{host=\"%1\"}"_s.arg(QSysInfo::machineHostName());
    QVERIFY(Stack::waitUntil(
        [&] { return stack.promtool({u"instant"_s}, idle).contains("=>"); }, kFirstValueLimitMs));
    qInfo("cpu.idle answers %lld ms after ready", static_cast<long long>(sinceReady.elapsed()));

    const QSet<QString> expected = expectedMetrics();
    QCOMPARE_GE(expected.size(), 100); // a misread table must not pass
    QSet<QString> missing;
    const auto isComplete = [&] {
        missing = expected;
        const QString names = u"count by (__name__) ({host=\"%1\"})"_s.arg(QSysInfo::machineHostName());
        for (const auto &entry : stack.query(names)) {
            missing.remove(entry.toObject().value("metric"_L1).toObject().value("__name__"_L1).toString());
        }
        return missing.isEmpty();
    };
    const bool isAllThere = Stack::waitUntil(isComplete, kEveryMetricLimitMs - int(sinceReady.elapsed()));
    QStringList names{missing.begin(), missing.end()};
    names.sort();
    QVERIFY2(isAllThere, qPrintable(u"no value of: "_s + names.join(u' ')));
    qInfo("%lld metrics answer %lld ms after ready", static_cast<long long>(expected.size()),
        static_cast<long long>(sinceReady.elapsed()));
}

QTEST_GUILESS_MAIN(TestFirstStart)
#include "tst_firststart.moc"
