// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/workerpool.h"
#include "shared/base/clock.h"

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace qd::agent {

/// One repeated piece of blocking work and its newest result. Never more than one run at a time, so that
/// something that hangs takes one thread and not one more at each turn. Used on the collecting thread.
template <typename Value>
class BackgroundTask
{
public:
    using Work = std::function<Value(const std::stop_token &)>;

    /// Starts a run unless one is under way. A result that nobody took is forgotten: it would be too old.
    /// @return false if the pool refused it
    bool start(WorkerPool &pool, Work work, std::chrono::milliseconds timeout, SteadyMs now)
    {
        const std::lock_guard lock(m_slot->mutex);
        if (m_slot->isRunning) {
            return true;
        }
        const bool isAccepted = pool.submit(
            [slot = m_slot, task = std::move(work)](const std::stop_token &stop) {
                const Ending ending{*slot};
                Value value = task(stop);
                const std::lock_guard inner(slot->mutex);
                slot->value = std::move(value);
            },
            timeout);
        m_slot->value.reset();
        m_slot->isRunning = isAccepted;
        m_timeout = timeout;
        m_startedAt = now;
        return isAccepted;
    }

    /// As if a run had ended with this value, for work that turned out to need no thread.
    void finish(Value value)
    {
        const std::lock_guard lock(m_slot->mutex);
        m_slot->value = std::move(value);
    }

    /// The result that came since the last call.
    [[nodiscard]] std::optional<Value> take()
    {
        const std::lock_guard lock(m_slot->mutex);
        return std::exchange(m_slot->value, std::nullopt);
    }

    [[nodiscard]] bool isRunning() const
    {
        const std::lock_guard lock(m_slot->mutex);
        return m_slot->isRunning;
    }

    /// Running for longer than it was given.
    [[nodiscard]] bool isOverdue(SteadyMs now) const { return isRunning() && now - m_startedAt > m_timeout; }

private:
    struct Slot
    {
        std::mutex mutex;
        std::optional<Value> value;
        bool isRunning = false;
    };

    /// Marks the run as over, also when the work throws.
    struct Ending
    {
        Slot &slot;
        ~Ending()
        {
            const std::lock_guard lock(slot.mutex);
            slot.isRunning = false;
        }
    };

    std::shared_ptr<Slot> m_slot = std::make_shared<Slot>(); ///< shared with the run, which may outlive this
    std::chrono::milliseconds m_timeout{0};
    SteadyMs m_startedAt;
};

} // namespace qd::agent
