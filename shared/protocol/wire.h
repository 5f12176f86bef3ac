// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/protocol/agentmessages.h"
#include "shared/protocol/consolemessages.h"

#include <cstdint>
#include <span>
#include <variant>

namespace qd::protocol {

/// Every message; its index in this list plus 1 is its kind on the wire, so the order is part of the
/// protocol.
using AnyMessage = std::variant<Failed, Ping, Pong, Done, Challenge, Hello, Welcome, RegisterSeries,
    SeriesRegistered, BlockMessage, Ack, BlockRefused, FactsMessage, AgentEvent, WatchProcesses, ProcessList,
    SignIn, SignedIn, WatchTree, TreeState, NodesChanged, HostsChanged, ServerStatus, Query, Subscribe,
    Unsubscribe, QueryResult, GetHost, HostDetails, WatchHostProcesses, MountHost, CreateNode, NodeCreated,
    GetMetricNames, MetricNames, SignOut, BurstOrder, BurstReport, SetBurst>;

/// One message of any kind. What copies, moves and destroys it is compiled once, in wire.cpp: for so many
/// kinds it takes a second in each source otherwise.
struct Message : AnyMessage
{
    using AnyMessage::AnyMessage;
    using AnyMessage::operator=;

    Message();
    Message(const Message &);
    Message(Message &&) noexcept;
    Message &operator=(const Message &);
    Message &operator=(Message &&) noexcept;
    ~Message();
};

/// One WebSocket frame: MessagePack array [version, kind, request id, body].
struct Envelope
{
    std::uint8_t version = kVersion;
    std::uint32_t requestId = 0; ///< chosen by the asker, repeated in the answer; 0 = expects none
    Message message;
};

[[nodiscard]] Blob encode(const Envelope &envelope);

/// Reads one frame. Fields that a newer peer appended are ignored, fields that an older one does not send
/// keep their defaults.
/// @errors InvalidInput: not MessagePack, a wrong type or an impossible value (context "field" =
/// Message.field),
///         an unknown kind or version, or a frame beyond kMaxFrameBytes
[[nodiscard]] Result<Envelope> decode(std::span<const std::byte> frame);

/// The bytes that an agent signs for Hello and the backend verifies.
[[nodiscard]] Blob helloSigningText(std::span<const std::byte> nonce, std::string_view uuid);

} // namespace qd::protocol
