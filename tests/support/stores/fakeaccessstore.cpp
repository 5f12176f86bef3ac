// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stores/fakeaccessstore.h"

#include "backend/domain/access/credentials.h"
#include "tests/support/stores/answers.h"

#include <algorithm>

namespace qd::test {

using namespace backend::access;

namespace {

Failure notAnAdministrator(const Principal &by)
{
    return failure(ErrorCode::Denied, by.name + " is no administrator");
}

} // namespace

std::string FakeAccessStore::newSecret(const char *prefix)
{
    return std::string{prefix} + "_" + std::to_string(++m_counter);
}

TokenId FakeAccessStore::keep(const User &user, TokenKind kind, std::string label, std::string secret)
{
    const TokenId id{m_tokens.empty() ? 1 : m_tokens.rbegin()->first.value + 1};
    m_tokens[id] = {
        {id, user.record.name, kind, std::move(label), SystemClock{}.now(), {}, {}}, std::move(secret)};
    return id;
}

std::string FakeAccessStore::addUser(
    const std::string &name, const std::string &password, Role role, std::string token)
{
    const std::lock_guard lock{m_mutex};
    const UserId id{static_cast<std::int32_t>(m_users.size()) + 1};
    m_users[name] = {{id, name, role, false, SystemClock{}.now()}, password};
    if (token.empty()) {
        token = newSecret("qda");
    }
    keep(m_users[name], TokenKind::Api, "made with the user", token);
    return token;
}

void FakeAccessStore::setAvailable(bool isAvailable)
{
    const std::lock_guard lock{m_mutex};
    m_isAvailable = isAvailable;
}

bool FakeAccessStore::consumeEnrolToken(const std::string &token)
{
    const std::lock_guard lock{m_mutex};
    const auto found = m_enrolTokens.find(token);
    return found != m_enrolTokens.end() && std::exchange(found->second, false);
}

QFuture<Result<Principal>> FakeAccessStore::checkPassword(std::string user, std::string password)
{
    const std::lock_guard lock{m_mutex};
    if (!m_isAvailable) {
        return answered<Principal>(away());
    }
    const auto found = m_users.find(user);
    if (found == m_users.end() || found->second.record.isDisabled || found->second.password != password) {
        return answered<Principal>(failure(ErrorCode::Denied, "unknown user or wrong password"));
    }
    return answered<Principal>(found->second.principal());
}

QFuture<Result<Principal>> FakeAccessStore::checkToken(std::string token)
{
    const std::lock_guard lock{m_mutex};
    if (!m_isAvailable) {
        return answered<Principal>(away());
    }
    for (const auto &[id, kept] : m_tokens) {
        const User &user = m_users.at(kept.record.user);
        if (kept.secret == token && !user.record.isDisabled) {
            return answered<Principal>(user.principal());
        }
    }
    return answered<Principal>(failure(ErrorCode::Denied, "the token is unknown, expired or revoked"));
}

QFuture<Result<std::string>> FakeAccessStore::issueSession(Principal principal)
{
    const std::lock_guard lock{m_mutex};
    if (!m_isAvailable) {
        return answered<std::string>(away());
    }
    std::string secret = newSecret("qds");
    keep(m_users.at(principal.name), TokenKind::Session, "console", secret);
    return answered<std::string>(std::move(secret));
}

QFuture<Result<void>> FakeAccessStore::endSession(std::string token)
{
    std::unique_lock lock{m_mutex};
    if (!m_isAvailable) {
        return answered<void>(away());
    }
    const auto found = std::find_if(m_tokens.begin(), m_tokens.end(), [&](const auto &entry) {
        return entry.second.secret == token && entry.second.record.kind == TokenKind::Session;
    });
    if (found != m_tokens.end()) {
        const AccessRevocation revocation{m_users.at(found->second.record.user).record.id, hashToken(token)};
        m_tokens.erase(found);
        lock.unlock();
        Q_EMIT revoked(revocation);
    }
    return answered<void>({});
}

QFuture<Result<std::string>> FakeAccessStore::issueEnrolToken(Principal by, std::chrono::seconds lifetime)
{
    const std::lock_guard lock{m_mutex};
    if (!m_isAvailable) {
        return answered<std::string>(away());
    }
    if (!allows(by.role, Role::Operator)) {
        return answered<std::string>(failure(ErrorCode::Denied, by.name + " is no operator"));
    }
    if (lifetime < std::chrono::minutes{1} || lifetime > std::chrono::hours{30 * 24}) {
        return answered<std::string>(failure(ErrorCode::InvalidInput, "lifetime", {{"field", "lifetime"}}));
    }
    std::string token = newSecret("qde");
    m_enrolTokens[token] = true;
    return answered<std::string>(std::move(token));
}

QFuture<Result<UserId>> FakeAccessStore::createUser(
    Principal by, std::string name, std::string password, Role role)
{
    const std::lock_guard lock{m_mutex};
    if (!m_isAvailable) {
        return answered<UserId>(away());
    }
    if (!allows(by.role, Role::Administrator)) {
        return answered<UserId>(notAnAdministrator(by));
    }
    Result<void> checked = checkUserName(name).and_then([&] { return checkNewPassword(password); });
    if (!checked) {
        return answered<UserId>(failure(std::move(checked).error()));
    }
    if (m_users.contains(name)) {
        return answered<UserId>(failure(ErrorCode::Conflict, "the name is taken", {{"field", "name"}}));
    }
    const UserId id{static_cast<std::int32_t>(m_users.size()) + 1};
    m_users[name] = {{id, name, role, false, SystemClock{}.now()}, password};
    return answered<UserId>(id);
}

QFuture<Result<std::vector<UserRecord>>> FakeAccessStore::users(Principal by, Page page)
{
    const std::lock_guard lock{m_mutex};
    if (!m_isAvailable) {
        return answered<std::vector<UserRecord>>(away());
    }
    if (!allows(by.role, Role::Administrator)) {
        return answered<std::vector<UserRecord>>(notAnAdministrator(by));
    }
    std::vector<UserRecord> all;
    for (const auto &[name, user] : m_users) {
        if (user.record.id.value > page.after) {
            all.push_back(user.record);
        }
    }
    std::sort(all.begin(), all.end(), [](const UserRecord &a, const UserRecord &b) { return a.id < b.id; });
    all.resize(
        std::min(all.size(), static_cast<std::size_t>(std::clamp(page.limit, 1, kMostRecordsPerPage))));
    return answered<std::vector<UserRecord>>(std::move(all));
}

bool FakeAccessStore::isLastAdministrator(const User &user) const
{
    return user.rules() && std::none_of(m_users.begin(), m_users.end(), [&](const auto &entry) {
        return entry.second.rules() && entry.first != user.record.name;
    });
}

void FakeAccessStore::endSessions(const std::string &user)
{
    std::erase_if(m_tokens, [&](const auto &entry) {
        return entry.second.record.user == user && entry.second.record.kind == TokenKind::Session;
    });
}

QFuture<Result<void>> FakeAccessStore::editUser(Principal by, std::string name, UserEdit edit)
{
    std::unique_lock lock{m_mutex};
    if (!m_isAvailable) {
        return answered<void>(away());
    }
    if (auto checked = checkUserEdit(by, name, edit); !checked) {
        return answered<void>(std::move(checked));
    }
    const auto found = m_users.find(name);
    if (edit.currentPassword && (found == m_users.end() || found->second.password != *edit.currentPassword)) {
        return answered<void>(
            failure(ErrorCode::Denied, "the present password is not right", {{"field", "currentPassword"}}));
    }
    if (found == m_users.end()) {
        return answered<void>(
            failure(ErrorCode::NotFound, "there is no user of that name", {{"field", "name"}}));
    }
    User after = found->second;
    after.password = edit.password.value_or(after.password);
    after.record.role = edit.role.value_or(after.record.role);
    after.record.isDisabled = edit.isDisabled.value_or(after.record.isDisabled);
    if (!after.rules() && isLastAdministrator(found->second)) {
        return answered<void>(lastAdministrator(after.record.isDisabled ? "disabled" : "role"));
    }
    found->second = after;
    if (edit.password || after.record.isDisabled) {
        endSessions(name);
    }
    lock.unlock();
    Q_EMIT revoked({after.record.id, {}});
    return answered<void>({});
}

QFuture<Result<IssuedToken>> FakeAccessStore::issueToken(
    Principal by, std::string label, std::optional<std::chrono::seconds> lifetime)
{
    const std::lock_guard lock{m_mutex};
    if (!m_isAvailable) {
        return answered<IssuedToken>(away());
    }
    if (auto checked = checkTokenLabel(label); !checked) {
        return answered<IssuedToken>(failure(std::move(checked).error()));
    }
    if (lifetime && (*lifetime < std::chrono::minutes{1} || *lifetime > std::chrono::hours{10 * 365 * 24})) {
        return answered<IssuedToken>(failure(ErrorCode::InvalidInput, "lifetime", {{"field", "lifetime"}}));
    }
    std::string secret = newSecret("qda");
    const TokenId id = keep(m_users.at(by.name), TokenKind::Api, std::move(label), secret);
    if (lifetime) {
        m_tokens[id].record.expiresAt = SystemClock{}.now() + *lifetime;
    }
    return answered<IssuedToken>(IssuedToken{id, std::move(secret)});
}

QFuture<Result<std::vector<TokenRecord>>> FakeAccessStore::tokens(Principal by, Page page)
{
    const std::lock_guard lock{m_mutex};
    if (!m_isAvailable) {
        return answered<std::vector<TokenRecord>>(away());
    }
    std::vector<TokenRecord> all;
    for (const auto &[id, token] : m_tokens) {
        if (id.value > page.after && (allows(by.role, Role::Administrator) || token.record.user == by.name)) {
            all.push_back(token.record);
        }
    }
    all.resize(
        std::min(all.size(), static_cast<std::size_t>(std::clamp(page.limit, 1, kMostRecordsPerPage))));
    return answered<std::vector<TokenRecord>>(std::move(all));
}

QFuture<Result<void>> FakeAccessStore::revokeToken(Principal by, TokenId token, std::string)
{
    std::unique_lock lock{m_mutex};
    if (!m_isAvailable) {
        return answered<void>(away());
    }
    const auto found = m_tokens.find(token);
    if (found == m_tokens.end()
        || (!allows(by.role, Role::Administrator) && found->second.record.user != by.name)) {
        return answered<void>(
            failure(ErrorCode::NotFound, "there is no token of that number", {{"field", "id"}}));
    }
    const AccessRevocation revocation{
        m_users.at(found->second.record.user).record.id, hashToken(found->second.secret)};
    m_tokens.erase(found);
    lock.unlock();
    Q_EMIT revoked(revocation);
    return answered<void>({});
}

} // namespace qd::test
