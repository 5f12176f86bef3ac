// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/functiontable.h"

#include <algorithm>
#include <array>

namespace qd::promql {

namespace {

using enum ValueType;
using Id = FunctionId;

constexpr std::array kVector{Vector};
constexpr std::array kMatrix{Matrix};
constexpr std::array kVectorScalarScalar{Vector, Scalar, Scalar};
constexpr std::array kVectorScalar{Vector, Scalar};
constexpr std::array kScalarScalarVector{Scalar, Scalar, Vector};
constexpr std::array kScalarVector{Scalar, Vector};
constexpr std::array kMatrixScalarScalar{Matrix, Scalar, Scalar};
constexpr std::array kVectorStringStringString{Vector, String, String, String};
constexpr std::array kVectorStringStringStringString{Vector, String, String, String, String};
constexpr std::span<const ValueType> kNothing{};
constexpr std::array kMatrixScalar{Matrix, Scalar};
constexpr std::array kScalarMatrix{Scalar, Matrix};
constexpr std::array kScalar{Scalar};

constexpr std::array<FunctionInfo, 70> kFunctions{{
    {Id::Abs, "abs", kVector, 0, Vector, "Absolute value of each sample"},
    {Id::Absent, "absent", kVector, 0, Vector, "1 if the vector is empty, nothing otherwise"},
    {Id::AbsentOverTime, "absent_over_time", kMatrix, 0, Vector,
        "1 if no series has a sample in the range, nothing otherwise"},
    {Id::Acos, "acos", kVector, 0, Vector, "Arc cosine in radians"},
    {Id::Acosh, "acosh", kVector, 0, Vector, "Inverse hyperbolic cosine"},
    {Id::Asin, "asin", kVector, 0, Vector, "Arc sine in radians"},
    {Id::Asinh, "asinh", kVector, 0, Vector, "Inverse hyperbolic sine"},
    {Id::Atan, "atan", kVector, 0, Vector, "Arc tangent in radians"},
    {Id::Atanh, "atanh", kVector, 0, Vector, "Inverse hyperbolic tangent"},
    {Id::AvgOverTime, "avg_over_time", kMatrix, 0, Vector, "Mean of the samples in the range"},
    {Id::Ceil, "ceil", kVector, 0, Vector, "Rounds up to the next integer"},
    {Id::Changes, "changes", kMatrix, 0, Vector, "How often the value changed in the range"},
    {Id::Clamp, "clamp", kVectorScalarScalar, 0, Vector, "Limits values to a minimum and a maximum"},
    {Id::ClampMax, "clamp_max", kVectorScalar, 0, Vector, "Limits values to a maximum"},
    {Id::ClampMin, "clamp_min", kVectorScalar, 0, Vector, "Limits values to a minimum"},
    {Id::Cos, "cos", kVector, 0, Vector, "Cosine of radians"},
    {Id::Cosh, "cosh", kVector, 0, Vector, "Hyperbolic cosine"},
    {Id::CountOverTime, "count_over_time", kMatrix, 0, Vector, "Number of samples in the range"},
    {Id::DayOfMonth, "day_of_month", kVector, 1, Vector, "Day of the month in UTC, 1 to 31"},
    {Id::DayOfWeek, "day_of_week", kVector, 1, Vector, "Day of the week in UTC, 0 is Sunday"},
    {Id::DayOfYear, "day_of_year", kVector, 1, Vector, "Day of the year in UTC, 1 to 366"},
    {Id::DaysInMonth, "days_in_month", kVector, 1, Vector, "Number of days of the month in UTC"},
    {Id::Deg, "deg", kVector, 0, Vector, "Radians to degrees"},
    {Id::Delta, "delta", kMatrix, 0, Vector,
        "Difference over the range of a gauge, extrapolated to its ends"},
    {Id::Deriv, "deriv", kMatrix, 0, Vector, "Slope per second of a gauge by linear regression"},
    {Id::Exp, "exp", kVector, 0, Vector, "e to the power of each sample"},
    {Id::Floor, "floor", kVector, 0, Vector, "Rounds down to the next integer"},
    {Id::HistogramCount, "histogram_count", kVector, 0, Vector,
        "Count of native histograms; other samples are left out"},
    {Id::HistogramFraction, "histogram_fraction", kScalarScalarVector, 0, Vector,
        "Fraction of native histograms between two bounds; other samples are left out"},
    {Id::HistogramQuantile, "histogram_quantile", kScalarVector, 0, Vector,
        "Quantile of the buckets told apart by the label le"},
    {Id::HistogramSum, "histogram_sum", kVector, 0, Vector,
        "Sum of native histograms; other samples are left out"},
    {Id::HoltWinters, "holt_winters", kMatrixScalarScalar, 0, Vector,
        "Smoothed value by double exponential smoothing"},
    {Id::Hour, "hour", kVector, 1, Vector, "Hour of the day in UTC, 0 to 23"},
    {Id::Idelta, "idelta", kMatrix, 0, Vector, "Difference of the last two samples"},
    {Id::Increase, "increase", kMatrix, 0, Vector,
        "Growth of a counter over the range, resets accounted for"},
    {Id::Irate, "irate", kMatrix, 0, Vector, "Growth per second of a counter by its last two samples"},
    {Id::LabelJoin, "label_join", kVectorStringStringString, FunctionInfo::kAnyNumber, Vector,
        "Joins the values of labels into another label"},
    {Id::LabelReplace, "label_replace", kVectorStringStringStringString, 0, Vector,
        "Sets a label from another by a regular expression"},
    {Id::LastOverTime, "last_over_time", kMatrix, 0, Vector, "Newest sample in the range"},
    {Id::Ln, "ln", kVector, 0, Vector, "Natural logarithm"},
    {Id::Log10, "log10", kVector, 0, Vector, "Decimal logarithm"},
    {Id::Log2, "log2", kVector, 0, Vector, "Binary logarithm"},
    {Id::MaxOverTime, "max_over_time", kMatrix, 0, Vector, "Largest sample in the range"},
    {Id::MinOverTime, "min_over_time", kMatrix, 0, Vector, "Smallest sample in the range"},
    {Id::Minute, "minute", kVector, 1, Vector, "Minute of the hour in UTC, 0 to 59"},
    {Id::Month, "month", kVector, 1, Vector, "Month of the year in UTC, 1 to 12"},
    {Id::Pi, "pi", kNothing, 0, Scalar, "The number pi"},
    {Id::PredictLinear, "predict_linear", kMatrixScalar, 0, Vector,
        "Value some seconds from now by linear regression"},
    {Id::PresentOverTime, "present_over_time", kMatrix, 0, Vector,
        "1 for each series with a sample in the range"},
    {Id::QuantileOverTime, "quantile_over_time", kScalarMatrix, 0, Vector,
        "Quantile of the samples in the range"},
    {Id::Rad, "rad", kVector, 0, Vector, "Degrees to radians"},
    {Id::Rate, "rate", kMatrix, 0, Vector,
        "Growth per second of a counter over the range, resets accounted for"},
    {Id::Resets, "resets", kMatrix, 0, Vector, "How often a counter was reset in the range"},
    {Id::Round, "round", kVectorScalar, 1, Vector, "Rounds to the nearest integer or multiple"},
    {Id::Scalar, "scalar", kVector, 0, Scalar, "The sample of a vector of one element, NaN otherwise"},
    {Id::Sgn, "sgn", kVector, 0, Vector, "Sign of each sample: 1, 0 or -1"},
    {Id::Sin, "sin", kVector, 0, Vector, "Sine of radians"},
    {Id::Sinh, "sinh", kVector, 0, Vector, "Hyperbolic sine"},
    {Id::Sort, "sort", kVector, 0, Vector, "Elements in ascending order of value"},
    {Id::SortDesc, "sort_desc", kVector, 0, Vector, "Elements in descending order of value"},
    {Id::Sqrt, "sqrt", kVector, 0, Vector, "Square root"},
    {Id::StddevOverTime, "stddev_over_time", kMatrix, 0, Vector,
        "Population standard deviation of the samples in the range"},
    {Id::StdvarOverTime, "stdvar_over_time", kMatrix, 0, Vector,
        "Population variance of the samples in the range"},
    {Id::SumOverTime, "sum_over_time", kMatrix, 0, Vector, "Sum of the samples in the range"},
    {Id::Tan, "tan", kVector, 0, Vector, "Tangent of radians"},
    {Id::Tanh, "tanh", kVector, 0, Vector, "Hyperbolic tangent"},
    {Id::Time, "time", kNothing, 0, Scalar, "Time of evaluation in seconds since 1970"},
    {Id::Timestamp, "timestamp", kVector, 0, Vector, "Time of each sample in seconds since 1970"},
    {Id::Vector, "vector", kScalar, 0, Vector, "A vector of one element without labels"},
    {Id::Year, "year", kVector, 1, Vector, "Year in UTC"},
}};

constexpr std::array<std::string_view, 26> kKeywords{
    "and",
    "atan2",
    "avg",
    "bool",
    "bottomk",
    "by",
    "count",
    "count_values",
    "end",
    "group",
    "group_left",
    "group_right",
    "ignoring",
    "max",
    "min",
    "offset",
    "on",
    "or",
    "quantile",
    "start",
    "stddev",
    "stdvar",
    "sum",
    "topk",
    "unless",
    "without",
};

static_assert(
    std::ranges::is_sorted(kFunctions, {}, &FunctionInfo::name), "findFunction() searches by halves");

} // namespace

std::span<const FunctionInfo> functions()
{
    return kFunctions;
}

const FunctionInfo *findFunction(std::string_view name)
{
    const auto *const found = std::ranges::lower_bound(kFunctions, name, {}, &FunctionInfo::name);
    return found != kFunctions.end() && found->name == name ? found : nullptr;
}

std::span<const std::string_view> keywords()
{
    return kKeywords;
}

std::string signature(const FunctionInfo &function)
{
    std::string text{function.name};
    text += '(';
    const bool repeats = function.optional == FunctionInfo::kAnyNumber;
    const std::size_t omittable = repeats ? 1 : static_cast<std::size_t>(function.optional);
    for (std::size_t i = 0; i < function.parameters.size(); ++i) {
        const bool optional = i + omittable >= function.parameters.size();
        text += i == 0 ? "" : ", ";
        text += optional ? "[" : "";
        text += toString(function.parameters[i]);
        text += optional ? "]" : "";
    }
    text += repeats ? ", ..." : "";
    return text + ") -> " + std::string{toString(function.result)};
}

} // namespace qd::promql
