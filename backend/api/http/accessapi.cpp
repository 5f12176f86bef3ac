// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/accessapi.h"

#include "backend/api/http/apianswers.h"
#include "backend/api/http/formvalues.h"
#include "backend/api/http/jsonbody.h"
#include "backend/api/http/jsontext.h"

#include <QJsonArray>

namespace qd::backend::http {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaxTokensPerCall = 20'000;
constexpr qint64 kMaxEnrolmentSeconds = 30 * 86'400;
constexpr qint64 kMaxTokenSeconds = 10LL * 365 * 86'400;

constexpr std::array<std::string_view, 3> kRoleNames{"viewer", "operator", "administrator"};

QString nameOf(Role role)
{
    const std::string_view name = kRoleNames.at(static_cast<std::size_t>(role));
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

Result<Role> readRole(JsonBody &body)
{
    const auto name = body.text("role"_L1, true);
    if (!name) {
        return failure(name.error());
    }
    const auto found = std::find(kRoleNames.begin(), kRoleNames.end(), *name);
    if (found == kRoleNames.end()) {
        return failure(
            ErrorCode::InvalidInput, "role has to be viewer, operator or administrator", {{"field", "role"}});
    }
    return static_cast<Role>(found - kRoleNames.begin());
}

/// limit and after of a list.
Result<access::Page> pageOf(const ApiCall &call)
{
    const auto values = FormValues::of(call.request);
    if (!values) {
        return failure(values.error());
    }
    const std::string limitText = values->first("limit");
    const std::string afterText = values->first("after");
    const auto limit =
        limitText.empty() ? std::optional<qint64>(access::kMostRecordsPerPage) : parseId(limitText);
    const auto after = afterText.empty() ? std::optional<qint64>(0) : parseId(afterText);
    if (!limit || *limit < 1 || *limit > access::kMostRecordsPerPage) {
        return failure(
            ErrorCode::InvalidInput, "limit has to be an integer from 1 to 1000", {{"field", "limit"}});
    }
    if (!after) {
        return failure(ErrorCode::InvalidInput, "after has to be an id", {{"field", "after"}});
    }
    return access::Page{static_cast<std::int32_t>(*after), static_cast<int>(*limit)};
}

qint64 millisecondsOf(std::optional<TimeMs> time)
{
    return time ? toUnixMs(*time) : 0;
}

QJsonObject toJson(const access::UserRecord &user)
{
    return {{u"id"_s, user.id.value}, {u"name"_s, QString::fromStdString(user.name)},
        {u"role"_s, nameOf(user.role)}, {u"disabled"_s, user.isDisabled},
        {u"passwordChangedAt"_s, millisecondsOf(user.passwordChangedAt)}};
}

QJsonObject toJson(const access::TokenRecord &token)
{
    return {{u"id"_s, token.id.value}, {u"user"_s, QString::fromStdString(token.user)},
        {u"kind"_s, token.kind == access::TokenKind::Api ? u"api"_s : u"session"_s},
        {u"label"_s, QString::fromStdString(token.label)}, {u"createdAt"_s, millisecondsOf(token.createdAt)},
        {u"expiresAt"_s, millisecondsOf(token.expiresAt)},
        {u"lastUsedAt"_s, millisecondsOf(token.lastUsedAt)}};
}

/// {NAME:[...]} of a store's records.
template <typename Record>
QFuture<HttpResponse> listed(QFuture<Result<std::vector<Record>>> future, const QString &name)
{
    return respondWith(std::move(future), [name](const Result<std::vector<Record>> &records) {
        if (!records) {
            return errorResponse(records.error());
        }
        QJsonArray array;
        for (const Record &record : *records) {
            array.append(toJson(record));
        }
        return jsonResponse({{name, array}});
    });
}

Result<access::UserEdit> readEdit(JsonBody &body)
{
    access::UserEdit edit;
    for (auto [field, target] :
        {std::pair{"password"_L1, &edit.password}, std::pair{"currentPassword"_L1, &edit.currentPassword}}) {
        if (!body.has(field)) {
            continue;
        }
        auto text = body.text(field, true);
        if (!text) {
            return failure(std::move(text).error());
        }
        *target = *std::move(text);
    }
    if (body.has("role"_L1)) {
        const auto role = readRole(body);
        if (!role) {
            return failure(role.error());
        }
        edit.role = *role;
    }
    if (body.has("disabled"_L1)) {
        const auto isDisabled = body.boolean("disabled"_L1);
        if (!isDisabled) {
            return failure(isDisabled.error());
        }
        edit.isDisabled = *isDisabled;
    }
    auto reason = body.text("reason"_L1, false);
    const auto finished = body.finish();
    if (const Error *error = firstError(reason, finished)) {
        return failure(*error);
    }
    edit.reason = *std::move(reason);
    return edit;
}

/// {"tokens":[...]} when all have come, or the first error.
HttpResponse enrolTokenList(const QList<QFuture<Result<std::string>>> &answers)
{
    QJsonArray tokens;
    for (const QFuture<Result<std::string>> &answer : answers) {
        if (answer.isCanceled() || answer.resultCount() == 0) {
            return errorResponse(Error{ErrorCode::Cancelled, "the request was given up", {}});
        }
        const Result<std::string> token = answer.result();
        if (!token) {
            return errorResponse(token.error());
        }
        tokens.append(QString::fromStdString(*token));
    }
    return jsonResponse({{u"tokens"_s, tokens}}, 201);
}

} // namespace

AccessApi::AccessApi(access::AccessStore &access)
    : m_access(access)
{
}

std::vector<ApiRoute> AccessApi::routes()
{
    const auto bind = [this](QFuture<HttpResponse> (AccessApi::*handler)(const ApiCall &)) {
        return [this, handler](const ApiCall &call) { return (this->*handler)(call); };
    };
    const QByteArray base = "/api/quarterdeck/v1";
    // Where a viewer may come in the store decides: the own password and the own tokens are everybody's.
    return {
        {"GET", base + "/users", Role::Administrator, bind(&AccessApi::users)},
        {"POST", base + "/users", Role::Administrator, bind(&AccessApi::createUser)},
        {"PUT", base + "/users/{name}", Role::Viewer, bind(&AccessApi::editUser)},
        {"GET", base + "/tokens", Role::Viewer, bind(&AccessApi::tokens)},
        {"POST", base + "/tokens", Role::Viewer, bind(&AccessApi::issueToken)},
        {"DELETE", base + "/tokens/{id}", Role::Viewer, bind(&AccessApi::revokeToken)},
        {"POST", base + "/enrol-tokens", Role::Administrator, bind(&AccessApi::issueEnrolTokens)},
    };
}

QFuture<HttpResponse> AccessApi::users(const ApiCall &call)
{
    const auto page = pageOf(call);
    return page ? listed(m_access.users(call.principal, *page), u"users"_s) : refused(page.error());
}

QFuture<HttpResponse> AccessApi::createUser(const ApiCall &call)
{
    auto body = JsonBody::of(call.request);
    if (!body) {
        return refused(body.error());
    }
    const auto name = body->text("name"_L1, true, 127);
    const auto password = body->text("password"_L1, true);
    const auto role = readRole(*body);
    const auto finished = body->finish();
    if (const Error *error = firstError(name, password, role, finished)) {
        return refused(*error);
    }
    return respondWith(
        m_access.createUser(call.principal, *name, *password, *role), [](const Result<UserId> &user) {
            return user ? jsonResponse({{u"id"_s, user->value}}, 201) : errorResponse(user.error());
        });
}

QFuture<HttpResponse> AccessApi::editUser(const ApiCall &call)
{
    auto body = JsonBody::of(call.request);
    if (!body) {
        return refused(body.error());
    }
    auto edit = readEdit(*body);
    if (!edit) {
        return refused(edit.error());
    }
    return respondWith(
        m_access.editUser(call.principal, call.arguments.front().toStdString(), *std::move(edit)),
        doneResponse);
}

QFuture<HttpResponse> AccessApi::tokens(const ApiCall &call)
{
    const auto page = pageOf(call);
    return page ? listed(m_access.tokens(call.principal, *page), u"tokens"_s) : refused(page.error());
}

QFuture<HttpResponse> AccessApi::issueToken(const ApiCall &call)
{
    auto body = JsonBody::of(call.request);
    if (!body) {
        return refused(body.error());
    }
    const auto label = body->text("label"_L1, true);
    const auto lifetime = body->integer("lifetimeSeconds"_L1, 0, kMaxTokenSeconds, 0);
    const auto finished = body->finish();
    if (const Error *error = firstError(label, lifetime, finished)) {
        return refused(*error);
    }
    const auto span =
        *lifetime == 0 ? std::optional<std::chrono::seconds>() : std::chrono::seconds(*lifetime);
    return respondWith(
        m_access.issueToken(call.principal, *label, span), [](const Result<access::IssuedToken> &token) {
            return token ? jsonResponse(
                       {{u"id"_s, token->id.value}, {u"token"_s, QString::fromStdString(token->secret)}}, 201)
                         : errorResponse(token.error());
        });
}

QFuture<HttpResponse> AccessApi::revokeToken(const ApiCall &call)
{
    const auto values = FormValues::of(call.request);
    if (!values) {
        return refused(values.error());
    }
    const auto number = parseId(call.arguments.front().toStdString());
    if (!number) {
        return refused({ErrorCode::NotFound, "there is no token of that number", {{"field", "id"}}});
    }
    return respondWith(m_access.revokeToken(call.principal, TokenId{static_cast<std::int32_t>(*number)},
                           values->first("reason")),
        doneResponse);
}

QFuture<HttpResponse> AccessApi::issueEnrolTokens(const ApiCall &call)
{
    auto body = JsonBody::of(call.request);
    if (!body) {
        return refused(body.error());
    }
    const auto count = body->integer("count"_L1, 1, kMaxTokensPerCall, 1);
    const auto lifetime = body->integer("lifetimeSeconds"_L1, 1, kMaxEnrolmentSeconds, 3600);
    const auto finished = body->finish();
    if (const Error *error = firstError(count, lifetime, finished)) {
        return refused(*error);
    }
    QList<QFuture<Result<std::string>>> tokens;
    for (qint64 i = 0; i < *count; ++i) {
        tokens.append(m_access.issueEnrolToken(call.principal, std::chrono::seconds(*lifetime)));
    }
    return QtFuture::whenAll(tokens.begin(), tokens.end()).then(enrolTokenList);
}

} // namespace qd::backend::http
