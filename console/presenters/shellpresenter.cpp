// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/shellpresenter.h"

#include "console/state/calls.h"
#include "console/state/settings.h"
#include "console/state/treestate.h"

#include <algorithm>
#include <utility>

namespace qd::console {

namespace {

constexpr std::size_t kMaxSiblings = 50;

} // namespace

ShellPresenter::ShellPresenter(const ConsoleServices &services, const QString &placeKey, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_placeKey(placeKey)
    , m_isPlaced(placeKey.isEmpty())
{
    connect(&services.tree, &TreeState::resetDone, this, &ShellPresenter::onTreeChanged);
    connect(&services.tree, &TreeState::nodesChanged, this, &ShellPresenter::onTreeChanged);
    connect(&services.tree, &TreeState::hostsChanged, this, &ShellPresenter::placeChanged);
    connect(&services.connection, &ConnectionState::changed, this, &ShellPresenter::statusChanged);
    connect(&services.connection, &ConnectionState::ticked, this, &ShellPresenter::statusChanged);
    connect(&services.connection, &ConnectionState::liveChanged, this, &ShellPresenter::statusChanged);
}

void ShellPresenter::goTo(const Location &location)
{
    if (location == m_location) {
        return;
    }
    m_history.resize(m_at + 1);
    m_history.push_back(location);
    if (m_history.size() > kMaxHistory) {
        m_history.erase(m_history.begin());
    }
    m_at = m_history.size() - 1;
    m_location = location;
    m_isPlaced = true;
    Q_EMIT locationChanged(m_location);
    const QByteArray place = QByteArray::number(static_cast<int>(location.page)) + ' '
        + QByteArray::number(location.node.value) + ' ' + QByteArray::number(location.host.value);
    if (!m_placeKey.isEmpty()) {
        m_services.settings.setLayout(m_placeKey, place);
    }
}

void ShellPresenter::returnToLastPlace()
{
    const QList<QByteArray> parts = m_services.settings.layout(m_placeKey).split(' ');
    if (parts.size() != 3) {
        return;
    }
    const int page = parts[0].toInt();
    const Location last{
        static_cast<Location::Page>(page), NodeId{parts[1].toInt()}, HostId{parts[2].toInt()}};
    const bool isPage = page >= 0 && page <= static_cast<int>(Location::Page::Settings);
    if (isPage && exists(last)) {
        goTo(last);
    }
}

bool ShellPresenter::back()
{
    if (!canGoBack()) {
        return false;
    }
    m_location = m_history[--m_at];
    Q_EMIT locationChanged(m_location);
    return true;
}

bool ShellPresenter::forward()
{
    if (!canGoForward()) {
        return false;
    }
    m_location = m_history[++m_at];
    Q_EMIT locationChanged(m_location);
    return true;
}

void ShellPresenter::onTreeChanged()
{
    if (!std::exchange(m_isPlaced, true)) {
        returnToLastPlace();
    }
    // A place that was removed elsewhere: stay as near to it as possible instead of showing nothing.
    if (!m_location.node.isNull() && m_services.tree.isLoaded()
        && m_services.tree.node(m_location.node) == nullptr) {
        goTo({});
    }
    Q_EMIT placeChanged();
}

std::vector<Crumb> ShellPresenter::crumbs() const
{
    const bool isNodePage = m_location.page != Location::Page::Host;
    const Location::Page page = isNodePage ? m_location.page : Location::Page::Overview;
    std::vector<Crumb> crumbs{{{}, {page, {}, {}}}};
    for (const NodeId id : m_services.tree.path(m_location.node)) {
        crumbs.push_back({QString::fromStdString(m_services.tree.node(id)->name), {page, id, {}}});
    }
    if (!isNodePage) {
        const HostSummary *host = m_services.tree.host(m_location.host);
        crumbs.push_back(
            {host == nullptr ? QString::number(m_location.host.value) : QString::fromStdString(host->name),
                m_location});
    }
    return crumbs;
}

std::vector<Crumb> ShellPresenter::siblings(int crumb) const
{
    const std::vector<Crumb> path = crumbs();
    if (crumb < 0 || crumb >= std::ssize(path)) {
        return {};
    }
    const Crumb &at = path[static_cast<std::size_t>(crumb)];
    std::vector<Crumb> siblings;
    if (at.target.page == Location::Page::Host) {
        for (const HostId id : m_services.tree.mounted(m_location.node)) {
            const std::string &name = m_services.tree.host(id)->name;
            siblings.push_back({QString::fromStdString(name), {Location::Page::Host, m_location.node, id}});
        }
        std::ranges::sort(siblings, {}, &Crumb::name);
        siblings.resize(std::min(siblings.size(), kMaxSiblings));
        return siblings;
    }
    if (at.target.node.isNull()) {
        return {at};
    }
    for (const NodeId id : m_services.tree.children(m_services.tree.node(at.target.node)->parent)) {
        siblings.push_back(
            {QString::fromStdString(m_services.tree.node(id)->name), {at.target.page, id, {}}});
    }
    return siblings;
}

bool ShellPresenter::isTreeLoaded() const
{
    return m_services.tree.isLoaded();
}

bool ShellPresenter::isTreeComplete() const
{
    return m_services.tree.isComplete();
}

int ShellPresenter::expectedHosts() const
{
    return m_services.tree.expectedHosts();
}

bool ShellPresenter::exists(const Location &place) const
{
    const bool isNode = place.node.isNull() || m_services.tree.node(place.node) != nullptr;
    const bool isHost = place.page != Location::Page::Host || m_services.tree.host(place.host) != nullptr;
    return isNode && isHost;
}

int ShellPresenter::hostCount() const
{
    return m_services.tree.counts(m_location.node).total();
}

HostCounts ShellPresenter::allCounts() const
{
    return m_services.tree.counts({});
}

void ShellPresenter::retryNow()
{
    qd::console::retryNow(m_services.backend);
}

void ShellPresenter::addNotice(
    Severity severity, const QString &id, const QString &text, const QString &detail)
{
    std::erase_if(m_notices, [&](const Notice &notice) { return !id.isEmpty() && notice.id == id; });
    m_notices.insert(m_notices.begin(), Notice{m_services.clock.now(), severity, id, text, detail});
    m_notices.resize(std::min<std::size_t>(m_notices.size(), kMaxNotices));
    Q_EMIT noticesChanged();
}

} // namespace qd::console
