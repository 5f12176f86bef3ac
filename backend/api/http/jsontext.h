// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/httpmessage.h"
#include "shared/base/error.h"

#include <string_view>

namespace qd::backend::http {

/// Appends text as a JSON string, quotes included. Invalid UTF-8 becomes U+FFFD, so that no client chokes on
/// it.
void appendJsonString(QByteArray &out, std::string_view text);

/// {"error":{"code","message","field"}}; the field only where one was wrong.
[[nodiscard]] HttpResponse errorResponse(
    int status, std::string_view code, std::string_view message, std::string_view field = {});

/// The same from an Error, with the HTTP status that its code stands for.
[[nodiscard]] HttpResponse errorResponse(const Error &error);

[[nodiscard]] int httpStatusOf(ErrorCode code);

} // namespace qd::backend::http
