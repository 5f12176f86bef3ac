// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/exposition.h"
#include "backend/domain/cmdb/hoststatetracker.h"
#include "backend/ingest/ingestcounters.h"
#include "backend/storage/timeseries/timeseriesengine.h"

namespace qd::backend {

/// What each part has to say on /metrics, all under quarterdeck_. Thread-safe, from memory.
void expose(http::Exposition &out, const ingest::IngestCounters &counters);
void expose(http::Exposition &out, cmdb::HostStateTracker &tracker);
void expose(http::Exposition &out, const TimeseriesEngine &engine);

} // namespace qd::backend
