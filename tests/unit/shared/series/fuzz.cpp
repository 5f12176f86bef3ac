// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/shared/series/fuzz.h"

#include "shared/series/pack.h"
#include "tests/unit/shared/series/blockbuilder.h"

#include <array>
#include <cstdlib>

namespace qd::test {

using namespace qd::series;

void fuzzOne(ByteView bytes)
{
    constexpr BlockLimits kLimits{.maxRows = 1024, .maxColumns = 1024, .maxCells = 100'000};
    if (const auto block = decodeBlock(bytes, kLimits)) {
        const auto again = decodeBlock(encodeBlock(*block), kLimits);
        if (!again || !sameBlock(*again, *block)) {
            std::abort();
        }
        if (!inspectBlock(bytes, kLimits)) {
            std::abort();
        }
    }
    PackDecoder packs;
    const PackTimes threeRows{.times = {1, 2, 3}, .sets = {}};
    (void)packs.decodeTimes(bytes, kLimits);
    (void)packs.decodeSlice(threeRows, 0, bytes);

    ColumnDecoder columns;
    std::array<double, 24> cells{};
    ByteReader asCells(bytes);
    (void)columns.decodeCells(asCells, cells);
    ByteReader asValues(bytes);
    (void)columns.decode(asValues, cells);
}

} // namespace qd::test

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    qd::test::fuzzOne(std::as_bytes(std::span(data, size)));
    return 0;
}
