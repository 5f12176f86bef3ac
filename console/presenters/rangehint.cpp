// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/rangehint.h"

#include <algorithm>
#include <array>

namespace qd::console {

using namespace std::chrono_literals;

namespace {

/// Ranges of the time picker that are worth offering.
constexpr std::array<std::chrono::milliseconds, 7> kOffers{5min, 15min, 30min, 1h, 3h, 6h, 24h};

} // namespace

RangeHint rangeHint(const QuerySpan &span, TimeMs now, const std::optional<TimeMs> &first,
    const std::optional<TimeMs> &silentSince)
{
    if (!span.isLive) {
        return {};
    }
    const TimeMs start = now - span.length;
    if (silentSince && *silentSince < start + span.length / 10) {
        // A little of the silence stays in view, or the end of the data would look like the edge.
        const TimeMs end = *silentSince + span.length / 20;
        return {RangeHint::Kind::Silent, *silentSince, {false, span.length, end - span.length, end}};
    }
    if (!first || silentSince || *first <= start + span.length / 2) {
        return {};
    }
    const std::chrono::milliseconds known = now - *first;
    const auto offer = std::ranges::find_if(kOffers, [&](auto length) { return length >= known; });
    if (offer == kOffers.end() || *offer >= span.length) {
        return {};
    }
    return {RangeHint::Kind::BeginsLate, *first, {true, *offer, {}, {}}};
}

} // namespace qd::console
