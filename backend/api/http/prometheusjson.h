// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/httpmessage.h"
#include "shared/base/error.h"
#include "shared/promql/value.h"

#include <string>
#include <string_view>
#include <vector>

namespace qd::backend::http {

/// Answers in the format of Prometheus' HTTP API v1, to the letter, because its clients compare letters.
/// https://prometheus.io/docs/prometheus/2.42/querying/api/

/// {"status":"success","data":{"resultType":...,"result":...}}
[[nodiscard]] HttpResponse prometheusValue(const promql::Value &value);
/// {"status":"success","data":["...", ...]}
[[nodiscard]] HttpResponse prometheusStrings(const std::vector<std::string> &strings);
/// {"status":"success","data":[{...}, ...]}
[[nodiscard]] HttpResponse prometheusLabelSets(const std::vector<Labels> &sets);

/// {"status":"error","errorType":...,"error":...} with the status that belongs to the type.
[[nodiscard]] HttpResponse prometheusBadData(std::string_view message);
[[nodiscard]] HttpResponse prometheusError(const Error &error);

/// As Prometheus prints a value: shortest decimal form without exponent; NaN, +Inf, -Inf.
[[nodiscard]] std::string formatValue(double value);

} // namespace qd::backend::http
