// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/values.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <map>
#include <memory>
#include <optional>

namespace qd::console {

class Backend;

/// The data of one live query, kept up to date as long as anybody holds it.
class LiveSeries final : public QObject
{
    Q_OBJECT

public:
    explicit LiveSeries(const LiveQuery &query)
        : m_query(query)
    {
    }

    [[nodiscard]] const LiveQuery &query() const { return m_query; }
    /// The whole window; series in the server's order.
    [[nodiscard]] const QueryAnswer &answer() const { return m_answer; }
    [[nodiscard]] bool hasAnswer() const { return toUnixMs(m_lastSuccess) != 0; }
    [[nodiscard]] TimeMs lastSuccess() const { return m_lastSuccess; } ///< epoch if never
    /// The newest answer was a failure; earlier data stays.
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

Q_SIGNALS:
    void changed();

private:
    friend class SubscriptionStore;
    void take(const QueryAnswer &answer, TimeMs now);
    [[nodiscard]] QueryAnswer datedAnswer() const;

    LiveQuery m_query;
    QueryAnswer m_answer;
    TimeMs m_lastSuccess{};
    std::optional<Error> m_error;
    quint32 m_subscription = 0; ///< 0 while the link is down
    SteadyMs m_emitAt; ///< not before
    bool m_isDirty = false;
};

/// Hands out live series: one subscription for all who ask the same, ended when the last lets go, opened
/// again after a reconnect. Remembers what was shown last: while the link is down, who asks the same again
/// gets that. Gathers updates: charts once a second, newest values four times. Main thread.
class SubscriptionStore final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kChartInterval{1'000};
    static constexpr std::chrono::milliseconds kTableInterval{250};

    static constexpr std::size_t kMaxReleased = 200; ///< series of pages that were left
    using Released = std::shared_ptr<const std::pair<LiveQuery, QueryAnswer>>;

    SubscriptionStore(Backend &backend, const Clock &clock, QObject *parent = nullptr);
    ~SubscriptionStore() override;

    /// Shared by every panel that shows the query; the last one to drop it ends the subscription.
    [[nodiscard]] std::shared_ptr<LiveSeries> acquire(const LiveQuery &query);
    [[nodiscard]] int openCount() const { return static_cast<int>(m_open.size()); }
    /// What every open series holds that was answered; evaluatedAt: when, by this console's clock.
    [[nodiscard]] std::vector<std::pair<LiveQuery, QueryAnswer>> answers() const;
    /// What series held that nobody looks at any more, as in answers(); newest first, at most kMaxReleased.
    [[nodiscard]] std::vector<Released> released() const { return {m_released.begin(), m_released.end()}; }
    /// Nothing of the released is to stay.
    void forget() { m_released.clear(); }

Q_SIGNALS:
    /// After a live series has told its panels of new data: the newest sample in it.
    void delivered(qd::TimeMs newestSample);

private:
    void onStatusChanged(const LinkStatus &status);
    void onSeries(quint32 subscription, const QueryAnswer &answer);
    void release(const LiveQuery &query);
    void keep(const LiveSeries &series);
    void recall(LiveSeries &series) const;
    void flush();

    Backend &m_backend;
    const Clock &m_clock;
    QTimer m_flush;
    std::map<LiveQuery, std::weak_ptr<LiveSeries>> m_open;
    std::map<quint32, LiveQuery> m_bySubscription;
    std::deque<Released> m_released;
    QUrl m_server; ///< of the released
    QString m_user;
};

} // namespace qd::console
