// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/timeseries/pgconnection.h"
#include "backend/storage/timeseries/seriescatalog.h"

#include <deque>

namespace qd::backend {

// What a commit group writes, each by one COPY; nothing if there is nothing.

[[nodiscard]] Result<void> copySeries(
    PgConnection &connection, std::span<const StagedRegistrations::Series> series);
[[nodiscard]] Result<void> copyDictionaries(
    PgConnection &connection, std::span<const StagedRegistrations::Part> parts);
/// @param id, writtenMs  of the group: its number and its time
[[nodiscard]] Result<void> copyJournal(
    PgConnection &connection, std::int64_t id, std::int64_t writtenMs, const std::deque<series::Bytes> &rows);

} // namespace qd::backend
