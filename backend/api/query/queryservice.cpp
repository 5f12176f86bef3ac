// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/query/queryservice.h"

#include "shared/promql/parser.h"

#include <algorithm>

namespace qd::backend {

QueryService::QueryService(const MetricStore &store, const Clock &clock, QueryLimits limits)
    : m_store(store)
    , m_clock(clock)
    , m_limits(std::move(limits))
{
    m_pool.setObjectName(QStringLiteral("query"));
    m_pool.setMaxThreadCount(m_limits.threads);
}

QueryService::~QueryService()
{
    stop();
}

void QueryService::stop()
{
    m_isStopping = true;
    m_pool.waitForDone();
}

QFuture<Result<QueryAnswer>> QueryService::evaluate(QuerySpec spec, CancelFlag cancelled)
{
    const SteadyMs asked = m_clock.steadyNow();
    const bool hasOwnTimeout = spec.timeout.count() > 0 && spec.timeout < m_limits.timeout;
    const SteadyMs deadline = asked + (hasOwnTimeout ? spec.timeout : m_limits.timeout);
    return submit<QueryAnswer>(
        [this, asked, deadline, spec = std::move(spec), cancelled = std::move(cancelled)] {
            Result<QueryAnswer> answer = run(spec, deadline, cancelled);
            observe(asked, !answer.has_value());
            return answer;
        });
}

Result<QueryAnswer> QueryService::run(const QuerySpec &spec, SteadyMs deadline, const CancelFlag &cancelled)
{
    const auto interrupt = [this, deadline, cancelled] {
        if (m_isStopping || (cancelled && cancelled->load(std::memory_order_relaxed)) || isShedding()) {
            return promql::Interrupt::Cancelled;
        }
        return m_clock.steadyNow() >= deadline ? promql::Interrupt::TimedOut : promql::Interrupt::None;
    };
    // It may have waited longer than anybody wants its answer.
    switch (interrupt()) {
    case promql::Interrupt::Cancelled:
        return isShedding() ? shed() : failure(ErrorCode::Cancelled, "the query was given up");
    case promql::Interrupt::TimedOut:
        return failure(ErrorCode::Timeout, "the query timed out in the queue");
    case promql::Interrupt::None:
        break;
    }
    auto expression = promql::parse(spec.promql);
    if (!expression) {
        Error error = std::move(expression).error();
        error.context.insert_or_assign("phase", "parse");
        return failure(std::move(error));
    }
    promql::Limits limits = m_limits.evaluation;
    limits.interrupt = interrupt;
    const std::unique_ptr<MetricSource> source = m_store.openSource(interrupt);
    auto value = promql::evaluate(**expression, spec.when, *source, limits);
    if (!value) {
        return value.error().code == ErrorCode::Cancelled && isShedding() ? shed()
                                                                          : failure(std::move(value).error());
    }
    return QueryAnswer{std::move(*value), source->resolution(), source->newestSample()};
}

Failure QueryService::shed()
{
    m_statistics.shed.fetch_add(1);
    return failure(ErrorCode::Unavailable,
        "the backend has more samples to keep than it can: views wait until they are through",
        {{"shed", "views"}});
}

Result<void> QueryService::start(std::function<void()> work)
{
    if (isShedding()) {
        return shed();
    }
    if (m_isStopping || m_statistics.waiting.fetch_add(1) >= m_limits.maxWaiting) {
        m_statistics.waiting.fetch_sub(1);
        m_statistics.rejected.fetch_add(1);
        return failure(ErrorCode::Unavailable, "too many queries are waiting, try again in a moment");
    }
    m_pool.start([this, work = std::move(work)] {
        work();
        m_statistics.waiting.fetch_sub(1);
    });
    return {};
}

void QueryService::observe(SteadyMs since, bool isFailure)
{
    const std::int64_t ms = (m_clock.steadyNow() - since).count();
    const auto &bounds = QueryStatistics::kBoundsSeconds;
    const auto bucket = std::lower_bound(bounds.begin(), bounds.end(), static_cast<double>(ms) / 1000.0);
    m_statistics.buckets[static_cast<std::size_t>(bucket - bounds.begin())].fetch_add(1);
    m_statistics.sumMicroseconds.fetch_add(ms * 1000);
    if (isFailure) {
        m_statistics.failed.fetch_add(1);
    }
}

} // namespace qd::backend
