// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/serveraccount.h"

#include <QFile>

#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace qd::backend::storage {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kCandidates{"quarterdeck", "postgres"};

ServerAccount accountOf(const passwd &entry)
{
    ServerAccount account;
    account.name = QString::fromLocal8Bit(entry.pw_name);
    account.uid = entry.pw_uid;
    account.gid = entry.pw_gid;
    account.isOther = entry.pw_uid != ::geteuid();
    int count = 0;
    ::getgrouplist(entry.pw_name, entry.pw_gid, nullptr, &count);
    account.groups.resize(static_cast<std::size_t>(count));
    ::getgrouplist(entry.pw_name, entry.pw_gid, account.groups.data(), &count);
    return account;
}

} // namespace

Result<ServerAccount> chooseServerAccount()
{
    if (::geteuid() != 0) {
        const passwd *entry = ::getpwuid(::geteuid());
        if (entry == nullptr) {
            return failure(ErrorCode::NotFound,
                "the user that runs this program has no name, so PostgreSQL cannot run",
                {{"uid", std::to_string(::geteuid())}});
        }
        return accountOf(*entry);
    }
    for (const char *name : kCandidates) {
        if (const passwd *entry = ::getpwnam(name); entry != nullptr && entry->pw_uid != 0) {
            return accountOf(*entry);
        }
    }
    return failure(ErrorCode::NotFound,
        "PostgreSQL does not run as root, and there is neither a system user quarterdeck nor postgres");
}

bool becomeAccount(const ServerAccount &account)
{
    if (!account.isOther) {
        return true;
    }
    return ::setgroups(account.groups.size(), account.groups.data()) == 0
        && ::setresgid(account.gid, account.gid, account.gid) == 0
        && ::setresuid(account.uid, account.uid, account.uid) == 0;
}

Result<void> giveTo(const ServerAccount &account, const QString &path, mode_t mode)
{
    const QByteArray name = QFile::encodeName(path);
    if (account.isOther && ::chown(name.constData(), account.uid, account.gid) != 0) {
        return failure(ErrorCode::Denied,
            std::string{"cannot give it to another user: "} + std::strerror(errno),
            {{"path", path.toStdString()}, {"user", account.name.toStdString()}});
    }
    if (::chmod(name.constData(), mode) != 0) {
        return failure(ErrorCode::Denied, std::string{"cannot set its permissions: "} + std::strerror(errno),
            {{"path", path.toStdString()}});
    }
    return {};
}

} // namespace qd::backend::storage
