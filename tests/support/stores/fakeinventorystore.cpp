// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stores/fakeinventorystore.h"

#include "backend/domain/cmdb/hostidentity.h"
#include "backend/domain/cmdb/nodename.h"
#include "tests/support/stores/answers.h"

#include <QUuid>

#include <algorithm>

namespace qd::test {

using namespace backend::cmdb;

FakeInventoryStore::FakeInventoryStore(FakeAccessStore &access, const Clock &clock)
    : m_access{access}
    , m_clock{clock}
{
    m_picture.nodes = {{NodeId{1}, NodeId{}, TreeLevel::Region, "default"},
        {NodeId{2}, NodeId{1}, TreeLevel::Category, "default"},
        {NodeId{3}, NodeId{2}, TreeLevel::Service, "default"},
        {NodeId{4}, NodeId{3}, TreeLevel::Component, "unassigned"}};
    keepPicture();
}

void FakeInventoryStore::setAvailable(bool isAvailable)
{
    const std::lock_guard lock{m_mutex};
    m_isAvailable = isAvailable;
}

void FakeInventoryStore::keepPicture()
{
    m_past[m_clock.now()] = m_picture;
}

HostRecord *FakeInventoryStore::find(HostId host)
{
    const auto found = std::find_if(m_picture.hosts.begin(), m_picture.hosts.end(),
        [&](const HostRecord &record) { return record.id == host; });
    return found != m_picture.hosts.end() ? &*found : nullptr;
}

const TreeNode *FakeInventoryStore::node(NodeId id) const
{
    const auto found = std::find_if(m_picture.nodes.begin(), m_picture.nodes.end(),
        [&](const TreeNode &known) { return known.id == id; });
    return found != m_picture.nodes.end() ? &*found : nullptr;
}

std::shared_ptr<const InventorySnapshot> FakeInventoryStore::snapshot() const
{
    const std::lock_guard lock{m_mutex};
    return std::make_shared<const InventorySnapshot>(m_picture);
}

QFuture<Result<InventoryPicture>> FakeInventoryStore::load(std::optional<TimeMs> asOf)
{
    const std::lock_guard lock{m_mutex};
    if (!m_isAvailable) {
        return answered<InventoryPicture>(away());
    }
    if (!asOf) {
        return answered<InventoryPicture>(m_picture);
    }
    const auto after = m_past.upper_bound(*asOf);
    return answered<InventoryPicture>(
        after == m_past.begin() ? InventoryPicture{} : std::prev(after)->second);
}

QFuture<Result<HostRecord>> FakeInventoryStore::admit(HostClaim claim)
{
    const std::lock_guard lock{m_mutex};
    return answered<HostRecord>(m_isAvailable ? admitNow(claim) : away());
}

Result<HostRecord> FakeInventoryStore::admitNow(const HostClaim &claim)
{
    const QString uuid = QString::fromStdString(claim.uuid);
    if (QUuid::fromString(uuid).isNull() || QUuid::fromString(uuid).toString(QUuid::WithoutBraces) != uuid) {
        return failure(ErrorCode::InvalidInput, "uuid is not a lower-case UUID", {{"field", "uuid"}});
    }
    const auto known = std::find_if(m_picture.hosts.begin(), m_picture.hosts.end(),
        [&](const HostRecord &record) { return record.uuid == claim.uuid; });
    if (known != m_picture.hosts.end()) {
        const IdentityVerdict verdict = compareIdentity(known->fingerprint, claim.fingerprint);
        if (verdict.likeness == IdentityVerdict::Likeness::Clone) {
            addEvent(known->id,
                {"clone-" + claim.fingerprint.agentKey + claim.fingerprint.serial, m_clock.now(),
                    EventSeverity::Error, "identity", verdict.difference});
            return failure(ErrorCode::Conflict, "a clone: " + verdict.difference,
                {{"host", std::to_string(known->id.value)}});
        }
        known->fingerprint = claim.fingerprint;
        known->facts.hostname = claim.hostname;
        keepPicture();
        return *known;
    }
    if (!m_access.consumeEnrolToken(claim.enrolToken)) {
        return failure(ErrorCode::Denied, "unknown host without a valid token");
    }
    HostRecord host;
    host.id = HostId{static_cast<std::int32_t>(m_picture.hosts.size()) + 1};
    host.uuid = claim.uuid;
    host.fingerprint = claim.fingerprint;
    host.facts.hostname = claim.hostname;
    host.components = {NodeId{4}};
    m_picture.hosts.push_back(host);
    keepPicture();
    return host;
}

QFuture<Result<void>> FakeInventoryStore::saveFacts(HostId host, HostFacts facts)
{
    const std::lock_guard lock{m_mutex};
    if (!m_isAvailable) {
        return answered<void>(away());
    }
    HostRecord *record = find(host);
    if (record == nullptr) {
        return answered<void>(failure(ErrorCode::NotFound, "there is no such host"));
    }
    record->facts = std::move(facts);
    keepPicture();
    return answered<void>({});
}

void FakeInventoryStore::addEvent(HostId host, HostEvent event)
{
    std::vector<HostEvent> &events = m_events[host];
    const bool isRepeat = std::any_of(
        events.begin(), events.end(), [&](const HostEvent &known) { return known.id == event.id; });
    if (!isRepeat) {
        events.push_back(std::move(event));
    }
}

QFuture<Result<void>> FakeInventoryStore::saveEvent(HostId host, HostEvent event)
{
    const std::lock_guard lock{m_mutex};
    if (!m_isAvailable) {
        return answered<void>(away());
    }
    if (event.id.empty()) {
        return answered<void>(failure(ErrorCode::InvalidInput, "id of an event is empty", {{"field", "id"}}));
    }
    if (find(host) == nullptr) {
        return answered<void>(failure(ErrorCode::NotFound, "there is no such host"));
    }
    addEvent(host, std::move(event));
    return answered<void>({});
}

QFuture<Result<std::vector<HostEvent>>> FakeInventoryStore::newestEvents(HostId host, int limit)
{
    const std::lock_guard lock{m_mutex};
    if (!m_isAvailable) {
        return answered<std::vector<HostEvent>>(away());
    }
    std::vector<HostEvent> events{m_events[host].rbegin(), m_events[host].rend()};
    std::stable_sort(
        events.begin(), events.end(), [](const auto &a, const auto &b) { return a.time > b.time; });
    events.resize(std::min(events.size(), static_cast<std::size_t>(std::max(limit, 0))));
    return answered<std::vector<HostEvent>>(std::move(events));
}

QFuture<Result<NodeId>> FakeInventoryStore::createNode(
    Principal by, NodeId parent, std::string name, std::string)
{
    const std::lock_guard lock{m_mutex};
    return answered<NodeId>(m_isAvailable ? createNow(by, parent, name) : away());
}

Result<NodeId> FakeInventoryStore::createNow(const Principal &by, NodeId parent, const std::string &name)
{
    if (!allows(by.role, Role::Operator)) {
        return failure(ErrorCode::Denied, by.name + " is no operator");
    }
    if (auto checked = checkNodeName(name); !checked) {
        return failure(std::move(checked).error());
    }
    const TreeNode *above = node(parent);
    if (above == nullptr && !parent.isNull()) {
        return failure(ErrorCode::NotFound, "there is no such parent");
    }
    if (above != nullptr && above->level == TreeLevel::Component) {
        return failure(ErrorCode::InvalidInput, "parent is a component", {{"field", "parent"}});
    }
    const bool isTaken = std::any_of(m_picture.nodes.begin(), m_picture.nodes.end(),
        [&](const TreeNode &known) { return known.parent == parent && known.name == name; });
    if (isTaken) {
        return failure(ErrorCode::Conflict, "there is a sibling of that name", {{"field", "name"}});
    }
    const auto level =
        above == nullptr ? TreeLevel::Region : static_cast<TreeLevel>(static_cast<int>(above->level) + 1);
    const NodeId id{static_cast<std::int32_t>(m_picture.nodes.size()) + 1};
    m_picture.nodes.push_back({id, parent, level, name});
    std::stable_sort(m_picture.nodes.begin(), m_picture.nodes.end(),
        [](const TreeNode &a, const TreeNode &b) { return a.level < b.level; });
    keepPicture();
    return id;
}

QFuture<Result<void>> FakeInventoryStore::mountHost(
    Principal by, HostId host, std::vector<NodeId> components, std::string)
{
    const std::lock_guard lock{m_mutex};
    return answered<void>(m_isAvailable ? mountNow(by, host, std::move(components)) : away());
}

Result<void> FakeInventoryStore::mountNow(const Principal &by, HostId host, std::vector<NodeId> components)
{
    if (!allows(by.role, Role::Operator)) {
        return failure(ErrorCode::Denied, by.name + " is no operator");
    }
    if (components.empty()) {
        return failure(ErrorCode::InvalidInput, "components is empty", {{"field", "components"}});
    }
    HostRecord *record = find(host);
    if (record == nullptr) {
        return failure(ErrorCode::NotFound, "there is no such host");
    }
    for (const NodeId id : components) {
        const TreeNode *component = node(id);
        if (component == nullptr) {
            return failure(ErrorCode::NotFound, "there is no such component");
        }
        if (component->level != TreeLevel::Component) {
            return failure(ErrorCode::InvalidInput, "not a component", {{"field", "components"}});
        }
    }
    std::sort(components.begin(), components.end());
    components.erase(std::unique(components.begin(), components.end()), components.end());
    record->components = std::move(components);
    keepPicture();
    return {};
}

} // namespace qd::test
