// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/explorerpresenter.h"

#include "console/state/connectionstate.h"
#include "console/state/settings.h"
#include "console/state/treestate.h"

#include <QHash>

namespace qd::console {

using namespace Qt::StringLiterals;

ExplorerPresenter::ExplorerPresenter(const ConsoleServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_model(services.tree)
{
    m_model.setStarred(services.settings.starred());
    updateFreshness();
    connect(&services.settings, &Settings::starredChanged, this,
        [this] { m_model.setStarred(m_services.settings.starred()); });
    connect(&services.connection, &ConnectionState::liveChanged, this, &ExplorerPresenter::updateFreshness);
    connect(&services.tree, &TreeState::resetDone, this, &ExplorerPresenter::updateFreshness);
    connect(&services.tree, &TreeState::hostsChanged, this, &ExplorerPresenter::updateFreshness);
    connect(&services.tree, &TreeState::nodesChanged, this, &ExplorerPresenter::changed);
}

void ExplorerPresenter::updateFreshness()
{
    m_model.setFresh(m_services.isTreeSure());
    Q_EMIT changed();
}

TreeFilter ExplorerPresenter::parse(const QString &text)
{
    static const QHash<QString, HostState> kStates{{u"online"_s, HostState::Online},
        {u"stale"_s, HostState::Stale}, {u"offline"_s, HostState::Offline},
        {u"unknown"_s, HostState::Unknown}, {u"在线"_s, HostState::Online}, {u"数据陈旧"_s, HostState::Stale},
        {u"离线"_s, HostState::Offline}, {u"未知"_s, HostState::Unknown}};
    TreeFilter filter;
    QStringList words;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts)) {
        const QString lower = word.toLower();
        if (lower.startsWith("ip:"_L1)) {
            filter.address = word.mid(3);
        } else if (lower.startsWith("agent:"_L1)) {
            filter.version = word.mid(6);
        } else if (lower.startsWith("tag:"_L1)) {
            filter.tag = word.mid(4);
        } else if (lower.startsWith("owner:"_L1)) {
            filter.owner = word.mid(6);
        } else if (lower.startsWith("state:"_L1) && kStates.contains(lower.mid(6))) {
            filter.state = kStates.value(lower.mid(6));
        } else {
            words.append(word);
        }
    }
    filter.text = words.join(u' ');
    return filter;
}

void ExplorerPresenter::setFilterText(const QString &text)
{
    TreeFilter filter = parse(text);
    filter.chip = m_model.filter().chip;
    m_model.setFilter(filter);
    Q_EMIT filtered();
    Q_EMIT changed();
}

void ExplorerPresenter::setChip(TreeFilter::Chip chip)
{
    TreeFilter filter = m_model.filter();
    filter.chip = chip;
    m_model.setFilter(filter);
    Q_EMIT filtered();
    Q_EMIT changed();
}

void ExplorerPresenter::toggleStar(NodeId node)
{
    m_services.settings.setStarred(node.value, !isStarred(node));
}

bool ExplorerPresenter::isStarred(NodeId node) const
{
    return m_services.settings.isStarred(node.value);
}

QString ExplorerPresenter::addressOf(HostId host) const
{
    const HostSummary *summary = m_services.tree.host(host);
    return summary == nullptr ? QString() : QString::fromStdString(summary->address);
}

QString ExplorerPresenter::idOf(HostId host) const
{
    const HostSummary *summary = m_services.tree.host(host);
    return summary == nullptr ? QString() : QString::fromStdString(summary->uuid);
}

HostCounts ExplorerPresenter::counts() const
{
    return m_services.tree.counts({});
}

bool ExplorerPresenter::isLoaded() const
{
    return m_services.tree.isLoaded();
}

int ExplorerPresenter::expectedHosts() const
{
    return m_services.tree.expectedHosts();
}

bool ExplorerPresenter::isFresh() const
{
    return m_services.connection.isLive();
}

TimeMs ExplorerPresenter::lastContact() const
{
    return m_services.connection.lastContact();
}

} // namespace qd::console
