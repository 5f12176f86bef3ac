// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/series/block.h"

namespace qd::test {

/// Feeds any bytes to every decoder of shared/series. What decodes must encode and decode to itself again;
/// the process aborts where it does not. Built as a libFuzzer target through LLVMFuzzerTestOneInput in
/// fuzz.cpp.
void fuzzOne(series::ByteView bytes);

} // namespace qd::test
