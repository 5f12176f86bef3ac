// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/querysource.h"

#include "console/client/backend.h"
#include "console/client/deliver.h"
#include "console/state/subscriptionstore.h"

#include <algorithm>

namespace qd::console {

namespace {

constexpr std::int64_t kBaseStepMs = 10'000;
constexpr int kMaxPoints = 3'000; // a chart never needs more, whatever the screen

} // namespace

QuerySource::QuerySource(Backend &backend, SubscriptionStore &store, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_store(store)
    , m_clock(clock)
{
    connect(
        &backend, &Backend::statusChanged, this, [this](const LinkStatus &status) { onLink(status.state); });
}

QuerySource::~QuerySource() = default;

void QuerySource::onLink(LinkState state)
{
    if (!m_isStarted) {
        return;
    }
    // Live queries come back through the store; a fixed one that failed for want of a link asks again.
    if (state == LinkState::Online && !m_span.isLive && m_state != SourceState::Ready) {
        ask();
    } else if (m_state == SourceState::Loading || m_state == SourceState::Waiting) {
        if (const SourceState now = asking(); now != m_state) {
            setState(now);
        }
    }
}

bool QuerySource::isNotKept(ErrorCode code) const
{
    return code == ErrorCode::Unavailable && !hasAnswer() && m_backend.status().state == LinkState::Offline;
}

SourceState QuerySource::asking() const
{
    return hasAnswer() || isAnswering(m_backend.status().state) ? SourceState::Loading : SourceState::Waiting;
}

int QuerySource::stepFor(std::chrono::milliseconds length, int pixels, std::chrono::milliseconds finest)
{
    const std::int64_t steps = std::max<std::int64_t>(1, pixels);
    const std::int64_t raw = length.count() / steps;
    for (const std::int64_t fine : {1'000, 2'000, 5'000}) {
        if (fine >= finest.count() && fine >= raw) {
            return static_cast<int>(fine);
        }
    }
    return static_cast<int>(std::max<std::int64_t>(1, (raw + kBaseStepMs - 1) / kBaseStepMs) * kBaseStepMs);
}

void QuerySource::setQuery(const QString &promql)
{
    if (promql == m_promql) {
        return;
    }
    m_promql = promql;
    m_answer = {};
    m_lastSuccess = {};
    m_error.reset();
    m_state = SourceState::Idle;
    if (m_isStarted) {
        ask();
    }
}

void QuerySource::setSpan(const QuerySpan &span, int pixels)
{
    if (span == m_span && pixels == m_pixels) {
        return;
    }
    m_span = span;
    m_pixels = pixels;
    if (m_isStarted) {
        ask();
    }
}

void QuerySource::start()
{
    if (!m_isStarted) {
        m_isStarted = true;
        ask();
    }
}

void QuerySource::stop()
{
    m_isStarted = false;
    ++m_generation;
    m_live.reset();
    if (m_state == SourceState::Loading || m_state == SourceState::Waiting) {
        m_state = hasAnswer() ? SourceState::Ready : SourceState::Idle;
    }
}

void QuerySource::refresh()
{
    if (m_isStarted) {
        m_live.reset();
        ask();
    }
}

void QuerySource::ask()
{
    ++m_generation;
    if (m_promql.isEmpty()) {
        m_live.reset();
        setState(SourceState::Idle);
        return;
    }
    if (m_span.isLive) {
        askLive();
    } else {
        m_live.reset();
        askFixed();
    }
}

void QuerySource::askLive()
{
    const bool isInstant = m_pixels == 0;
    const LiveQuery query{m_promql, isInstant ? 0 : m_span.length.count(),
        isInstant ? static_cast<int>(kBaseStepMs) : stepFor(m_span.length, m_pixels, m_span.finest),
        isInstant ? 0 : std::min(kMaxPoints, 2 * m_pixels)};
    if (m_live && m_live->query() == query) {
        return;
    }
    const std::shared_ptr<LiveSeries> old = std::exchange(m_live, m_store.acquire(query));
    if (old) {
        old->disconnect(this);
    }
    connect(m_live.get(), &LiveSeries::changed, this, &QuerySource::takeLive);
    if (m_live->hasAnswer()) {
        takeLive();
    } else {
        setState(asking());
    }
}

void QuerySource::takeLive()
{
    if (!m_live) {
        return;
    }
    m_error = m_live->error();
    if (m_error && isNotKept(m_error->code)) {
        setState(SourceState::Waiting);
        return;
    }
    if (m_live->hasAnswer()) {
        m_answer = m_live->answer();
        m_lastSuccess = m_live->lastSuccess();
    }
    setState(m_error ? SourceState::Failed : SourceState::Ready);
}

void QuerySource::askFixed()
{
    const int pixels = std::max(1, m_pixels);
    const RangeQuery query{m_promql, m_span.start, m_span.end,
        stepFor(m_span.end - m_span.start, pixels, m_span.finest), std::min(kMaxPoints, 2 * pixels)};
    setState(asking());
    if (m_state == SourceState::Waiting) {
        return;
    }
    deliver(m_backend.query(query), this, [this, asked = m_generation](const Result<QueryAnswer> &result) {
        if (asked != m_generation) {
            return;
        }
        if (!result) {
            m_error = result.error();
            setState(isNotKept(m_error->code) ? SourceState::Waiting : SourceState::Failed);
            return;
        }
        if (!result->error.empty()) {
            m_error = Error{result->errorCode, result->error, {}};
            setState(SourceState::Failed);
            return;
        }
        m_answer = *result;
        m_lastSuccess = m_clock.now();
        m_error.reset();
        setState(SourceState::Ready);
    });
}

void QuerySource::setState(SourceState state)
{
    m_state = state;
    Q_EMIT changed();
}

} // namespace qd::console
