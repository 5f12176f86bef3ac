// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/jsontext.h"
#include "backend/api/http/prometheusapi.h"
#include "backend/api/http/prometheusjson.h"
#include "backend/api/http/prometheusparameters.h"
#include "shared/promql/parser.h"

#include <algorithm>
#include <limits>

// What a client asks about the server and its metrics, beside the samples.
namespace qd::backend::http {

namespace {

constexpr std::string_view kApiVersion = "2.42.0"; // of Prometheus, whose answers these are

} // namespace

QFuture<HttpResponse> PrometheusApi::buildInfo(const ApiCall &)
{
    // The version is that of the API: Grafana decides by it what it may ask. A list of features would make it
    // take this for Mimir, and offer rules to be written.
    QByteArray data = R"({"version":)";
    appendJsonString(data, kApiVersion);
    data += R"(,"revision":)";
    appendJsonString(data, "quarterdeck " + m_version);
    data += R"(,"branch":"","buildUser":"","buildDate":"","goVersion":""})";
    return ready(prometheusData(data));
}

QFuture<HttpResponse> PrometheusApi::metadata(const ApiCall &call)
{
    const auto values = FormValues::of(call.request);
    if (!values) {
        return badData(values.error());
    }
    const std::string text = values->first("limit");
    const auto limit = text.empty() ? std::optional<std::int64_t>{-1} : wholeNumber(text);
    if (!limit) {
        return ready(prometheusBadData("limit must be a number"));
    }
    // Without a bound below zero, as in Prometheus; zero is none.
    const auto count =
        *limit < 0 ? std::numeric_limits<std::size_t>::max() : static_cast<std::size_t>(*limit);
    auto found = m_queries.submit<std::vector<MetricMetadata>>(
        [this, name = values->first("metric"), count]() -> Result<std::vector<MetricMetadata>> {
            std::vector<MetricMetadata> metrics = m_queries.store().metadata();
            if (!name.empty()) {
                std::erase_if(metrics, [&](const MetricMetadata &metric) { return metric.name != name; });
            }
            metrics.resize(std::min(metrics.size(), count));
            return metrics;
        });
    return respondWith(std::move(found), [](const Result<std::vector<MetricMetadata>> &answer) {
        return answer ? prometheusMetadata(*answer) : prometheusError(answer.error());
    });
}

QFuture<HttpResponse> PrometheusApi::rules(const ApiCall &call)
{
    const auto values = FormValues::of(call.request);
    if (!values) {
        return badData(values.error());
    }
    const std::string type = values->first("type");
    if (!type.empty() && type != "alert" && type != "record") {
        return ready(prometheusBadData("invalid parameter \"type\": not supported value \"" + type + '"'));
    }
    return ready(prometheusData(R"({"groups":[]})")); // rules are not kept in Prometheus' form
}

QFuture<HttpResponse> PrometheusApi::exemplars(const ApiCall &call)
{
    const auto values = FormValues::of(call.request);
    if (!values) {
        return badData(values.error());
    }
    const auto start = timeOf(*values, "start", fromUnixMs(kEarliestMs));
    const auto end = timeOf(*values, "end", fromUnixMs(kLatestMs));
    for (const auto *time : {&start, &end}) {
        if (!*time) {
            return badData(time->error());
        }
    }
    if (*end < *start) {
        return ready(prometheusBadData("end timestamp must not be before start timestamp"));
    }
    if (const auto query = promql::parse(values->first("query")); !query) {
        return ready(prometheusBadData(parseErrorText(query.error())));
    }
    return ready(prometheusData("[]")); // samples come without any
}

} // namespace qd::backend::http
