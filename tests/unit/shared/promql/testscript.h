// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/unit/shared/promql/memorysource.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace qd::promql::test {

/// One line of expectation: a series with its value, or a bare number.
struct ExpectedSample
{
    Labels labels;
    double value = 0.0;
};

/// One `eval` of a script in the test language of the Prometheus project, with the store as it was at that
/// line.
struct EvalCase
{
    std::string file;
    int line = 0;
    std::string query;
    std::int64_t timeMs = 0;
    bool ordered = false; ///< eval_ordered: the order of the result counts
    bool fails = false; ///< eval_fail: an error is the right answer
    bool scalar = false; ///< one bare number is expected
    std::vector<ExpectedSample> expected;
    std::shared_ptr<const MemorySource> store; // shared by the cases between two changes of the store
};

/// Reads a script.
/// @errors InvalidInput for what the language does not know, context "line"
[[nodiscard]] Result<std::vector<EvalCase>> readScript(const std::string &fileName, std::string_view text);

} // namespace qd::promql::test
