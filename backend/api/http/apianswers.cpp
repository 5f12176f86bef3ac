// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/apianswers.h"

#include "backend/api/http/jsontext.h"

#include <QJsonDocument>

#include <charconv>

namespace qd::backend::http {

HttpResponse jsonResponse(const QJsonObject &object, int status)
{
    HttpResponse response;
    response.status = status;
    response.contentType = "application/json";
    response.body = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
    return response;
}

HttpResponse doneResponse(const Result<void> &answer)
{
    if (!answer) {
        return errorResponse(answer.error());
    }
    HttpResponse response;
    response.status = 204;
    return response;
}

QFuture<HttpResponse> refused(const Error &error)
{
    return ready(errorResponse(error));
}

std::optional<qint64> parseId(std::string_view text)
{
    qint64 number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0 || number > kMaxId) {
        return std::nullopt;
    }
    return number;
}

} // namespace qd::backend::http
