// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/treefilter.h"

#include "console/state/nameindex.h"
#include "console/state/treestate.h"
#include "shared/model/hostcounts.h"

#include <algorithm>
#include <array>

namespace qd::console {

namespace {

/// Who a host belongs to is told by a tag until the inventory has a field for it.
[[nodiscard]] bool isOwnedBy(const std::string &tag, const std::string &owner)
{
    constexpr std::array<std::string_view, 2> kPrefixes{"owner=", "owner:"};
    return std::ranges::any_of(kPrefixes, [&](std::string_view prefix) {
        return tag.starts_with(prefix) && std::string_view(tag).substr(prefix.size()).starts_with(owner);
    });
}

} // namespace

TreeMatcher::TreeMatcher(const TreeFilter &filter)
    : m_chip(filter.chip)
    , m_state(filter.state)
    , m_isHostsOnly(filter.asksForHosts() || filter.chip == TreeFilter::Chip::Problems)
    , m_text(lowered(filter.text.toStdString()))
    , m_address(lowered(filter.address.toStdString()))
    , m_version(lowered(filter.version.toStdString()))
    , m_tag(lowered(filter.tag.toStdString()))
    , m_owner(lowered(filter.owner.toStdString()))
{
}

bool TreeMatcher::accepts(const HostSummary &host) const
{
    const auto hasTag = [&](auto &&fits) {
        return std::ranges::any_of(host.tags, [&](const std::string &tag) { return fits(lowered(tag)); });
    };
    return (m_chip != TreeFilter::Chip::Problems || isProblem(host.state))
        && (!m_state || host.state == *m_state)
        && (m_address.empty() || host.address.find(m_address) != std::string::npos)
        && (m_version.empty() || host.agentVersion.starts_with(m_version))
        && (m_tag.empty() || hasTag([&](const std::string &tag) { return tag.starts_with(m_tag); }))
        && (m_owner.empty() || hasTag([&](const std::string &tag) { return isOwnedBy(tag, m_owner); }));
}

std::vector<HostId> TreeMatcher::hosts(const TreeState &tree, int keep) const
{
    std::vector<HostId> found;
    if (m_text.empty() && m_chip == TreeFilter::Chip::Starred) {
        return found;
    }
    std::string name;
    for (const HostSummary &host : tree.hosts()) {
        if (!accepts(host)) {
            continue;
        }
        name.assign(host.name);
        std::ranges::transform(name, name.begin(),
            [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        if (m_text.empty() || name.find(m_text) != std::string::npos) {
            found.push_back(host.id);
        }
    }
    const auto worse = [&tree](HostId a, HostId b) {
        const HostSummary &left = *tree.host(a);
        const HostSummary &right = *tree.host(b);
        const int byState = severityRank(severityOf(left.state)) - severityRank(severityOf(right.state));
        return byState != 0 ? byState < 0 : left.name < right.name;
    };
    const auto kept = std::min<std::ptrdiff_t>(keep, std::ssize(found));
    std::partial_sort(found.begin(), found.begin() + kept, found.end(), worse);
    return found;
}

std::vector<NodeId> TreeMatcher::nodes(const TreeState &tree, const QSet<int> &starred) const
{
    std::vector<NodeId> found;
    const bool isStarredOnly = m_chip == TreeFilter::Chip::Starred;
    if (m_isHostsOnly || (m_text.empty() && !isStarredOnly)) {
        return found;
    }
    for (const NodeId id : tree.allNodes()) {
        const bool isNamed = m_text.empty() || lowered(tree.node(id)->name).find(m_text) != std::string::npos;
        if (isNamed && (!isStarredOnly || starred.contains(id.value))) {
            found.push_back(id);
        }
    }
    return found;
}

} // namespace qd::console
