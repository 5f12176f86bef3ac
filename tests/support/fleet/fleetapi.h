// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/uplink/backendurl.h"
#include "agent/uplink/task.h"
#include "shared/base/result.h"
#include "tests/support/fleet/hostmodel.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace qd::fleet {

/// The few HTTP calls that a fleet needs, each on a connection of its own. Plain HTTP, so loopback only.
class FleetApi
{
public:
    FleetApi(agent::BackendUrl backend, std::string token);

    [[nodiscard]] agent::Task<Result<std::vector<std::string>>> enrolTokens(std::size_t count);

    /// Creates what is missing of the tree.
    /// @return the node id of each of componentPaths()
    [[nodiscard]] agent::Task<Result<std::vector<std::int32_t>>> buildTree();

    [[nodiscard]] agent::Task<Result<void>> mount(std::int32_t host, std::int32_t component);

private:
    [[nodiscard]] agent::Task<Result<std::string>> call(
        std::string method, std::string path, std::string body);
    [[nodiscard]] std::string requestOf(const std::string &what, const std::string &body) const;
    [[nodiscard]] agent::Task<Result<std::map<std::pair<std::int32_t, std::string>, std::int32_t>>>
    readTree();

    agent::BackendUrl m_backend;
    std::string m_token;
};

} // namespace qd::fleet
