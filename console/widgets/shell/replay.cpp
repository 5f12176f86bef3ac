// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/replay.h"

#include <algorithm>
#include <utility>

namespace qd::console {

using std::chrono::milliseconds;

Replay::Replay(TimeContext &time, World world, QObject *parent)
    : QObject(parent)
    , m_time(time)
    , m_world(std::move(world))
{
    m_timer.setInterval(kTick);
    connect(&m_timer, &QTimer::timeout, this, [this] { play(kTick); });
    connect(&time, &TimeContext::rangeChanged, this, &Replay::onTimeChanged);
    connect(&time, &TimeContext::liveChanged, this, &Replay::onTimeChanged);
}

void Replay::onTimeChanged()
{
    if (m_isMoving) {
        return;
    }
    m_pending = milliseconds(0);
    if (!isPast()) {
        m_timer.stop();
    }
    m_wasPast = isPast();
    Q_EMIT changed();
}

void Replay::check()
{
    if (isPast() != m_wasPast) {
        onTimeChanged();
    }
}

void Replay::setPlaying(bool isPlaying)
{
    if (isPlaying == this->isPlaying() || (isPlaying && !isPast())) {
        return;
    }
    isPlaying ? m_timer.start() : m_timer.stop();
    Q_EMIT changed();
}

void Replay::setSpeed(int speed)
{
    const auto found = std::ranges::find(kSpeeds, speed);
    if (found != kSpeeds.end()) {
        m_speed = static_cast<std::size_t>(found - kSpeeds.begin());
        Q_EMIT changed();
    }
}

void Replay::changeSpeed(bool isFaster)
{
    const std::size_t next =
        isFaster ? std::min(m_speed + 1, kSpeeds.size() - 1) : m_speed - (m_speed > 0 ? 1 : 0);
    setSpeed(kSpeeds[next]);
}

void Replay::play(milliseconds elapsed)
{
    if (!isPast() || m_time.isPaused() || !m_world.isServerThere()) {
        return;
    }
    m_pending += elapsed * speed();
    const milliseconds length = m_time.range().length();
    const TimeMs now = m_world.dataNow();
    if (moment() >= now) {
        m_timer.stop();
        m_pending = milliseconds(0);
        m_time.setLive(length, now); // tells of itself
        return;
    }
    if (m_pending >= std::max(kLeastMove, length / kMovesOfRange)) {
        m_isMoving = true;
        m_time.moveBy(std::exchange(m_pending, milliseconds(0)));
        m_isMoving = false;
    }
    Q_EMIT changed();
}

} // namespace qd::console
