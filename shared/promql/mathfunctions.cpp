// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/functiontable.h"
#include "shared/promql/operations.h"

#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace qd::promql {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// An infinity decides even against a NaN; otherwise a NaN spreads. std::fmin() would ignore the NaN.
double smaller(double a, double b)
{
    if (a == -kInfinity || b == -kInfinity) {
        return -kInfinity;
    }
    return std::isnan(a) || std::isnan(b) ? std::numeric_limits<double>::quiet_NaN() : std::min(a, b);
}

double larger(double a, double b)
{
    if (a == kInfinity || b == kInfinity) {
        return kInfinity;
    }
    return std::isnan(a) || std::isnan(b) ? std::numeric_limits<double>::quiet_NaN() : std::max(a, b);
}

double sign(double value)
{
    return value < 0.0 ? -1.0 : value > 0.0 ? 1.0 : value;
}

double roundTo(double value, double toNearest, double)
{
    // By the inverse, so that 0.1 gives 5.3 and not 5.300000000000001. Halves go up.
    const double inverse = 1.0 / toNearest;
    return std::floor(value * inverse + 0.5) / inverse;
}

double clampBetween(double value, double min, double max)
{
    return max < min ? kAbsent : larger(min, smaller(max, value));
}

double clampAbove(double value, double max, double)
{
    return smaller(max, value);
}

double clampBelow(double value, double min, double)
{
    return larger(min, value);
}

struct OneArgument
{
    FunctionId id;
    double (*function)(double);
    bool keepsUnit;
};

constexpr std::array<OneArgument, 23> kOneArgument{{
    {FunctionId::Abs, [](double v) { return std::abs(v); }, true},
    {FunctionId::Acos, [](double v) { return std::acos(v); }, false},
    {FunctionId::Acosh, [](double v) { return std::acosh(v); }, false},
    {FunctionId::Asin, [](double v) { return std::asin(v); }, false},
    {FunctionId::Asinh, [](double v) { return std::asinh(v); }, false},
    {FunctionId::Atan, [](double v) { return std::atan(v); }, false},
    {FunctionId::Atanh, [](double v) { return std::atanh(v); }, false},
    {FunctionId::Ceil, [](double v) { return std::ceil(v); }, true},
    {FunctionId::Cos, [](double v) { return std::cos(v); }, false},
    {FunctionId::Cosh, [](double v) { return std::cosh(v); }, false},
    {FunctionId::Deg, [](double v) { return v * 180.0 / std::numbers::pi; }, false},
    {FunctionId::Exp, [](double v) { return std::exp(v); }, false},
    {FunctionId::Floor, [](double v) { return std::floor(v); }, true},
    {FunctionId::Ln, [](double v) { return std::log(v); }, false},
    {FunctionId::Log10, [](double v) { return std::log10(v); }, false},
    {FunctionId::Log2, [](double v) { return std::log2(v); }, false},
    {FunctionId::Rad, [](double v) { return v * std::numbers::pi / 180.0; }, false},
    {FunctionId::Sgn, sign, false},
    {FunctionId::Sin, [](double v) { return std::sin(v); }, false},
    {FunctionId::Sinh, [](double v) { return std::sinh(v); }, false},
    {FunctionId::Sqrt, [](double v) { return std::sqrt(v); }, false},
    {FunctionId::Tan, [](double v) { return std::tan(v); }, false},
    {FunctionId::Tanh, [](double v) { return std::tanh(v); }, false},
}};

struct WithBounds
{
    FunctionId id;
    double (*function)(double value, double first, double second);
};

constexpr std::array<WithBounds, 4> kWithBounds{{
    {FunctionId::Clamp, clampBetween},
    {FunctionId::ClampMax, clampAbove},
    {FunctionId::ClampMin, clampBelow},
    {FunctionId::Round, roundTo},
}};

/// cell(value, step) for each present cell; the metric's name goes, for it names another quantity.
template <typename Cell>
Result<Columns> mapCells(Evaluation &run, const Expr &argument, const Grid &grid, bool keepsUnit, Cell cell)
{
    Result<VectorColumns> columns = run.vector(argument, grid);
    if (!columns) {
        return failure(std::move(columns).error());
    }
    for (SeriesColumn &column : *columns) {
        column.labels.remove(Labels::kMetricName);
        if (!keepsUnit) {
            column.unit.clear();
        }
        for (std::size_t step = 0; step < grid.steps; ++step) {
            double &value = column.values[step];
            value = isPresent(value) ? cell(value, step) : value;
        }
    }
    dropEmpty(*columns);
    if (const Result<void> ok = joinEqualLabels(*columns, kSameLabelset); !ok) {
        return failure(ok.error());
    }
    return Columns{std::move(columns).value()};
}

Result<Columns> mapWithBounds(Evaluation &run, const Call &call, const Grid &grid, const WithBounds &entry)
{
    // round() without its second argument rounds to integers.
    std::array<ScalarColumn, 2> bounds{ScalarColumn(grid.steps, 1.0), ScalarColumn(grid.steps, 1.0)};
    for (std::size_t i = 1; i < call.arguments.size(); ++i) {
        Result<ScalarColumn> bound = run.scalar(*call.arguments[i], grid);
        if (!bound) {
            return failure(std::move(bound).error());
        }
        bounds.at(i - 1) = std::move(bound).value();
    }
    return mapCells(run, *call.arguments.front(), grid, true, [&](double value, std::size_t step) {
        return entry.function(value, bounds[0][step], bounds[1][step]);
    });
}

} // namespace

Result<std::optional<Columns>> evaluateMathFunction(Evaluation &run, const Call &call, const Grid &grid)
{
    const auto wrap = [](Columns &&columns) { return std::optional{std::move(columns)}; };
    for (const OneArgument &entry : kOneArgument) {
        if (entry.id == call.function->id) {
            return mapCells(run, *call.arguments.front(), grid, entry.keepsUnit,
                [&](double value, std::size_t) { return entry.function(value); })
                .transform(wrap);
        }
    }
    for (const WithBounds &entry : kWithBounds) {
        if (entry.id == call.function->id) {
            return mapWithBounds(run, call, grid, entry).transform(wrap);
        }
    }
    return std::optional<Columns>{};
}

} // namespace qd::promql
