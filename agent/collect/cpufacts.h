// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "shared/model/host.h"

namespace qd::agent {

/// Fills in the cpu* fields from /proc/cpuinfo and /sys/devices/system/cpu. Knows x86, Arm and what falls
/// between; a field that the machine does not tell stays as it is.
void readCpuFacts(const HostRoots &roots, HostFacts &facts);

} // namespace qd::agent
