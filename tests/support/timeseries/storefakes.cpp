// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/timeseries/storefakes.h"

#include "backend/storage/migrations/migrations.h"

namespace qd::test {

Result<void> applySchema(const std::string &connection, int after, int upTo)
{
    backend::PgConnection database(connection, "test");
    auto done = database.connect(std::chrono::seconds{5});
    for (const backend::storage::Migration &migration : backend::storage::allMigrations()) {
        if (done && migration.number > after && migration.number <= upTo) {
            done = database.execute("BEGIN;" + std::string(migration.sql) + ";COMMIT");
        }
    }
    return done;
}

std::vector<backend::SeriesRegistration> someSeries(std::uint32_t count)
{
    std::vector<backend::SeriesRegistration> entries;
    for (std::uint32_t slot = 0; slot < count; ++slot) {
        const bool isCounter = slot % 4 == 3;
        entries.push_back({slot,
            {.labels = Labels(
                 {{"__name__", isCounter ? "net.bytes" : "cpu.busy"}, {"core", std::to_string(slot)}}),
                .unit = isCounter ? "bytes" : "percent",
                .kind = isCounter ? MetricKind::Counter : MetricKind::Gauge,
                .intervalMs = 10'000}});
    }
    return entries;
}

Result<ReadBack> readBack(const backend::MetricStore &store, std::vector<promql::Matcher> matchers,
    std::int64_t from, std::int64_t to, std::int64_t step)
{
    promql::SelectRequest request;
    request.matchers = matchers;
    request.startMs = from;
    request.endMs = to;
    request.stepMs = step;
    const auto selected = store.openSource()->select(request);
    if (!selected) {
        return failure(selected.error());
    }
    ReadBack all;
    for (const promql::SeriesSamples &series : *selected) {
        auto &samples = all[series.labels.toString()];
        for (std::size_t i = 0; i < series.times.size(); ++i) {
            samples.emplace_back(series.times[i], series.values[i]);
        }
    }
    return all;
}

} // namespace qd::test
