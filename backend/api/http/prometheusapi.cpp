// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/prometheusapi.h"

#include "backend/api/http/prometheusjson.h"
#include "backend/api/http/prometheusparameters.h"

#include <algorithm>

namespace qd::backend::http {

namespace {

constexpr std::int64_t kMaxPoints = 11'000; // a rule of Prometheus, for the same reason: a screen has no more

HttpResponse formatAnswer(const Result<QueryAnswer> &answer)
{
    return answer ? prometheusValue(answer->value) : prometheusError(answer.error());
}

auto formatStrings(std::size_t limit)
{
    return [limit](const Result<std::vector<std::string>> &answer) {
        return answer ? prometheusStrings(*answer, limit) : prometheusError(answer.error());
    };
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

PrometheusApi::PrometheusApi(QueryService &queries, const Clock &clock, std::string version)
    : m_queries(queries)
    , m_clock(clock)
    , m_version(std::move(version))
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
        routes.push_back({method, "/api/v1/query_exemplars", Role::Viewer, bind(&PrometheusApi::exemplars)});
    }
    routes.push_back({"GET", "/api/v1/status/buildinfo", Role::Viewer, bind(&PrometheusApi::buildInfo)});
    routes.push_back({"GET", "/api/v1/metadata", Role::Viewer, bind(&PrometheusApi::metadata)});
    routes.push_back({"GET", "/api/v1/rules", Role::Viewer, bind(&PrometheusApi::rules)});
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
        return ready(prometheusBadData(invalidParameter("start", start.error().message)));
    }
    const auto end = parseTimestamp(values->first("end"));
    if (!end) {
        return ready(prometheusBadData(invalidParameter("end", end.error().message)));
    }
    if (*end < *start) {
        return ready(
            prometheusBadData(R"(invalid parameter "end": end timestamp must not be before start time)"));
    }
    const auto step = parseStep(values->first("step"));
    if (!step) {
        return ready(prometheusBadData(invalidParameter("step", step.error().message)));
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
    auto asked = askedBy(call);
    if (!asked) {
        return badData(asked.error());
    }
    if (asked->selection.selectors.empty()) {
        return ready(prometheusBadData("no match[] parameter provided"));
    }
    auto found = m_queries.submit<std::vector<Labels>>([this, selection = std::move(asked->selection)] {
        return m_queries.store().seriesMatching(selection);
    });
    return respondWith(std::move(found), [limit = asked->limit](const Result<std::vector<Labels>> &answer) {
        return answer ? prometheusLabelSets(*answer, limit) : prometheusError(answer.error());
    });
}

QFuture<HttpResponse> PrometheusApi::labels(const ApiCall &call)
{
    auto asked = askedBy(call);
    if (!asked) {
        return badData(asked.error());
    }
    auto found = m_queries.submit<std::vector<std::string>>(
        [this, selection = std::move(asked->selection)] { return m_queries.store().labelNames(selection); });
    return respondWith(std::move(found), formatStrings(asked->limit));
}

QFuture<HttpResponse> PrometheusApi::labelValues(const ApiCall &call)
{
    const std::string name = call.arguments.front().toStdString();
    if (!isLabelName(name)) {
        return ready(prometheusBadData("invalid label name: \"" + name + "\""));
    }
    auto asked = askedBy(call);
    if (!asked) {
        return badData(asked.error());
    }
    auto found =
        m_queries.submit<std::vector<std::string>>([this, name, selection = std::move(asked->selection)] {
            return m_queries.store().labelValues(name, selection);
        });
    return respondWith(std::move(found), formatStrings(asked->limit));
}

} // namespace qd::backend::http
