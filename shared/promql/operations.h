// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/promql/evaluation.h"

#include <cmath>

namespace qd::promql {

/// A function call of any kind; each family of functions has a source file of its own.
[[nodiscard]] Result<Columns> evaluateCall(Evaluation &run, const Call &call, const Grid &grid);

/// rate() and its kin, *_over_time(): over the samples in a window per step.
[[nodiscard]] Result<Columns> evaluateRangeFunction(Evaluation &run, const Call &call, const Grid &grid);
[[nodiscard]] Result<Columns> evaluateAbsentOverTime(Evaluation &run, const Call &call, const Grid &grid);

/// abs(), round(), clamp(), ...: cell by cell. Nothing if the function is of another family.
[[nodiscard]] Result<std::optional<Columns>> evaluateMathFunction(
    Evaluation &run, const Call &call, const Grid &grid);
/// hour(), month(), ...
[[nodiscard]] Result<Columns> evaluateDateFunction(Evaluation &run, const Call &call, const Grid &grid);

[[nodiscard]] Result<Columns> evaluateLabelReplace(Evaluation &run, const Call &call, const Grid &grid);
[[nodiscard]] Result<Columns> evaluateLabelJoin(Evaluation &run, const Call &call, const Grid &grid);
[[nodiscard]] Result<Columns> evaluateHistogramQuantile(Evaluation &run, const Call &call, const Grid &grid);

[[nodiscard]] Result<Columns> evaluateAggregate(
    Evaluation &run, const Aggregate &aggregate, const Grid &grid);
[[nodiscard]] Result<Columns> evaluateBinary(Evaluation &run, const Binary &binary, const Grid &grid);

/// The labels that absent() and absent_over_time() can tell from their argument's matchers.
[[nodiscard]] Labels labelsOfAbsent(const Expr &argument);

/// The φ-quantile with linear interpolation; sorts the values. NaN for none, -Inf/+Inf for q outside 0..1.
[[nodiscard]] double quantileOf(double q, std::vector<double> &values);

/// Compensated summation after Neumaier: exact where plain addition of many samples would drift.
class CompensatedSum
{
public:
    void add(double increment)
    {
        const double total = m_sum + increment;
        m_compensation += std::abs(m_sum) >= std::abs(increment) ? (m_sum - total) + increment
                                                                 : (increment - total) + m_sum;
        m_sum = total;
    }
    [[nodiscard]] double plain() const { return m_sum; }
    [[nodiscard]] double value() const { return m_sum + m_compensation; }
    /// An infinite sum has a NaN as compensation.
    [[nodiscard]] double finiteOrInfinite() const { return std::isinf(m_sum) ? m_sum : value(); }

private:
    double m_sum = 0.0;
    double m_compensation = 0.0;
};

} // namespace qd::promql
