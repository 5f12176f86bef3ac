// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <cstdint>
#include <string>

namespace qd {

enum class EventSeverity : std::uint8_t { Info, Warning, Error };

/// Something that happened on a host, with a time and words. Never lost, never a sample (R146).
struct HostEvent
{
    std::string id; ///< unique per host, so that a repeat is harmless
    TimeMs time;
    EventSeverity severity = EventSeverity::Info;
    std::string source; ///< "collector.disk", "spool", "clock"
    std::string message; ///< English

    bool operator==(const HostEvent &) const = default;
};

} // namespace qd
