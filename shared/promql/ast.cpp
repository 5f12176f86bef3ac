// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/ast.h"

#include "shared/promql/functiontable.h"

#include <array>

namespace qd::promql {

namespace {

constexpr std::array<std::string_view, 16> kBinaryNames{
    "+", "-", "*", "/", "%", "^", "atan2", "==", "!=", ">", "<", ">=", "<=", "and", "or", "unless"};

constexpr std::array<std::string_view, 12> kAggregateNames{"sum", "min", "max", "avg", "group", "stddev",
    "stdvar", "count", "count_values", "bottomk", "topk", "quantile"};

struct TypeOfNode
{
    ValueType operator()(const NumberLiteral &) const { return ValueType::Scalar; }
    ValueType operator()(const StringLiteral &) const { return ValueType::String; }
    ValueType operator()(const VectorSelector &) const { return ValueType::Vector; }
    ValueType operator()(const MatrixSelector &) const { return ValueType::Matrix; }
    ValueType operator()(const Subquery &) const { return ValueType::Matrix; }
    ValueType operator()(const Call &call) const { return call.function->result; }
    ValueType operator()(const Aggregate &) const { return ValueType::Vector; }
    ValueType operator()(const Binary &binary) const
    {
        const bool scalars =
            binary.lhs->type() == ValueType::Scalar && binary.rhs->type() == ValueType::Scalar;
        return scalars ? ValueType::Scalar : ValueType::Vector;
    }
    ValueType operator()(const Unary &unary) const { return unary.expr->type(); }
    ValueType operator()(const Paren &paren) const { return paren.expr->type(); }
};

} // namespace

std::string_view toString(BinaryOp op)
{
    return kBinaryNames.at(static_cast<std::size_t>(op));
}

bool isComparison(BinaryOp op)
{
    return op >= BinaryOp::Equal && op <= BinaryOp::LessOrEqual;
}

bool isSetOperator(BinaryOp op)
{
    return op >= BinaryOp::And;
}

std::string_view toString(AggregateOp op)
{
    return kAggregateNames.at(static_cast<std::size_t>(op));
}

std::optional<ValueType> parameterType(AggregateOp op)
{
    switch (op) {
    case AggregateOp::CountValues:
        return ValueType::String;
    case AggregateOp::BottomK:
    case AggregateOp::TopK:
    case AggregateOp::Quantile:
        return ValueType::Scalar;
    case AggregateOp::Sum:
    case AggregateOp::Min:
    case AggregateOp::Max:
    case AggregateOp::Avg:
    case AggregateOp::Group:
    case AggregateOp::Stddev:
    case AggregateOp::Stdvar:
    case AggregateOp::Count:
        return std::nullopt;
    }
    return std::nullopt;
}

std::string_view toString(ValueType type)
{
    switch (type) {
    case ValueType::Scalar:
        return "scalar";
    case ValueType::String:
        return "string";
    case ValueType::Vector:
        return "instant vector";
    case ValueType::Matrix:
        return "range vector";
    }
    return "scalar";
}

ValueType typeOf(const Value &value)
{
    static constexpr std::array kTypes{
        ValueType::Scalar, ValueType::String, ValueType::Vector, ValueType::Matrix};
    return kTypes.at(value.index());
}

ValueType Expr::type() const
{
    return std::visit(TypeOfNode{}, node);
}

const Expr &withoutParens(const Expr &expr)
{
    const Expr *inner = &expr;
    while (const auto *paren = std::get_if<Paren>(&inner->node)) {
        inner = paren->expr.get();
    }
    return *inner;
}

} // namespace qd::promql
