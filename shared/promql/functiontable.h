// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/promql/value.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace qd::promql {

enum class FunctionId : std::uint8_t {
    Abs,
    Absent,
    AbsentOverTime,
    Acos,
    Acosh,
    Asin,
    Asinh,
    Atan,
    Atanh,
    AvgOverTime,
    Ceil,
    Changes,
    Clamp,
    ClampMax,
    ClampMin,
    Cos,
    Cosh,
    CountOverTime,
    DayOfMonth,
    DayOfWeek,
    DayOfYear,
    DaysInMonth,
    Deg,
    Delta,
    Deriv,
    Exp,
    Floor,
    HistogramCount,
    HistogramFraction,
    HistogramQuantile,
    HistogramSum,
    HoltWinters,
    Hour,
    Idelta,
    Increase,
    Irate,
    LabelJoin,
    LabelReplace,
    LastOverTime,
    Ln,
    Log10,
    Log2,
    MaxOverTime,
    MinOverTime,
    Minute,
    Month,
    Pi,
    PredictLinear,
    PresentOverTime,
    QuantileOverTime,
    Rad,
    Rate,
    Resets,
    Round,
    Scalar,
    Sgn,
    Sin,
    Sinh,
    Sort,
    SortDesc,
    Sqrt,
    StddevOverTime,
    StdvarOverTime,
    SumOverTime,
    Tan,
    Tanh,
    Time,
    Timestamp,
    Vector,
    Year,
};

/// A function as the parser checks it and an editor completes it.
struct FunctionInfo
{
    static constexpr int kAnyNumber = -1;

    FunctionId id;
    std::string_view name;
    std::span<const ValueType> parameters;
    int optional; ///< how many of the last parameters may be left out; kAnyNumber: the last may also be
                  ///< repeated
    ValueType result;
    std::string_view summary; ///< one English line
};

/// All functions, ascending by name.
[[nodiscard]] std::span<const FunctionInfo> functions();

/// Null if there is no function of that name (names are case sensitive).
[[nodiscard]] const FunctionInfo *findFunction(std::string_view name);

/// The other words of the language, for completion and colouring: aggregations, modifiers, operators;
/// ascending.
[[nodiscard]] std::span<const std::string_view> keywords();

/// "round(instant vector, [scalar]) -> instant vector", for a tooltip.
[[nodiscard]] std::string signature(const FunctionInfo &function);

} // namespace qd::promql
