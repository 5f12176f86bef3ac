// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/series/bitstream.h"
#include "shared/series/columncodec.h"
#include "shared/series/columnformat.h"

namespace qd::series {

using namespace columnformat;

bool ColumnDecoder::decode(ByteReader &in, std::span<double> values)
{
    if (values.empty()) {
        return true;
    }
    const std::uint8_t header = in.u8();
    const unsigned scale = header & 0x0FU;
    const unsigned mode = (header >> 4) & 0x07U;
    if (scale == kScaleXor) {
        return (header & kHasPatches) == 0 && decodeXor(in, mode, values);
    }
    unsigned shift = 0;
    if (scale == kScaleShifted) {
        shift = in.u8();
    }
    if (!in.isOk() || scale > kScaleShifted || shift > 62) {
        return false;
    }
    m_integers.resize(values.size());
    if (!readIntegers(in, mode, m_integers)) {
        return false;
    }
    if (scale == kScaleShifted || scale == 0) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = static_cast<double>(static_cast<std::int64_t>(asUnsigned(m_integers[i]) << shift));
        }
    } else {
        const double power = kPowersOfTen[scale];
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] = static_cast<double>(m_integers[i]) / power;
        }
    }
    if ((header & kHasPatches) != 0) {
        const std::uint64_t count = in.varint();
        std::uint64_t row = 0;
        for (std::uint64_t i = 0; i < count && in.isOk(); ++i) {
            row += in.varint();
            const std::uint64_t bits = in.u64();
            if (row >= values.size()) {
                return false;
            }
            values[row] = std::bit_cast<double>(bits);
        }
    }
    return in.isOk();
}

bool ColumnDecoder::decodeIntegers(ByteReader &in, std::span<std::int64_t> values)
{
    if (values.empty()) {
        return true;
    }
    const std::uint8_t header = in.u8();
    const unsigned scale = header & 0x0FU;
    const unsigned shift = scale == kScaleShifted ? in.u8() : 0U;
    if (!in.isOk() || (scale != 0 && scale != kScaleShifted) || shift > 62 || (header & kHasPatches) != 0
        || !readIntegers(in, (header >> 4) & 0x07U, values)) {
        return false;
    }
    for (std::int64_t &value : values) {
        value = static_cast<std::int64_t>(asUnsigned(value) << shift);
    }
    return true;
}

bool ColumnDecoder::readIntegers(ByteReader &in, unsigned mode, std::span<std::int64_t> values)
{
    const std::uint64_t first = asUnsigned(in.signedVarint());
    values[0] = static_cast<std::int64_t>(first);
    if (mode == Constant) {
        std::fill(values.begin(), values.end(), values[0]);
        return in.isOk();
    }
    const std::uint64_t base =
        mode == FromMinimum || mode == DeltaFromMinimum ? asUnsigned(in.signedVarint()) : 0;
    const std::size_t count = values.size() - 1;
    if (mode > DeltaOfDelta || !readPacked(in, count)) {
        return false;
    }
    const std::uint64_t *residual = m_residuals.data();
    std::int64_t *out = values.data() + 1;
    std::uint64_t sum = first;
    switch (mode) {
    case FromFirst:
        for (std::size_t i = 0; i < count; ++i) {
            out[i] = static_cast<std::int64_t>(first + asUnsigned(unzigzag(residual[i])));
        }
        break;
    case FromMinimum:
        for (std::size_t i = 0; i < count; ++i) {
            out[i] = static_cast<std::int64_t>(base + residual[i]);
        }
        break;
    case Delta:
        for (std::size_t i = 0; i < count; ++i) {
            out[i] = static_cast<std::int64_t>(sum += asUnsigned(unzigzag(residual[i])));
        }
        break;
    case DeltaFromMinimum:
        for (std::size_t i = 0; i < count; ++i) {
            out[i] = static_cast<std::int64_t>(sum += base + residual[i]);
        }
        break;
    default: {
        std::uint64_t delta = 0;
        for (std::size_t i = 0; i < count; ++i) {
            delta += asUnsigned(unzigzag(residual[i]));
            out[i] = static_cast<std::int64_t>(sum += delta);
        }
    }
    }
    return true;
}

bool ColumnDecoder::readPacked(ByteReader &in, std::size_t count)
{
    const std::uint8_t head = in.u8();
    const unsigned width = head & 0x7FU;
    if (width > 64) {
        return false;
    }
    const ByteView packed = in.bytes((count * width + 7) / 8);
    if (!in.isOk()) {
        return false;
    }
    m_residuals.resize(count);
    BitReader bits(packed);
    for (std::size_t i = 0; i < count; ++i) {
        m_residuals[i] = width == 0 ? 0 : bits.get(width);
    }
    if ((head & kHasExceptions) == 0) {
        return true;
    }
    const std::uint64_t exceptions = in.varint();
    std::uint64_t row = 0;
    for (std::uint64_t i = 0; i < exceptions && in.isOk(); ++i) {
        row += in.varint();
        const std::uint64_t high = in.varint();
        if (row >= count || width == 64) {
            return false;
        }
        m_residuals[row] |= high << width;
    }
    return in.isOk();
}

bool ColumnDecoder::decodeXor(ByteReader &in, unsigned mode, std::span<double> values)
{
    std::uint64_t previous = in.u64();
    if (!in.isOk() || mode > 1) {
        return false;
    }
    values[0] = std::bit_cast<double>(previous);
    if (mode == 0) {
        std::fill(values.begin(), values.end(), values[0]);
        return true;
    }
    ByteReader ahead = in;
    BitReader bits(ahead.bytes(ahead.remaining()));
    unsigned leading = 0;
    unsigned width = 0;
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (bits.get(1) != 0) {
            if (bits.get(1) != 0) {
                leading = static_cast<unsigned>(bits.get(5));
                width = static_cast<unsigned>(bits.get(6)) + 1;
            }
            if (width == 0 || leading + width > 64) {
                return false;
            }
            previous ^= bits.get(width) << (64 - leading - width);
        }
        values[i] = std::bit_cast<double>(previous);
    }
    return bits.isOk() && in.bytes(bits.bytesUsed()).size() == bits.bytesUsed();
}

bool ColumnDecoder::decodeCells(ByteReader &in, std::span<double> cells)
{
    const std::uint8_t presence = in.u8();
    if (!in.isOk() || presence > 2) {
        return false;
    }
    if (presence == 0) {
        std::fill(cells.begin(), cells.end(), kAbsent);
        return true;
    }
    if (presence == 1) {
        return decode(in, cells);
    }
    const ByteView mask = in.bytes((cells.size() + 7) / 8);
    if (!in.isOk()) {
        return false;
    }
    const auto isPresent = [mask](std::size_t i) {
        return (std::to_integer<unsigned>(mask[i / 8]) >> (i % 8) & 1U) != 0;
    };
    std::size_t count = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        count += isPresent(i) ? 1 : 0;
    }
    m_present.resize(count);
    if (!decode(in, m_present)) {
        return false;
    }
    std::size_t next = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
        cells[i] = isPresent(i) ? m_present[next++] : kAbsent;
    }
    return true;
}

} // namespace qd::series
