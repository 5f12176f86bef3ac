// SPDX-License-Identifier: GPL-3.0-or-later
// A year of a hundred series that were sampled every minute, asked for as a chart of the whole year (R246):
// from the roll-ups that the store makes of each day.
#include "backend/storage/timeseries/partitions.h"
#include "tests/bench/hostseries.h"
#include "tests/support/meter/benchline.h"
#include "tests/support/privatepostgres.h"
#include "tests/support/timeseries/storefakes.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace qd;
using namespace qd::backend;
using namespace std::chrono_literals;
using qd::test::atMost;
using qd::test::printBench;

namespace {

constexpr std::uint32_t kSeries = 100;
constexpr int kDays = 365;
constexpr std::int64_t kStart = 1'700'006'400'000; ///< a midnight in UTC
constexpr std::int64_t kMinuteMs = 60'000;
constexpr int kRepeats = 5;

[[noreturn]] void giveUp(const char *what, const Error &error)
{
    std::fprintf(stderr, "%s: %s\n", what, error.toString().c_str());
    std::exit(1);
}

template <typename T>
void require(const char *what, const Result<T> &result)
{
    if (!result) {
        giveUp(what, result.error());
    }
}

std::vector<SeriesRegistration> registrations()
{
    std::vector<SeriesRegistration> entries;
    for (std::uint32_t slot = 0; slot < kSeries; ++slot) {
        entries.push_back({slot,
            {.labels = Labels({{"__name__", "history"}, {"number", std::to_string(slot)}}),
                .unit = "percent",
                .kind = MetricKind::Gauge,
                .intervalMs = static_cast<std::int32_t>(kMinuteMs)}});
    }
    return entries;
}

/// An hour of all series: a daily rhythm with some noise on it.
series::Block hourFrom(std::int64_t start)
{
    series::Block block;
    for (std::int64_t minute = 0; minute < 60; ++minute) {
        block.times.push_back(start + minute * kMinuteMs);
    }
    for (std::uint32_t slot = 0; slot < kSeries; ++slot) {
        series::Column &column = block.columns.emplace_back();
        column.slot = slot;
        for (const std::int64_t time : block.times) {
            const double phase = static_cast<double>(time % kDayMs) / static_cast<double>(kDayMs);
            const double noise = static_cast<double>((time / kMinuteMs * 2'654'435'761 + slot) % 97) / 97.0;
            column.values.push_back(
                std::round(1000 * (50 + 30 * std::sin(2 * M_PI * phase) + 5 * noise)) / 1000);
        }
    }
    return block;
}

void live(TimeseriesEngine &store, test::SettableClock &clock)
{
    test::Answers answers;
    store.registerSeries(HostId{1}, 1, registrations(), answers.registered());
    std::uint64_t sequence = 0;
    for (int day = 0; day < kDays; ++day) {
        for (std::int64_t hour = 0; hour < 24; ++hour) {
            const std::int64_t start = kStart + day * kDayMs + hour * kHourMs;
            clock.set(start + kHourMs);
            require("append",
                store.append({.host = HostId{1},
                                 .dictionary = 1,
                                 .sequence = ++sequence,
                                 .raw = series::encodeBlock(hourFrom(start)),
                                 .receivedAt = clock.now(),
                                 .sentAt = clock.now(),
                                 .clockOffsetMs = 0},
                    answers.appended()));
        }
        if (!answers.waitFor(sequence + 1, 60s) || answers.bad() != 0) {
            giveUp("append", {ErrorCode::Timeout, "not all blocks were acknowledged", {}});
        }
        require("flush", store.flushNow(60s));
    }
    clock.advance(6 * kHourMs); // beyond the delay after which the last day is rolled up
    require("flush", store.flushNow(60s));
}

void query(const MetricStore &store, const char *name, std::int64_t stepMs)
{
    const promql::Matcher all[] = {{"__name__", promql::MatchOp::Equal, "history"}};
    promql::SelectRequest request;
    request.matchers = all;
    request.startMs = kStart;
    request.endMs = kStart + kDays * kDayMs;
    request.stepMs = stepMs;
    std::vector<double> times;
    for (int i = 0; i < kRepeats; ++i) {
        const bench::Stopwatch watch;
        const auto source = store.openSource();
        const auto found = source->select(request);
        times.push_back(watch.seconds() * 1e3);
        require("query", found);
        const auto expected = static_cast<std::size_t>(kDays) * 24 * 9 / 10; // hours, but for the edges
        if (found->size() != kSeries || found->front().times.size() < expected) {
            giveUp("query", {ErrorCode::Internal, "the year is not whole", {}});
        }
    }
    std::nth_element(times.begin(), times.begin() + kRepeats / 2, times.end());
    printBench(name, times[kRepeats / 2], "ms", atMost(2000));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    test::PrivatePostgres postgres;
    require("PostgreSQL", postgres.start({QStringLiteral("shared_buffers=256MB")}));
    const auto connection = postgres.createDatabase(QStringLiteral("bench"));
    require("database", connection);
    require("schema", test::applySchema(*connection));
    test::SettableClock clock(kStart);
    test::FakeTreeLabels tree;
    tree.setHosts(1);
    TimeseriesConfig config;
    config.connection = *connection;
    TimeseriesEngine store(config, clock, tree);
    require("start", store.start());
    const bench::Stopwatch watch;
    live(store, clock);
    std::fprintf(stderr, "a year in %.1f s\n", watch.seconds());
    query(store, "query_100_series_1_year", 6 * kHourMs);
    store.stop();
    return 0;
}
