// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/prometheusparameters.h"

#include "backend/api/http/prometheusjson.h"
#include "shared/promql/parser.h"

#include <charconv>

namespace qd::backend::http {

namespace {

/// Prometheus 2.42 does not read it, later ones do, and Grafana sends it.
Result<std::size_t> limitOf(const FormValues &values)
{
    const std::string text = values.first("limit");
    const auto number = text.empty() ? std::optional<std::int64_t>{0} : wholeNumber(text);
    if (!number || *number < 0) {
        return failure(
            ErrorCode::InvalidInput, invalidParameter("limit", "limit must be a non-negative number"));
    }
    return static_cast<std::size_t>(*number);
}

Result<Asked> askedBy(const FormValues &values)
{
    const auto limit = limitOf(values);
    if (!limit) {
        return failure(limit.error());
    }
    Asked asked{{}, *limit};
    SeriesSelection &selection = asked.selection;
    for (const std::string &text : values.all("match[]")) {
        auto selector = promql::parseSelector(text);
        if (!selector) {
            return failure(ErrorCode::InvalidInput, invalidParameter("match[]", selector.error().message));
        }
        selection.selectors.push_back(std::move(selector->matchers));
    }
    const auto start = timeOf(values, "start", fromUnixMs(kEarliestMs));
    const auto end = timeOf(values, "end", fromUnixMs(kLatestMs));
    for (const auto *time : {&start, &end}) {
        if (!*time) {
            return failure(time->error());
        }
    }
    if (*end < *start) {
        return failure(ErrorCode::InvalidInput,
            R"(invalid parameter "end": end timestamp must not be before start time)");
    }
    if (values.has("start") || values.has("end")) {
        selection.during = TimeRange{toUnixMs(*start), toUnixMs(*end)};
    }
    return asked;
}

} // namespace

std::string invalidParameter(std::string_view name, std::string_view message)
{
    return "invalid parameter \"" + std::string(name) + "\": " + std::string(message);
}

QFuture<HttpResponse> badData(const Error &error)
{
    return ready(prometheusBadData(error.message));
}

std::optional<std::int64_t> wholeNumber(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{number} : std::nullopt;
}

Result<TimeMs> timeOf(const FormValues &values, std::string_view name, TimeMs absent)
{
    const std::string text = values.first(name);
    if (text.empty()) {
        return absent;
    }
    auto time = parseTimestamp(text);
    return time
        ? time
        : Result<TimeMs>(failure(ErrorCode::InvalidInput, invalidParameter(name, time.error().message)));
}

Result<std::chrono::milliseconds> timeoutOf(const FormValues &values)
{
    const std::string text = values.first("timeout");
    if (text.empty()) {
        return std::chrono::milliseconds{0};
    }
    auto timeout = parseStep(text);
    return timeout ? timeout
                   : Result<std::chrono::milliseconds>(failure(
                       ErrorCode::InvalidInput, invalidParameter("timeout", timeout.error().message)));
}

Result<Asked> askedBy(const ApiCall &call)
{
    return FormValues::of(call.request).and_then([](const FormValues &values) { return askedBy(values); });
}

} // namespace qd::backend::http
