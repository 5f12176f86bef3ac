// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/prometheusjson.h"

#include "backend/api/http/jsontext.h"
#include "backend/domain/metrics/metrichelp.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace qd::backend::http {

namespace {

/// Seconds with three decimals, or none for a whole second.
void appendTime(QByteArray &out, std::int64_t ms)
{
    out += ms < 0 ? "-" : "";
    const std::uint64_t magnitude =
        ms < 0 ? 0 - static_cast<std::uint64_t>(ms) : static_cast<std::uint64_t>(ms);
    out += QByteArray::number(static_cast<qulonglong>(magnitude / 1000));
    if (const auto rest = static_cast<int>(magnitude % 1000); rest != 0) {
        out += '.' + QByteArray::number(rest).rightJustified(3, '0');
    }
}

void appendPoint(QByteArray &out, std::int64_t timeMs, std::string_view value)
{
    out += '[';
    appendTime(out, timeMs);
    out += ',';
    appendJsonString(out, value);
    out += ']';
}

void appendLabels(QByteArray &out, const Labels &labels)
{
    out += '{';
    bool isFirst = true;
    for (const auto &[name, value] : labels.pairs()) {
        out += isFirst ? "" : ",";
        isFirst = false;
        appendJsonString(out, name);
        out += ':';
        appendJsonString(out, value);
    }
    out += '}';
}

void appendResult(QByteArray &out, const promql::Scalar &scalar)
{
    out += R"("scalar","result":)";
    appendPoint(out, scalar.timeMs, formatValue(scalar.value));
}

void appendResult(QByteArray &out, const promql::Text &text)
{
    out += R"("string","result":)";
    appendPoint(out, text.timeMs, text.value);
}

void appendResult(QByteArray &out, const promql::Vector &vector)
{
    out += R"("vector","result":[)";
    bool isFirst = true;
    for (const promql::VectorSample &sample : vector.samples) {
        out += isFirst ? R"({"metric":)" : R"(,{"metric":)";
        isFirst = false;
        appendLabels(out, sample.labels);
        out += R"(,"value":)";
        appendPoint(out, vector.timeMs, formatValue(sample.value));
        out += '}';
    }
    out += ']';
}

void appendResult(QByteArray &out, const promql::Matrix &matrix)
{
    out += R"("matrix","result":[)";
    bool isFirst = true;
    for (const promql::MatrixSeries &series : matrix.series) {
        out += isFirst ? R"({"metric":)" : R"(,{"metric":)";
        isFirst = false;
        appendLabels(out, series.labels);
        out += R"(,"values":[)";
        for (std::size_t i = 0; i < series.times.size(); ++i) {
            out += i == 0 ? "" : ",";
            appendPoint(out, series.times[i], formatValue(series.values[i]));
        }
        out += "]}";
    }
    out += ']';
}

HttpResponse success(const QByteArray &data, std::string_view warning = {})
{
    HttpResponse response;
    response.contentType = "application/json";
    response.body = R"({"status":"success","data":)" + data;
    if (!warning.empty()) {
        response.body += R"(,"warnings":[)";
        appendJsonString(response.body, warning);
        response.body += ']';
    }
    response.body += '}';
    return response;
}

/// A list of what append() writes of each of the first entries.
template <typename T, typename Append>
HttpResponse list(const std::vector<T> &all, std::size_t limit, Append append)
{
    const std::size_t count = limit == 0 ? all.size() : std::min(limit, all.size());
    QByteArray data = "[";
    for (const T &entry : std::span{all}.first(count)) {
        data += data.size() > 1 ? "," : "";
        append(data, entry);
    }
    return success(data + ']', count < all.size() ? "results truncated due to limit" : "");
}

HttpResponse error(int status, std::string_view type, std::string_view message)
{
    HttpResponse response;
    response.status = status;
    response.contentType = "application/json";
    response.body = R"({"status":"error","errorType":)";
    appendJsonString(response.body, type);
    response.body += R"(,"error":)";
    appendJsonString(response.body, message);
    response.body += '}';
    return response;
}

} // namespace

std::string formatValue(double value)
{
    if (std::isnan(value)) {
        return "NaN";
    }
    if (std::isinf(value)) {
        return value > 0 ? "+Inf" : "-Inf";
    }
    std::array<char, 400>
        text{}; // the longest double has 309 digits before the point, or 324 zeros behind it
    const auto [end, failed] =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    return {text.data(), failed == std::errc{} ? end : text.data()};
}

HttpResponse prometheusValue(const promql::Value &value)
{
    QByteArray data = R"({"resultType":)";
    std::visit([&](const auto &result) { appendResult(data, result); }, value);
    return success(data + '}');
}

HttpResponse prometheusStrings(const std::vector<std::string> &strings, std::size_t limit)
{
    return list(strings, limit, &appendJsonString);
}

HttpResponse prometheusLabelSets(const std::vector<Labels> &sets, std::size_t limit)
{
    return list(sets, limit, &appendLabels);
}

HttpResponse prometheusMetadata(std::span<const MetricMetadata> metrics)
{
    QByteArray data = "{";
    for (const MetricMetadata &metric : metrics) {
        data += data.size() > 1 ? "," : "";
        appendJsonString(data, metric.name);
        data += metric.kind == MetricKind::Counter ? R"(:[{"type":"counter","help":)"
                                                   : R"(:[{"type":"gauge","help":)";
        appendJsonString(data, helpOf(metric.name));
        data += R"(,"unit":)";
        appendJsonString(data, metric.unit);
        data += "}]";
    }
    return success(data + '}');
}

HttpResponse prometheusData(const QByteArray &json)
{
    return success(json);
}

std::string parseErrorText(const Error &failed)
{
    const auto line = failed.context.find("line");
    const auto column = failed.context.find("column");
    const std::string place = line == failed.context.end() || column == failed.context.end()
        ? std::string()
        : line->second + ":" + column->second + ": ";
    return place + "parse error: " + failed.message;
}

HttpResponse prometheusBadData(std::string_view message)
{
    return error(400, "bad_data", message);
}

HttpResponse prometheusError(const Error &failed)
{
    const auto phase = failed.context.find("phase");
    if (failed.code == ErrorCode::InvalidInput && phase != failed.context.end() && phase->second == "parse") {
        return prometheusBadData("invalid parameter \"query\": " + parseErrorText(failed));
    }
    switch (failed.code) {
    case ErrorCode::InvalidInput:
    case ErrorCode::Conflict:
        return error(422, "execution", failed.message);
    case ErrorCode::NotFound:
        return error(404, "not_found", failed.message);
    case ErrorCode::Denied:
        return error(403, "forbidden", failed.message);
    case ErrorCode::Timeout:
        return error(503, "timeout", failed.message);
    case ErrorCode::Cancelled:
        return error(503, "canceled", failed.message);
    case ErrorCode::Unavailable:
        return error(503, "unavailable", failed.message);
    case ErrorCode::Corrupt:
    case ErrorCode::Internal:
        return error(500, "internal", failed.message);
    }
    return error(500, "internal", failed.message);
}

} // namespace qd::backend::http
