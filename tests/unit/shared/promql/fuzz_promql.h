// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>

namespace qd::promql::test {

/// Parses arbitrary bytes and checks what has to hold for any of them: an error names a place within the
/// input, and what parses prints to something that parses and prints the same. Aborts the program if it does
/// not hold. The body of a fuzzer's LLVMFuzzerTestOneInput.
void fuzzParse(const std::uint8_t *data, std::size_t size);

} // namespace qd::promql::test
