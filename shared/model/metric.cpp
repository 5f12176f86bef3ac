// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/metric.h"

#include <algorithm>

namespace qd {

namespace {

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

Failure refused(std::string field, std::string reason)
{
    return failure(ErrorCode::InvalidInput, field + " " + reason, {{"field", field}, {"reason", reason}});
}

} // namespace

Result<void> validate(const SeriesDescription &series)
{
    const std::string_view name = series.labels.metricName();
    if (name.empty() || name.size() > kMaxMetricName) {
        return refused("metric", "must have 1 to 127 characters");
    }
    if (isDigit(name.front()) || !std::ranges::all_of(name, [](char c) {
            return isLetter(c) || isDigit(c) || c == '.' || c == '_' || c == ':' || c == '-';
        })) {
        return refused("metric", "must consist of [A-Za-z0-9._:-] and not start with a digit");
    }
    if (series.labels.size() > kMaxLabels) {
        return refused("labels", "are more than 32");
    }
    for (const auto &[label, value] : series.labels.pairs()) {
        if (label.size() > kMaxLabelName || isDigit(label.front())
            || !std::ranges::all_of(label, [](char c) { return isLetter(c) || isDigit(c) || c == '_'; })) {
            return refused("label " + label.substr(0, kMaxLabelName),
                "must have at most 127 characters of [A-Za-z0-9_] and not start with a digit");
        }
        if (value.size() > kMaxLabelValue) {
            return refused("label " + label, "has a value of more than 1024 bytes");
        }
    }
    if (series.intervalMs <= 0) {
        return refused("interval", "must be greater than 0 ms");
    }
    return {};
}

} // namespace qd
