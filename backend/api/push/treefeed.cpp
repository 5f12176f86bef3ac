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

/// Gathers hosts until a message is full; it takes at least one.
class HostsOfOneMessage
{
public:
    [[nodiscard]] bool add(const HostSummary &host)
    {
        m_bytes += wireBytes(host);
        if (!m_hosts.empty() && (m_hosts.size() >= kHostsPerMessage || m_bytes > kHostBytesPerMessage)) {
            return false;
        }
        m_hosts.push_back(host);
        return true;
    }
    [[nodiscard]] std::vector<HostSummary> take() { return std::move(m_hosts); }

private:
    std::vector<HostSummary> m_hosts;
    std::size_t m_bytes = 0;
};

/// The hosts from one on that go into one message; at least one, unless none is left.
std::vector<HostSummary> pieceOfHosts(const std::vector<HostSummary> &all, std::size_t from)
{
    HostsOfOneMessage piece;
    while (from < all.size() && piece.add(all[from])) {
        ++from;
    }
    return piece.take();
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

void TreeFeed::more(ViewerId viewer)
{
    QMetaObject::invokeMethod(
        this,
        [this, viewer] {
            if (const auto known = m_viewers.find(viewer); known != m_viewers.end()) {
                tellOwed(known->second);
            }
        },
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

void TreeFeed::begin(ViewerId viewer, quint32 requestId, Deliver deliver)
{
    // Entered first: whatever changes while the picture is being taken is told again, which does no harm.
    Viewer &entered = m_viewers.insert_or_assign(viewer, Viewer{std::move(deliver), {}}).first->second;
    const auto snapshot = m_fleet.inventory();
    const std::vector<HostSummary> hosts = m_fleet.summaries();
    protocol::TreeState state;
    state.nodes = piece(snapshot->nodes(), 0, kNodesPerMessage);
    state.hosts = pieceOfHosts(hosts, 0);
    state.totalHosts = static_cast<std::int64_t>(hosts.size());
    for (std::size_t i = hosts.size(); i > state.hosts.size(); --i) {
        entered.owed.push_back(hosts[i - 1].id);
    }
    entered.deliver(share(std::move(state)), requestId);
    for (std::size_t from = kNodesPerMessage; from < snapshot->nodes().size(); from += kNodesPerMessage) {
        entered.deliver(
            share(protocol::NodesChanged{piece(snapshot->nodes(), from, kNodesPerMessage), {}}), 0);
    }
    if (!m_timer.isActive()) {
        m_timer.start();
    }
    const FleetTotals totals = m_fleet.totals();
    entered.deliver(
        share(protocol::ServerStatus{m_clock.now(), totals.newestSample, totals.online, totals.hosts}), 0);
}

void TreeFeed::tellOwed(Viewer &viewer)
{
    HostsOfOneMessage piece;
    while (!viewer.owed.empty()) {
        // As it is now; without one the host is gone, which was told as a change.
        const auto host = m_fleet.summary(viewer.owed.back());
        if (host && !piece.add(*host)) {
            break;
        }
        viewer.owed.pop_back();
    }
    if (auto hosts = piece.take(); !hosts.empty()) {
        viewer.deliver(share(protocol::HostsChanged{std::move(hosts), {}}), 0);
    }
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
    for (const auto &[id, viewer] : m_viewers) {
        viewer.deliver(shared, 0);
    }
}

} // namespace qd::backend::push
