// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/matching.h"
#include "shared/promql/operations.h"

#include <cmath>

namespace qd::promql {

namespace {

ScalarColumn betweenScalars(BinaryOp op, const ScalarColumn &left, const ScalarColumn &right)
{
    ScalarColumn results(left.size());
    for (std::size_t step = 0; step < left.size(); ++step) {
        results[step] = applyOperator(op, left[step], right[step]);
    }
    return results;
}

/// A vector on one side, a scalar on the other. A comparison keeps the vector's element, on whichever side it
/// is.
VectorColumns withScalar(
    const Binary &binary, VectorColumns columns, const ScalarColumn &scalar, bool scalarFirst)
{
    const bool filters = isComparison(binary.op) && !binary.returnBool;
    for (SeriesColumn &column : columns) {
        for (std::size_t step = 0; step < scalar.size(); ++step) {
            double &cell = column.values[step];
            if (!isPresent(cell)) {
                continue;
            }
            const double outcome = scalarFirst ? applyOperator(binary.op, scalar[step], cell)
                                               : applyOperator(binary.op, cell, scalar[step]);
            if (!filters) {
                cell = outcome;
            } else if (outcome == 0.0) {
                cell = kAbsent;
            }
        }
        if (!filters) {
            column.unit.clear();
        }
        if (dropsMetricName(binary.op) || binary.returnBool) {
            column.labels.remove(Labels::kMetricName);
        }
    }
    dropEmpty(columns);
    return columns;
}

Result<Columns> betweenVectors(
    Evaluation &run, const Binary &binary, VectorColumns left, VectorColumns right, const Grid &grid)
{
    Result<VectorColumns> results = isSetOperator(binary.op)
        ? combineSets(binary, std::move(left), std::move(right), grid)
        : matchVectors(run, binary, left, right, grid);
    return std::move(results).transform([](VectorColumns &&columns) { return Columns{std::move(columns)}; });
}

} // namespace

double applyOperator(BinaryOp op, double left, double right)
{
    switch (op) {
    case BinaryOp::Add:
        return left + right;
    case BinaryOp::Subtract:
        return left - right;
    case BinaryOp::Multiply:
        return left * right;
    case BinaryOp::Divide:
        return left / right;
    case BinaryOp::Modulo:
        return std::fmod(left, right);
    case BinaryOp::Power:
        return std::pow(left, right);
    case BinaryOp::Atan2:
        return std::atan2(left, right);
    case BinaryOp::Equal:
        return left == right ? 1.0 : 0.0;
    case BinaryOp::NotEqual:
        return left != right ? 1.0 : 0.0;
    case BinaryOp::Greater:
        return left > right ? 1.0 : 0.0;
    case BinaryOp::Less:
        return left < right ? 1.0 : 0.0;
    case BinaryOp::GreaterOrEqual:
        return left >= right ? 1.0 : 0.0;
    case BinaryOp::LessOrEqual:
        return left <= right ? 1.0 : 0.0;
    case BinaryOp::And:
    case BinaryOp::Or:
    case BinaryOp::Unless:
        break; // these combine sets, not numbers
    }
    return kAbsent;
}

bool dropsMetricName(BinaryOp op)
{
    // atan2 keeps the name in Prometheus 2.42, which its own test suite fixes.
    return op <= BinaryOp::Power;
}

Result<Columns> evaluateBinary(Evaluation &run, const Binary &binary, const Grid &grid)
{
    Result<Columns> left = run.evaluate(*binary.lhs, grid);
    if (!left) {
        return left;
    }
    Result<Columns> right = run.evaluate(*binary.rhs, grid);
    if (!right) {
        return right;
    }
    auto *const leftVector = std::get_if<VectorColumns>(&*left);
    auto *const rightVector = std::get_if<VectorColumns>(&*right);
    if (leftVector != nullptr && rightVector != nullptr) {
        return betweenVectors(run, binary, std::move(*leftVector), std::move(*rightVector), grid);
    }
    if (leftVector == nullptr && rightVector == nullptr) {
        return Columns{
            betweenScalars(binary.op, std::get<ScalarColumn>(*left), std::get<ScalarColumn>(*right))};
    }
    VectorColumns columns = leftVector != nullptr
        ? withScalar(binary, std::move(*leftVector), std::get<ScalarColumn>(*right), false)
        : withScalar(binary, std::move(*rightVector), std::get<ScalarColumn>(*left), true);
    if (const Result<void> ok = joinEqualLabels(columns, kSameLabelset); !ok) {
        return failure(ok.error());
    }
    return Columns{std::move(columns)};
}

} // namespace qd::promql
