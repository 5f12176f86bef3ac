// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/series/columncodec.h"

#include "shared/series/bitstream.h"
#include "shared/series/columnformat.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace qd::series {

using namespace columnformat;

namespace {

constexpr double kMaxWhole = 9007199254740992.0; // 2^53

/// a - b modulo 2^64: times may lie anywhere in 64 bits, and the decoder adds modulo 2^64 as well.
constexpr std::int64_t wrappingMinus(std::int64_t a, std::int64_t b)
{
    return static_cast<std::int64_t>(asUnsigned(a) - asUnsigned(b));
}

/// The width that costs least when wider numbers go to the exception list.
ColumnEncoder::PackPlan planPacking(std::span<const std::uint64_t> residuals)
{
    std::array<std::uint32_t, 65> histogram{};
    std::uint64_t ored = 0;
    for (const std::uint64_t residual : residuals) {
        ored |= residual;
        ++histogram[static_cast<unsigned>(std::bit_width(residual))];
    }
    const auto widest = static_cast<unsigned>(std::bit_width(ored));
    ColumnEncoder::PackPlan best{widest, 0, residuals.size() * widest};
    std::size_t exceptions = 0;
    for (unsigned width = widest; width-- > 0;) {
        exceptions += histogram[width + 1];
        const std::size_t exceptionBits = exceptions * (8 + 8 * ((widest - width + 6) / 7));
        if (exceptionBits >= best.costBits) {
            break; // and the narrower the width, the more they cost
        }
        const std::size_t cost = residuals.size() * width + exceptionBits;
        if (cost < best.costBits) {
            best = {width, exceptions, cost};
        }
    }
    return best;
}

struct Spread
{
    std::size_t fromFirst = 0; ///< summed bit widths of the zigzag residuals of each mode
    std::size_t delta = 0;
    std::size_t deltaOfDelta = 0;
    std::int64_t minimum = 0;
    std::int64_t maximum = 0;
    std::int64_t minimumDelta = 0;
    std::int64_t maximumDelta = 0;
};

Spread measure(std::span<const std::int64_t> values)
{
    Spread spread;
    const std::int64_t first = values[0];
    spread.minimum = spread.maximum = values[1];
    spread.minimumDelta = spread.maximumDelta = wrappingMinus(values[1], first);
    std::int64_t previousDelta = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        const std::int64_t delta = wrappingMinus(values[i], values[i - 1]);
        spread.minimum = std::min(spread.minimum, values[i]);
        spread.maximum = std::max(spread.maximum, values[i]);
        spread.minimumDelta = std::min(spread.minimumDelta, delta);
        spread.maximumDelta = std::max(spread.maximumDelta, delta);
        spread.fromFirst += static_cast<unsigned>(std::bit_width(zigzag(wrappingMinus(values[i], first))));
        spread.delta += static_cast<unsigned>(std::bit_width(zigzag(delta)));
        spread.deltaOfDelta +=
            static_cast<unsigned>(std::bit_width(zigzag(wrappingMinus(delta, previousDelta))));
        previousDelta = delta;
    }
    return spread;
}

/// The cheapest family: FromFirst, Delta or DeltaOfDelta. Which of a family's two frames is better is
/// measured.
Mode chooseFamily(const Spread &spread, std::size_t count)
{
    const auto range = [count](std::int64_t low, std::int64_t high) {
        return count * static_cast<unsigned>(std::bit_width(asUnsigned(wrappingMinus(high, low))));
    };
    const std::size_t offset = std::min(spread.fromFirst, range(spread.minimum, spread.maximum));
    const std::size_t delta = std::min(spread.delta, range(spread.minimumDelta, spread.maximumDelta));
    if (offset <= delta && offset <= spread.deltaOfDelta) {
        return FromFirst;
    }
    return delta <= spread.deltaOfDelta ? Delta : DeltaOfDelta;
}

} // namespace

bool scaleExactly(double value, unsigned scale, std::int64_t &integer)
{
    const double power = kPowersOfTen[scale];
    const double scaled = value * power;
    if (!(std::fabs(scaled) < kMaxWhole)) { // also false for NaN
        return false;
    }
    // To the nearest by hand: llrint() is a call. A tie may go either way, what does not fit is tried no
    // further.
    integer = static_cast<std::int64_t>(scale == 0 ? scaled : scaled + std::copysign(0.5, scaled));
    return asBits(static_cast<double>(integer) / power) == asBits(value);
}

