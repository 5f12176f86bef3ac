// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/httpservice.h"
#include "backend/api/http/loginthrottle.h"
#include "backend/api/http/refusallog.h"
#include "backend/domain/access/accessstore.h"
#include "shared/model/access.h"

#include <functional>
#include <optional>
#include <vector>

namespace qd::backend::http {

/// A request that found its route and was let in.
struct ApiCall
{
    HttpRequest request;
    QList<QByteArray> arguments; ///< of the {placeholders}, percent-decoded, in order
    Principal principal; ///< empty on a route that needs no token
};

/// Answers at once or later, from any thread; a failure is a response, too.
using ApiHandler = std::function<QFuture<HttpResponse>(const ApiCall &call)>;

struct ApiRoute
{
    QByteArray method;
    QByteArray pattern; ///< "/api/v1/label/{name}/values"; a placeholder stands for one segment
    std::optional<Role> role; ///< none: open to everybody
    ApiHandler handler;
};

/// Finds the handler of a request and lets in who may: bearer token, role, and no more than some failures a
/// minute from one address. Immutable after construction, so that all I/O threads share it.
class ApiRouter final : public HttpService
{
public:
    ApiRouter(
        std::vector<ApiRoute> routes, access::AccessStore &access, LoginThrottle &throttle, RefusalLog &log);

    void respond(HttpRequest request, QObject *home, std::function<void(HttpResponse)> reply) override;

private:
    struct Pattern
    {
        ApiRoute route;
        QList<QByteArray> segments;
    };
    void admit(const ApiRoute &route, ApiCall call, QObject *home, std::function<void(HttpResponse)> reply);
    static void run(
        const ApiRoute &route, const ApiCall &call, QObject *home, std::function<void(HttpResponse)> reply);

    std::vector<Pattern> m_patterns;
    access::AccessStore &m_access;
    LoginThrottle &m_throttle;
    RefusalLog &m_log;
};

/// Turns the answer of a store into a response, in the thread that answers. A future that ends without an
/// answer is formatted as Cancelled.
/// @param format  Result<T> -> HttpResponse
template <typename T, typename Format>
[[nodiscard]] QFuture<HttpResponse> respondWith(QFuture<Result<T>> future, Format format)
{
    return future.then([format = std::move(format)](QFuture<Result<T>> answered) mutable {
        if (answered.isCanceled() || answered.resultCount() == 0) {
            return format(Result<T>(failure(ErrorCode::Cancelled, "the request was given up")));
        }
        return format(answered.result());
    });
}

} // namespace qd::backend::http
