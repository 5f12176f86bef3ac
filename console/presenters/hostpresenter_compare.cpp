// SPDX-License-Identifier: GPL-3.0-or-later
// What HostPresenter draws over its host: other hosts, the period before.
#include "console/presenters/hostpresenter.h"
#include "console/state/nameindex.h"
#include "console/state/treestate.h"

#include <algorithm>

namespace qd::console {

namespace {

/// A host to compare with.
struct Candidate
{
    bool isFar = false; ///< on other components
    const HostSummary *host = nullptr;
};

[[nodiscard]] bool comesFirst(const Candidate &a, const Candidate &b)
{
    return a.isFar != b.isFar ? b.isFar : a.host->name < b.host->name;
}

} // namespace

void HostPresenter::setCompared(const std::vector<HostId> &hosts)
{
    std::vector<HostId> wanted;
    for (const HostId id : hosts) {
        const bool isNew = std::ranges::find(wanted, id) == wanted.end();
        if (isNew && id != m_host && m_services.tree.host(id) != nullptr && wanted.size() < kMaxCompared) {
            wanted.push_back(id);
        }
    }
    if (wanted != m_compared) {
        m_compared = std::move(wanted);
        updateScope();
        Q_EMIT comparisonChanged();
    }
}

void HostPresenter::setPreviousShown(bool isShown)
{
    if (isShown != m_isPreviousShown) {
        m_isPreviousShown = isShown;
        for (Panel *panel : panels()) {
            panel->setPreviousShown(isShown);
        }
        Q_EMIT comparisonChanged();
    }
}

std::vector<HostId> HostPresenter::candidates(const QString &text) const
{
    const std::string wanted = lowered(text.trimmed().toStdString());
    const HostSummary *own = summary();
    const auto isNeighbour = [&](const HostSummary &host) {
        return own != nullptr
            && std::ranges::find_first_of(host.components, own->components) != host.components.end();
    };
    std::vector<Candidate> found;
    for (const HostSummary &host : m_services.tree.hosts()) {
        if (host.id != m_host && lowered(host.name).find(wanted) != std::string::npos) {
            found.push_back({!isNeighbour(host), &host});
        }
    }
    const std::size_t count = std::min(found.size(), kMaxCandidates);
    std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(count), comesFirst);
    std::vector<HostId> best;
    for (std::size_t i = 0; i < count; ++i) {
        best.push_back(found[i].host->id);
    }
    return best;
}

QString HostPresenter::nameOf(HostId host) const
{
    const HostSummary *known = m_services.tree.host(host);
    return known == nullptr ? QString() : QString::fromStdString(known->name);
}

} // namespace qd::console
