// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/error.h"
#include "shared/base/ids.h"
#include "shared/model/host.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// What agents and consoles alike say to the backend and hear from it, beside agentmessages.h and
/// consolemessages.h. All messages are plain values. How they become bytes is wire.h; what they mean is
/// docs/protocol/. A struct's fields travel in order as a MessagePack array: a new field is appended, never
/// inserted or removed.
namespace qd::protocol {

/// Each side works with its own version and the one before.
inline constexpr std::uint8_t kVersion = 1;
inline constexpr std::uint8_t kOldestVersion = 1;

/// No frame of either direction is larger; a larger one closes the connection.
inline constexpr std::size_t kMaxFrameBytes = 4U * 1024 * 1024;

using Blob = std::vector<std::byte>;

/// What a side understands beyond the first messages. Each side tells its own when a session opens; a message
/// that came later is sent only to who told its feature, because an unknown kind ends a session.
using Features = std::vector<std::string>;

/// BurstOrder and BurstReport; SetBurst.
inline constexpr std::string_view kBurstFeature = "burst";

[[nodiscard]] inline bool hasFeature(const Features &features, std::string_view feature)
{
    return std::find(features.begin(), features.end(), feature) != features.end();
}

/// Answer to a request that failed, or a notice before the sender closes (request id 0).
struct Failed
{
    ErrorCode code = ErrorCode::Internal;
    std::string message; ///< English, for the log
    std::string field; ///< what was wrong, if one field was
    std::int32_t retryAfterMs = 0; ///< > 0: too many attempts; nothing is looked at before this is over
};

/// Keeps a connection alive and measures the clocks; answered by Pong with the same sentAt.
struct Ping
{
    TimeMs sentAt;
};

struct Pong
{
    TimeMs sentAt; ///< copied from the Ping
    TimeMs repliedAt; ///< the replier's clock
};

/// Success without a value.
struct Done
{
};

/// Agent -> backend -> console.
struct ProcessList
{
    HostId host; ///< filled in by the backend
    TimeMs time;
    std::vector<ProcessInfo> processes;
};

} // namespace qd::protocol
