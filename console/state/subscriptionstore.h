// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/values.h"

#include <QObject>
#include <QTimer>

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
/// again after a reconnect. Gathers updates: charts once a second, newest values four times. Main thread.
class SubscriptionStore final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kChartInterval{1'000};
    static constexpr std::chrono::milliseconds kTableInterval{250};

    SubscriptionStore(Backend &backend, const Clock &clock, QObject *parent = nullptr);
    ~SubscriptionStore() override;

    /// Shared by every panel that shows the query; the last one to drop it ends the subscription.
    [[nodiscard]] std::shared_ptr<LiveSeries> acquire(const LiveQuery &query);
    [[nodiscard]] int openCount() const { return static_cast<int>(m_open.size()); }
    /// What every open series holds that was answered; evaluatedAt: when, by this console's clock.
    [[nodiscard]] std::vector<std::pair<LiveQuery, QueryAnswer>> answers() const;

Q_SIGNALS:
    /// After a live series has told its panels of new data: the newest sample in it.
    void delivered(qd::TimeMs newestSample);
    /// Nobody looks at this series any more; what it held last, as in answers().
    void released(const qd::console::LiveQuery &query, const qd::console::QueryAnswer &answer);

private:
    void onStatusChanged(const LinkStatus &status);
    void onSeries(quint32 subscription, const QueryAnswer &answer);
    void release(const LiveQuery &query);
    void flush();

    Backend &m_backend;
    const Clock &m_clock;
    QTimer m_flush;
    std::map<LiveQuery, std::weak_ptr<LiveSeries>> m_open;
    std::map<quint32, LiveQuery> m_bySubscription;
};

} // namespace qd::console
