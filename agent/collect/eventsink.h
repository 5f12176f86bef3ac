// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <cstdint>
#include <string>

namespace qd::agent {

enum class EventLevel : std::uint8_t { Info, Warning, Error };

/// Something happened on this host that people should know; never a sample.
struct Event
{
    TimeMs time;
    EventLevel level = EventLevel::Info;
    std::string source; ///< "collector.disk", "clock"
    std::string message; ///< English, one sentence

    bool operator==(const Event &) const = default;
};

/// Takes events from the collecting thread; must not block.
class EventSink
{
public:
    virtual ~EventSink() = default;
    virtual void raise(Event event) = 0;
};

} // namespace qd::agent
