// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/typecheck.h"

#include "shared/promql/functiontable.h"
#include "shared/promql/lexer.h"

#include <algorithm>

namespace qd::promql {

namespace {

std::string quoted(std::string_view text)
{
    return "\"" + std::string{text} + "\"";
}

std::string plural(std::size_t count)
{
    return std::to_string(count) + " argument(s)";
}

bool isNumeric(ValueType type)
{
    return type == ValueType::Scalar || type == ValueType::Vector;
}

class NodeCheck
{
public:
    NodeCheck(const Expr &expr, std::string_view query)
        : m_expr(expr)
        , m_query(query)
    {
    }

    Result<void> operator()(const NumberLiteral &) const { return {}; }
    Result<void> operator()(const StringLiteral &) const { return {}; }
    Result<void> operator()(const VectorSelector &) const { return {}; }
    Result<void> operator()(const MatrixSelector &) const { return {}; }
    Result<void> operator()(const Paren &) const { return {}; }

    Result<void> operator()(const Subquery &subquery) const
    {
        if (subquery.expr->type() != ValueType::Vector) {
            return fail(*subquery.expr,
                "subquery is only allowed on instant vector, got "
                    + std::string{toString(subquery.expr->type())} + " instead");
        }
        return {};
    }

    Result<void> operator()(const Unary &unary) const
    {
        if (!isNumeric(unary.expr->type())) {
            return fail(m_expr,
                "unary expression only allowed on expressions of type scalar or instant vector, got "
                    + quoted(toString(unary.expr->type())));
        }
        return {};
    }

    Result<void> operator()(const Aggregate &aggregate) const
    {
        const std::string where = "aggregation " + quoted(toString(aggregate.op));
        if (aggregate.parameter) {
            if (Result<void> ok = expect(*aggregate.parameter, *parameterType(aggregate.op), where); !ok) {
                return ok;
            }
        }
        return expect(*aggregate.expr, ValueType::Vector, where);
    }

    Result<void> operator()(const Call &call) const
    {
        const FunctionInfo &function = *call.function;
        const std::size_t given = call.arguments.size();
        const std::size_t all = function.parameters.size();
        const bool unbounded = function.optional == FunctionInfo::kAnyNumber;
        const std::size_t least = all - (unbounded ? 1 : static_cast<std::size_t>(function.optional));
        const std::string where = "call to function " + quoted(function.name);
        if (given < least || (given > all && !unbounded)) {
            const bool few = given < least;
            const std::string_view bound = least == all && !unbounded ? "" : few ? "at least " : "at most ";
            return fail(m_expr,
                "expected " + std::string{bound} + plural(few ? least : all) + " in " + where + ", got "
                    + std::to_string(given));
        }
        for (std::size_t i = 0; i < given; ++i) {
            const ValueType wanted = function.parameters[std::min(i, all - 1)];
            if (Result<void> ok = expect(*call.arguments[i], wanted, where); !ok) {
                return ok;
            }
        }
        return {};
    }

    Result<void> operator()(const Binary &binary) const
    {
        const ValueType left = binary.lhs->type();
        const ValueType right = binary.rhs->type();
        for (const Expr *side : {binary.lhs.get(), binary.rhs.get()}) {
            if (!isNumeric(side->type())) {
                return fail(*side, "binary expression must contain only scalar and instant vector types");
            }
        }
        const bool vectors = left == ValueType::Vector && right == ValueType::Vector;
        if (!vectors && isSetOperator(binary.op)) {
            return fail(m_expr,
                "set operator " + quoted(toString(binary.op)) + " not allowed in binary scalar expression");
        }
        if (!vectors && (!binary.matching.labels.empty() || binary.matching.on)) {
            return fail(m_expr, "vector matching only allowed between instant vectors");
        }
        if (left == ValueType::Scalar && right == ValueType::Scalar && isComparison(binary.op)
            && !binary.returnBool) {
            return fail(m_expr, "comparisons between scalars must use BOOL modifier");
        }
        return checkMatching(binary);
    }

private:
    Result<void> checkMatching(const Binary &binary) const
    {
        using Cardinality = VectorMatching::Cardinality;
        const VectorMatching &matching = binary.matching;
        if (isSetOperator(binary.op) && matching.cardinality != Cardinality::OneToOne) {
            return fail(m_expr, "no grouping allowed for " + quoted(toString(binary.op)) + " operation");
        }
        for (const std::string &label : matching.include) {
            if (matching.on && std::ranges::find(matching.labels, label) != matching.labels.end()) {
                return fail(
                    m_expr, "label " + quoted(label) + " must not occur in ON and GROUP clause at once");
            }
        }
        return {};
    }

    Result<void> expect(const Expr &argument, ValueType wanted, const std::string &where) const
    {
        if (argument.type() == wanted) {
            return {};
        }
        return fail(argument,
            "expected type " + std::string{toString(wanted)} + " in " + where + ", got "
                + std::string{toString(argument.type())});
    }

    Failure fail(const Expr &at, std::string message) const
    {
        return syntaxError(m_query, at.begin, std::move(message));
    }

    const Expr &m_expr;
    std::string_view m_query;
};

} // namespace

Result<void> checkNode(Expr &expr, std::string_view query)
{
    if (Result<void> ok = std::visit(NodeCheck{expr, query}, expr.node); !ok) {
        return ok;
    }
    if (auto *binary = std::get_if<Binary>(&expr.node); binary != nullptr && isSetOperator(binary->op)) {
        binary->matching.cardinality = VectorMatching::Cardinality::ManyToMany;
    }
    return {};
}

} // namespace qd::promql
