// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/timeseries/headstore.h"
#include "backend/storage/timeseries/pgconnection.h"
#include "backend/storage/timeseries/sequencetable.h"
#include "backend/storage/timeseries/seriescatalog.h"
#include "backend/storage/timeseries/timeseriesconfig.h"

namespace qd::backend {

/// Fills catalogue, sequences and the hosts' progress from the database, before replay.
[[nodiscard]] Result<void> loadCatalog(
    PgConnection &connection, SeriesCatalog &catalog, HeadStore &heads, SequenceTable &sequences);

/// Puts into the heads what the journal holds and packs do not, checked in config.replayThreads threads and
/// for the most part not decoded yet (HostHead::settle()); blocks of one host stay in order.
/// @return an id beyond every id of the journal
[[nodiscard]] Result<std::int64_t> replayJournal(PgConnection &connection, const TimeseriesConfig &config,
    const SeriesCatalog &catalog, HeadStore &heads, SequenceTable &sequences, TimeseriesCounters &counters);

} // namespace qd::backend
