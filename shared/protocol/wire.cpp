// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/protocol/wire.h"

#include "shared/protocol/reader.h"
#include "shared/protocol/writer.h"

#include <array>
#include <type_traits>

namespace qd::protocol {

namespace {

/// Reads one alternative of Message; the table below has one per kind.
using BodyReader = std::optional<Error> (*)(const msgpack::object &, Message &);

template <typename M>
std::optional<Error> readBody(const msgpack::object &object, Message &message);

/// The first part of every field path in an error.
template <typename M>
constexpr const char *messageName();

// clang-format off
#define QD_NAME(M) template <> constexpr const char *messageName<M>() { return #M; }
QD_NAME(Failed) QD_NAME(Ping) QD_NAME(Pong) QD_NAME(Done) QD_NAME(Challenge) QD_NAME(Hello) QD_NAME(Welcome)
QD_NAME(RegisterSeries) QD_NAME(SeriesRegistered) QD_NAME(BlockMessage) QD_NAME(Ack) QD_NAME(BlockRefused)
QD_NAME(FactsMessage) QD_NAME(AgentEvent) QD_NAME(WatchProcesses) QD_NAME(ProcessList) QD_NAME(SignIn)
QD_NAME(SignedIn) QD_NAME(WatchTree) QD_NAME(TreeState) QD_NAME(NodesChanged) QD_NAME(HostsChanged)
QD_NAME(ServerStatus) QD_NAME(Query) QD_NAME(Subscribe) QD_NAME(Unsubscribe) QD_NAME(QueryResult) QD_NAME(GetHost)
QD_NAME(HostDetails) QD_NAME(WatchHostProcesses) QD_NAME(MountHost) QD_NAME(CreateNode) QD_NAME(NodeCreated)
QD_NAME(GetMetricNames) QD_NAME(MetricNames) QD_NAME(SignOut) QD_NAME(BurstOrder) QD_NAME(BurstReport)
QD_NAME(SetBurst)
#undef QD_NAME
    // clang-format on

    template <typename M>
    std::optional<Error> readBody(const msgpack::object &object, Message &message)
{
    Reader reader{object, messageName<M>()};
    reader.readStruct(message.emplace<M>());
    return reader.error();
}

template <std::size_t... Kind>
constexpr auto bodyReaders(std::index_sequence<Kind...>)
{
    return std::array<BodyReader, sizeof...(Kind)>{
        &readBody<std::variant_alternative_t<Kind, AnyMessage>>...};
}

constexpr auto kBodyReaders = bodyReaders(std::make_index_sequence<std::variant_size_v<AnyMessage>>{});

/// Bounds what a hostile frame can make the parser allocate.
const msgpack::unpack_limit kUnpackLimit{
    200'000, // elements of an array
    kMaxLabels * 4, // entries of a map
    1U << 20, // bytes of a string
    kMaxFrameBytes, // bytes of a binary
    0, // no extension types
    12, // levels
};

Failure refused(const char *field, const char *reason)
{
    return failure(
        ErrorCode::InvalidInput, std::string{field} + " " + reason, {{"field", field}, {"reason", reason}});
}

bool referToFrame(msgpack::type::object_type, std::size_t, void *)
{
    return true;
}

Result<Envelope> readEnvelope(const msgpack::object &object)
{
    if (object.type != msgpack::type::ARRAY || object.via.array.size < 4) {
        return refused("frame", "is not an array of version, kind, request id and body");
    }
    const msgpack::object *parts = object.via.array.ptr;
    for (int i = 0; i < 3; ++i) {
        if (parts[i].type != msgpack::type::POSITIVE_INTEGER) {
            return refused("frame", "starts with something else than three numbers");
        }
    }
    if (parts[0].via.u64 < kOldestVersion || parts[0].via.u64 > kVersion) {
        return refused("version", "is not spoken here");
    }
    if (parts[1].via.u64 == 0 || parts[1].via.u64 > kBodyReaders.size()) {
        return refused("kind", "is unknown");
    }
    if (parts[2].via.u64 > std::numeric_limits<std::uint32_t>::max()) {
        return refused("requestId", "is out of range");
    }
    Envelope envelope;
    envelope.version = static_cast<std::uint8_t>(parts[0].via.u64);
    envelope.requestId = static_cast<std::uint32_t>(parts[2].via.u64);
    if (auto error = kBodyReaders[parts[1].via.u64 - 1](parts[3], envelope.message)) {
        return failure(std::move(*error));
    }
    return envelope;
}

/// Of a frame's first memory. Most are smaller, and pieces of this size malloc keeps at hand.
constexpr std::size_t kUsualSize = 1'000;

} // namespace

Message::Message() = default;
Message::Message(const Message &) = default;
Message::Message(Message &&) noexcept = default;
Message &Message::operator=(const Message &) = default;
Message &Message::operator=(Message &&) noexcept = default;
Message::~Message() = default;

Blob encode(const Envelope &envelope)
{
    msgpack::sbuffer buffer{kUsualSize};
    msgpack::packer packer{buffer};
    packer.pack_array(4);
    packer.pack(envelope.version);
    packer.pack(static_cast<std::uint32_t>(envelope.message.index() + 1));
    packer.pack(envelope.requestId);
    Writer writer{packer};
    std::visit([&](const auto &message) { writer.write(message); }, envelope.message);
    const auto *first = reinterpret_cast<const std::byte *>(buffer.data());
    return {first, first + buffer.size()};
}

Result<Envelope> decode(std::span<const std::byte> frame)
{
    if (frame.size() > kMaxFrameBytes) {
        return refused("frame", "is larger than 4 MiB");
    }
    try {
        bool isReferenced = false;
        std::size_t offset = 0;
        const msgpack::object_handle handle = msgpack::unpack(reinterpret_cast<const char *>(frame.data()),
            frame.size(), offset, isReferenced, &referToFrame, nullptr, kUnpackLimit);
        if (offset != frame.size()) {
            return refused("frame", "has bytes after its end");
        }
        return readEnvelope(handle.get());
    } catch (const std::exception &) {
        return refused("frame", "is not MessagePack within its limits");
    }
}

Blob helloSigningText(std::span<const std::byte> nonce, std::string_view uuid)
{
    constexpr std::string_view kContext = "quarterdeck agent hello v1";
    const auto bytesOf = [](std::string_view text) {
        return std::as_bytes(std::span{text.data(), text.size()});
    };
    Blob text;
    for (const auto part : {bytesOf(kContext), nonce, bytesOf(uuid)}) {
        text.insert(text.end(), part.begin(), part.end());
    }
    return text;
}

} // namespace qd::protocol
