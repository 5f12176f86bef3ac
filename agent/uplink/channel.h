// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/uplink/backendurl.h"
#include "agent/uplink/task.h"
#include "shared/base/result.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace qd::agent {

/// One WebSocket connection with binary messages. Lives on the thread of its io_context. One read and one
/// write may be under way at a time.
class Channel
{
public:
    virtual ~Channel() = default;

    /// Waits for the next message; the bytes are valid until the next read.
    /// @errors Unavailable (closed by the other side or broken), Timeout (silent for idleTimeout),
    /// InvalidInput (not
    ///         a binary message, or one beyond kMaxFrameBytes)
    [[nodiscard]] virtual Task<Result<std::span<const std::byte>>> read() = 0;

    /// Sends a message without a wait if it is small and the way is free. What write() does beside that costs
    /// an idle agent as much as the sending.
    /// @return false if nothing was sent: use write()
    /// @errors Unavailable
    [[nodiscard]] virtual Result<bool> writeAtOnce(std::span<const std::byte> message) = 0;

    /// @errors Unavailable
    [[nodiscard]] virtual Task<Result<void>> write(std::span<const std::byte> message) = 0;

    /// Says good-bye and waits for the answer, at most a second.
    [[nodiscard]] virtual Task<void> finish() = 0;

    /// Ends everything at once; pending reads and writes fail.
    virtual void abort() = 0;
};

struct ChannelOptions
{
    std::chrono::milliseconds connectTimeout{10'000}; ///< for each of look-up, TCP with TLS, and WebSocket
    /// Of a peer that sends nothing; without it the owner has to look for that, which spares a timer a
    /// message.
    std::optional<std::chrono::milliseconds> idleTimeout;
    std::string userAgent;
    std::string caFile; ///< authority that must have signed the certificate, beside a right host name
    /// Decides on the server's key when there is no caFile: SHA-256 of the public key in lower-case hex.
    std::function<Result<void>(std::string_view authority, std::string_view fingerprint)> acceptKey;
};

/// Connects on the executor of the calling coroutine.
/// @errors Unavailable (no such name, refused, closed), Timeout, Denied (certificate or key not trusted)
[[nodiscard]] Task<Result<std::unique_ptr<Channel>>> openChannel(BackendUrl url, ChannelOptions options);

} // namespace qd::agent
