// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stores/fakeaccessstore.h"

#include "backend/domain/access/credentials.h"
#include "tests/support/stores/answers.h"

namespace qd::test {

std::string FakeAccessStore::newToken(const char *prefix)
{
    return std::string{prefix} + "_" + std::to_string(++m_counter);
}

std::string FakeAccessStore::addUser(const std::string &name, const std::string &password, Role role)
{
    const std::lock_guard lock{m_mutex};
    const Principal principal{UserId{static_cast<std::int32_t>(m_users.size()) + 1}, name, role};
    m_users[name] = {principal, password};
    std::string token = newToken("qda");
    m_tokens[token] = principal;
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
    if (found == m_users.end() || found->second.password != password) {
        return answered<Principal>(failure(ErrorCode::Denied, "unknown user or wrong password"));
    }
    return answered<Principal>(found->second.principal);
}

QFuture<Result<Principal>> FakeAccessStore::checkToken(std::string token)
{
    const std::lock_guard lock{m_mutex};
    if (!m_isAvailable) {
        return answered<Principal>(away());
    }
    const auto found = m_tokens.find(token);
    if (found == m_tokens.end()) {
        return answered<Principal>(failure(ErrorCode::Denied, "the token is unknown, expired or revoked"));
    }
    return answered<Principal>(found->second);
}

QFuture<Result<std::string>> FakeAccessStore::issueSession(Principal principal)
{
    const std::lock_guard lock{m_mutex};
    if (!m_isAvailable) {
        return answered<std::string>(away());
    }
    std::string token = newToken("qds");
    m_tokens[token] = std::move(principal);
    return answered<std::string>(std::move(token));
}

QFuture<Result<void>> FakeAccessStore::revokeToken(std::string token)
{
    const std::lock_guard lock{m_mutex};
    if (!m_isAvailable) {
        return answered<void>(away());
    }
    m_tokens.erase(token);
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
    std::string token = newToken("qde");
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
        return answered<UserId>(failure(ErrorCode::Denied, by.name + " is no administrator"));
    }
    Result<void> checked = backend::access::checkUserName(name).and_then(
        [&] { return backend::access::checkNewPassword(password); });
    if (!checked) {
        return answered<UserId>(failure(std::move(checked).error()));
    }
    if (m_users.contains(name)) {
        return answered<UserId>(failure(ErrorCode::Conflict, "the name is taken", {{"field", "name"}}));
    }
    const UserId id{static_cast<std::int32_t>(m_users.size()) + 1};
    m_users[name] = {{id, name, role}, password};
    return answered<UserId>(id);
}

} // namespace qd::test
