// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/evaluator.h"
#include "shared/promql/parser.h"
#include "tests/support/meter/benchline.h"

#include <array>
#include <cstdio>
#include <ctime>

using namespace qd;
using namespace qd::promql;

namespace {

constexpr std::int64_t kIntervalMs = 10'000;
constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::int64_t kStartMs = 1'700'000'000'000;
constexpr std::size_t kSeries = 1000;
constexpr int kRuns = 15;

/// Serves counters that were made beforehand, sliced and copied per request as a real source would decode
/// them.
class CounterSource final : public Source
{
public:
    CounterSource()
    {
        constexpr std::int64_t kBeforeMs = 10 * 60'000;
        for (std::size_t i = 0; i < kSeries; ++i) {
            SeriesSamples series;
            series.labels = Labels{{{"__name__", "net.if.in.bytes"}, {"host", "web-" + std::to_string(i)},
                {"service", "service-" + std::to_string(i % 20)}}};
            series.kind = MetricKind::Counter;
            double total = 0.0;
            for (std::int64_t time = kStartMs - kBeforeMs; time <= kStartMs + kHourMs; time += kIntervalMs) {
                series.times.push_back(time);
                series.values.push_back(total += static_cast<double>((i * 7 + series.times.size()) % 1000));
            }
            m_series.push_back(std::move(series));
        }
    }

    Result<std::vector<SeriesSamples>> select(const SelectRequest &) override { return m_series; }

private:
    std::vector<SeriesSamples> m_series;
};

double cpuMs()
{
    return static_cast<double>(std::clock()) * 1000.0 / CLOCKS_PER_SEC;
}

/// The fastest of several runs: others on the machine only ever make it slower.
bool measure(const char *name, const char *query, double targetMs)
{
    CounterSource source;
    double best = 1e9;
    for (int i = 0; i < kRuns; ++i) {
        const double before = cpuMs();
        const Result<ExprPtr> expr = parse(query);
        const Result<Value> value = expr
            ? evaluate(**expr, EvalParams::range(kStartMs, kStartMs + kHourMs, kIntervalMs), source)
            : Result<Value>{failure(expr.error())};
        if (!value) {
            std::fprintf(stderr, "%s: %s\n", name, value.error().toString().c_str());
            return false;
        }
        best = std::min(best, cpuMs() - before);
    }
    test::printBench(name, best, "ms", test::atMost(targetMs));
    return true;
}

} // namespace

int main()
{
    const bool ok = measure("promql_rate_sum_1000x1h", "sum by (service) (rate(net.if.in.bytes[5m]))", 30)
        && measure("promql_max_over_time_1000x1h", "max_over_time(net.if.in.bytes[5m])", 60)
        && measure("promql_join_1000x1h",
            "net.if.in.bytes / on (service) group_left sum by (service) (net.if.in.bytes)", 60);
    return ok ? 0 : 1;
}
