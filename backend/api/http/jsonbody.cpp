// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/jsonbody.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace qd::backend::http {

namespace {

Failure wrong(QLatin1String field, std::string reason)
{
    return failure(ErrorCode::InvalidInput, std::string(field.data(), size_t(field.size())) + " " + reason,
        {{"field", std::string(field.data(), size_t(field.size()))}});
}

/// JSON knows only doubles; a fraction, or a number that a double cannot tell from its neighbour, is no
/// integer.
std::optional<qint64> integerOf(const QJsonValue &value)
{
    const double number = value.toDouble(std::nan(""));
    constexpr double kExact = 9'007'199'254'740'992.0;
    if (std::isnan(number) || std::abs(number) > kExact || number != std::floor(number)) {
        return std::nullopt;
    }
    return static_cast<qint64>(number);
}

} // namespace

Result<JsonBody> JsonBody::of(const HttpRequest &request)
{
    if (!request.header("content-type").toLower().startsWith("application/json")) {
        return failure(
            ErrorCode::InvalidInput, "the body has to be application/json", {{"field", "Content-Type"}});
    }
    QJsonParseError error{};
    const QJsonDocument document = QJsonDocument::fromJson(request.body, &error);
    if (error.error != QJsonParseError::NoError) {
        return failure(ErrorCode::InvalidInput,
            "the body is not JSON: " + error.errorString().toStdString() + " at byte "
                + std::to_string(error.offset),
            {{"field", "body"}});
    }
    if (!document.isObject()) {
        return failure(ErrorCode::InvalidInput, "the body has to be a JSON object", {{"field", "body"}});
    }
    JsonBody body;
    body.m_object = document.object();
    return body;
}

Result<std::string> JsonBody::text(QLatin1String name, bool isRequired, qsizetype maxLength)
{
    const QJsonValue value = m_object.take(name);
    if (value.isUndefined() && !isRequired) {
        return std::string();
    }
    if (!value.isString()) {
        return wrong(name, value.isUndefined() ? "is missing" : "has to be a string");
    }
    if (value.toString().size() > maxLength || (isRequired && value.toString().isEmpty())) {
        return wrong(name, "has to have 1 to " + std::to_string(maxLength) + " characters");
    }
    return value.toString().toStdString();
}

Result<qint64> JsonBody::integer(
    QLatin1String name, qint64 minimum, qint64 maximum, std::optional<qint64> fallback)
{
    const QJsonValue value = m_object.take(name);
    if (value.isUndefined() && fallback) {
        return *fallback;
    }
    const auto number = integerOf(value);
    if (!number || *number < minimum || *number > maximum) {
        return wrong(name,
            value.isUndefined()
                ? "is missing"
                : "has to be an integer from " + std::to_string(minimum) + " to " + std::to_string(maximum));
    }
    return *number;
}

Result<bool> JsonBody::boolean(QLatin1String name)
{
    const QJsonValue value = m_object.take(name);
    if (!value.isBool()) {
        return wrong(name, value.isUndefined() ? "is missing" : "has to be true or false");
    }
    return value.toBool();
}

Result<std::vector<qint64>> JsonBody::integers(QLatin1String name, std::size_t maxCount)
{
    const QJsonValue value = m_object.take(name);
    if (!value.isArray()) {
        return wrong(name, value.isUndefined() ? "is missing" : "has to be an array of integers");
    }
    const QJsonArray array = value.toArray();
    if (array.isEmpty() || static_cast<std::size_t>(array.size()) > maxCount) {
        return wrong(name, "has to have 1 to " + std::to_string(maxCount) + " elements");
    }
    std::vector<qint64> numbers;
    for (const QJsonValue &element : array) {
        const auto number = integerOf(element);
        if (!number) {
            return wrong(name, "has to be an array of integers");
        }
        numbers.push_back(*number);
    }
    return numbers;
}

Result<void> JsonBody::finish() const
{
    if (m_object.isEmpty()) {
        return {};
    }
    const std::string field = m_object.constBegin().key().left(64).toStdString();
    return failure(ErrorCode::InvalidInput, field + " is not a field of this request", {{"field", field}});
}

} // namespace qd::backend::http
