// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/config.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace qd::agent {

class TestConfig : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void emptyText_isTheDefault_data();
    void emptyText_isTheDefault();
    void printedDefault_readsBackToItself();
    void printedConfig_readsBackToItself();
    void printedConfig_namesEverySettingWithAComment();
    void setting_isReadFromItsPlace();
    void mistake_isAnErrorWithLineAndReason_data();
    void mistake_isAnErrorWithLineAndReason();
    void file_isReadOrNamedInTheError();
};

void TestConfig::emptyText_isTheDefault_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addRow("nothing") << QByteArray{};
    QTest::addRow("a comment") << QByteArray{"# nothing\n"};
    QTest::addRow("an empty mapping") << QByteArray{"{}\n"};
}

void TestConfig::emptyText_isTheDefault()
{
    QFETCH(const QByteArray, text);
    const auto config = loadConfig(text.toStdString());
    QVERIFY(config);
    QVERIFY(*config == Config{});
}

void TestConfig::printedDefault_readsBackToItself()
{
    const auto config = loadConfig(printConfig({}));
    QVERIFY2(config, config ? "" : config.error().message.c_str());
    QVERIFY(*config == Config{});
}

void TestConfig::printedConfig_readsBackToItself()
{
    Config config;
    config.backend = {"wss://monitor.example:7700/agent/v1", "/etc/quarterdeck/token", "/var/pin",
        "/etc/ca.pem", std::chrono::milliseconds{5'000}, std::chrono::milliseconds{250},
        std::chrono::milliseconds{30'000}};
    config.dataDir = "/srv/agent \"one\"\\two";
    config.spool = {5'000'000, 0};
    config.limits = {2.5, 64'000'000};
    config.logLevel = LogLevel::Warning;
    config.hostname = "true"; // a text that looks like something else
    config.tags = {"os:debian", "rack: b12", "line\nbreak", "höhe"};
    config.factsInterval = std::chrono::seconds{900};
    CollectSettings &collect = config.collect;
    collect.tiers.intervals = {std::chrono::seconds{5}, std::chrono::seconds{15}, std::chrono::seconds{30},
        std::chrono::seconds{60}};
    collect.disabled = {"gpu", "netstat"};
    collect.maxSeries = 500;
    collect.hasPercore = true;
    collect.hasCgroup = true;
    collect.maxCgroups = 7;
    collect.ignoredInterfaces = {};
    collect.ignoredDisks = {"zram*"};
    collect.ignoredFilesystems = {"btrfs"};
    collect.ignoredMounts = {"/mnt/*"};
    collect.filesystemTimeout = std::chrono::seconds{9};
    collect.duPaths = {"/var/log", "/srv"};
    collect.duTimeout = std::chrono::seconds{60};
    collect.ports = {{443, "tcp"}, {53, "udp"}};
    collect.processes = {{"nginx", {}}, {{}, "app.jar --port=1"}};
    collect.urls = {"https://example.org/health?a=b"};
    collect.urlTimeout = std::chrono::seconds{4};
    collect.ntpServers = {"ntp.example.org", "10.0.0.1:1123"};
    collect.ntpTimeout = std::chrono::seconds{2};
    const auto again = loadConfig(printConfig(config));
    QVERIFY2(again, again ? "" : again.error().message.c_str());
    QVERIFY(*again == config);
}

void TestConfig::printedConfig_namesEverySettingWithAComment()
{
    const QStringList lines = QString::fromStdString(printConfig({})).split(u'\n', Qt::SkipEmptyParts);
    bool isCommented = false;
    for (const QString &line : lines) {
        const QString text = line.trimmed();
        const bool isSection = text.endsWith(u':');
        const bool isTier = text.startsWith(u"fast:") || text.startsWith(u"normal:")
            || text.startsWith(u"slow:") || text.startsWith(u"rare:");
        QVERIFY2(text.startsWith(u'#') || isSection || isTier || isCommented, qPrintable(line));
        isCommented = text.startsWith(u'#');
    }
    QCOMPARE_GT(lines.size(), 60);
}

void TestConfig::setting_isReadFromItsPlace()
{
    const auto config = loadConfig("backend:\n  url: wss://monitor.example/agent/v1\n"
                                   "tags: [os:debian, 12]\n"
                                   "collect:\n  percore: true\n  ports:\n    - {port: 443}\n");
    QVERIFY2(config, config ? "" : config.error().message.c_str());
    QCOMPARE(config->backend.url, std::string{"wss://monitor.example/agent/v1"});
    QCOMPARE(config->tags, (std::vector<std::string>{"os:debian", "12"}));
    QVERIFY(config->collect.hasPercore);
    QCOMPARE(config->collect.ports.size(), 1U);
    QCOMPARE(config->collect.ports[0].protocol, std::string{"tcp"});
    QCOMPARE(config->spool.memoryBytes, 30'000'000U);
}

void TestConfig::mistake_isAnErrorWithLineAndReason_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const char *text, const char *line, const char *field,
                         const char *reason) {
        QTest::addRow("%s", name) << QByteArray{text} << QString::fromLatin1(line)
                                  << QString::fromLatin1(field) << QString::fromLatin1(reason);
    };
    row("unknown key", "data_dir: /a\ndatadir: /b\n", "2", "datadir", "unknown key");
    row("unknown key below", "spool:\n  memory_mb: 3\n  memory: 3\n", "3", "spool.memory", "unknown key");
    row("unknown key in a list", "collect:\n  ports:\n    - port: 1\n      prot: udp\n", "4",
        "collect.ports[0].prot", "unknown key");
    row("key that appears twice", "hostname: a\nhostname: b\n", "2", "hostname", "appears twice");
    row("text for a number", "spool:\n  disk_mb: much\n", "2", "spool.disk_mb", "must be a whole number");
    row("quoted number", "spool:\n  disk_mb: \"30\"\n", "2", "spool.disk_mb", "must be a whole number");
    row("number out of range", "facts_interval_s: 1\n", "1", "facts_interval_s",
        "must be between 10 and 3600");
    row("yes for true", "collect:\n  percore: yes\n", "2", "collect.percore", "must be true or false");
    row("number for a mapping", "spool: 5\n", "1", "spool", "must be a mapping of keys to values");
    row("text for a list", "tags: web\n", "1", "tags", "must be a list");
    row("tag without a letter", "tags: [web, '']\n", "1", "tags", "tag 2 must have 1 to 200 bytes");
    row("mapping in a list of texts", "tags: [{a: b}]\n", "1", "tags", "must be a list of texts");
    row("mapping for a text", "hostname: {a: b}\n", "1", "hostname", "must be a text");
    row("tier that is no multiple", "collect:\n  tiers:\n    normal: 35\n", "3", "collect.tiers.normal",
        "must be a whole multiple of fast");
    row("collector that does not exist", "collect:\n  disabled: [cpus]\n", "2", "collect.disabled",
        "there is no collector 'cpus'");
    row("port without number", "collect:\n  ports: [{protocol: tcp}]\n", "2", "collect.ports[0].port",
        "is missing");
    row("port beyond 16 bits", "collect:\n  ports: [{port: 70000}]\n", "2", "collect.ports[0].port",
        "must be between 1 and 65535");
    row("process group of two kinds", "collect:\n  processes: [{name: a, cmdline: b}]\n", "2",
        "collect.processes[0].cmdline", "exactly one of name and cmdline must be given");
    row("backend over HTTP", "backend:\n  url: http://a\n", "2", "backend.url",
        "must begin with ws:// or wss://");
    row("log level", "log_level: loud\n", "1", "log_level", "must be debug, info, warning or critical");
    row("relative folder", "data_dir: here\n", "1", "data_dir", "must be an absolute path");
    row("a list as document", "- a\n- b\n", "1", "", "must be a mapping of keys to values");
    row("two documents", "hostname: a\n---\nhostname: b\n", "3", "", "more than one document");
    row("not YAML", "hostname: [a\n", "2", "", "");
}

void TestConfig::mistake_isAnErrorWithLineAndReason()
{
    QFETCH(const QByteArray, text);
    QFETCH(const QString, reason);
    const auto config = loadConfig(text.toStdString());
    QVERIFY(!config);
    const Error &error = config.error();
    QVERIFY(error.code == ErrorCode::InvalidInput);
    QTEST(QString::fromStdString(error.context.at("line")), "line");
    QTEST(QString::fromStdString(error.context.at("field")), "field");
    if (!reason.isEmpty()) {
        QCOMPARE(QString::fromStdString(error.context.at("reason")), reason);
    }
    QVERIFY(error.message.starts_with("line "));
}

void TestConfig::file_isReadOrNamedInTheError()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath(u"agent.yaml"_s).toStdString();
    const auto missing = loadConfigFile(path);
    QVERIFY(!missing);
    QVERIFY(missing.error().code == ErrorCode::NotFound);
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("hostname: web-1\n");
    file.flush();
    const auto config = loadConfigFile(path);
    QVERIFY(config);
    QCOMPARE(config->hostname, std::string{"web-1"});
    file.write("nonsense: 1\n");
    file.close();
    const auto broken = loadConfigFile(path);
    QVERIFY(!broken);
    QCOMPARE(broken.error().context.at("file"), path);
    QVERIFY(broken.error().message.find("line 2") != std::string::npos);
}

} // namespace qd::agent

QTEST_APPLESS_MAIN(qd::agent::TestConfig)
#include "tst_config.moc"
