// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/series/bytestream.h"

#include <span>
#include <vector>

namespace qd::series {

/// Compresses the numbers of one series, or the times of many, lossless to the bit: decimals become integers
/// where that is exact, common powers of two are shifted out, what remains is bit-packed around a frame of
/// reference with exceptions (PFOR); values that no power of ten makes whole travel as patches or, when they
/// are many, as XOR with their predecessor. The format is docs/protocol/block.md, "Columns". Holds scratch
/// memory: one encoder per thread, reused.
class ColumnEncoder
{
public:
    /// Appends `values`, none of which is treated as absent. Writes nothing for an empty span.
    void encode(std::span<const double> values, ByteWriter &out);

    /// Appends any whole numbers, for example times.
    void encodeIntegers(std::span<const std::int64_t> values, ByteWriter &out);

    /// Appends one column of a mini-chunk: which cells are present, then their values.
    void encodeCells(std::span<const double> cells, ByteWriter &out);

    /// How residuals are to be packed.
    struct PackPlan
    {
        unsigned width = 0;
        std::size_t exceptions = 0;
        std::size_t costBits = 0;
    };

private:
    struct Patch
    {
        std::size_t row;
        double value;
    };

    bool takeWhole(std::span<const double> values);
    bool toIntegers(std::span<const double> values, unsigned &scale);
    void encodeXor(std::span<const double> values, ByteWriter &out);
    void writeIntegers(unsigned scale, ByteWriter &out);
    void takeDeltasOfDeltas();
    void takeSteps(bool isDelta, std::int64_t base);
    void writePacked(const PackPlan &plan, ByteWriter &out);

    std::vector<std::int64_t> m_integers;
    std::vector<std::uint64_t> m_residuals;
    std::vector<std::uint64_t> m_otherResiduals;
    std::vector<Patch> m_patches;
    std::vector<double> m_present;
};

/// The inverse of ColumnEncoder. A span decides how many values are read, so that no field of hostile input
/// decides how much memory is taken. Each function returns false for bytes that no encoder wrote.
class ColumnDecoder
{
public:
    [[nodiscard]] bool decode(ByteReader &in, std::span<double> values);
    [[nodiscard]] bool decodeIntegers(ByteReader &in, std::span<std::int64_t> values);

    /// Fills absent cells with kAbsent.
    [[nodiscard]] bool decodeCells(ByteReader &in, std::span<double> cells);

private:
    bool decodeXor(ByteReader &in, unsigned mode, std::span<double> values);
    bool readIntegers(ByteReader &in, unsigned mode, std::span<std::int64_t> values);
    bool readPacked(ByteReader &in, std::size_t count);

    std::vector<std::int64_t> m_integers;
    std::vector<std::uint64_t> m_residuals;
    std::vector<double> m_present;
};

/// Powers of ten that a double holds exactly and that scaling uses.
inline constexpr double kPowersOfTen[] = {1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
inline constexpr unsigned kMaxScale = 9;

/// Whether value == integer / 10^scale to the bit, and that integer. |integer| stays below 2^53.
[[nodiscard]] bool scaleExactly(double value, unsigned scale, std::int64_t &integer);

} // namespace qd::series
