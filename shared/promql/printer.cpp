// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/printer.h"

#include "shared/promql/duration.h"
#include "shared/promql/functiontable.h"
#include "shared/promql/utf8.h"

#include <array>
#include <charconv>
#include <cmath>

namespace qd::promql {

namespace {

std::string list(const std::vector<std::string> &names)
{
    std::string text = "(";
    for (const std::string &name : names) {
        text += (text.size() == 1 ? "" : ", ") + name;
    }
    return text + ")";
}

std::string secondsOf(std::int64_t ms)
{
    const std::string digits = std::to_string(std::abs(ms) % 1000);
    std::string text = ms < 0 ? "-" : "";
    text += std::to_string(std::abs(ms) / 1000) + ".";
    return text + std::string(3 - digits.size(), '0') + digits;
}

std::string printTime(const std::optional<AtModifier> &at, std::int64_t offsetMs)
{
    std::string text;
    if (at) {
        switch (at->kind) {
        case AtModifier::Kind::Timestamp:
            text += " @ " + secondsOf(at->timeMs);
            break;
        case AtModifier::Kind::Start:
            text += " @ start()";
            break;
        case AtModifier::Kind::End:
            text += " @ end()";
            break;
        }
    }
    if (offsetMs != 0) {
        text += std::string{" offset "} + (offsetMs < 0 ? "-" : "") + formatDuration(std::abs(offsetMs));
    }
    return text;
}

std::string printSelector(const VectorSelector &selector)
{
    std::string inside;
    for (const Matcher &matcher : selector.matchers) {
        if (matcher.name == Labels::kMetricName && matcher.op == MatchOp::Equal && !selector.name.empty()) {
            continue;
        }
        inside += inside.empty() ? "" : ", ";
        inside += matcher.name;
        inside += toString(matcher.op);
        inside += printString(matcher.value);
    }
    return selector.name + (inside.empty() ? "" : "{" + inside + "}");
}

std::string printMatching(const VectorMatching &matching)
{
    using Cardinality = VectorMatching::Cardinality;
    std::string text;
    const bool grouped =
        matching.cardinality == Cardinality::ManyToOne || matching.cardinality == Cardinality::OneToMany;
    if (matching.on || grouped || !matching.labels.empty()) {
        text += (matching.on ? " on " : " ignoring ") + list(matching.labels);
    }
    if (grouped) {
        text += matching.cardinality == Cardinality::ManyToOne ? " group_left" : " group_right";
        text += " " + list(matching.include);
    }
    return text;
}

struct NodePrinter
{
    std::string operator()(const NumberLiteral &number) const { return printNumber(number.value); }
    std::string operator()(const StringLiteral &literal) const { return printString(literal.value); }
    std::string operator()(const VectorSelector &selector) const
    {
        return printSelector(selector) + printTime(selector.at, selector.offsetMs);
    }
    std::string operator()(const MatrixSelector &matrix) const
    {
        return printSelector(matrix.selector) + "[" + formatDuration(matrix.rangeMs) + "]"
            + printTime(matrix.selector.at, matrix.selector.offsetMs);
    }
    std::string operator()(const Subquery &subquery) const
    {
        return print(*subquery.expr) + "[" + formatDuration(subquery.rangeMs) + ":"
            + (subquery.stepMs == 0 ? "" : formatDuration(subquery.stepMs)) + "]"
            + printTime(subquery.at, subquery.offsetMs);
    }
    std::string operator()(const Call &call) const
    {
        std::string text{call.function->name};
        text += "(";
        for (const ExprPtr &argument : call.arguments) {
            text += (argument == call.arguments.front() ? "" : ", ") + print(*argument);
        }
        return text + ")";
    }
    std::string operator()(const Aggregate &aggregate) const
    {
        std::string text{toString(aggregate.op)};
        if (aggregate.without || !aggregate.grouping.empty()) {
            text += (aggregate.without ? " without " : " by ") + list(aggregate.grouping) + " ";
        }
        return text + "(" + (aggregate.parameter ? print(*aggregate.parameter) + ", " : "")
            + print(*aggregate.expr) + ")";
    }
    std::string operator()(const Binary &binary) const
    {
        return print(*binary.lhs) + " " + std::string{toString(binary.op)}
        + (binary.returnBool ? " bool" : "") + printMatching(binary.matching) + " " + print(*binary.rhs);
    }
    std::string operator()(const Unary &unary) const
    {
        return (unary.negative ? "-" : "+") + print(*unary.expr);
    }
    std::string operator()(const Paren &paren) const { return "(" + print(*paren.expr) + ")"; }
};

} // namespace

std::string print(const Expr &expr)
{
    return std::visit(NodePrinter{}, expr.node);
}

std::string printNumber(double value)
{
    if (std::isnan(value)) {
        return "NaN";
    }
    if (std::isinf(value)) {
        return value > 0 ? "Inf" : "-Inf"; // with a plus it would read as an operator before `^`
    }
    std::array<char, 32> buffer{};
    const auto [end, status] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return status == std::errc{} ? std::string{buffer.data(), end} : std::string{};
}

std::string printString(std::string_view text)
{
    static constexpr std::string_view kHex = "0123456789abcdef";
    std::string out = "\"";
    while (!text.empty()) {
        const std::size_t length = utf8Length(text);
        const auto byte = static_cast<unsigned char>(text.front());
        if (byte == '"' || byte == '\\') {
            out += '\\';
            out += text.front();
        } else if (byte == '\n') {
            out += "\\n";
        } else if (byte == '\t') {
            out += "\\t";
        } else if (byte < 0x20 || byte == 0x7F || (length == 1 && byte >= 0x80)) {
            out += "\\x";
            out += kHex[byte >> 4U];
            out += kHex[byte & 0xFU];
        } else {
            out += text.substr(0, length);
        }
        text.remove_prefix(length);
    }
    return out + '"';
}

} // namespace qd::promql