void ColumnEncoder::encode(std::span<const double> values, ByteWriter &out)
{
    if (values.empty()) {
        return;
    }
    if (std::all_of(values.begin(), values.end(), [&](double v) { return asBits(v) == asBits(values[0]); })) {
        values = values.first(1); // a constant column reads the same however long it is
    }
    unsigned scale = 0;
    if (!toIntegers(values, scale)) {
        encodeXor(values, out);
        return;
    }
    writeIntegers(scale, out);
    if (!m_patches.empty()) {
        out.varint(m_patches.size());
        std::size_t previous = 0;
        for (const Patch &patch : m_patches) {
            out.varint(patch.row - previous);
            out.u64(asBits(patch.value));
            previous = patch.row;
        }
    }
}

void ColumnEncoder::encodeIntegers(std::span<const std::int64_t> values, ByteWriter &out)
{
    if (values.empty()) {
        return;
    }
    m_integers.assign(values.begin(), values.end());
    m_patches.clear();
    writeIntegers(0, out);
}

/// The usual case: every value is a whole number. A division per value is what this spares.
bool ColumnEncoder::takeWhole(std::span<const double> values)
{
    m_integers.resize(values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!(std::fabs(values[i]) < kMaxWhole)) {
            return false;
        }
        m_integers[i] = static_cast<std::int64_t>(values[i]);
        if (asBits(static_cast<double>(m_integers[i])) != asBits(values[i])) {
            return false;
        }
    }
    return true;
}

bool ColumnEncoder::toIntegers(std::span<const double> values, unsigned &scale)
{
    const std::size_t maxPatches = values.size() / 8 + (values.size() > 4 ? 1 : 0);
    m_patches.clear();
    if (takeWhole(values)) {
        return true;
    }
    std::int64_t previous = 0;
    double widest = 0.0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double value = values[i];
        unsigned candidate = scale;
        std::int64_t integer = 0;
        while (candidate <= kMaxScale && !scaleExactly(value, candidate, integer)) {
            ++candidate;
        }
        const double growth = candidate <= kMaxScale ? kPowersOfTen[candidate - scale] : 0.0;
        if (candidate > kMaxScale || widest * growth >= kMaxWhole) {
            if (m_patches.size() == maxPatches) {
                return false;
            }
            m_patches.push_back({i, value});
            m_integers[i] = previous;
            continue;
        }
        if (candidate != scale) {
            // The integers so far times a power of ten stand for the same doubles: the quotient is the same
            // number.
            for (std::size_t j = 0; j < i; ++j) {
                m_integers[j] *= static_cast<std::int64_t>(growth);
            }
            widest *= growth;
            scale = candidate;
        }
        m_integers[i] = previous = integer;
        widest = std::max(widest, std::fabs(static_cast<double>(integer)));
    }
    if (!m_patches.empty() && m_patches.front().row == 0 && m_patches.size() < values.size()) {
        // Leading patches copied a zero that is nobody's neighbour; the first real value costs nothing
        // instead.
        std::size_t row = 0;
        while (row < m_patches.size() && m_patches[row].row == row) {
            ++row;
        }
        std::fill_n(m_integers.begin(), row, m_integers[row]);
    }
    return true;
}

void ColumnEncoder::takeDeltasOfDeltas()
{
    std::int64_t previousDelta = 0;
    for (std::size_t i = 0; i < m_residuals.size(); ++i) {
        const std::int64_t delta = wrappingMinus(m_integers[i + 1], m_integers[i]);
        m_residuals[i] = zigzag(wrappingMinus(delta, previousDelta));
        previousDelta = delta;
    }
}

/// Both frames of Delta or FromFirst: zigzag into the residuals, above `base` into the other ones.
void ColumnEncoder::takeSteps(bool isDelta, std::int64_t base)
{
    m_otherResiduals.resize(m_residuals.size());
    for (std::size_t i = 0; i < m_residuals.size(); ++i) {
        const std::int64_t step = wrappingMinus(m_integers[i + 1], isDelta ? m_integers[i] : m_integers[0]);
        m_residuals[i] = zigzag(step);
        m_otherResiduals[i] = asUnsigned(wrappingMinus(isDelta ? step : m_integers[i + 1], base));
    }
}

