// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/query/cancelflag.h"
#include "backend/domain/metrics/metricstore.h"
#include "shared/base/clock.h"
#include "shared/promql/evaluator.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <array>
#include <atomic>
#include <functional>

namespace qd::backend {

/// What all questions together may cost; a question beyond it ends in a clear error.
struct QueryLimits
{
    int threads = 2;
    int maxWaiting = 512; ///< questions running or in the queue; one more is answered Unavailable
    std::chrono::milliseconds timeout{30'000}; ///< from the moment of asking, time in the queue included
    promql::Limits evaluation; ///< its interrupt is set by the service
    /// While it is true every question, running ones too, is answered Unavailable: views give way to samples
    /// (R319). Called from any thread, often. None: never.
    std::function<bool()> isShedding;
};

struct QuerySpec
{
    std::string promql;
    promql::EvalParams when;
    std::chrono::milliseconds timeout{0}; ///< 0 or longer than the service's: the service's
};

struct QueryAnswer
{
    promql::Value value;
    Resolution resolution = Resolution::Raw;
    TimeMs newestSample; ///< of the series that took part; epoch if none
};

/// How long questions took, as a histogram for /metrics.
struct QueryStatistics
{
    static constexpr std::array<double, 8> kBoundsSeconds{0.001, 0.005, 0.025, 0.1, 0.5, 1.0, 5.0, 30.0};

    std::array<std::atomic<std::int64_t>, 9> buckets{}; ///< not cumulative; the last holds what took longer
    std::atomic<std::int64_t> sumMicroseconds{0};
    std::atomic<std::int64_t> failed{0};
    std::atomic<std::int64_t> rejected{0}; ///< because too many were waiting
    std::atomic<std::int64_t> shed{0}; ///< because samples came first
    std::atomic<std::int64_t> waiting{0}; ///< running or in the queue now
};

/// Evaluates PromQL on a pool of its own, within limits, and gives up when nobody listens any more.
/// Thread-safe. Its destructor stops it.
class QueryService
{
public:
    QueryService(const MetricStore &store, const Clock &clock, QueryLimits limits);
    ~QueryService();
    QueryService(const QueryService &) = delete;
    QueryService &operator=(const QueryService &) = delete;

    /// @errors InvalidInput (parse and type errors with their position, limits), Timeout, Cancelled,
    /// Unavailable
    [[nodiscard]] QFuture<Result<QueryAnswer>> evaluate(QuerySpec spec, CancelFlag cancelled);

    /// Runs something that is too long for an I/O thread on the same pool, under the same bound.
    template <typename T>
    [[nodiscard]] QFuture<Result<T>> submit(std::function<Result<T>()> work);

    /// Takes nothing more, gives up what waits or runs and blocks until that has been answered. To be called
    /// before the threads end in which answers are awaited.
    void stop();

    [[nodiscard]] const MetricStore &store() const { return m_store; }
    [[nodiscard]] const QueryStatistics &statistics() const { return m_statistics; }

private:
    /// @errors Unavailable: too many are waiting, or views are shed; then work is not run
    [[nodiscard]] Result<void> start(std::function<void()> work);
    [[nodiscard]] bool isShedding() const { return m_limits.isShedding && m_limits.isShedding(); }
    [[nodiscard]] Failure shed();
    [[nodiscard]] Result<QueryAnswer> run(
        const QuerySpec &spec, SteadyMs deadline, const CancelFlag &cancelled);
    void observe(SteadyMs since, bool isFailure);

    const MetricStore &m_store;
    const Clock &m_clock;
    const QueryLimits m_limits;
    QueryStatistics m_statistics;
    std::atomic<bool> m_isStopping{false};
    QThreadPool m_pool;
};

template <typename T>
QFuture<Result<T>> QueryService::submit(std::function<Result<T>()> work)
{
    // Shared by the future's reader and the pool's thread; a std::function must be copyable, a promise is
    // not.
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QFuture<Result<T>> future = promise->future();
    auto accepted = start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    if (!accepted) {
        promise->addResult(Result<T>(failure(std::move(accepted).error())));
        promise->finish();
    }
    return future;
}

} // namespace qd::backend
