// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/formatter.h"
#include "console/widgets/pages/factlist.h"
#include "shared/model/host.h"

namespace qd::console {

/// Everything that an agent tells about its host (R039-R043), in words and in groups. What the host does not
/// tell reads as an em dash; groups of things that it has none of are left out.
[[nodiscard]] QList<FactList::Group> hostFacts(
    const HostFacts &facts, const Formatter &formatter, TimeMs now);

} // namespace qd::console
