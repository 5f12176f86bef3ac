// SPDX-License-Identifier: GPL-3.0-or-later
// The sample store on a private PostgreSQL: acknowledged samples a second, recovery, bytes on disk, query
// times.
#include "tests/bench/hostseries.h"
#include "tests/support/meter/benchline.h"
#include "tests/support/privatepostgres.h"
#include "tests/support/timeseries/storefakes.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace qd;
using namespace qd::backend;
using namespace std::chrono_literals;
using qd::test::atLeast;
using qd::test::atMost;
using qd::test::printBench;

namespace {

constexpr int kHosts = 1'000;
constexpr int kPatterns =
    40; ///< hosts repeat so many recorded ones: making values costs more than storing them
constexpr std::uint64_t kRows = 360;
constexpr std::int64_t kStart = 1'700'049'600'000;
constexpr double kSamples = static_cast<double>(kHosts) * kRows * bench::HostSeries::kSeries;

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

std::vector<std::vector<series::Bytes>> recordPatterns()
{
    std::vector<std::vector<series::Bytes>> patterns;
    for (int pattern = 0; pattern < kPatterns; ++pattern) {
        bench::HostSeries host(static_cast<std::uint64_t>(pattern) + 1);
        std::vector<series::Bytes> &blocks = patterns.emplace_back();
        for (std::uint64_t row = 0; row < kRows; ++row) {
            blocks.push_back(
                series::encodeBlock(host.block(kStart + static_cast<std::int64_t>(row) * 10'000, 1)));
        }
    }
    return patterns;
}

std::vector<SeriesRegistration> registrations()
{
    std::vector<SeriesRegistration> entries;
    for (std::uint32_t slot = 0; slot < bench::HostSeries::kSeries; ++slot) {
        entries.push_back({slot,
            {.labels = Labels({{"__name__", "metric." + std::to_string(slot)}, {"device", "d0"}}),
                .unit = "count",
                .kind = MetricKind::Gauge,
                .intervalMs = 10'000}});
    }
    return entries;
}

void ingest(TimeseriesEngine &store, const std::vector<std::vector<series::Bytes>> &patterns)
{
    test::Answers registered;
    for (int host = 1; host <= kHosts; ++host) {
        store.registerSeries(HostId{host}, 1, registrations(), registered.registered());
        if (host % 50 == 0 && !registered.waitFor(static_cast<std::size_t>(host))) {
            giveUp("register", {ErrorCode::Timeout, "no answer", {}});
        }
    }
    test::Answers appended;
    const bench::Stopwatch watch;
    for (std::uint64_t row = 0; row < kRows; ++row) {
        for (int host = 1; host <= kHosts; ++host) {
            const TimeMs now = fromUnixMs(kStart + static_cast<std::int64_t>(row) * 10'000 + 20);
            while (true) {
                const auto taken =
                    store.append({.host = HostId{host},
                                     .dictionary = 1,
                                     .sequence = row + 1,
                                     .raw = patterns[static_cast<std::size_t>(host % kPatterns)][row],
                                     .receivedAt = now,
                                     .sentAt = now,
                                     .clockOffsetMs = 0},
                        appended.appended());
                if (taken) {
                    break;
                }
                if (taken.error().code != ErrorCode::Unavailable) {
                    giveUp("append", taken.error());
                }
                std::this_thread::yield();
            }
        }
    }
    if (!appended.waitFor(kHosts * kRows, 300s) || appended.bad() != 0) {
        giveUp("append", {ErrorCode::Timeout, "not all blocks were acknowledged", {}});
    }
    printBench("store_acknowledged", kSamples / watch.seconds() / 1e6, "Msamples/s", atLeast(5));
}

double medianMs(
    const MetricStore &store, std::vector<promql::Matcher> matchers, int repeats, std::size_t expected)
{
    std::vector<double> times;
    for (int i = 0; i < repeats; ++i) {
        const bench::Stopwatch watch;
        const auto read = test::readBack(store, matchers, kStart, kStart + 3'600'000);
        times.push_back(watch.seconds() * 1e3);
        require("query", read);
        if (read->size() != expected) {
            giveUp("query", {ErrorCode::Internal, "found " + std::to_string(read->size()) + " series", {}});
        }
    }
    std::nth_element(times.begin(), times.begin() + repeats / 2, times.end());
    return times[static_cast<std::size_t>(repeats / 2)];
}

void queries(const MetricStore &store, const char *one, const char *thousand)
{
    const promql::Matcher name{"__name__", promql::MatchOp::Equal, "metric.170"};
    printBench(
        one, medianMs(store, {name, {"host", promql::MatchOp::Equal, "host-77"}}, 101, 1), "ms", atMost(2));
    printBench(thousand, medianMs(store, {name}, 11, kHosts), "ms", atMost(60));
}

/// label/host/values of one metric on all hosts within the hour.
void labelValues(const MetricStore &store, const char *title)
{
    SeriesSelection selection;
    selection.selectors = {{{"__name__", promql::MatchOp::Equal, "metric.170"}}};
    selection.during = TimeRange{kStart, kStart + 3'600'000};
    std::vector<double> times;
    for (int i = 0; i < 11; ++i) {
        const bench::Stopwatch watch;
        const auto hosts = store.labelValues("host", selection);
        times.push_back(watch.seconds() * 1e3);
        require("label values", hosts);
        if (hosts->size() != kHosts) {
            giveUp("label values", {ErrorCode::Internal, "not every host was found", {}});
        }
    }
    std::nth_element(times.begin(), times.begin() + 5, times.end());
    printBench(title, times[5], "ms", atMost(60));
}

/// What a console that waits for the start sees first, before the heads are decoded.
void firstQuery(const MetricStore &store)
{
    const promql::Matcher name{"__name__", promql::MatchOp::Equal, "metric.170"};
    printBench("query_recovered_1_series_1h",
        medianMs(store, {name, {"host", promql::MatchOp::Equal, "host-77"}}, 1, 1), "ms", atMost(20));
}

/// CPU time of all threads of this process.
double cpuSeconds()
{
    timespec used{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) / 1e9;
}

double diskBytes(const std::string &connection)
{
    PgConnection database(connection, "bench");
    require("connect", database.connect(5s));
    const auto rows = database.query("SELECT sum(pg_total_relation_size(relid))::bigint "
                                     "FROM pg_partition_tree('metric_pack')");
    require("size", rows);
    return static_cast<double>(rows->int64(0, 0));
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication app(argc, argv);
    const auto patterns = recordPatterns();
    test::PrivatePostgres postgres;
    require("PostgreSQL",
        postgres.start({QStringLiteral("shared_buffers=256MB"), QStringLiteral("max_wal_size=4GB")}));
    const auto connection = postgres.createDatabase(QStringLiteral("bench"));
    require("database", connection);
    require("schema", test::applySchema(*connection));

    test::SettableClock clock(kStart + 3'600'000);
    test::FakeTreeLabels tree;
    tree.setHosts(kHosts);
    TimeseriesConfig config;
    config.connection = *connection;
    config.packRows = 100'000; // flushed below, when it is timed
    config.stopTimeout = 0ms;
    {
        TimeseriesEngine store(config, clock, tree);
        require("start", store.start());
        ingest(store, patterns);
        printBench(
            "store_head", static_cast<double>(store.headBytes()) / kSamples, "bytes/sample", atMost(1.6));
        queries(store, "query_head_1_series_1h", "query_head_1000_series_1h");
        labelValues(store, "label_values_head_1000_series_1h");
        store.stop();
    }
    TimeseriesEngine store(config, clock, tree);
    const bench::Stopwatch recovery;
    const double cpuBefore = cpuSeconds();
    require("recovery", store.start());
    const double replayed = static_cast<double>(store.counters().samplesReplayed) / 1e6;
    printBench("store_recovery", replayed / recovery.seconds(), "Msamples/s", atLeast(50));
    // Of this process, without the database: the same on a busy machine.
    printBench("store_recovery_cpu", (cpuSeconds() - cpuBefore) * 1e3 / replayed, "ms/Msamples", atMost(40));
    firstQuery(store);
    const bench::Stopwatch flush; // decodes what the start left as it was
    require("flush", store.flushNow(120s));
    printBench("store_flush", kSamples / flush.seconds() / 1e6, "Msamples/s", atLeast(5));
    printBench("store_disk", diskBytes(*connection) / kSamples, "bytes/sample", atMost(0.75));
    queries(store, "query_1_series_1h", "query_1000_series_1h");
    labelValues(store, "label_values_1000_series_1h");
    store.stop();
    return 0;
}
