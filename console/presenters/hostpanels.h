// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/presenters/panelcatalogue.h"

/// The sections of the host view; hostPanels() puts them in order.
namespace qd::console::panels {

[[nodiscard]] PanelFamily cpuFamily();
[[nodiscard]] PanelFamily memoryFamily();
[[nodiscard]] PanelFamily diskFamily();
[[nodiscard]] PanelFamily sensorFamily();
[[nodiscard]] PanelFamily gpuFamily();

[[nodiscard]] PanelFamily networkFamily();
[[nodiscard]] PanelFamily tcpFamily();
[[nodiscard]] PanelFamily udpFamily();

[[nodiscard]] PanelFamily kernelFamily();
[[nodiscard]] PanelFamily groupFamily();
[[nodiscard]] PanelFamily cgroupFamily();
[[nodiscard]] PanelFamily checkFamily();
[[nodiscard]] PanelFamily agentFamily();

} // namespace qd::console::panels
