// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/migrations/migrations.h"

namespace qd::backend::storage {

namespace {

constexpr Migration kMigrations[]{
#include "backend/storage/migrations/allmigrations.inc"
};

constexpr bool isAscending()
{
    int last = 0;
    for (const Migration &migration : kMigrations) {
        if (migration.number <= last) {
            return false;
        }
        last = migration.number;
    }
    return true;
}

static_assert(isAscending(), "migrations are listed in CMakeLists.txt in the order of their numbers");

} // namespace

std::span<const Migration> allMigrations()
{
    return kMigrations;
}

} // namespace qd::backend::storage
