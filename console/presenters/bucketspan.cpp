// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/bucketspan.h"

#include "console/format/timeaxis.h"

namespace qd::console {

BucketSpan bucketSpan(const QuerySpan &span, const QTimeZone &zone)
{
    const std::chrono::milliseconds length = span.isLive ? span.length : span.end - span.start;
    BucketSpan buckets{span, standardBuckets(std::chrono::duration_cast<std::chrono::seconds>(length))};
    if (!span.isLive) {
        const AlignedWindow window = alignWindow(span.start, span.end, buckets.count, zone);
        buckets.span.start = window.start;
        buckets.span.end = window.end;
    }
    return buckets;
}

} // namespace qd::console
