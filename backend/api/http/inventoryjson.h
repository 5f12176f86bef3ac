// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/event.h"
#include "shared/model/host.h"
#include "shared/model/tree.h"
#include "shared/protocol/consolemessages.h"

#include <QJsonObject>

#include <string_view>

namespace qd::backend::http {

/// How inventory values look in the REST API (docs/protocol/openapi.yaml). Times are Unix milliseconds, 0
/// where there is none.
[[nodiscard]] QJsonObject toJson(const TreeNode &node);
[[nodiscard]] QJsonObject toJson(const HostSummary &host);
[[nodiscard]] QJsonObject toJson(const HostFacts &facts);
[[nodiscard]] QJsonObject toJson(const protocol::DataPath &path);
[[nodiscard]] QJsonObject toJson(const HostEvent &event);

[[nodiscard]] std::string_view nameOf(HostState state); ///< "online", "stale", "offline", "unknown"

} // namespace qd::backend::http
