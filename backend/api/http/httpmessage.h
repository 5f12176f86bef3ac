// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/query/cancelflag.h"

#include <QByteArray>
#include <QFuture>
#include <QHostAddress>
#include <QList>

#include <utility>

namespace qd::backend::http {

/// One request, complete and within limits.
struct HttpRequest
{
    QByteArray method; ///< upper case, as sent
    QByteArray path; ///< still percent-encoded, begins with '/'
    QByteArray query; ///< after '?', still percent-encoded
    QList<std::pair<QByteArray, QByteArray>> headers; ///< names in lower case, values trimmed, in order
    QByteArray body;
    int minorVersion = 1; ///< of HTTP/1.x
    bool keepAlive = true;
    QHostAddress peer;
    CancelFlag cancelled;

    /// The value of a header, empty if absent; of several the first. name in lower case.
    [[nodiscard]] QByteArray header(QByteArrayView name) const
    {
        for (const auto &[key, value] : headers) {
            if (key == name) {
                return value;
            }
        }
        return {};
    }
};

struct HttpResponse
{
    int status = 200;
    QByteArray contentType = "text/plain; charset=utf-8";
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers; ///< besides Content-Type, Content-Length and Connection
};

/// The standard reason phrase; "Unknown" for a status that this server never sends.
[[nodiscard]] QByteArray reasonPhrase(int status);

/// Status line, headers and body as sent; without the body for a HEAD request.
[[nodiscard]] QByteArray serialize(const HttpResponse &response, bool keepAlive, bool withBody);

/// An answer that needs no waiting.
[[nodiscard]] QFuture<HttpResponse> ready(HttpResponse response);

} // namespace qd::backend::http
