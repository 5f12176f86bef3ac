// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/series/pointcodec.h"

#include "shared/series/columncodec.h"

#include <array>
#include <functional>

namespace qd::series {
namespace {

// Kinds 0-9: decimal exponent. 10-13: whole multiples of disk sectors, KiB, pages and MiB. Then zero and raw
// bits.
constexpr unsigned kFirstShift = 10;
constexpr std::array<unsigned, 4> kShifts{9, 10, 12, 20};
constexpr unsigned kZero = 14;
constexpr unsigned kRaw = 15;

constexpr std::array<unsigned, kZero> kShiftOfKind{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 10, 12, 20};
constexpr std::array<double, kZero> kPowerOfKind{
    1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1.0, 1.0, 1.0, 1.0};

unsigned classify(double value, std::int64_t &integer)
{
    if (std::bit_cast<std::uint64_t>(value) == 0) {
        return kZero;
    }
    for (unsigned scale = 0; scale <= kMaxScale; ++scale) {
        if (!scaleExactly(value, scale, integer)) {
            continue;
        }
        if (scale == 0) {
            const auto zeros = static_cast<unsigned>(std::countr_zero(static_cast<std::uint64_t>(integer)));
            for (unsigned i = kShifts.size(); i-- > 0;) {
                if (zeros >= kShifts[i]) {
                    integer >>= kShifts[i];
                    return kFirstShift + i;
                }
            }
        }
        return scale;
    }
    return kRaw;
}

template <typename Item, typename Projection>
void encodeEach(std::span<const Item> items, Projection valueOf, ByteWriter &out)
{
    const std::size_t kindBytes = (items.size() + 1) / 2;
    const std::size_t kindsAt = out.size();
    std::vector<std::byte> kinds(kindBytes);
    out.bytes(kinds);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const double value = std::invoke(valueOf, items[i]);
        std::int64_t integer = 0;
        const unsigned kind = classify(value, integer);
        kinds[i / 2] |= static_cast<std::byte>(kind << (i % 2 * 4));
        if (kind == kRaw) {
            out.u64(std::bit_cast<std::uint64_t>(value));
        } else if (kind != kZero) {
            out.signedVarint(integer);
        }
    }
    out.overwrite(kindsAt, kinds);
}

} // namespace

void encodePoints(std::span<const double> values, ByteWriter &out)
{
    encodeEach(values, std::identity{}, out);
}

void encodePoints(std::span<const Point> points, ByteWriter &out)
{
    encodeEach(points, &Point::value, out);
}

bool decodePoints(ByteReader &in, std::span<double> values)
{
    const ByteView kinds = in.bytes((values.size() + 1) / 2);
    if (!in.isOk()) {
        return false;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const unsigned kind = std::to_integer<unsigned>(kinds[i / 2]) >> (i % 2 * 4) & 0x0FU;
        if (kind < kZero) {
            // One way for all scales: which of them comes next is nothing that a branch predictor could
            // learn.
            const auto integer = static_cast<std::uint64_t>(in.signedVarint()) << kShiftOfKind[kind];
            values[i] = static_cast<double>(static_cast<std::int64_t>(integer)) / kPowerOfKind[kind];
        } else {
            values[i] = kind == kZero ? 0.0 : std::bit_cast<double>(in.u64());
        }
    }
    return in.isOk();
}

} // namespace qd::series
