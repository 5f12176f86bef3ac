// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/push/livewindow.h"
#include "backend/api/push/viewer.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>

namespace qd::backend::push {

/// Keeps what consoles watch up to date: one evaluation for all viewers of the same thing, at most once a
/// second and only after new samples were committed, and only what changed travels. An expression that costs
/// more is evaluated less often, so that no single one takes more than a tenth of a core. Lives in the push
/// thread; the functions called by sessions post to it from any thread.
class SubscriptionHub final : public QObject
{
    Q_OBJECT

public:
    struct Settings
    {
        std::chrono::milliseconds minInterval{1000}; ///< between two evaluations of one subscription
        std::chrono::milliseconds idleInterval{
            5000}; ///< without new samples, so that windows slide and values end
        std::chrono::milliseconds retryInterval{5000}; ///< after an error that may pass
        int costFactor = 10; ///< an evaluation of d is followed by a pause of at least this times d
        std::size_t maxWatches = 5000; ///< different ones, over all consoles
    };

    SubscriptionHub(QueryService &queries, const Clock &clock, Settings settings, QObject *parent = nullptr);

    /// Begins to deliver QueryResult under requestId: all of it first, then changes. An error is delivered as
    /// a QueryResult with error set. Any thread.
    void subscribe(ViewerId viewer, quint32 requestId, WatchSpec spec, Deliver deliver);
    void unsubscribe(ViewerId viewer, quint32 requestId);
    void unsubscribeAll(ViewerId viewer);
    /// The viewer missed something: deliver all of it again.
    void resend(ViewerId viewer, quint32 requestId);
    /// New samples are durable. Any thread, short.
    void samplesCommitted();

    /// Ends all deliveries; blocks until none is under way. To be called before the sessions' threads end.
    void stop();

    /// Different things being watched, for /metrics.
    [[nodiscard]] std::size_t watchCount() const { return m_watchCount.load(); }

private:
    using Subscription = std::pair<ViewerId, quint32>;
    struct Viewer
    {
        Deliver deliver;
        bool isComplete = false; ///< has been sent all of it once
    };
    struct Watch
    {
        explicit Watch(WatchSpec watched)
            : spec(watched)
            , window(std::move(watched))
        {
        }
        WatchSpec spec;
        LiveWindow window;
        std::map<Subscription, Viewer> viewers;
        CancelFlag cancelled;
        bool isRunning = false;
        bool isHopeless = false; ///< cannot be parsed: will not get better
        std::uint64_t evaluatedCommits = 0; ///< commits seen when the last evaluation began
        SteadyMs startedAt;
        SteadyMs notBefore;
        std::string error; ///< told to the viewers; empty if none
        protocol::QueryResult errorResult;
    };

    void addViewer(ViewerId viewer, quint32 requestId, const WatchSpec &spec, Deliver deliver);
    void removeViewer(const Subscription &subscription);
    void tick();
    void evaluate(Watch &watch);
    void onAnswer(const WatchSpec &spec, std::int64_t nowMs, const Result<QueryAnswer> &answer);
    void onNewest(const WatchSpec &spec, const Result<QueryAnswer> &answer);
    void publish(Watch &watch);
    void fail(Watch &watch, const Error &error);
    void pause(Watch &watch, std::chrono::milliseconds atLeast);
    static void complete(Watch &watch, quint32 requestId, Viewer &viewer);

    QueryService &m_queries;
    const Clock &m_clock;
    const Settings m_settings;
    std::map<WatchSpec, std::unique_ptr<Watch>> m_watches;
    std::map<Subscription, WatchSpec> m_subscriptions;
    std::atomic<std::size_t> m_watchCount{0};
    std::atomic<std::uint64_t> m_commits{1};
    QTimer m_tick;
};

} // namespace qd::backend::push
