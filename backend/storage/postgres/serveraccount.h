// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QString>

#include <sys/types.h>

#include <vector>

namespace qd::backend::storage {

/// The system user as which the private PostgreSQL runs. PostgreSQL refuses to run as root.
struct ServerAccount
{
    QString name;
    uid_t uid = 0;
    gid_t gid = 0;
    std::vector<gid_t> groups;
    bool isOther = false; ///< another user than ours: child processes change to it

    bool operator==(const ServerAccount &) const = default;
};

/// Ours, or when we are root the first that exists of `quarterdeck` and `postgres` (Debian's PostgreSQL
/// brings it).
/// @errors NotFound: we are root and there is neither
[[nodiscard]] Result<ServerAccount> chooseServerAccount();

/// Changes the calling process to the account for good. Async-signal-safe: for a child between fork and exec.
/// @return false if the kernel refused
[[nodiscard]] bool becomeAccount(const ServerAccount &account);

/// Gives a file or folder to the account with these permission bits. @errors Denied, Unavailable
[[nodiscard]] Result<void> giveTo(const ServerAccount &account, const QString &path, mode_t mode);

} // namespace qd::backend::storage
