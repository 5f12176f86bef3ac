// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/treestate.h"

#include "console/client/backend.h"

#include <algorithm>
#include <unordered_set>

namespace qd::console {

TreeState::TreeState(Backend &backend, QObject *parent)
    : QObject(parent)
{
    m_places[NodeId{}] = {};
    connect(&backend, &Backend::treeReceived, this, &TreeState::onTree);
    connect(&backend, &Backend::nodesReceived, this, &TreeState::onNodes);
    connect(&backend, &Backend::hostsReceived, this, &TreeState::onHosts);
}

const TreeNode *TreeState::node(NodeId id) const
{
    const auto found = m_places.find(id);
    return found == m_places.end() || id.isNull() ? nullptr : &found->second.node;
}

const HostSummary *TreeState::host(HostId id) const
{
    const auto found = m_hostAt.find(id);
    return found == m_hostAt.end() ? nullptr : &m_hosts[found->second];
}

const HostSummary *TreeState::hostByName(const std::string &name) const
{
    const auto found = m_hostByName.find(name);
    return found == m_hostByName.end() ? nullptr : host(found->second);
}

std::vector<NodeId> TreeState::children(NodeId parent) const
{
    const auto found = m_places.find(parent);
    if (found == m_places.end()) {
        return {};
    }
    std::vector<NodeId> sorted = found->second.children;
    std::ranges::sort(sorted, {}, [this](NodeId id) { return m_places.at(id).node.name; });
    return sorted;
}

const std::vector<HostId> &TreeState::mounted(NodeId component) const
{
    static const std::vector<HostId> kNone;
    const auto found = m_places.find(component);
    return found == m_places.end() ? kNone : found->second.mounted;
}

std::vector<HostId> TreeState::hostsBelow(NodeId node) const
{
    std::vector<HostId> below;
    if (node.isNull()) {
        below.reserve(m_hosts.size());
        for (const HostSummary &host : m_hosts) {
            below.push_back(host.id);
        }
        return below;
    }
    std::unordered_set<HostId> seen;
    std::vector<NodeId> pending{node};
    while (!pending.empty()) {
        const auto found = m_places.find(pending.back());
        pending.pop_back();
        if (found == m_places.end()) {
            continue;
        }
        for (const HostId id : found->second.mounted) {
            if (seen.insert(id).second) {
                below.push_back(id);
            }
        }
        pending.insert(pending.end(), found->second.children.begin(), found->second.children.end());
    }
    return below;
}

HostCounts TreeState::counts(NodeId node) const
{
    const auto found = m_places.find(node);
    return found == m_places.end() ? HostCounts{} : found->second.counts;
}

std::vector<NodeId> TreeState::path(NodeId node) const
{
    std::vector<NodeId> path;
    // A tree has four levels; the bound keeps a corrupt parent chain from hanging the window.
    for (const TreeNode *at = this->node(node); at != nullptr && path.size() < 8;
         at = this->node(at->parent)) {
        path.push_back(at->id);
    }
    std::ranges::reverse(path);
    return path;
}

QString TreeState::pathText(NodeId node) const
{
    QStringList names;
    for (const NodeId id : path(node)) {
        names.append(QString::fromStdString(this->node(id)->name));
    }
    return names.join(QStringLiteral(" / "));
}

bool TreeState::isBelow(const HostSummary &host, NodeId node) const
{
    if (node.isNull()) {
        return true;
    }
    return std::ranges::any_of(host.components, [&](NodeId component) {
        const std::vector<NodeId> above = path(component);
        return std::ranges::find(above, node) != above.end();
    });
}

std::vector<NodeId> TreeState::allNodes() const
{
    std::vector<NodeId> all = children({});
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::vector<NodeId> below = children(all[i]);
        all.insert(all.end(), below.begin(), below.end());
    }
    return all;
}

void TreeState::onTree(const TreeSnapshot &tree)
{
    m_places.clear();
    m_places[NodeId{}] = {};
    m_hosts.clear();
    m_hostAt.clear();
    m_hostByName.clear();
    m_expected = static_cast<int>(std::clamp<std::int64_t>(tree.totalHosts, 0, 2'000'000));
    m_hosts.reserve(static_cast<std::size_t>(m_expected));
    for (const TreeNode &node : tree.nodes) {
        placeNode(node);
    }
    for (const HostSummary &host : tree.hosts) {
        placeHost(host);
    }
    m_isLoaded = true;
    Q_EMIT resetDone();
}

