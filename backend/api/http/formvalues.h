// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/httpmessage.h"
#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qd::backend::http {

/// The parameters of a request: those of a form body first, then those of the URL, as Prometheus takes them.
class FormValues
{
public:
    /// @errors InvalidInput: a body that is no form, or more than 1,000 parameters
    [[nodiscard]] static Result<FormValues> of(const HttpRequest &request);

    [[nodiscard]] std::string first(std::string_view name) const; ///< empty if absent
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;

private:
    [[nodiscard]] Result<void> add(const QByteArray &encoded);

    std::vector<std::pair<std::string, std::string>> m_values;
};

/// RFC 3339 ("2024-01-31T10:00:00.5Z", with any offset) or seconds since the epoch as a decimal number.
/// Times beyond what a sample can have are cut to the nearest one that it can.
/// @errors InvalidInput
[[nodiscard]] Result<TimeMs> parseTimestamp(std::string_view text);

/// Seconds as a decimal number or a PromQL duration ("1h30m", "500ms").
/// @errors InvalidInput
[[nodiscard]] Result<std::chrono::milliseconds> parseStep(std::string_view text);

} // namespace qd::backend::http
