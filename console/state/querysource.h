// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/values.h"

#include <QObject>

#include <memory>
#include <optional>

namespace qd::console {

class Backend;
class LiveSeries;
class SubscriptionStore;

/// Waiting: the server is out of reach and nothing of this is known, nor among last data that are open; it is
/// asked as soon as it answers again.
enum class SourceState { Idle, Loading, Ready, Failed, Waiting };

/// The span that a source shows: the last `length` up to now, or a fixed one.
struct QuerySpan
{
    bool isLive = true;
    std::chrono::milliseconds length{3'600'000};
    TimeMs start{}; ///< fixed spans only
    TimeMs end{};
    std::chrono::milliseconds finest{10'000}; ///< no step is shorter; below 10 s only while there is a burst

    bool operator==(const QuerySpan &) const = default;
};

/// One query of one panel, live or over a fixed span. Knows how it stands and the time of the last success;
/// an answer to an older question is dropped; data stays while the next is fetched. Main
/// thread.
class QuerySource final : public QObject
{
    Q_OBJECT

public:
    QuerySource(Backend &backend, SubscriptionStore &store, const Clock &clock, QObject *parent = nullptr);
    ~QuerySource() override;

    /// The next start() or, while started, at once. An empty text asks nothing.
    void setQuery(const QString &promql);
    /// @param pixels  plot width: at most two points a pixel come back; 0 asks for the newest value only
    /// (live)
    void setSpan(const QuerySpan &span, int pixels);
    void start();
    /// Lets go of the subscription and of pending answers; keeps the data.
    void stop();
    void refresh();

    [[nodiscard]] SourceState state() const { return m_state; }
    [[nodiscard]] bool isStarted() const { return m_isStarted; }
    [[nodiscard]] const QString &promql() const { return m_promql; }
    [[nodiscard]] const QuerySpan &span() const { return m_span; }
    [[nodiscard]] const QueryAnswer &answer() const { return m_answer; }
    [[nodiscard]] bool hasAnswer() const { return toUnixMs(m_lastSuccess) != 0; }
    [[nodiscard]] TimeMs lastSuccess() const { return m_lastSuccess; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }

    /// The step that fits a span, in ms: a multiple of 10 s, at most one a pixel; below 10 s one of 1, 2 and
    /// 5 s, and never below `finest`.
    [[nodiscard]] static int stepFor(std::chrono::milliseconds length, int pixels,
        std::chrono::milliseconds finest = std::chrono::milliseconds{10'000});

Q_SIGNALS:
    void changed();

private:
    void ask();
    void askFixed();
    void askLive();
    void takeLive();
    void onLink(LinkState state);
    /// Loading, or Waiting where that would be in vain.
    [[nodiscard]] SourceState asking() const;
    /// Last data are open, and this is not among them.
    [[nodiscard]] bool isNotKept(ErrorCode code) const;
    void setState(SourceState state);

    Backend &m_backend;
    SubscriptionStore &m_store;
    const Clock &m_clock;
    QString m_promql;
    QuerySpan m_span;
    int m_pixels = 0;
    std::shared_ptr<LiveSeries> m_live;
    QueryAnswer m_answer;
    TimeMs m_lastSuccess{};
    std::optional<Error> m_error;
    SourceState m_state = SourceState::Idle;
    std::uint64_t m_generation = 0;
    bool m_isStarted = false;
};

} // namespace qd::console
