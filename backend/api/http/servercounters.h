// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace qd::backend::http {

/// Why a connection, a request or a frame was turned away; each is a label value of /metrics.
enum class Refusal : std::uint8_t {
    TooManyConnections,
    TooManyFromSource,
    TlsHandshake,
    HeaderTooLarge,
    BodyTooLarge,
    Malformed,
    HeaderTimeout,
    BodyTimeout,
    HandlerTimeout,
    WriteTimeout,
    WebSocketHandshake,
    UnknownWebSocketPath,
    ControlFlood,
    NeverReads,
    BadToken,
    TooManyAttempts,
};
inline constexpr std::size_t kRefusals = 16;

/// As in quarterdeck_refused_total{reason="..."}.
[[nodiscard]] constexpr std::string_view labelOf(Refusal refusal)
{
    constexpr std::array<std::string_view, kRefusals> kLabels{
        "too_many_connections",
        "too_many_from_source",
        "tls_handshake",
        "header_too_large",
        "body_too_large",
        "malformed",
        "header_timeout",
        "body_timeout",
        "handler_timeout",
        "write_timeout",
        "websocket_handshake",
        "unknown_websocket_path",
        "control_flood",
        "never_reads",
        "bad_token",
        "too_many_attempts",
    };
    return kLabels[static_cast<std::size_t>(refusal)];
}

/// What the port did since start. Thread-safe; read without stopping anybody.
struct ServerCounters
{
    std::atomic<std::int64_t> openConnections{0};
    std::atomic<std::int64_t> openWebSockets{0};
    std::atomic<std::int64_t> acceptedConnections{0};
    std::atomic<std::int64_t> requests{0};
    std::atomic<std::int64_t> framesReceived{0};
    std::atomic<std::int64_t> frameBytesReceived{0};
    std::atomic<std::int64_t> webSocketBytesSent{0};
    std::array<std::atomic<std::int64_t>, kRefusals> refused{};

    void count(Refusal refusal) { refused[static_cast<std::size_t>(refusal)].fetch_add(1); }
    [[nodiscard]] std::int64_t refusedFor(Refusal refusal) const
    {
        return refused[static_cast<std::size_t>(refusal)].load();
    }
};

} // namespace qd::backend::http
