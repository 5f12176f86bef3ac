// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/client/lastdatafile.h"
#include "console/client/offlinebackend.h"
#include "tests/support/console/scriptedbackend.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

class TestLastDataFile : public QObject
{
    Q_OBJECT

    [[nodiscard]] static LastData sample(int hosts = 3)
    {
        LastData data;
        data.info = {fromUnixMs(1'795'000'000'000), QUrl(u"wss://ops.example:7700/console/v1"_s), u"lin"_s};
        data.tree = smallTree(std::vector<HostState>(static_cast<std::size_t>(hosts), HostState::Online));
        data.server = {fromUnixMs(5), fromUnixMs(4), 3, 3};
        QueryAnswer answer;
        answer.evaluatedAt = data.info.savedAt;
        answer.series = {series({{"host", "web-1"}}, {1'000, 2'000}, {0.5, 0.75})};
        data.series.emplace_back(LiveQuery{u"avg(cpu.busy)"_s, 3'600'000, 10'000, 800}, answer);
        HostDetails details;
        details.summary = data.tree.hosts.front();
        details.facts.kernel = "Linux 6.1.0";
        data.hosts.push_back(details);
        return data;
    }
    [[nodiscard]] QString path(const QString &name) const { return m_dir->filePath(name); }
    /// Changes one byte of a file.
    static void damage(const QString &file, qint64 at)
    {
        QFile bytes(file);
        QVERIFY(bytes.open(QIODevice::ReadWrite));
        QVERIFY(bytes.seek(at < 0 ? bytes.size() + at : at));
        char byte = 0;
        QVERIFY(bytes.getChar(&byte));
        QVERIFY(bytes.seek(bytes.pos() - 1));
        QVERIFY(bytes.putChar(static_cast<char>(byte ^ 1)));
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void written_isReadWhole()
    {
        const LastDataFile file(m_dir->path());
        QVERIFY(!file.info());
        QVERIFY(file.write(sample()).has_value());
        const LastData expected = sample();
        QCOMPARE(file.info(), std::optional(expected.info));
        const Result<LastData> read = file.read();
        QVERIFY(read.has_value());
        QVERIFY(read->info == expected.info);
        QCOMPARE(read->tree.nodes.size(), expected.tree.nodes.size());
        QCOMPARE(read->tree.hosts.size(), expected.tree.hosts.size());
        QCOMPARE(read->tree.hosts.back().name, expected.tree.hosts.back().name);
        QCOMPARE(read->server.agentsTotal, 3);
        QVERIFY(read->series.front().first == expected.series.front().first);
        QCOMPARE(read->series.front().second.series.front().values, (std::vector{0.5, 0.75}));
        QCOMPARE(read->hosts.front().facts.kernel, std::string("Linux 6.1.0"));
    }

    void filesOnDisk_areTheOwnersAndTellNothing()
    {
        const LastDataFile file(m_dir->path());
        QVERIFY(file.write(sample()).has_value());
        for (const QString &name : {u"last-data"_s, u"last-data.key"_s}) {
            QCOMPARE(QFile::permissions(path(name))
                    & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
                QFile::Permissions());
        }
        QFile bytes(path(u"last-data"_s));
        QVERIFY(bytes.open(QIODevice::ReadOnly));
        const QByteArray all = bytes.readAll();
        QVERIFY(!all.contains("web-1"));
        QVERIFY(!all.contains("cpu.busy"));
    }

    void damagedFile_isRefused_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("at");
        QTest::newRow("in the data") << u"last-data"_s << -40;
        QTest::newRow("in the seal") << u"last-data"_s << -1;
        QTest::newRow("in the moment, which is not encrypted") << u"last-data"_s << 18;
        QTest::newRow("in the mark at the beginning") << u"last-data"_s << 0;
        QTest::newRow("in the key") << u"last-data.key"_s << 5;
    }
    void damagedFile_isRefused()
    {
        QFETCH(QString, name);
        QFETCH(int, at);
        const LastDataFile file(m_dir->path());
        QVERIFY(file.write(sample()).has_value());
        damage(path(name), at);
        const Result<LastData> read = file.read();
        QVERIFY(!read.has_value());
        QVERIFY(read.error().code == ErrorCode::Corrupt);
    }

    void cutFile_isRefusedAtEveryLength()
    {
        const LastDataFile file(m_dir->path());
        QVERIFY(file.write(sample()).has_value());
        QFile bytes(path(u"last-data"_s));
        for (qint64 size = bytes.size() - 1; size >= 0; size -= 7) {
            QVERIFY(bytes.resize(size));
            QVERIFY(!file.read().has_value());
        }
    }

    void foreignContent_isRefused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("half a length") << QByteArray("\1\0", 2);
        QTest::newRow("length beyond the end") << QByteArray("\377\377\377\377abc", 7);
        QTest::newRow("no frame") << QByteArray("\3\0\0\0abc", 7);
    }
    void foreignContent_isRefused()
    {
        QFETCH(QByteArray, bytes);
        QVERIFY(unpackLastData(bytes).error().code == ErrorCode::Corrupt);
    }

    void lostKey_startsOverWithTheNextWrite()
    {
        const LastDataFile file(m_dir->path());
        QVERIFY(file.write(sample()).has_value());
        QFile key(path(u"last-data.key"_s));
        QVERIFY(key.resize(3));
        QVERIFY(file.read().error().code == ErrorCode::Corrupt);
        QVERIFY(file.write(sample()).has_value());
        QVERIFY(file.read().has_value());
    }

    void folderThatCannotBeWritten_isNamed()
    {
        const LastDataFile file(u"/proc/nowhere"_s);
        const Result<void> written = file.write(sample());
        QVERIFY(!written.has_value());
        QVERIFY(written.error().code == ErrorCode::Unavailable);
        QVERIFY(written.error().context.contains("file"));
    }

    void erased_leavesNothing()
    {
        const LastDataFile file(m_dir->path());
        QVERIFY(file.write(sample()).has_value());
        file.erase();
        QVERIFY(file.read().error().code == ErrorCode::NotFound);
        QVERIFY(!QFile::exists(path(u"last-data.key"_s)));
    }

    void packedData_keepWithinTheirBounds()
    {
        LastData data = sample(5'000);
        const QByteArray whole = packLastData(data, LastDataFile::kMaxBytes);
        QCOMPARE(unpackLastData(whole)->tree.hosts.size(), std::size_t(5'000));
        const QByteArray half = packLastData(data, whole.size() / 2);
        QVERIFY(half.size() <= whole.size() / 2);
        const Result<LastData> read = unpackLastData(half);
        QVERIFY(read.has_value());
        QVERIFY(!read->tree.hosts.empty() && read->tree.hosts.size() < 5'000);
        QCOMPARE(read->series.size(), std::size_t(1)); // what was on screen comes first
    }

    void openedData_answerInPlaceOfTheLink()
    {
        ScriptedBackend live;
        OfflineBackend backend(live);
        QSignalSpy trees(&backend, &Backend::treeReceived);
        QSignalSpy series(&backend, &Backend::seriesReceived);
        backend.openLastData(sample());
        QCOMPARE(backend.status().state, LinkState::Offline);
        QVERIFY(backend.status().dataFrom == sample().info.savedAt);
        QCOMPARE(trees.size(), 1);
        const quint32 other = backend.subscribe({u"avg(cpu.busy)"_s, 3'600'000, 20'000, 400});
        const quint32 unknown = backend.subscribe({u"avg(load.1)"_s, 3'600'000, 10'000, 800});
        QTRY_COMPARE(series.size(), 2);
        QCOMPARE(series[0][0].toUInt(), other); // another width of the same window
        QCOMPARE(series[0][1].value<QueryAnswer>().series.size(), std::size_t(1));
        QCOMPARE(series[1][0].toUInt(), unknown);
        QVERIFY(series[1][1].value<QueryAnswer>().errorCode == ErrorCode::NotFound);
        QVERIFY(backend.hostDetails(HostId{1}).result().has_value());
        QVERIFY(!backend.hostDetails(HostId{2}).result().has_value());
        QVERIFY(!backend.query({}).result().has_value());
        QVERIFY(live.queries.isEmpty() && live.open.empty());
        backend.connectToServer(QUrl(u"ws://localhost"_s), {});
        QCOMPARE(backend.status().state, LinkState::Connecting);
    }

private:
    std::unique_ptr<QTemporaryDir> m_dir;
};

QTEST_GUILESS_MAIN(TestLastDataFile)
#include "tst_lastdatafile.moc"
