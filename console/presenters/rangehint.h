// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/state/querysource.h"

#include <optional>

namespace qd::console {

/// What a page offers when most of the time that it shows holds nothing: a shorter range for what began
/// lately, the time before for what fell silent.
struct RangeHint
{
    enum class Kind { None, BeginsLate, Silent };
    Kind kind = Kind::None;
    TimeMs at{}; ///< of the first sample, or of the last one
    QuerySpan offer{};

    bool operator==(const RangeHint &) const = default;
};

/// @param span         what is shown; a fixed one was chosen by a person and needs no advice
/// @param now          where a live span ends
/// @param first        the oldest sample in the span
/// @param silentSince  the newest sample of what sends nothing any more; empty while it sends
[[nodiscard]] RangeHint rangeHint(const QuerySpan &span, TimeMs now, const std::optional<TimeMs> &first,
    const std::optional<TimeMs> &silentSince);

} // namespace qd::console
