// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace qd {

/// What kind of failure this is; the console translates it, code branches on it, nobody parses the message.
enum class ErrorCode {
    InvalidInput,
    NotFound,
    Conflict,
    Denied,
    Timeout,
    Unavailable,
    Cancelled,
    Corrupt,
    Internal,
};

/// The stable English name of a code, for logs and protocols ("InvalidInput").
[[nodiscard]] std::string_view toString(ErrorCode code);

/// The inverse of toString(); an unknown name (a newer peer's) reads as Internal.
[[nodiscard]] ErrorCode errorCodeFromString(std::string_view name);

/// A failure as a value: code for programs, English message for the log, context (ids, field names) for both.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    std::string message;
    std::map<std::string, std::string> context;

    /// Adds one fact on the way up, for example ("host", "17"). The innermost fact of a name wins.
    [[nodiscard]] Error with(std::string key, std::string value) &&
    {
        context.emplace(std::move(key), std::move(value));
        return std::move(*this);
    }

    /// "InvalidInput: message (key=value, ...)", for the log.
    [[nodiscard]] std::string toString() const;

    bool operator==(const Error &) const = default;
};

} // namespace qd
