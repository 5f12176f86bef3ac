// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/push/treefeed.h"

#include <algorithm>
#include <utility>

namespace qd::backend::push {

namespace {

/// A summary takes some 200 bytes, but as many as 13,000 with all the tags that are allowed: a message ends
/// at the first of the two, far below the largest frame.
constexpr std::size_t kHostsPerMessage = 2000;
constexpr std::size_t kHostBytesPerMessage = 2'000'000;
constexpr std::size_t kNodesPerMessage = 10'000;

std::shared_ptr<const protocol::Message> share(protocol::Message message)
{
    return std::make_shared<const protocol::Message>(std::move(message));
}

template <typename T>
std::vector<T> piece(const std::vector<T> &all, std::size_t from, std::size_t size)
{
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(std::min(from, all.size()));
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(from + size, all.size()));
    return {begin, end};
}

/// Roughly, what a summary takes on the wire.
std::size_t wireBytes(const HostSummary &host)
{
    constexpr std::size_t kNumbers = 64;
    constexpr std::size_t kPerItem = 5; // length of a text, or a number
    std::size_t bytes = kNumbers + host.uuid.size() + host.name.size() + host.address.size()
        + host.agentVersion.size() + kPerItem * (host.components.size() + host.tags.size());
    for (const std::string &tag : host.tags) {
        bytes += tag.size();
    }
    return bytes;
}

/// The hosts from one on that go into one message; at least one, unless none is left.
std::vector<HostSummary> pieceOfHosts(const std::vector<HostSummary> &all, std::size_t from)
{
    std::size_t size = 0;
    for (std::size_t bytes = 0; from + size < all.size() && size < kHostsPerMessage; ++size) {
        bytes += wireBytes(all[from + size]);
        if (size > 0 && bytes > kHostBytesPerMessage) {
            break;
        }
    }
    return piece(all, from, size);
}

} // namespace

TreeFeed::TreeFeed(FleetView &fleet, const Clock &clock, std::chrono::milliseconds interval, QObject *parent)
    : QObject(parent)
    , m_fleet(fleet)
    , m_clock(clock)
    , m_timer(this)
{
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &TreeFeed::tick);
}

void TreeFeed::watch(ViewerId viewer, quint32 requestId, Deliver deliver)
{
    QMetaObject::invokeMethod(
        this, [this, viewer, requestId, deliver = std::move(deliver)] { begin(viewer, requestId, deliver); },
        Qt::QueuedConnection);
}

void TreeFeed::unwatch(ViewerId viewer)
{
    QMetaObject::invokeMethod(
        this,
        [this, viewer] {
            m_viewers.erase(viewer);
            if (m_viewers.empty()) {
                m_timer.stop();
            }
        },
        Qt::QueuedConnection);
}

void TreeFeed::stop()
{
    m_timer.stop();
    m_viewers.clear();
}

void TreeFeed::begin(ViewerId viewer, quint32 requestId, const Deliver &deliver)
{
    // Entered first: whatever changes while the picture is being taken is told again, which does no harm.
    m_viewers.insert_or_assign(viewer, deliver);
    const auto snapshot = m_fleet.inventory();
    const std::vector<HostSummary> hosts = m_fleet.summaries();
    protocol::TreeState state;
    state.nodes = piece(snapshot->nodes(), 0, kNodesPerMessage);
    state.hosts = pieceOfHosts(hosts, 0);
    state.totalHosts = static_cast<std::int64_t>(hosts.size());
    const std::size_t hostsInState = state.hosts.size();
    deliver(share(std::move(state)), requestId);
    for (std::size_t from = kNodesPerMessage; from < snapshot->nodes().size(); from += kNodesPerMessage) {
        deliver(share(protocol::NodesChanged{piece(snapshot->nodes(), from, kNodesPerMessage), {}}), 0);
    }
    for (std::size_t from = hostsInState; from < hosts.size();) {
        protocol::HostsChanged more{pieceOfHosts(hosts, from), {}};
        from += more.changed.size();
        deliver(share(std::move(more)), 0);
    }
    if (!m_timer.isActive()) {
        m_timer.start();
    }
    const FleetTotals totals = m_fleet.totals();
    deliver(
        share(protocol::ServerStatus{m_clock.now(), totals.newestSample, totals.online, totals.hosts}), 0);
}

void TreeFeed::tick()
{
    tellChanges();
    const FleetTotals totals = m_fleet.totals();
    tellAll(protocol::ServerStatus{m_clock.now(), totals.newestSample, totals.online, totals.hosts});
}

void TreeFeed::tellChanges()
{
    FleetChange change = m_fleet.takeChanges();
    if (!change.changedNodes.empty() || !change.removedNodes.empty()) {
        tellAll(protocol::NodesChanged{piece(change.changedNodes, 0, kNodesPerMessage), change.removedNodes});
        for (std::size_t from = kNodesPerMessage; from < change.changedNodes.size();
             from += kNodesPerMessage) {
            tellAll(protocol::NodesChanged{piece(change.changedNodes, from, kNodesPerMessage), {}});
        }
    }
    if (!change.changedHosts.empty() || !change.removedHosts.empty()) {
        std::size_t from = 0;
        do {
            protocol::HostsChanged changed{pieceOfHosts(change.changedHosts, from), {}};
            changed.removed = std::exchange(change.removedHosts, {});
            from += changed.changed.size();
            tellAll(std::move(changed));
        } while (from < change.changedHosts.size());
    }
}

void TreeFeed::tellAll(protocol::Message message)
{
    const auto shared = share(std::move(message));
    for (const auto &[viewer, deliver] : m_viewers) {
        deliver(shared, 0);
    }
}

} // namespace qd::backend::push
