// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/subscriptionstore.h"

#include "console/client/backend.h"

#include <QPointer>

#include <algorithm>

namespace qd::console {

namespace {

/// Adds newer points; a point of a known time replaces it (the last bucket grows until it is complete).
void append(SeriesPoints &into, const SeriesPoints &from)
{
    for (std::size_t i = 0; i < from.times.size(); ++i) {
        while (!into.times.empty() && into.times.back() >= from.times[i]) {
            into.times.pop_back();
            into.values.pop_back();
        }
        into.times.push_back(from.times[i]);
        into.values.push_back(from.values[i]);
    }
    if (into.unit.empty()) {
        into.unit = from.unit;
    }
}

void dropBefore(SeriesPoints &series, std::int64_t start)
{
    const auto keep = std::ranges::lower_bound(series.times, start) - series.times.begin();
    series.times.erase(series.times.begin(), series.times.begin() + keep);
    series.values.erase(series.values.begin(), series.values.begin() + keep);
}

/// An answer of last data was true when it was kept, not now.
[[nodiscard]] TimeMs truthOf(const QueryAnswer &answer, const Backend &backend, const Clock &clock)
{
    return backend.status().state == LinkState::Offline ? answer.evaluatedAt : clock.now();
}

} // namespace

void LiveSeries::take(const QueryAnswer &answer, TimeMs now)
{
    if (!answer.error.empty()) {
        m_error = Error{answer.errorCode, answer.error, {}};
        return;
    }
    m_error.reset();
    m_lastSuccess = now;
    if (answer.isFull) {
        m_answer = answer;
        return;
    }
    for (const SeriesPoints &fresh : answer.series) {
        const auto known = std::ranges::find(m_answer.series, fresh.labels, &SeriesPoints::labels);
        if (known == m_answer.series.end()) {
            m_answer.series.push_back(fresh);
        } else {
            append(*known, fresh);
        }
    }
    if (m_query.windowMs > 0) {
        for (SeriesPoints &series : m_answer.series) {
            dropBefore(series, answer.windowStart);
        }
        std::erase_if(m_answer.series, [](const SeriesPoints &series) { return series.times.empty(); });
    }
    m_answer.evaluatedAt = answer.evaluatedAt;
    m_answer.newestSample = answer.newestSample;
    m_answer.windowStart = answer.windowStart;
    if (!answer.resolution.empty()) {
        m_answer.resolution = answer.resolution;
    }
}

QueryAnswer LiveSeries::datedAnswer() const
{
    QueryAnswer answer = m_answer;
    answer.isFull = true;
    answer.evaluatedAt = m_lastSuccess;
    return answer;
}

SubscriptionStore::SubscriptionStore(Backend &backend, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_backend(backend)
    , m_clock(clock)
{
    m_flush.setInterval(kTableInterval / 5);
    connect(&m_flush, &QTimer::timeout, this, &SubscriptionStore::flush);
    connect(&backend, &Backend::statusChanged, this, &SubscriptionStore::onStatusChanged);
    connect(&backend, &Backend::seriesReceived, this, &SubscriptionStore::onSeries);
}

SubscriptionStore::~SubscriptionStore() = default;

std::shared_ptr<LiveSeries> SubscriptionStore::acquire(const LiveQuery &query)
{
    if (const auto open = m_open.find(query); open != m_open.end()) {
        if (std::shared_ptr<LiveSeries> series = open->second.lock()) {
            return series;
        }
    }
    const QPointer<SubscriptionStore> self = this;
    std::shared_ptr<LiveSeries> series(new LiveSeries(query), [self](LiveSeries *last) {
        if (self) {
            self->keep(*last);
            self->release(last->query());
        }
        last->deleteLater(); // may be inside its own signal
    });
    m_open.insert_or_assign(query, series);
    series->m_subscription = m_backend.subscribe(query);
    if (series->m_subscription != 0) {
        m_bySubscription.insert_or_assign(series->m_subscription, query);
    } else if (!isAnswering(m_backend.status().state)) {
        recall(*series);
    }
    return series;
}

void SubscriptionStore::keep(const LiveSeries &series)
{
    if (!series.hasAnswer() || m_backend.status().state == LinkState::Offline) {
        return;
    }
    std::erase_if(m_released, [&](const Released &kept) { return kept->first == series.query(); });
    m_released.push_front(
        std::make_shared<const std::pair<LiveQuery, QueryAnswer>>(series.query(), series.datedAnswer()));
    m_released.resize(std::min(m_released.size(), kMaxReleased));
}

void SubscriptionStore::recall(LiveSeries &series) const
{
    const auto kept =
        std::ranges::find_if(m_released, [&](const Released &each) { return each->first == series.query(); });
    if (kept != m_released.end()) {
        series.m_answer = (*kept)->second;
        series.m_lastSuccess = (*kept)->second.evaluatedAt;
    }
}

std::vector<std::pair<LiveQuery, QueryAnswer>> SubscriptionStore::answers() const
{
    std::vector<std::pair<LiveQuery, QueryAnswer>> all;
    for (const auto &[query, weak] : m_open) {
        if (const std::shared_ptr<LiveSeries> series = weak.lock(); series && series->hasAnswer()) {
            all.emplace_back(query, series->datedAnswer());
        }
    }
    return all;
}

void SubscriptionStore::release(const LiveQuery &query)
{
    m_open.erase(query);
    const auto found =
        std::ranges::find_if(m_bySubscription, [&](const auto &entry) { return entry.second == query; });
    if (found != m_bySubscription.end()) {
        m_backend.unsubscribe(found->first);
        m_bySubscription.erase(found);
    }
}

void SubscriptionStore::onStatusChanged(const LinkStatus &status)
{
    if (!isAnswering(status.state)) {
        m_bySubscription.clear();
        return;
    }
    if (const QString user = m_backend.session().user; status.server != m_server || user != m_user) {
        forget(); // that was somebody else's, or of another server
        m_server = status.server;
        m_user = user;
    }
    if (!m_bySubscription.empty()) {
        return; // still the same session
    }
    for (auto &[query, weak] : m_open) {
        if (const std::shared_ptr<LiveSeries> series = weak.lock()) {
            series->m_subscription = m_backend.subscribe(query);
            if (series->m_subscription != 0) {
                m_bySubscription.insert_or_assign(series->m_subscription, query);
            }
        }
    }
}

void SubscriptionStore::onSeries(quint32 subscription, const QueryAnswer &answer)
{
    const auto found = m_bySubscription.find(subscription);
    if (found == m_bySubscription.end()) {
        return; // ended by us, still on its way
    }
    const std::shared_ptr<LiveSeries> series = m_open[found->second].lock();
    if (!series) {
        return;
    }
    series->take(answer, truthOf(answer, m_backend, m_clock));
    series->m_isDirty = true;
    flush();
}

void SubscriptionStore::flush()
{
    const SteadyMs now = m_clock.steadyNow();
    std::vector<std::shared_ptr<LiveSeries>> due;
    bool isWaiting = false;
    for (auto &[query, weak] : m_open) {
        const std::shared_ptr<LiveSeries> series = weak.lock();
        if (!series || !series->m_isDirty) {
            continue;
        }
        if (now < series->m_emitAt) {
            isWaiting = true;
            continue;
        }
        series->m_isDirty = false;
        series->m_emitAt = now + (query.windowMs > 0 ? kChartInterval : kTableInterval);
        due.push_back(series);
    }
    for (const std::shared_ptr<LiveSeries> &series : due) {
        Q_EMIT series->changed();
        Q_EMIT delivered(series->answer().newestSample);
    }
    if (isWaiting && !m_flush.isActive()) {
        m_flush.start();
    } else if (!isWaiting) {
        m_flush.stop();
    }
}

} // namespace qd::console
