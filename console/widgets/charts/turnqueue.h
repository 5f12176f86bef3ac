// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <deque>
#include <functional>

namespace qd::console {

/// Lets the charts of a window refresh one after the other, each in a turn of the event loop of its own with
/// its painting: twelve at once would hold up the pointer for longer than a frame. One per window, main
/// thread.
class TurnQueue final : public QObject
{
    Q_OBJECT

public:
    explicit TurnQueue(QObject *parent = nullptr);

    /// Work for a later turn; takes the place of what the same owner still waits with. An owner that goes
    /// takes its work along. As long as there are owners the queue is, so that it needs no other bound.
    void add(QObject *owner, std::function<void()> work);
    [[nodiscard]] bool isEmpty() const { return m_waiting.empty(); }
    /// Everything that waits, now: before a picture is taken.
    void finish();

private:
    struct Turn
    {
        QPointer<QObject> owner;
        std::function<void()> work;
    };

    void takeOne();

    std::deque<Turn> m_waiting;
    QTimer m_timer;
};

} // namespace qd::console
