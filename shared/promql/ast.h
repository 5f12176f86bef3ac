// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/promql/matcher.h"
#include "shared/promql/value.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace qd::promql {

struct FunctionInfo;
struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

enum class BinaryOp : std::uint8_t {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    Atan2,
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
    And,
    Or,
    Unless,
};
[[nodiscard]] std::string_view toString(BinaryOp op);
[[nodiscard]] bool isComparison(BinaryOp op);
[[nodiscard]] bool isSetOperator(BinaryOp op);

enum class AggregateOp : std::uint8_t {
    Sum,
    Min,
    Max,
    Avg,
    Group,
    Stddev,
    Stdvar,
    Count,
    CountValues,
    BottomK,
    TopK,
    Quantile,
};
[[nodiscard]] std::string_view toString(AggregateOp op);
/// The type of the first argument of topk(), bottomk(), quantile() (scalar) and count_values() (string).
[[nodiscard]] std::optional<ValueType> parameterType(AggregateOp op);

/// `@ 1609746000`, `@ start()` or `@ end()`.
struct AtModifier
{
    enum class Kind : std::uint8_t { Timestamp, Start, End };
    Kind kind = Kind::Timestamp;
    std::int64_t timeMs = 0; ///< UTC, of Kind::Timestamp

    bool operator==(const AtModifier &) const = default;
};

struct NumberLiteral
{
    double value = 0.0;
};

struct StringLiteral
{
    std::string value;
};

struct VectorSelector
{
    std::string name; ///< as written before the braces; empty if only a matcher of __name__ gives it
    std::vector<Matcher> matchers; ///< the name's own matcher is among them
    std::int64_t offsetMs = 0; ///< > 0 looks into the past
    std::optional<AtModifier> at;
};

struct MatrixSelector
{
    VectorSelector selector;
    std::int64_t rangeMs = 0; ///< > 0
};

struct Subquery
{
    ExprPtr expr;
    std::int64_t rangeMs = 0; ///< > 0
    std::int64_t stepMs = 0; ///< 0 means EvalParams::subqueryStepMs
    std::int64_t offsetMs = 0;
    std::optional<AtModifier> at;
};

struct Call
{
    const FunctionInfo *function = nullptr; ///< an entry of the function table, never null after parsing
    std::vector<ExprPtr> arguments;
};

struct Aggregate
{
    AggregateOp op = AggregateOp::Sum;
    ExprPtr expr;
    ExprPtr parameter; ///< null unless parameterType(op) has a value
    std::vector<std::string> grouping;
    bool without = false;
};

/// Which series of both sides belong together.
struct VectorMatching
{
    enum class Cardinality : std::uint8_t { OneToOne, ManyToOne, OneToMany, ManyToMany };
    Cardinality cardinality = Cardinality::OneToOne;
    std::vector<std::string> labels;
    bool on = false; ///< labels are of on(...); otherwise of ignoring(...)
    std::vector<std::string> include; ///< of group_left(...) or group_right(...)
};

struct Binary
{
    BinaryOp op = BinaryOp::Add;
    ExprPtr lhs;
    ExprPtr rhs;
    bool returnBool = false;
    VectorMatching matching;
};

struct Unary
{
    bool negative = false;
    ExprPtr expr;
};

struct Paren
{
    ExprPtr expr;
};

/// A node of the syntax tree. Owned by its parent; immutable once parsed.
struct Expr
{
    using Node = std::variant<NumberLiteral, StringLiteral, VectorSelector, MatrixSelector, Subquery, Call,
        Aggregate, Binary, Unary, Paren>;
    Node node;
    std::size_t begin = 0; ///< byte offsets into the query text: [begin, end)
    std::size_t end = 0;
    std::uint32_t depth = 1; ///< height of the tree from here, bounded by the parser

    [[nodiscard]] ValueType type() const;
};

/// The expression inside any number of parentheses.
[[nodiscard]] const Expr &withoutParens(const Expr &expr);

} // namespace qd::promql
