// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/timeseries/hosthead.h"

#include <memory>
#include <shared_mutex>
#include <unordered_map>
#include <vector>

namespace qd::backend {

/// The heads of all hosts. Heads are created by the journal and replay and never go; any thread may read.
class HeadStore
{
public:
    /// Created if there is none.
    [[nodiscard]] std::shared_ptr<HostHead> obtain(HostId host);
    [[nodiscard]] std::shared_ptr<HostHead> find(HostId host) const; ///< null if there is none
    [[nodiscard]] std::vector<std::shared_ptr<HostHead>> all() const;

private:
    mutable std::shared_mutex m_mutex;
    std::unordered_map<HostId, std::shared_ptr<HostHead>>
        m_heads; // shared with flushes and queries under way
};

} // namespace qd::backend
