// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakebackend/fakebackend.h"

/// The places and hosts of the fake server, and how they change.
namespace qd::test {

using namespace std::chrono_literals;

namespace {

[[nodiscard]] TimeMs now()
{
    return SystemClock().now();
}

} // namespace

NodeId FakeBackend::addNode(NodeId parent, TreeLevel level, const std::string &name)
{
    const NodeId id{static_cast<std::int32_t>(m_nodes.size() + 1)};
    m_nodes.push_back({id, parent, level, name});
    for (net::MessageChannel *channel : std::as_const(m_channels)) {
        channel->send(protocol::NodesChanged{{m_nodes.back()}, {}});
    }
    return id;
}

HostId FakeBackend::addHost(NodeId component, const std::string &name, HostState state)
{
    HostSummary host;
    const auto number = static_cast<std::int32_t>(m_hosts.size() + 1);
    host.id = HostId{number};
    host.uuid = "00000000-0000-4000-8000-" + std::string(12 - std::min<std::size_t>(12, name.size()), '0');
    host.name = name;
    host.address = "10.4." + std::to_string(number / 250) + '.' + std::to_string(number % 250 + 1);
    host.agentVersion = number % 9 == 0 ? "0.0.9" : "0.1.0";
    host.components = {component};
    host.tags = {"debian", number % 20 == 0 ? "Canary" : "prod"};
    host.state = state;
    host.stateSince = now() - 14min * (number % 7 + 1);
    host.lastSeen = state == HostState::Online ? now() - 1200ms : now() - 14min;
    m_hosts.push_back(host);
    for (net::MessageChannel *channel : std::as_const(m_channels)) {
        channel->send(protocol::HostsChanged{{host}, {}});
    }
    return host.id;
}

void FakeBackend::setHostState(HostId id, HostState state)
{
    const auto host = std::ranges::find(m_hosts, id, &HostSummary::id);
    host->state = state;
    host->stateSince = now();
    for (net::MessageChannel *channel : std::as_const(m_channels)) {
        channel->send(protocol::HostsChanged{{*host}, {}});
    }
}

void FakeBackend::setBurst(HostId id, TimeMs until, bool isRunning)
{
    const auto host = std::ranges::find(m_hosts, id, &HostSummary::id);
    host->burstUntil = until;
    host->isBurstRunning = isRunning;
    for (net::MessageChannel *channel : std::as_const(m_channels)) {
        channel->send(protocol::HostsChanged{{*host}, {}});
    }
}

void FakeBackend::removeHost(HostId id)
{
    std::erase_if(m_hosts, [&](const HostSummary &host) { return host.id == id; });
    for (net::MessageChannel *channel : std::as_const(m_channels)) {
        channel->send(protocol::HostsChanged{{}, {id}});
    }
}

HostId FakeBackend::hostNamed(const std::string &name) const
{
    const auto host = std::ranges::find(m_hosts, name, &HostSummary::name);
    return host == m_hosts.end() ? HostId{} : host->id;
}

NodeId FakeBackend::nodeNamed(const std::string &name) const
{
    const auto node = std::ranges::find(m_nodes, name, &TreeNode::name);
    return node == m_nodes.end() ? NodeId{} : node->id;
}

void FakeBackend::populate()
{
    const NodeId north = addNode({}, TreeLevel::Region, "cn-north-1");
    const NodeId south = addNode({}, TreeLevel::Region, "cn-south-2");
    const NodeId europe = addNode({}, TreeLevel::Region, "eu-central-1");
    const auto fill = [this](NodeId region, const char *category, const char *service,
                          const std::vector<std::string> &components, int hosts) {
        const NodeId top = addNode(region, TreeLevel::Category, category);
        const NodeId middle = addNode(top, TreeLevel::Service, service);
        for (const std::string &component : components) {
            const NodeId id = addNode(middle, TreeLevel::Component, component);
            for (int i = 1; i <= hosts; ++i) {
                const HostState state = component == "checkout-api" && i == 3 ? HostState::Offline
                    : component == "mysql-ledger" && i == 2                   ? HostState::Stale
                                                                              : HostState::Online;
                addHost(id, component + "-000" + std::to_string(i), state);
            }
        }
    };
    fill(north, "Payments", "payment-gateway",
        {"checkout-api", "edge-proxy", "ledger-writer", "mysql-ledger"}, 6);
    fill(north, "Trading", "quote-cache", {"kafka-ingest", "redis-quotes"}, 5);
    fill(north, "Identity", "login", {"session-store"}, 4);
    fill(south, "Payments", "risk-engine", {"risk-scorer", "risk-rules"}, 5);
    fill(south, "Edge", "cdn", {"edge-cache"}, 5);
    fill(europe, "Data platform", "warehouse", {"loader", "query-node"}, 4);
}

} // namespace qd::test
