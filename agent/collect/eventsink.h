// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/event.h"

namespace qd::agent {

/// Takes events from the collecting thread; must not block.
class EventSink
{
public:
    virtual ~EventSink() = default;

    /// @param event  without id: its receiver gives it one
    virtual void raise(HostEvent event) = 0;
};

} // namespace qd::agent
