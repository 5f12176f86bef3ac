// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/domain/cmdb/liveinventory.h"

namespace qd::backend::cmdb {

LiveInventory::LiveInventory(InventoryStore &store, std::chrono::milliseconds publishInterval)
    : m_store{store}
    , m_publishInterval{publishInterval}
    , m_publishTimer{this} // so that it moves with us to another thread
    , m_snapshot{std::make_shared<const InventorySnapshot>(InventoryPicture{})}
{
    qRegisterMetaType<InventoryChange>();
    m_publishTimer.setSingleShot(true);
    m_publishTimer.callOnTimeout(this, &LiveInventory::publish);
}

std::shared_ptr<const InventorySnapshot> LiveInventory::snapshot() const
{
    const std::lock_guard lock{m_mutex};
    return m_snapshot;
}

template <typename F>
void LiveInventory::apply(F edit)
{
    {
        const std::lock_guard lock{m_mutex};
        edit(m_model);
        if (!m_model.hasChanged()) {
            return;
        }
    }
    if (!m_publishTimer.isActive()) {
        publish();
    }
}

void LiveInventory::publish()
{
    InventoryChange change;
    {
        const std::lock_guard lock{m_mutex};
        if (!m_model.hasChanged()) {
            return;
        }
        change = m_model.takeChange();
        m_snapshot = change.snapshot;
    }
    m_publishTimer.start(m_publishInterval);
    Q_EMIT changed(change);
}

QFuture<Result<void>> LiveInventory::refresh()
{
    return m_store.load().then(this, [this](Result<InventoryPicture> loaded) -> Result<void> {
        if (!loaded) {
            return failure(std::move(loaded).error());
        }
        apply([&](InventoryModel &model) { model.reset(*std::move(loaded)); });
        return {};
    });
}

QFuture<Result<InventoryPicture>> LiveInventory::load(std::optional<TimeMs> asOf)
{
    return m_store.load(asOf);
}

QFuture<Result<HostRecord>> LiveInventory::admit(HostClaim claim)
{
    {
        const std::lock_guard lock{m_mutex};
        const HostRecord *known = m_model.hostOf(claim.uuid);
        if (known != nullptr && known->fingerprint == claim.fingerprint
            && known->facts.hostname == claim.hostname) {
            return QtFuture::makeReadyFuture(Result<HostRecord>{*known});
        }
    }
    return m_store.admit(std::move(claim)).then(this, [this](Result<HostRecord> admitted) {
        if (admitted) {
            apply([&](InventoryModel &model) { model.putHost(*admitted); });
        }
        return admitted;
    });
}

QFuture<Result<void>> LiveInventory::saveFacts(HostId host, HostFacts facts)
{
    if (auto checked = checkTags(facts.tags); !checked) {
        return QtFuture::makeReadyFuture(std::move(checked));
    }
    {
        const std::lock_guard lock{m_mutex};
        const HostRecord *known = m_model.host(host);
        if (known != nullptr && known->facts == facts) {
            return QtFuture::makeReadyFuture(Result<void>{}); // what is in the picture is durable
        }
    }
    return m_store.saveFacts(host, facts).then(this, [this, host, facts](const Result<void> &saved) {
        if (saved) {
            apply([&](InventoryModel &model) { model.setFacts(host, facts); });
        }
        return saved;
    });
}

QFuture<Result<void>> LiveInventory::saveEvent(HostId host, HostEvent event)
{
    return m_store.saveEvent(host, std::move(event));
}

QFuture<Result<std::vector<HostEvent>>> LiveInventory::newestEvents(HostId host, int limit)
{
    return m_store.newestEvents(host, limit);
}

QFuture<Result<NodeId>> LiveInventory::createNode(
    Principal by, NodeId parent, std::string name, std::string reason)
{
    return m_store.createNode(std::move(by), parent, name, std::move(reason))
        .then(this, [this, parent, name](const Result<NodeId> &created) {
            if (created) {
                apply([&](InventoryModel &model) {
                    const TreeNode *above = model.node(parent);
                    const auto level = above == nullptr
                        ? TreeLevel::Region
                        : static_cast<TreeLevel>(static_cast<int>(above->level) + 1);
                    model.putNode({*created, parent, level, name});
                });
            }
            return created;
        });
}

QFuture<Result<void>> LiveInventory::mountHost(
    Principal by, HostId host, std::vector<NodeId> components, std::string reason)
{
    return m_store.mountHost(std::move(by), host, components, std::move(reason))
        .then(this, [this, host, components](const Result<void> &mounted) {
            if (mounted) {
                apply([&](InventoryModel &model) { model.setComponents(host, components); });
            }
            return mounted;
        });
}

} // namespace qd::backend::cmdb
