// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/changes.h"

#include "backend/domain/access/credentials.h"

namespace qd::backend::storage {

using namespace Qt::StringLiterals;

Result<void> beginChange(SqlSession &session, const Principal &by, const std::string &reason)
{
    auto begun = session.run(
        u"select qd_begin_change(?, ?, ?)"_s, {by.user.value, toQString(by.name), toQString(reason)});
    return begun ? Result<void>{} : failure(std::move(begun).error());
}

Principal backendItself()
{
    return {UserId{}, "quarterdeck", Role::Administrator};
}

Result<void> requireRole(const Principal &by, Role needed)
{
    if (allows(by.role, needed)) {
        return {};
    }
    const std::string name = needed == Role::Administrator ? "administrator" : "operator";
    return failure(ErrorCode::Denied, by.name + " is no " + name, {{"needed", name}});
}

QByteArray tokenDigest(std::string_view token)
{
    const std::vector<std::byte> digest = access::hashToken(token);
    return {reinterpret_cast<const char *>(digest.data()), static_cast<qsizetype>(digest.size())};
}

} // namespace qd::backend::storage
