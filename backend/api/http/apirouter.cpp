// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/apirouter.h"

#include "backend/api/http/jsontext.h"
#include "shared/net/deliver.h"

namespace qd::backend::http {

namespace {

QList<QByteArray> segmentsOf(const QByteArray &path)
{
    QList<QByteArray> segments = path.split('/');
    segments.removeFirst(); // the empty piece before the first slash
    return segments;
}

bool isPlaceholder(const QByteArray &segment)
{
    return segment.startsWith('{') && segment.endsWith('}');
}

/// The placeholders' values if the path has this shape.
std::optional<QList<QByteArray>> match(const QList<QByteArray> &pattern, const QList<QByteArray> &path)
{
    if (pattern.size() != path.size()) {
        return std::nullopt;
    }
    QList<QByteArray> arguments;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (isPlaceholder(pattern[i])) {
            arguments.append(QByteArray::fromPercentEncoding(path[i]));
        } else if (pattern[i] != path[i]) {
            return std::nullopt;
        }
    }
    return arguments;
}

HttpResponse unauthorized(std::string_view message)
{
    HttpResponse response = errorResponse(401, "Denied", message);
    response.headers.emplaceBack("WWW-Authenticate", "Bearer realm=\"quarterdeck\"");
    return response;
}

/// The token of "Bearer TOKEN", or of Basic with the token as the password: promtool 2.42, as Debian ships
/// it, knows no other way than http://token:TOKEN@host.
std::optional<std::string> tokenOf(const HttpRequest &request)
{
    const QByteArray header = request.header("authorization");
    const qsizetype space = header.indexOf(' ');
    const QByteArray scheme = header.left(space).toLower();
    const QByteArray value = space < 0 ? QByteArray() : header.sliced(space + 1).trimmed();
    if (scheme == "bearer" && !value.isEmpty()) {
        return value.toStdString();
    }
    if (scheme == "basic") {
        const QByteArray pair = QByteArray::fromBase64(value);
        const qsizetype colon = pair.indexOf(':');
        if (colon >= 0 && colon + 1 < pair.size()) {
            return pair.sliced(colon + 1).toStdString();
        }
    }
    return std::nullopt;
}

} // namespace

ApiRouter::ApiRouter(
    std::vector<ApiRoute> routes, access::AccessStore &access, LoginThrottle &throttle, RefusalLog &log)
    : m_access(access)
    , m_throttle(throttle)
    , m_log(log)
{
    for (ApiRoute &route : routes) {
        QList<QByteArray> segments = segmentsOf(route.pattern);
        m_patterns.push_back({std::move(route), std::move(segments)});
    }
}

void ApiRouter::respond(HttpRequest request, QObject *home, std::function<void(HttpResponse)> reply)
{
    const QList<QByteArray> path = segmentsOf(request.path);
    const QByteArray method = request.method == "HEAD" ? QByteArray("GET") : request.method;
    QByteArrayList allowed;
    for (const Pattern &pattern : m_patterns) {
        auto arguments = match(pattern.segments, path);
        if (!arguments) {
            continue;
        }
        if (pattern.route.method == method) {
            admit(pattern.route, {std::move(request), std::move(*arguments), {}}, home, std::move(reply));
            return;
        }
        allowed.append(pattern.route.method);
    }
    if (allowed.isEmpty()) {
        reply(errorResponse(404, "NotFound", "There is nothing on this path."));
        return;
    }
    HttpResponse response = errorResponse(405, "InvalidInput", "This path does not take that method.");
    response.headers.emplaceBack("Allow", allowed.join(", "));
    reply(std::move(response));
}

void ApiRouter::admit(
    const ApiRoute &route, ApiCall call, QObject *home, std::function<void(HttpResponse)> reply)
{
    if (!route.role) {
        run(route, call, home, std::move(reply));
        return;
    }
    const auto token = tokenOf(call.request);
    if (!token) {
        m_log.refused(Refusal::BadToken, call.request.peer);
        reply(unauthorized("A token is needed: Authorization: Bearer ..."));
        return;
    }
    const QHostAddress peer = call.request.peer;
    if (!m_throttle.mayTry(peer)) {
        m_log.refused(Refusal::TooManyAttempts, peer);
        HttpResponse response = errorResponse(429, "Denied", "Too many failed attempts from this address.");
        response.headers.emplaceBack("Retry-After", "60");
        reply(std::move(response));
        return;
    }
    auto let = [this, &route, call = std::move(call), home, reply = std::move(reply), peer](
                   Result<Principal> principal) mutable {
        if (!principal) {
            if (principal.error().code != ErrorCode::Denied) {
                reply(errorResponse(principal.error()));
                return;
            }
            m_throttle.failed(peer);
            m_log.refused(Refusal::BadToken, peer);
            reply(unauthorized("The token is not valid."));
            return;
        }
        if (!allows(principal->role, *route.role)) {
            reply(errorResponse(403, "Denied", "The role of this token does not allow that."));
            return;
        }
        call.principal = std::move(*principal);
        run(route, call, home, std::move(reply));
    };
    net::deliver(m_access.checkToken(*token), home, home, std::move(let));
}

void ApiRouter::run(
    const ApiRoute &route, const ApiCall &call, QObject *home, std::function<void(HttpResponse)> reply)
{
    route.handler(call).then(home, [reply = std::move(reply)](QFuture<HttpResponse> answered) {
        if (answered.isCanceled() || answered.resultCount() == 0) {
            reply(errorResponse(503, "Cancelled", "The request was given up."));
            return;
        }
        reply(answered.result());
    });
}

} // namespace qd::backend::http
