// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/charts/turnqueue.h"
#include "shared/base/clock.h"

#include <QList>
#include <QObject>
#include <QPointer>

#include <chrono>
#include <memory>
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
/// shell calls advance(). Contexts of several windows can be joined: then they are one time, whichever of
/// them is asked or changed, until one leaves.
///
/// Three things are kept apart. *Live*: the range ends now and moves. *Paused*: still live, but standing
/// still for a moment, because a person said so or because a chart holds it; it goes on from now, not from
/// where it stood. *Past* (replay): the range has ends of its own and lies before now; only goLive or the
/// time picker leads out of it.
class TimeContext final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMaxHistory = 64; ///< the oldest zoom is forgotten first

    explicit TimeContext(QObject *parent = nullptr);
    ~TimeContext() override;

    /// From now on this is the same time as `other` and those joined to it; what this one was is forgotten.
    void join(TimeContext &other);
    /// Goes on alone from where it is; nothing if it was alone.
    void leave();
    [[nodiscard]] bool isJoined() const { return m_shared->members.size() > 1; }

    [[nodiscard]] const TimeRange &range() const { return m_shared->range; }
    /// A live range of this length ending at `now`; forgets the zoom history.
    void setLive(std::chrono::milliseconds length, TimeMs now);
    /// Of the newest live range; an hour before there was one.
    [[nodiscard]] std::chrono::milliseconds liveLength() const { return m_shared->liveLength; }
    /// A fixed range; forgets the zoom history. An empty range is ignored.
    void setFixed(const TimeRange &range);

    /// Goes to a part of the range and remembers where it came from. Live stops. Ranges below 1 s are
    /// ignored.
    void zoomTo(const TimeRange &range);
    /// Scales the range around an instant; factor < 1 zooms in.
    void zoomAround(TimeMs centre, double factor);
    /// Moves by a share of the range (-0.5: half a range back). Live stops.
    void shift(double share);
    /// Moves both ends. Live stops.
    void moveBy(std::chrono::milliseconds length);
    /// One zoom back; false if there is none.
    bool zoomBack();
    /// All the way back; false if there is no zoom.
    bool resetZoom();
    [[nodiscard]] bool isZoomed() const { return !m_shared->history.isEmpty(); }

    [[nodiscard]] bool isLive() const { return m_shared->isLive; }
    /// A fixed range that is over at `now`: what it shows is history, whatever else happens.
    [[nodiscard]] bool isPast(TimeMs now) const { return !isLive() && range().to < now; }
    /// Live, but standing still: by the switch, a drag or a pinned tool tip.
    [[nodiscard]] bool isPaused() const { return m_shared->isPaused || m_shared->holds > 0; }
    void setPaused(bool paused);
    /// Stands still while at least one hold is kept; every hold needs its release.
    void hold();
    void release();

    /// The width by which a live range moves.
    void setStep(std::chrono::milliseconds step);
    [[nodiscard]] std::chrono::milliseconds step() const { return m_shared->step; }
    /// Where the charts of this window wait for their turn to refresh.
    [[nodiscard]] TurnQueue &turns() { return m_turns; }
    /// Slides a live range so that it ends with the whole step that contains `now`; does nothing when paused
    /// or fixed.
    void advance(TimeMs now);

    [[nodiscard]] std::optional<TimeMs> cursor() const { return m_shared->cursor; }
    /// @param source  the chart under the pointer: the only one that shows a tool tip
    void setCursor(std::optional<TimeMs> time, const QObject *source);
    [[nodiscard]] const QObject *cursorSource() const { return m_shared->cursorSource; }

Q_SIGNALS:
    void rangeChanged(const qd::console::TimeRange &range);
    void liveChanged();
    void cursorChanged();
    void historyChanged();

private:
    struct Step
    {
        TimeRange range;
        bool isLive = false;
    };
    struct Shared
    {
        TimeRange range;
        QList<Step> history;
        std::chrono::milliseconds step{1000};
        std::chrono::milliseconds liveLength{3'600'000};
        std::optional<TimeMs> cursor;
        const QObject *cursorSource = nullptr;
        bool isLive = false;
        bool isPaused = false;
        int holds = 0; ///< of all members
        QList<QPointer<TimeContext>> members;
    };

    void setRange(const TimeRange &range);
    void stopLive();
    void dropOut();
    void tell(void (TimeContext::*signal)());

    std::shared_ptr<Shared> m_shared; ///< by all contexts that are joined: no window owns the others' time
    int m_holds = 0; ///< of this one
    TurnQueue m_turns;
};

} // namespace qd::console
