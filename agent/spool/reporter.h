// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/event.h"

#include <string>
#include <string_view>

namespace qd::agent {

/// Where spool and uplink tell people what happens. Implemented by the application. Calls must not block and
/// must not call back into the caller: a raised event is queued and reaches the spool on a later turn of the
/// loop.
class Reporter
{
public:
    virtual ~Reporter() = default;

    /// A line for whoever reads this host's log.
    /// @param area  "spool", "uplink", ...; lines of one area and text are rate-limited by the implementation
    virtual void note(EventSeverity severity, std::string_view area, std::string text) = 0;

    /// Something people should see on the console: becomes a HostEvent, and a line of the log too.
    virtual void raise(EventSeverity severity, std::string_view source, std::string message) = 0;
};

} // namespace qd::agent
