// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/model/host.h"

#include <QByteArray>

namespace qd::backend::storage {

/// Host facts as the column host_facts.facts holds them: one object, keys as the struct's fields, times in
/// UTC ms.
[[nodiscard]] QByteArray factsToJson(const HostFacts &facts);

/// Unknown keys are ignored and missing ones keep their defaults, so that an older backend can read a newer
/// row.
/// @errors Corrupt: not a JSON object
[[nodiscard]] Result<HostFacts> factsFromJson(const QByteArray &json);

} // namespace qd::backend::storage
