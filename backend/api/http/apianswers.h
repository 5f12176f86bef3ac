// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/apirouter.h"
#include "shared/base/result.h"

#include <QJsonObject>

#include <initializer_list>
#include <limits>
#include <optional>
#include <string_view>

namespace qd::backend::http {

inline constexpr qint64 kMaxId = std::numeric_limits<std::int32_t>::max();

/// What all calls of Quarterdeck's own API answer with.
[[nodiscard]] HttpResponse jsonResponse(const QJsonObject &object, int status = 200);
/// 204, or the error.
[[nodiscard]] HttpResponse doneResponse(const Result<void> &answer);
[[nodiscard]] QFuture<HttpResponse> refused(const Error &error);

/// The first of the fields that could not be read, null if all could.
template <typename... Results>
[[nodiscard]] const Error *firstError(const Results &...results)
{
    const Error *first = nullptr;
    for (const Error *error : {(results ? nullptr : &results.error())...}) {
        first = first == nullptr ? error : first;
    }
    return first;
}

/// A whole number from 0 to kMaxId in decimal digits.
[[nodiscard]] std::optional<qint64> parseId(std::string_view text);

} // namespace qd::backend::http
