// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/hostmodels.h"
#include "console/presenters/consoleservices.h"
#include "console/presenters/hostabsence.h"
#include "console/presenters/panel.h"
#include "console/presenters/rangehint.h"
#include "console/presenters/subject.h"
#include "shared/model/hostcounts.h"
#include "shared/base/ids.h"
#include "shared/model/tree.h"

#include <QObject>
#include <QUrl>

#include <memory>
#include <vector>

namespace qd::console {

/// What a number tile shows; the page finds words by id.
struct OverviewTile
{
    QString id; ///< "cpu", "memory", "network", "disk"
    Unit unit = Unit::None;
    std::optional<double> value;
    std::optional<double> before; ///< at the start of the span
    QList<double> trend; ///< at most 60 points
    QString query; ///< PromQL
    QString detail; ///< whose value it is, for "disk": the mount
    bool isHigherWorse = false; ///< else nobody can say whether a change is good
    SourceView view;
};

/// Children that the list has no room for: the least bad ones.
struct HiddenChildren
{
    int count = 0;
    int problems = 0; ///< of them, those with a host that is not known to report

    bool operator==(const HiddenChildren &) const = default;
};

/// The overview of one node of the tree, or of everything: counts of hosts, tiles, charts by child, and the
/// children worst first. Main thread.
class OverviewPresenter final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::size_t kMaxChildren = 200; ///< the host table is the place for more

    explicit OverviewPresenter(const ConsoleServices &services, QObject *parent = nullptr);
    ~OverviewPresenter() override;

    void setScope(NodeId node);
    [[nodiscard]] NodeId scope() const { return m_scope; }
    void setSpan(const QuerySpan &span, int pixels);
    void setFrozen(bool isFrozen);
    /// Draws the period before into the charts.
    void setPreviousShown(bool isShown);
    [[nodiscard]] bool isPreviousShown() const { return m_isPreviousShown; }
    void activate();
    void deactivate();
    void refresh();

    /// Name of the node; empty for the whole tree.
    [[nodiscard]] QString name() const;
    [[nodiscard]] std::optional<TreeLevel> level() const;
    /// Level of the children; nullopt: they are hosts.
    [[nodiscard]] std::optional<TreeLevel> childLevel() const;
    [[nodiscard]] HostCounts counts() const;
    [[nodiscard]] bool isLoaded() const;
    /// False while hosts of a large tree are still coming: what is counted so far may not look good.
    [[nodiscard]] bool isComplete() const;
    [[nodiscard]] int loadedHosts() const;
    [[nodiscard]] int expectedHosts() const;
    /// False: nothing on the page may look good.
    [[nodiscard]] bool isFresh() const;
    /// Fresh and complete.
    [[nodiscard]] bool isSure() const;
    [[nodiscard]] TimeMs lastContact() const;

    /// Where the samples are, if most of the shown time has none.
    [[nodiscard]] RangeHint hint() const;
    /// The server that new agents would report to.
    [[nodiscard]] QUrl server() const;

    [[nodiscard]] QList<OverviewTile> tiles() const;
    [[nodiscard]] const std::vector<std::unique_ptr<Panel>> &panels() const { return m_panels; }
    /// At most kMaxChildren, worst first.
    [[nodiscard]] AttentionModel *children() { return &m_children; }
    /// Name, address and UUID of a host; empty if it is gone.
    [[nodiscard]] Subject hostSubject(HostId host) const;
    [[nodiscard]] const HiddenChildren &hiddenChildren() const { return m_hidden; }

Q_SIGNALS:
    /// Name, counts or freshness.
    void headerChanged();
    void tilesChanged();
    void hiddenChildrenChanged();
    void comparisonChanged();

private:
    void updateChildren();
    void onTreeChanged();
    void updateSilence();
    void explainGaps(const Panel &panel);
    void shareAbsence();
    [[nodiscard]] OverviewTile tileOf(const Panel &panel) const;
    [[nodiscard]] std::vector<AttentionInfo> childNodes() const;
    [[nodiscard]] std::vector<AttentionInfo> childHosts() const;
    void fillMetrics(std::vector<AttentionInfo> &children) const;

    ConsoleServices m_services;
    NodeId m_scope;
    std::vector<std::unique_ptr<Panel>> m_panels;
    std::vector<std::unique_ptr<Panel>> m_tilePanels;
    AttentionModel m_children;
    HiddenChildren m_hidden;
    HostAbsence m_absence; ///< asked only once there is a gap to explain: it costs as much as the charts
    std::optional<TimeMs> m_silentSince; ///< no host sends anything
    QuerySpan m_span;
    bool m_isPreviousShown = false;
    std::optional<TimeMs> m_end; ///< of a span that is over
    bool m_isActive = false;
};

} // namespace qd::console
