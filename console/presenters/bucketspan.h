// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/state/querysource.h"

#include <QTimeZone>

namespace qd::console {

/// A span in the buckets that the product uses for its length (R249-R257).
struct BucketSpan
{
    QuerySpan span;
    int count = 0; ///< buckets; one point each

    bool operator==(const BucketSpan &) const = default;
};

/// A fixed span is aligned to local midnight and may end up to a bucket later than asked, so that the same
/// bucket holds the same value whatever range it is seen in. A live one slides and keeps its ends.
[[nodiscard]] BucketSpan bucketSpan(const QuerySpan &span, const QTimeZone &zone);

} // namespace qd::console
