// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/wire.h"
#include "tests/unit/shared/protocol/filler.h"

#include <QFile>
#include <QTest>

#include <msgpack.hpp>

#include <random>

using namespace qd;
using namespace qd::protocol;

namespace {

QByteArray hex(const Blob &bytes)
{
    return QByteArray{reinterpret_cast<const char *>(bytes.data()), qsizetype(bytes.size())}.toHex();
}

/// A frame made by hand: [version, kind, 7, body].
template <typename Body>
Blob frameOf(int version, std::size_t kind, Body body)
{
    msgpack::sbuffer buffer;
    msgpack::packer packer{buffer};
    packer.pack_array(4);
    packer.pack(version);
    packer.pack(kind);
    packer.pack(7);
    body(packer);
    const auto *first = reinterpret_cast<const std::byte *>(buffer.data());
    return {first, first + buffer.size()};
}

template <typename M>
std::size_t kindOf()
{
    return Message{M{}}.index() + 1;
}

std::string fieldOf(const Blob &frame)
{
    const auto result = decode(frame);
    return result ? "no error" : result.error().context.at("field");
}

QList<QByteArray> goldenFrames(const char *name)
{
    QFile file{QStringLiteral(QD_SOURCE_DIR "/tests/data/protocol/") + QString::fromLatin1(name)};
    return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().split('\n') : QList<QByteArray>{};
}

Envelope goldenMessage(const char *file, qsizetype line)
{
    const QByteArray frame = QByteArray::fromHex(goldenFrames(file)[line]);
    return decode(std::as_bytes(std::span{frame.constData(), std::size_t(frame.size())})).value();
}

/// Equal, but for fields that the other has after the last one.
bool isContained(const msgpack::object &part, const msgpack::object &whole)
{
    if (part.type != msgpack::type::ARRAY || whole.type != msgpack::type::ARRAY) {
        return part == whole;
    }
    if (part.via.array.size > whole.via.array.size) {
        return false;
    }
    for (std::uint32_t i = 0; i < part.via.array.size; ++i) {
        if (!isContained(part.via.array.ptr[i], whole.via.array.ptr[i])) {
            return false;
        }
    }
    return true;
}

} // namespace

class TestWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKind_survivesTheWayThere()
    {
        for (const Message &message : filledMessages()) {
            const Blob bytes = encode({kVersion, 42, message});
            const auto decoded = decode(bytes);
            QVERIFY2(decoded.has_value(), qPrintable(QString::number(message.index())));
            QCOMPARE(decoded->requestId, 42U);
            QCOMPARE(decoded->message.index(), message.index());
            QCOMPARE(hex(encode(*decoded)), hex(bytes));
        }
    }

    void everyKind_hasTheGoldenBytesOfVersion1()
    {
        const QList<QByteArray> golden = goldenFrames("v1.3.hex");
        const auto messages = filledMessages();
        QCOMPARE(golden.size(), qsizetype(messages.size()));
        for (std::size_t i = 0; i < messages.size(); ++i) {
            QCOMPARE(hex(encode({1, 42, messages[i]})), golden[qsizetype(i)]);
        }
    }

    void framesBeforeFieldsWereAppended_loseNothing_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::newRow("the first ones") << QByteArray("v1.hex");
        QTest::newRow("before features and round trips") << QByteArray("v1.1.hex");
        QTest::newRow("before acknowledgements that wait") << QByteArray("v1.2.hex");
    }
    void framesBeforeFieldsWereAppended_loseNothing()
    {
        QFETCH(QByteArray, file);
        const QList<QByteArray> first = goldenFrames(file);
        QVERIFY(first.size() > 30);
        for (const QByteArray &line : first) {
            const QByteArray frame = QByteArray::fromHex(line);
            const auto decoded =
                decode(std::as_bytes(std::span{frame.constData(), std::size_t(frame.size())}));
            QVERIFY2(decoded.has_value(), line);
            const Blob again = encode(*decoded);
            const auto before = msgpack::unpack(frame.constData(), std::size_t(frame.size()));
            const auto after = msgpack::unpack(reinterpret_cast<const char *>(again.data()), again.size());
            QVERIFY2(isContained(before.get(), after.get()), line);
        }
    }

    void olderAgent_hasNeitherFeaturesNorRoundTrip()
    {
        QVERIFY(std::get<Hello>(goldenMessage("v1.1.hex", 5).message).features.empty());
        const Envelope block = goldenMessage("v1.1.hex", 9);
        QVERIFY(!std::get<BlockMessage>(block.message).roundTrip.isKnown()); // and not 0
        QCOMPARE(std::get<HostDetails>(goldenMessage("v1.1.hex", 28).message).path.roundTripUs, -1);
    }

    void olderPeers_wantEveryAckAndTellNoTime()
    {
        QVERIFY(std::get<BlockMessage>(goldenMessage("v1.2.hex", 9).message).wantsAck);
        QCOMPARE(std::get<Ack>(goldenMessage("v1.2.hex", 10).message).heldUs, -1);
    }

    void failureOfAnOlderPeer_hasNoPause()
    {
        // As it was before retryAfterMs was appended.
        const QByteArray before = QByteArray::fromHex(
            "9401012a93a84e6f74466f756e64ad6d65737361676520e5908d2031ab6669656c6420e5908d2032");
        const auto decoded = decode(std::as_bytes(std::span(before.data(), std::size_t(before.size()))));
        QVERIFY(decoded.has_value());
        QVERIFY(std::get<Failed>(decoded->message).code == ErrorCode::NotFound);
        QCOMPARE(std::get<Failed>(decoded->message).retryAfterMs, 0);
    }

    void truncatedFrame_isRefusedAtEveryLength()
    {
        for (const Message &message : filledMessages()) {
            const Blob bytes = encode({kVersion, 1, message});
            for (std::size_t size = 0; size < bytes.size(); ++size) {
                QVERIFY(!decode(std::span{bytes}.first(size)));
            }
        }
    }

    void bytesAfterTheEnd_areRefused()
    {
        Blob bytes = encode({kVersion, 1, Ping{}});
        bytes.push_back(std::byte{0});
        QCOMPARE(fieldOf(bytes), std::string{"frame"});
    }

    void oversizedFrame_isRefusedUnread()
    {
        QCOMPARE(fieldOf(Blob(kMaxFrameBytes + 1)), std::string{"frame"});
    }

    void claimedHugeArray_takesNoMemory()
    {
        // array32 with 4 billion elements, and none of them there
        QCOMPARE(
            fieldOf({std::byte{0xDD}, std::byte{0xFF}, std::byte{0xFF}, std::byte{0xFF}, std::byte{0xFF}}),
            std::string{"frame"});
    }

    void deepNesting_isRefused() { QCOMPARE(fieldOf(Blob(100'000, std::byte{0x91})), std::string{"frame"}); }

    void unknownVersionOrKind_isNamed()
    {
        const auto emptyBody = [](auto &packer) { packer.pack_array(0); };
        QCOMPARE(fieldOf(frameOf(99, 1, emptyBody)), std::string{"version"});
        QCOMPARE(fieldOf(frameOf(1, 999, emptyBody)), std::string{"kind"});
        QCOMPARE(fieldOf(frameOf(1, 0, emptyBody)), std::string{"kind"});
    }

    void wrongTypes_areNamedByField_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const Blob &frame, const char *field) {
            QTest::newRow(name) << QByteArray{reinterpret_cast<const char *>(frame.data()),
                qsizetype(frame.size())}
                                << QString::fromLatin1(field);
        };
        row("body is no array", frameOf(1, kindOf<Ack>(), [](auto &p) { p.pack(5); }), "Ack");
        row("text where a number belongs",
            frameOf(1, kindOf<Ack>(),
                [](auto &p) {
                    p.pack_array(1);
                    p.pack("seven");
                }),
            "Ack.dictionary");
        row("negative where unsigned belongs",
            frameOf(1, kindOf<Ack>(),
                [](auto &p) {
                    p.pack_array(1);
                    p.pack(-1);
                }),
            "Ack.dictionary");
        row("text that is not UTF-8",
            frameOf(1, kindOf<CreateNode>(),
                [](auto &p) {
                    p.pack_array(2);
                    p.pack(1);
                    p.pack(std::string{"\xC0\x80"});
                }),
            "CreateNode.name");
        row("enum beyond its last value",
            frameOf(1, kindOf<SignedIn>(),
                [](auto &p) {
                    p.pack_array(3);
                    p.pack(1);
                    p.pack("root");
                    p.pack(200);
                }),
            "SignedIn.role");
        row("number where a list belongs",
            frameOf(1, kindOf<MetricNames>(),
                [](auto &p) {
                    p.pack_array(1);
                    p.pack(1);
                }),
            "MetricNames.names");
        row("wrong element of a list",
            frameOf(1, kindOf<MetricNames>(),
                [](auto &p) {
                    p.pack_array(1);
                    p.pack_array(2);
                    p.pack("cpu.busy");
                    p.pack(1);
                }),
            "MetricNames.names[1]");
    }

    void wrongTypes_areNamedByField()
    {
        QFETCH(QByteArray, frame);
        QFETCH(QString, field);
        QCOMPARE(QString::fromStdString(fieldOf({reinterpret_cast<const std::byte *>(frame.cbegin()),
                     reinterpret_cast<const std::byte *>(frame.cend())})),
            field);
    }

    void olderPeer_leavesNewFieldsAtTheirDefaults()
    {
        const auto decoded = decode(frameOf(1, kindOf<Welcome>(), [](auto &p) {
            p.pack_array(2);
            p.pack(1);
            p.pack(17);
        }));
        QVERIFY(decoded.has_value());
        const auto &welcome = std::get<Welcome>(decoded->message);
        QCOMPARE(welcome.host, HostId{17});
        QCOMPARE(welcome.maxUnackedBlocks, 64);
    }

    void newerPeer_mayAppendFields()
    {
        const auto decoded = decode(frameOf(1, kindOf<Ping>(), [](auto &p) {
            p.pack_array(3);
            p.pack(1'700'000'000'000);
            p.pack("appended");
            p.pack_map(0);
        }));
        QVERIFY(decoded.has_value());
        QCOMPARE(toUnixMs(std::get<Ping>(decoded->message).sentAt), 1'700'000'000'000);
    }

    void mutatedFrames_neverCrash()
    {
        std::mt19937 random{20161130};
        const auto messages = filledMessages();
        int refused = 0;
        for (int round = 0; round < 20'000; ++round) {
            Blob bytes = encode({kVersion, 1, messages[random() % messages.size()]});
            for (unsigned flips = 1 + random() % 4; flips > 0; --flips) {
                bytes[random() % bytes.size()] = std::byte(random());
            }
            refused += decode(bytes) ? 0 : 1;
        }
        QVERIFY(refused > 0);
    }
};

QTEST_APPLESS_MAIN(TestWire)
#include "tst_wire.moc"
