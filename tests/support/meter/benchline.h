// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace qd::test {

/// What a figure has to reach, and whether less or more of it is better. Made by atMost() and atLeast();
/// without a target a figure only stands beside others.
struct BenchTarget
{
    enum class Kind : char { None, AtMost, AtLeast };
    Kind kind = Kind::None;
    double bound = 0.0; ///< in the unit of the figure
};

[[nodiscard]] constexpr BenchTarget atMost(double bound)
{
    return {BenchTarget::Kind::AtMost, bound};
}

[[nodiscard]] constexpr BenchTarget atLeast(double bound)
{
    return {BenchTarget::Kind::AtLeast, bound};
}

/// Prints one line of ./check --bench: BENCH name value unit target. The target is <=BOUND, >=BOUND or -, so
/// that a reader knows in which direction a figure is good.
void printBench(const char *name, double value, const char *unit, BenchTarget target = {});

} // namespace qd::test
