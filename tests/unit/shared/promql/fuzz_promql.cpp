// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/shared/promql/fuzz_promql.h"

#include "shared/promql/parser.h"
#include "shared/promql/printer.h"

#include <cstdio>
#include <cstdlib>

namespace qd::promql::test {

namespace {

void require(bool holds, const char *what, std::string_view query)
{
    if (!holds) {
        std::fprintf(stderr, "%s, for: %.*s\n", what, static_cast<int>(query.size()), query.data());
        std::abort();
    }
}

} // namespace

void fuzzParse(const std::uint8_t *data, std::size_t size)
{
    const std::string query(data, data + size);
    const Result<ExprPtr> expr = parse(query);
    if (!expr) {
        const auto position = expr.error().context.find("position");
        require(expr.error().code == ErrorCode::InvalidInput && !expr.error().message.empty(),
            "unnamed error", query);
        require(position != expr.error().context.end() && std::stoul(position->second) <= query.size(),
            "error without a place", query);
        return;
    }
    const std::string printed = print(**expr);
    const Result<ExprPtr> again = parse(printed);
    // Printing may only lengthen a text, so the one way not to parse again is the bound on its length.
    require(again.has_value() || printed.size() > kMaxQueryBytes, "printed text does not parse", query);
    require(!again || print(**again) == printed, "printed text is no fixed point", query);
}

} // namespace qd::promql::test
