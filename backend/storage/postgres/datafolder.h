// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/postgres/serveraccount.h"

#include <QString>

#include <optional>
#include <vector>

namespace qd::backend::storage {

/// Child processes find the data folder and the socket folder under these names. Both are descriptors opened
/// before the child changes to its unprivileged user, so that PostgreSQL runs below a folder that this user
/// may not enter
/// (/root, for example), and so that no path is too long for a socket's address.
inline constexpr int kDataDescriptor = 60;
inline constexpr int kSocketDescriptor = 61;

/// The folder of the newest PostgreSQL on this machine that has initdb and postgres, or of the given major
/// version.
[[nodiscard]] std::optional<QString> findPostgresPrograms(const QString &majorVersion = {});

/// What a data folder's postmaster.pid says.
struct PostmasterFile
{
    pid_t pid = 0;
    bool isReady = false; ///< takes connections
};

[[nodiscard]] std::optional<PostmasterFile> readPostmasterFile(const QString &dataFolder);

/// The processes that work in this folder: a postmaster and its children have it as their working directory.
/// Unlike the number in postmaster.pid this cannot mean a stranger that got the number of a dead postmaster,
/// and it finds children that outlived theirs.
[[nodiscard]] std::vector<pid_t> processesIn(const QString &folder);

/// Memory for PostgreSQL's shared buffers: an eighth of the machine's, at least 64 and at most 1024 MiB.
[[nodiscard]] int sharedBuffersMiB();

/// Writes the configuration, host and user rules of a private server into its data folder. An operator's own
/// settings belong into postgresql.conf below the include, which is written once. @errors Unavailable (full
/// disk), Denied
[[nodiscard]] Result<void> writeServerConfiguration(const QString &dataFolder, const ServerAccount &account);

} // namespace qd::backend::storage
