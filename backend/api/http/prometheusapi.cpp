// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/prometheusapi.h"

#include "backend/api/http/formvalues.h"
#include "backend/api/http/prometheusjson.h"
#include "shared/promql/parser.h"

#include <algorithm>

namespace qd::backend::http {

namespace {

constexpr std::int64_t kMaxPoints = 11'000; // a rule of Prometheus, for the same reason: a screen has no more

// Where a range without an end ends: so far that no sample is beyond, and sums with it do not overflow.
constexpr std::int64_t kEarliestMs = 0;
constexpr std::int64_t kLatestMs = 4'102'444'800'000; // the year 2100

std::string invalid(std::string_view parameter, const Error &error)
{
    return "invalid parameter \"" + std::string(parameter) + "\": " + error.message;
}

/// A time parameter, or what holds if it is absent.
Result<TimeMs> timeOf(const FormValues &values, std::string_view name, TimeMs absent)
{
    const std::string text = values.first(name);
    if (text.empty()) {
        return absent;
    }
    auto time = parseTimestamp(text);
    return time ? time : Result<TimeMs>(failure(ErrorCode::InvalidInput, invalid(name, time.error())));
}

Result<std::chrono::milliseconds> timeoutOf(const FormValues &values)
{
    const std::string text = values.first("timeout");
    if (text.empty()) {
        return std::chrono::milliseconds{0};
    }
    auto timeout = parseStep(text);
    return timeout ? timeout
                   : Result<std::chrono::milliseconds>(
                       failure(ErrorCode::InvalidInput, invalid("timeout", timeout.error())));
}

Result<SeriesSelection> selectionOf(const FormValues &values)
{
    SeriesSelection selection;
    for (const std::string &text : values.all("match[]")) {
        auto selector = promql::parseSelector(text);
        if (!selector) {
            return failure(ErrorCode::InvalidInput, invalid("match[]", selector.error()));
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
    return selection;
}

Result<SeriesSelection> selectionOf(const ApiCall &call)
{
    return FormValues::of(call.request).and_then([](const FormValues &values) {
        return selectionOf(values);
    });
}

QFuture<HttpResponse> badData(const Error &error)
{
    return ready(prometheusBadData(error.message));
}

HttpResponse formatAnswer(const Result<QueryAnswer> &answer)
{
    return answer ? prometheusValue(answer->value) : prometheusError(answer.error());
}

HttpResponse formatStrings(const Result<std::vector<std::string>> &answer)
{
    return answer ? prometheusStrings(*answer) : prometheusError(answer.error());
}

bool isLabelName(std::string_view name)
{
    const auto isFine = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
            || c == '.' || c == ':' || c == '-';
    };
    return !name.empty() && name.size() <= kMaxLabelName && !(name.front() >= '0' && name.front() <= '9')
        && std::all_of(name.begin(), name.end(), isFine);
}

} // namespace

PrometheusApi::PrometheusApi(QueryService &queries, const Clock &clock)
    : m_queries(queries)
    , m_clock(clock)
{
}

std::vector<ApiRoute> PrometheusApi::routes()
{
    const auto bind = [this](QFuture<HttpResponse> (PrometheusApi::*handler)(const ApiCall &)) {
        return [this, handler](const ApiCall &call) { return (this->*handler)(call); };
    };
    std::vector<ApiRoute> routes;
    for (const char *method : {"GET", "POST"}) {
        routes.push_back({method, "/api/v1/query", Role::Viewer, bind(&PrometheusApi::query)});
        routes.push_back({method, "/api/v1/query_range", Role::Viewer, bind(&PrometheusApi::queryRange)});
        routes.push_back({method, "/api/v1/series", Role::Viewer, bind(&PrometheusApi::series)});
        routes.push_back({method, "/api/v1/labels", Role::Viewer, bind(&PrometheusApi::labels)});
    }
    routes.push_back({"GET", "/api/v1/label/{name}/values", Role::Viewer, bind(&PrometheusApi::labelValues)});
    return routes;
}

QFuture<HttpResponse> PrometheusApi::query(const ApiCall &call)
{
    const auto values = FormValues::of(call.request);
    if (!values) {
        return badData(values.error());
    }
    const auto time = timeOf(*values, "time", m_clock.now());
    if (!time) {
        return badData(time.error());
    }
    const auto timeout = timeoutOf(*values);
    if (!timeout) {
        return badData(timeout.error());
    }
    QuerySpec spec{values->first("query"), promql::EvalParams::instant(toUnixMs(*time)), *timeout};
    return respondWith(m_queries.evaluate(std::move(spec), call.request.cancelled), formatAnswer);
}

QFuture<HttpResponse> PrometheusApi::queryRange(const ApiCall &call)
{
    const auto values = FormValues::of(call.request);
    if (!values) {
        return badData(values.error());
    }
    const auto start = parseTimestamp(values->first("start"));
    if (!start) {
        return ready(prometheusBadData(invalid("start", start.error())));
    }
    const auto end = parseTimestamp(values->first("end"));
    if (!end) {
        return ready(prometheusBadData(invalid("end", end.error())));
    }
    if (*end < *start) {
        return ready(
            prometheusBadData(R"(invalid parameter "end": end timestamp must not be before start time)"));
    }
    const auto step = parseStep(values->first("step"));
    if (!step) {
        return ready(prometheusBadData(invalid("step", step.error())));
    }
    if (step->count() <= 0) {
        return ready(
            prometheusBadData("invalid parameter \"step\": zero or negative query resolution step widths "
                              "are not accepted. Try a positive integer"));
    }
    if ((*end - *start) / *step > kMaxPoints) {
        return ready(prometheusBadData("exceeded maximum resolution of 11,000 points per timeseries. Try "
                                       "decreasing the query resolution (?step=XX)"));
    }
    const auto timeout = timeoutOf(*values);
    if (!timeout) {
        return badData(timeout.error());
    }
    QuerySpec spec{values->first("query"),
        promql::EvalParams::range(toUnixMs(*start), toUnixMs(*end), step->count()), *timeout};
    return respondWith(m_queries.evaluate(std::move(spec), call.request.cancelled), formatAnswer);
}

QFuture<HttpResponse> PrometheusApi::series(const ApiCall &call)
{
    auto selection = selectionOf(call);
    if (!selection) {
        return badData(selection.error());
    }
    if (selection->selectors.empty()) {
        return ready(prometheusBadData("no match[] parameter provided"));
    }
    auto found = m_queries.submit<std::vector<Labels>>(
        [this, selection = std::move(*selection)] { return m_queries.store().seriesMatching(selection); });
    return respondWith(std::move(found), [](const Result<std::vector<Labels>> &answer) {
        return answer ? prometheusLabelSets(*answer) : prometheusError(answer.error());
    });
}

QFuture<HttpResponse> PrometheusApi::labels(const ApiCall &call)
{
    auto selection = selectionOf(call);
    if (!selection) {
        return badData(selection.error());
    }
    auto found = m_queries.submit<std::vector<std::string>>(
        [this, selection = std::move(*selection)] { return m_queries.store().labelNames(selection); });
    return respondWith(std::move(found), formatStrings);
}

QFuture<HttpResponse> PrometheusApi::labelValues(const ApiCall &call)
{
    const std::string name = call.arguments.front().toStdString();
    if (!isLabelName(name)) {
        return ready(prometheusBadData("invalid label name: \"" + name + "\""));
    }
    auto selection = selectionOf(call);
    if (!selection) {
        return badData(selection.error());
    }
    auto found = m_queries.submit<std::vector<std::string>>([this, name, selection = std::move(*selection)] {
        return m_queries.store().labelValues(name, selection);
    });
    return respondWith(std::move(found), formatStrings);
}

} // namespace qd::backend::http
