// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/widgets/charts/timecontext.h"

#include <QObject>
#include <QTimer>

#include <array>
#include <chrono>
#include <functional>

namespace qd::console {

/// Plays the past: moves a range that is over towards now, at a chosen speed, until it arrives there and is
/// live. Works on one time context; windows that share the context share its replay. What is live, paused and
/// past is told at TimeContext. Main thread.
class Replay final : public QObject
{
    Q_OBJECT

public:
    /// Seconds of the past for a second at the screen.
    static constexpr std::array kSpeeds{1, 10, 60, 600};
    static constexpr std::chrono::milliseconds kTick{1'000};
    /// The shortest move: samples are no closer, and every move asks the server for all charts.
    static constexpr std::chrono::milliseconds kLeastMove{10'000};
    /// A move is at least this part of the range: about half a pixel of a chart.
    static constexpr int kMovesOfRange = 720;

    /// Where data end (now, or when last data were true), and whether the server answers.
    struct World
    {
        std::function<TimeMs()> dataNow;
        std::function<bool()> isServerThere;
    };

    Replay(TimeContext &time, World world, QObject *parent = nullptr);

    /// The window shows something that is over.
    [[nodiscard]] bool isPast() const { return m_time.isPast(m_world.dataNow()); }
    [[nodiscard]] bool isPlaying() const { return m_timer.isActive(); }
    /// Ignored while nothing past is shown.
    void setPlaying(bool isPlaying);
    [[nodiscard]] int speed() const { return kSpeeds[m_speed]; }
    /// One of kSpeeds; another number is ignored.
    void setSpeed(int speed);
    /// The next of kSpeeds; stays at the ends.
    void changeSpeed(bool isFaster);
    /// The instant that is being looked at: the end of the range, and what has been played of the next move.
    [[nodiscard]] TimeMs moment() const { return m_time.range().to + m_pending; }
    /// Plays on by so much time at the screen. Stands still while a chart holds the time or the server is
    /// away.
    void play(std::chrono::milliseconds elapsed);
    /// Compares with the clock again: a range that was not over may be by now.
    void check();

Q_SIGNALS:
    /// Past or not, playing, speed or moment.
    void changed();

private:
    void onTimeChanged();

    TimeContext &m_time;
    World m_world;
    QTimer m_timer;
    std::size_t m_speed = 0;
    std::chrono::milliseconds m_pending{0};
    bool m_isMoving = false; ///< the change of the range is our own
    bool m_wasPast = false;
};

} // namespace qd::console
