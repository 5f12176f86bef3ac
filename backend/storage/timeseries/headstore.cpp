// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/headstore.h"

#include <mutex>

namespace qd::backend {

std::shared_ptr<HostHead> HeadStore::obtain(HostId host)
{
    if (auto known = find(host)) {
        return known;
    }
    const std::unique_lock lock(m_mutex);
    std::shared_ptr<HostHead> &head = m_heads[host];
    if (!head) {
        head = std::make_shared<HostHead>(host);
    }
    return head;
}

std::shared_ptr<HostHead> HeadStore::find(HostId host) const
{
    const std::shared_lock lock(m_mutex);
    const auto found = m_heads.find(host);
    return found == m_heads.end() ? nullptr : found->second;
}

std::vector<std::shared_ptr<HostHead>> HeadStore::all() const
{
    const std::shared_lock lock(m_mutex);
    std::vector<std::shared_ptr<HostHead>> heads;
    heads.reserve(m_heads.size());
    for (const auto &[host, head] : m_heads) {
        heads.push_back(head);
    }
    return heads;
}

} // namespace qd::backend