void ColumnEncoder::writeIntegers(unsigned scale, ByteWriter &out)
{
    const std::uint8_t patches = m_patches.empty() ? std::uint8_t{0} : kHasPatches;
    std::uint64_t ored = 0;
    for (const std::int64_t value : m_integers) {
        ored |= asUnsigned(value);
    }
    // Below 2^3 the extra byte costs more than the bits it spares.
    const unsigned shift = scale == 0 && ored != 0 ? static_cast<unsigned>(std::countr_zero(ored)) : 0;
    const bool isShifted = shift >= 3;
    if (isShifted) {
        for (std::int64_t &value : m_integers) {
            value >>= shift;
        }
        scale = kScaleShifted;
    }
    const auto header = [&](Mode mode) {
        out.u8(static_cast<std::uint8_t>(scale | (static_cast<unsigned>(mode) << 4) | patches));
        if (isShifted) {
            out.u8(static_cast<std::uint8_t>(shift));
        }
        out.signedVarint(m_integers[0]);
    };

    const std::span<const std::int64_t> values{m_integers};
    const std::size_t count = values.size() - 1;
    if (std::all_of(values.begin(), values.end(), [&](std::int64_t v) { return v == values[0]; })) {
        header(Constant);
        return;
    }
    const Spread spread = measure(values);
    const Mode family = chooseFamily(spread, count);
    m_residuals.resize(count);
    if (family == DeltaOfDelta) {
        takeDeltasOfDeltas();
        header(DeltaOfDelta);
        writePacked(planPacking(m_residuals), out);
        return;
    }
    const bool isDelta = family == Delta;
    const std::int64_t base = isDelta ? spread.minimumDelta : spread.minimum;
    takeSteps(isDelta, base);
    const std::size_t baseBits = static_cast<std::size_t>(std::bit_width(zigzag(base)) + 6) / 7 * 8;
    const PackPlan plan = planPacking(m_residuals);
    const PackPlan otherPlan = planPacking(m_otherResiduals);
    if (otherPlan.costBits + baseBits < plan.costBits) {
        header(isDelta ? DeltaFromMinimum : FromMinimum);
        out.signedVarint(base);
        m_residuals.swap(m_otherResiduals);
        writePacked(otherPlan, out);
    } else {
        header(family);
        writePacked(plan, out);
    }
}

void ColumnEncoder::writePacked(const PackPlan &plan, ByteWriter &out)
{
    out.u8(static_cast<std::uint8_t>(plan.width | (plan.exceptions != 0 ? kHasExceptions : 0U)));
    const std::uint64_t mask = plan.width == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << plan.width) - 1;
    if (plan.width > 0) {
        BitWriter bits(out);
        for (const std::uint64_t residual : m_residuals) {
            bits.put(residual & mask, plan.width);
        }
        bits.finish();
    }
    if (plan.exceptions == 0) {
        return;
    }
    out.varint(plan.exceptions);
    std::size_t previous = 0;
    for (std::size_t i = 0; i < m_residuals.size(); ++i) {
        if (const std::uint64_t high = m_residuals[i] >> plan.width; high != 0) {
            out.varint(i - previous);
            out.varint(high);
            previous = i;
        }
    }
}

void ColumnEncoder::encodeXor(std::span<const double> values, ByteWriter &out)
{
    const bool isConstant =
        std::all_of(values.begin(), values.end(), [&](double v) { return asBits(v) == asBits(values[0]); });
    out.u8(static_cast<std::uint8_t>(kScaleXor | (isConstant ? 0U : 1U << 4)));
    out.u64(asBits(values[0]));
    if (isConstant) {
        return;
    }
    BitWriter bits(out);
    unsigned leading = 64; // no window yet
    unsigned width = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        const std::uint64_t changed = asBits(values[i]) ^ asBits(values[i - 1]);
        if (changed == 0) {
            bits.put(0, 1);
            continue;
        }
        const auto zerosBefore = std::min(static_cast<unsigned>(std::countl_zero(changed)), 31U);
        const auto zerosAfter = static_cast<unsigned>(std::countr_zero(changed));
        if (leading < 64 && zerosBefore >= leading && zerosAfter >= 64 - leading - width) {
            bits.put(0b01, 2);
        } else {
            leading = zerosBefore;
            width = 64 - zerosBefore - zerosAfter;
            bits.put(0b11, 2);
            bits.put(leading, 5);
            bits.put(width - 1, 6);
        }
        bits.put(changed >> (64 - leading - width), width);
    }
    bits.finish();
}

void ColumnEncoder::encodeCells(std::span<const double> cells, ByteWriter &out)
{
    const auto absent = std::count_if(cells.begin(), cells.end(), isAbsent);
    if (absent == 0) {
        out.u8(1);
        encode(cells, out);
        return;
    }
    if (absent == std::ssize(cells)) {
        out.u8(0);
        return;
    }
    out.u8(2);
    BitWriter bits(out);
    m_present.clear();
    for (const double cell : cells) {
        bits.put(isAbsent(cell) ? 0 : 1, 1);
        if (!isAbsent(cell)) {
            m_present.push_back(cell);
        }
    }
    bits.finish();
    encode(m_present, out);
}

} // namespace qd::series
