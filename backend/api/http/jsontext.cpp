// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/jsontext.h"

#include <QString>

namespace qd::backend::http {

namespace {

constexpr char kHex[] = "0123456789abcdef";

void appendEscaped(QByteArray &out, unsigned char c)
{
    switch (c) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        break;
    }
    if (c < 0x20U) {
        out += "\\u00";
        out += kHex[c >> 4U];
        out += kHex[c & 0xFU];
    } else {
        out += static_cast<char>(c);
    }
}

} // namespace

void appendJsonString(QByteArray &out, std::string_view text)
{
    QByteArray clean;
    if (!QByteArrayView(text.data(), static_cast<qsizetype>(text.size())).isValidUtf8()) {
        clean = QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toUtf8();
        text = {clean.constData(), static_cast<std::size_t>(clean.size())};
    }
    out += '"';
    for (const char c : text) {
        appendEscaped(out, static_cast<unsigned char>(c));
    }
    out += '"';
}

HttpResponse errorResponse(
    int status, std::string_view code, std::string_view message, std::string_view field)
{
    HttpResponse response;
    response.status = status;
    response.contentType = "application/json";
    response.body = "{\"error\":{\"code\":";
    appendJsonString(response.body, code);
    response.body += ",\"message\":";
    appendJsonString(response.body, message);
    if (!field.empty()) {
        response.body += ",\"field\":";
        appendJsonString(response.body, field);
    }
    response.body += "}}\n";
    return response;
}

HttpResponse errorResponse(const Error &error)
{
    const auto field = error.context.find("field");
    return errorResponse(httpStatusOf(error.code), toString(error.code), error.message,
        field == error.context.end() ? std::string_view{} : std::string_view{field->second});
}

int httpStatusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidInput:
        return 400;
    case ErrorCode::NotFound:
        return 404;
    case ErrorCode::Conflict:
        return 409;
    case ErrorCode::Denied:
        return 403;
    case ErrorCode::Timeout:
    case ErrorCode::Unavailable:
    case ErrorCode::Cancelled:
        return 503;
    case ErrorCode::Corrupt:
    case ErrorCode::Internal:
        return 500;
    }
    return 500;
}

} // namespace qd::backend::http
