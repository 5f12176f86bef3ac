// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/charts/turnqueue.h"
#include "shared/base/clock.h"

#include <QList>
#include <QObject>

#include <chrono>
#include <optional>

namespace qd::console {

struct TimeRange
{
    TimeMs from{};
    TimeMs to{};

    [[nodiscard]] std::chrono::milliseconds length() const { return to - from; }
    [[nodiscard]] bool isEmpty() const { return to <= from; }
    bool operator==(const TimeRange &) const = default;
};

/// The one time of a window: range, zoom history, cursor, live or paused. Charts, the time picker and the
/// live switch all read and write it; presenters get rangeChanged() through the shell. Knows no clock: the
/// shell calls advance().
class TimeContext final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMaxHistory = 64; ///< the oldest zoom is forgotten first

    explicit TimeContext(QObject *parent = nullptr);

    [[nodiscard]] const TimeRange &range() const { return m_range; }
    /// A live range of this length ending at `now`; forgets the zoom history.
    void setLive(std::chrono::milliseconds length, TimeMs now);
    /// A fixed range; forgets the zoom history. An empty range is ignored.
    void setFixed(const TimeRange &range);

    /// Goes to a part of the range and remembers where it came from. Live stops. Ranges below 1 s are
    /// ignored.
    void zoomTo(const TimeRange &range);
    /// Scales the range around an instant; factor < 1 zooms in.
    void zoomAround(TimeMs centre, double factor);
    /// Moves by a share of the range (-0.5: half a range back). Live stops unless it ends at or after `now`.
    void shift(double share);
    /// One zoom back; false if there is none.
    bool zoomBack();
    /// All the way back; false if there is no zoom.
    bool resetZoom();
    [[nodiscard]] bool isZoomed() const { return !m_history.isEmpty(); }

    [[nodiscard]] bool isLive() const { return m_isLive; }
    /// Of the last live range that was chosen: what "back to live" means. Zooming leaves it.
    [[nodiscard]] std::chrono::milliseconds liveLength() const { return m_liveLength; }
    /// Live, but standing still: by the switch, a drag or a pinned tool tip.
    [[nodiscard]] bool isPaused() const { return m_isPaused || m_holds > 0; }
    void setPaused(bool paused);
    /// Stands still while at least one hold is kept; every hold needs its release.
    void hold();
    void release();

    /// The width by which a live range moves.
    void setStep(std::chrono::milliseconds step);
    [[nodiscard]] std::chrono::milliseconds step() const { return m_step; }
    /// Where the charts wait for their turn to refresh.
    [[nodiscard]] TurnQueue &turns() { return m_turns; }
    /// Slides a live range so that it ends with the whole step that contains `now`; does nothing when paused
    /// or fixed.
    void advance(TimeMs now);

    [[nodiscard]] std::optional<TimeMs> cursor() const { return m_cursor; }
    /// @param source  the chart under the pointer: the only one that shows a tool tip
    void setCursor(std::optional<TimeMs> time, const QObject *source);
    [[nodiscard]] const QObject *cursorSource() const { return m_cursorSource; }

Q_SIGNALS:
    void rangeChanged(const qd::console::TimeRange &range);
    void liveChanged();
    void cursorChanged();
    void historyChanged();

private:
    void setRange(const TimeRange &range);
    void stopLive();

    struct Step
    {
        TimeRange range;
        bool isLive = false;
    };

    TurnQueue m_turns;
    TimeRange m_range;
    QList<Step> m_history;
    std::chrono::milliseconds m_step{1000};
    std::chrono::milliseconds m_liveLength{3'600'000};
    std::optional<TimeMs> m_cursor;
    const QObject *m_cursorSource = nullptr;
    bool m_isLive = false;
    bool m_isPaused = false;
    int m_holds = 0;
};

} // namespace qd::console
