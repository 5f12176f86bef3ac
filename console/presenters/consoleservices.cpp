// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/consoleservices.h"

#include "console/state/connectionstate.h"
#include "console/state/treestate.h"

namespace qd::console {

bool ConsoleServices::isTreeSure() const
{
    return connection.isLive() && tree.isComplete();
}

} // namespace qd::console
