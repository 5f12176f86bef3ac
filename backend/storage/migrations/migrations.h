// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace qd::backend::storage {

/// One step of the schema: a numbered SQL file of this folder, compiled in. Once released it never changes;
/// its checksum is kept in the database.
struct Migration
{
    int number = 0; ///< from 1; relational tables below 100, samples from 100
    std::string_view name; ///< 0001_history
    std::string_view sql; ///< several statements; without begin and commit
};

/// Every migration of this program, ascending by number.
[[nodiscard]] std::span<const Migration> allMigrations();

} // namespace qd::backend::storage
