// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/push/subscriptionhub.h"

#include "shared/net/deliver.h"

#include <QThread>

#include <algorithm>
#include <vector>

namespace qd::backend::push {

namespace {

constexpr std::chrono::milliseconds kTick{100};

std::shared_ptr<const protocol::Message> share(protocol::Message message)
{
    return std::make_shared<const protocol::Message>(std::move(message));
}

protocol::QueryResult errorResult(const Error &error)
{
    protocol::QueryResult result;
    result.errorCode = error.code;
    result.error = error.message;
    return result;
}

} // namespace

SubscriptionHub::SubscriptionHub(
    QueryService &queries, const Clock &clock, Settings settings, QObject *parent)
    : QObject(parent)
    , m_queries(queries)
    , m_clock(clock)
    , m_settings(settings)
    , m_tick(this)
{
    connect(&m_tick, &QTimer::timeout, this, &SubscriptionHub::tick);
}

void SubscriptionHub::subscribe(ViewerId viewer, quint32 requestId, WatchSpec spec, Deliver deliver)
{
    QMetaObject::invokeMethod(
        this,
        [this, viewer, requestId, spec = std::move(spec), deliver = std::move(deliver)] {
            addViewer(viewer, requestId, spec, deliver);
        },
        Qt::QueuedConnection);
}

void SubscriptionHub::unsubscribe(ViewerId viewer, quint32 requestId)
{
    QMetaObject::invokeMethod(
        this,
        [this, viewer, requestId] {
            removeViewer({viewer, requestId});
        },
        Qt::QueuedConnection);
}

void SubscriptionHub::unsubscribeAll(ViewerId viewer)
{
    QMetaObject::invokeMethod(
        this,
        [this, viewer] {
            std::vector<Subscription> gone;
            for (auto it = m_subscriptions.lower_bound({viewer, 0});
                 it != m_subscriptions.end() && it->first.first == viewer; ++it) {
                gone.push_back(it->first);
            }
            for (const Subscription &subscription : gone) {
                removeViewer(subscription);
            }
        },
        Qt::QueuedConnection);
}

void SubscriptionHub::resend(ViewerId viewer, quint32 requestId)
{
    QMetaObject::invokeMethod(
        this,
        [this, viewer, requestId] {
            const auto spec = m_subscriptions.find({viewer, requestId});
            if (spec == m_subscriptions.end()) {
                return;
            }
            Watch &watch = *m_watches.at(spec->second);
            complete(watch, requestId, watch.viewers.at(spec->first));
        },
        Qt::QueuedConnection);
}

void SubscriptionHub::samplesCommitted()
{
    m_commits.fetch_add(1, std::memory_order_relaxed);
}

void SubscriptionHub::stop()
{
    const auto drop = [this] {
        m_tick.stop();
        for (const auto &[spec, watch] : m_watches) {
            watch->cancelled->store(true);
        }
        m_watches.clear();
        m_subscriptions.clear();
        m_watchCount = 0;
    };
    if (QThread::currentThread() == thread() || !thread()->isRunning()) {
        drop();
    } else {
        QMetaObject::invokeMethod(this, drop, Qt::BlockingQueuedConnection);
    }
}

void SubscriptionHub::addViewer(ViewerId viewer, quint32 requestId, const WatchSpec &spec, Deliver deliver)
{
    const Subscription subscription{viewer, requestId};
    removeViewer(subscription); // the console asked for something else under the same number
    auto &watch = m_watches[spec];
    if (!watch) {
        if (m_watches.size() > m_settings.maxWatches) {
            m_watches.erase(spec);
            deliver(share(errorResult({ErrorCode::Unavailable, "too many different subscriptions", {}})),
                requestId);
            return;
        }
        watch = std::make_unique<Watch>(spec);
        watch->cancelled = std::make_shared<std::atomic<bool>>(false);
        m_watchCount = m_watches.size();
    }
    m_subscriptions.emplace(subscription, spec);
    Viewer &added = watch->viewers.emplace(subscription, Viewer{std::move(deliver), false}).first->second;
    if (!watch->window.isEmpty() || !watch->error.empty()) {
        complete(*watch, requestId, added);
    }
    if (!watch->isRunning && watch->window.isEmpty() && !watch->isHopeless) {
        evaluate(*watch);
    }
    if (!m_tick.isActive()) {
        m_tick.start(kTick);
    }
}

void SubscriptionHub::removeViewer(const Subscription &subscription)
{
    const auto spec = m_subscriptions.find(subscription);
    if (spec == m_subscriptions.end()) {
        return;
    }
    const auto watch = m_watches.find(spec->second);
    watch->second->viewers.erase(subscription);
    if (watch->second->viewers.empty()) {
        watch->second->cancelled->store(true);
        m_watches.erase(watch);
        m_watchCount = m_watches.size();
    }
    m_subscriptions.erase(spec);
    if (m_watches.empty()) {
        m_tick.stop();
    }
}

void SubscriptionHub::tick()
{
    const SteadyMs now = m_clock.steadyNow();
    const std::uint64_t commits = m_commits.load();
    for (const auto &[spec, watch] : m_watches) {
        if (watch->isRunning || watch->isHopeless || now < watch->notBefore) {
            continue;
        }
        if (watch->evaluatedCommits != commits || now - watch->startedAt >= m_settings.idleInterval) {
            evaluate(*watch);
        }
    }
}

void SubscriptionHub::evaluate(Watch &watch)
{
    watch.isRunning = true;
    watch.startedAt = m_clock.steadyNow();
    watch.evaluatedCommits = m_commits.load();
    const std::int64_t nowMs = toUnixMs(m_clock.now());
    QuerySpec query{watch.spec.promql, watch.window.plan(nowMs), {}};
    net::deliver(m_queries.evaluate(std::move(query), watch.cancelled), this, this,
        [this, spec = watch.spec, flag = watch.cancelled, nowMs](const Result<QueryAnswer> &answer) {
            // A set flag: the last viewer left, and what stands under this spec now is another watch.
            if (!flag->load()) {
                onAnswer(spec, nowMs, answer);
            }
        });
}

void SubscriptionHub::onAnswer(const WatchSpec &spec, std::int64_t nowMs, const Result<QueryAnswer> &answer)
{
    const auto found = m_watches.find(spec);
    if (found == m_watches.end()) {
        return;
    }
    Watch &watch = *found->second;
    if (!answer) {
        fail(watch, answer.error());
        return;
    }
    watch.window.merge(*answer, nowMs);
    const auto newest = watch.window.newestInstant();
    if (!newest) {
        publish(watch);
        return;
    }
    QuerySpec query{spec.promql, promql::EvalParams::instant(*newest), {}};
    net::deliver(m_queries.evaluate(std::move(query), watch.cancelled), this, this,
        [this, spec, flag = watch.cancelled](const Result<QueryAnswer> &newestAnswer) {
            if (!flag->load()) {
                onNewest(spec, newestAnswer);
            }
        });
}

void SubscriptionHub::onNewest(const WatchSpec &spec, const Result<QueryAnswer> &answer)
{
    const auto found = m_watches.find(spec);
    if (found == m_watches.end()) {
        return;
    }
    if (!answer) {
        fail(*found->second, answer.error());
        return;
    }
    found->second->window.mergeNewest(*answer);
    publish(*found->second);
}

void SubscriptionHub::publish(Watch &watch)
{
    watch.isRunning = false;
    watch.error.clear();
    pause(watch, m_settings.minInterval);
    auto update = watch.window.takeUpdate(toUnixMs(m_clock.now()));
    const auto shared = update ? share(std::move(*update)) : nullptr;
    for (auto &[subscription, viewer] : watch.viewers) {
        if (!viewer.isComplete) {
            complete(watch, subscription.second, viewer);
        } else if (shared) {
            viewer.deliver(shared, subscription.second);
        }
    }
}

void SubscriptionHub::fail(Watch &watch, const Error &error)
{
    watch.isRunning = false;
    const auto phase = error.context.find("phase");
    watch.isHopeless = phase != error.context.end() && phase->second == "parse";
    pause(watch, m_settings.retryInterval);
    if (watch.error == error.message) {
        return;
    }
    watch.error = error.message;
    watch.errorResult = errorResult(error);
    const auto shared = share(watch.errorResult);
    for (auto &[subscription, viewer] : watch.viewers) {
        viewer.isComplete = false; // once it works again everything is sent
        viewer.deliver(shared, subscription.second);
    }
}

void SubscriptionHub::pause(Watch &watch, std::chrono::milliseconds atLeast)
{
    const SteadyMs now = m_clock.steadyNow();
    const auto cost = m_settings.costFactor * (now - watch.startedAt);
    watch.notBefore = std::max(watch.startedAt + atLeast,
        now + std::min<std::chrono::milliseconds>(cost - (now - watch.startedAt), std::chrono::seconds(60)));
}

void SubscriptionHub::complete(Watch &watch, quint32 requestId, Viewer &viewer)
{
    if (!watch.error.empty()) {
        viewer.deliver(share(watch.errorResult), requestId);
        return;
    }
    viewer.deliver(share(watch.window.full()), requestId);
    viewer.isComplete = true;
}

} // namespace qd::backend::push
