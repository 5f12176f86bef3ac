// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/apirouter.h"
#include "backend/domain/access/accessstore.h"

namespace qd::backend::http {

/// Users, tokens and enrolment by REST: /api/quarterdeck/v1/... (docs/protocol/openapi.yaml). Thread-safe.
class AccessApi
{
public:
    explicit AccessApi(access::AccessStore &access);

    /// What goes into the router; this object has to outlive it.
    [[nodiscard]] std::vector<ApiRoute> routes();

private:
    [[nodiscard]] QFuture<HttpResponse> users(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> createUser(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> editUser(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> tokens(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> issueToken(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> revokeToken(const ApiCall &call);
    [[nodiscard]] QFuture<HttpResponse> issueEnrolTokens(const ApiCall &call);

    access::AccessStore &m_access;
};

} // namespace qd::backend::http
