// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/meter/benchline.h"

#include <cstdio>

namespace qd::test {

void printBench(const char *name, double value, const char *unit, BenchTarget target)
{
    std::printf("BENCH %s %.6g %s ", name, value, unit);
    switch (target.kind) {
    case BenchTarget::Kind::None:
        std::printf("-\n");
        break;
    case BenchTarget::Kind::AtMost:
        std::printf("<=%.6g\n", target.bound);
        break;
    case BenchTarget::Kind::AtLeast:
        std::printf(">=%.6g\n", target.bound);
        break;
    }
    std::fflush(stdout);
}

} // namespace qd::test
