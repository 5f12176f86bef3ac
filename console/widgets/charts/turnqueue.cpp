// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/charts/turnqueue.h"

#include <algorithm>

namespace qd::console {

TurnQueue::TurnQueue(QObject *parent)
    : QObject(parent)
{
    // Without an interval it comes after what the last turn wanted painted.
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &TurnQueue::takeOne);
}

void TurnQueue::add(QObject *owner, std::function<void()> work)
{
    const auto waiting =
        std::ranges::find(m_waiting, owner, [](const Turn &turn) { return turn.owner.data(); });
    if (waiting != m_waiting.end()) {
        waiting->work = std::move(work);
        return;
    }
    m_waiting.push_back({owner, std::move(work)});
    m_timer.start();
}

void TurnQueue::takeOne()
{
    while (!m_waiting.empty()) {
        const Turn turn = std::move(m_waiting.front());
        m_waiting.pop_front();
        if (turn.owner != nullptr) {
            turn.work();
            break;
        }
    }
    if (m_waiting.empty()) {
        m_timer.stop();
    }
}

void TurnQueue::finish()
{
    while (!m_waiting.empty()) {
        takeOne();
    }
}

} // namespace qd::console
