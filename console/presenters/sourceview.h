// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/state/querysource.h"
#include "shared/base/error.h"

#include <optional>

namespace qd::console {

/// How a view's data stands, for the page to put into words.
struct SourceView
{
    SourceState state = SourceState::Idle;
    bool hasData = false;
    bool isEmpty = false; ///< answered, but with nothing
    TimeMs lastSuccess{}; ///< epoch if never
    std::optional<Error> error;

    bool operator==(const SourceView &) const = default;
};

} // namespace qd::console