void TreeState::onNodes(const NodesDelta &delta)
{
    std::vector<NodeId> changed;
    for (const TreeNode &node : delta.changed) {
        placeNode(node);
        changed.push_back(node.id);
    }
    for (const NodeId id : delta.removed) {
        removeNode(id);
    }
    // A moved branch takes its hosts along; moves are rare, so counting anew is cheaper than being clever.
    recount();
    Q_EMIT nodesChanged(changed, delta.removed);
}

void TreeState::onHosts(const HostsDelta &delta)
{
    std::vector<HostId> changed;
    std::vector<HostId> moved;
    changed.reserve(delta.changed.size());
    for (const HostSummary &host : delta.changed) {
        if (placeHost(host)) {
            moved.push_back(host.id);
        }
        changed.push_back(host.id);
    }
    for (const HostId id : delta.removed) {
        removeHost(id);
        --m_expected; // known or still to come
    }
    if (hostCount() >= m_expected) {
        m_expected = 0;
    }
    Q_EMIT hostsChanged(changed, moved, delta.removed);
}

void TreeState::placeNode(const TreeNode &node)
{
    if (const TreeNode *old = this->node(node.id); old != nullptr && old->parent != node.parent) {
        std::erase(m_places[old->parent].children, node.id);
    }
    m_places[node.id].node = node;
    std::vector<NodeId> &siblings = m_places[node.parent].children;
    if (std::ranges::find(siblings, node.id) == siblings.end()) {
        siblings.push_back(node.id);
    }
}

void TreeState::removeNode(NodeId id)
{
    if (const TreeNode *gone = node(id); gone != nullptr) {
        std::erase(m_places[gone->parent].children, id);
        m_places.erase(id);
    }
}

bool TreeState::placeHost(const HostSummary &host)
{
    const auto found = m_hostAt.find(host.id);
    if (found == m_hostAt.end()) {
        m_hostAt.emplace(host.id, m_hosts.size());
        m_hosts.push_back(host);
        m_hostByName.insert_or_assign(host.name, host.id);
        count(host, 1);
        mount(host, true);
        return true;
    }
    HostSummary &old = m_hosts[found->second];
    const bool isMoved = old.components != host.components;
    if (old.state != host.state || isMoved) {
        count(old, -1);
        count(host, 1);
    }
    if (isMoved) {
        mount(old, false);
        mount(host, true);
    }
    if (old.name != host.name) {
        m_hostByName.erase(old.name);
        m_hostByName.insert_or_assign(host.name, host.id);
    }
    old = host;
    return isMoved;
}

void TreeState::removeHost(HostId id)
{
    const auto found = m_hostAt.find(id);
    if (found == m_hostAt.end()) {
        return;
    }
    const std::size_t at = found->second;
    count(m_hosts[at], -1);
    mount(m_hosts[at], false);
    m_hostByName.erase(m_hosts[at].name);
    m_hostAt.erase(found);
    if (at + 1 != m_hosts.size()) {
        m_hosts[at] = std::move(m_hosts.back());
        m_hostAt[m_hosts[at].id] = at;
    }
    m_hosts.pop_back();
}

void TreeState::count(const HostSummary &host, int step)
{
    m_places[NodeId{}].counts.add(host.state, step);
    std::vector<NodeId> counted;
    for (const NodeId component : host.components) {
        for (auto at = m_places.find(component); at != m_places.end() && !at->first.isNull();
             at = m_places.find(at->second.node.parent)) {
            if (std::ranges::find(counted, at->first) != counted.end()) {
                break; // everything above was counted by way of another component
            }
            counted.push_back(at->first);
            at->second.counts.add(host.state, step);
        }
    }
}

void TreeState::mount(const HostSummary &host, bool isMounted)
{
    for (const NodeId component : host.components) {
        const auto found = m_places.find(component);
        if (found == m_places.end()) {
            continue;
        }
        if (isMounted) {
            found->second.mounted.push_back(host.id);
        } else {
            std::erase(found->second.mounted, host.id);
        }
    }
}

void TreeState::recount()
{
    for (auto &[id, place] : m_places) {
        place.counts = {};
        place.mounted.clear();
    }
    for (const HostSummary &host : m_hosts) {
        count(host, 1);
        mount(host, true);
    }
}

} // namespace qd::console
