// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/apirouter.h"
#include "backend/api/http/formvalues.h"
#include "backend/domain/metrics/metricstore.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace qd::backend::http {

/// The parameters that calls of Prometheus' API share, with its words for what is wrong with them.

// Where a range without an end ends: so far that no sample is beyond, and sums with it do not overflow.
inline constexpr std::int64_t kEarliestMs = 0;
inline constexpr std::int64_t kLatestMs = 4'102'444'800'000; // the year 2100

/// invalid parameter "NAME": MESSAGE
[[nodiscard]] std::string invalidParameter(std::string_view name, std::string_view message);

[[nodiscard]] QFuture<HttpResponse> badData(const Error &error);

/// Decimal digits, perhaps with a minus before them.
[[nodiscard]] std::optional<std::int64_t> wholeNumber(std::string_view text);

/// A time parameter, or what holds if it is absent. @errors InvalidInput
[[nodiscard]] Result<TimeMs> timeOf(const FormValues &values, std::string_view name, TimeMs absent);

/// 0 if it is absent. @errors InvalidInput
[[nodiscard]] Result<std::chrono::milliseconds> timeoutOf(const FormValues &values);

/// Which series a call asks about, and how many answers it wants.
struct Asked
{
    SeriesSelection selection;
    std::size_t limit = 0; ///< 0: all
};

/// match[], start, end and limit. @errors InvalidInput
[[nodiscard]] Result<Asked> askedBy(const ApiCall &call);

} // namespace qd::backend::http
