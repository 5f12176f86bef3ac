// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/base/error.h"

#include <array>

namespace qd {

namespace {

constexpr std::array<std::pair<ErrorCode, std::string_view>, 9> kNames{{
    {ErrorCode::InvalidInput, "InvalidInput"},
    {ErrorCode::NotFound, "NotFound"},
    {ErrorCode::Conflict, "Conflict"},
    {ErrorCode::Denied, "Denied"},
    {ErrorCode::Timeout, "Timeout"},
    {ErrorCode::Unavailable, "Unavailable"},
    {ErrorCode::Cancelled, "Cancelled"},
    {ErrorCode::Corrupt, "Corrupt"},
    {ErrorCode::Internal, "Internal"},
}};

} // namespace

std::string_view toString(ErrorCode code)
{
    for (const auto &[value, name] : kNames) {
        if (value == code) {
            return name;
        }
    }
    return "Internal";
}

ErrorCode errorCodeFromString(std::string_view name)
{
    for (const auto &[value, known] : kNames) {
        if (known == name) {
            return value;
        }
    }
    return ErrorCode::Internal;
}

std::string Error::toString() const
{
    std::string text{qd::toString(code)};
    text += ": " + message;
    if (!context.empty()) {
        std::string facts;
        for (const auto &[key, value] : context) {
            facts += (facts.empty() ? "" : ", ") + key + "=" + value;
        }
        text += " (" + facts + ")";
    }
    return text;
}

} // namespace qd
