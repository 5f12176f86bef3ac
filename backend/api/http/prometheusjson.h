// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/httpmessage.h"
#include "backend/domain/metrics/metricstore.h"
#include "shared/base/error.h"
#include "shared/promql/value.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qd::backend::http {

/// Answers in the format of Prometheus' HTTP API v1, to the letter, because its clients compare letters.
/// https://prometheus.io/docs/prometheus/2.42/querying/api/

/// {"status":"success","data":{"resultType":...,"result":...}}
[[nodiscard]] HttpResponse prometheusValue(const promql::Value &value);
/// {"status":"success","data":["...", ...]}
/// @param limit  the first so many of them, with a warning that there are more; 0: all
[[nodiscard]] HttpResponse prometheusStrings(const std::vector<std::string> &strings, std::size_t limit);
/// {"status":"success","data":[{...}, ...]}; limit as above
[[nodiscard]] HttpResponse prometheusLabelSets(const std::vector<Labels> &sets, std::size_t limit);
/// {"status":"success","data":{"cpu.busy":[{"type":"gauge","help":...,"unit":"percent"}], ...}}
[[nodiscard]] HttpResponse prometheusMetadata(std::span<const MetricMetadata> metrics);
/// {"status":"success","data":...}
[[nodiscard]] HttpResponse prometheusData(const QByteArray &json);

/// {"status":"error","errorType":...,"error":...} with the status that belongs to the type.
[[nodiscard]] HttpResponse prometheusBadData(std::string_view message);
[[nodiscard]] HttpResponse prometheusError(const Error &error);
/// "1:5: parse error: unclosed left parenthesis"
[[nodiscard]] std::string parseErrorText(const Error &error);

/// As Prometheus prints a value: shortest decimal form without exponent; NaN, +Inf, -Inf.
[[nodiscard]] std::string formatValue(double value);

} // namespace qd::backend::http
