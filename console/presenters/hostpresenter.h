// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/hostmodels.h"
#include "console/presenters/burstpresenter.h"
#include "console/presenters/consoleservices.h"
#include "console/presenters/datapath.h"
#include "console/presenters/hostabsence.h"
#include "console/presenters/hostchecks.h"
#include "console/presenters/panel.h"
#include "console/presenters/rangehint.h"
#include "console/state/hoststate.h"

#include <QObject>
#include <QSet>

#include <memory>
#include <vector>

namespace qd::console {

/// A family of panels as the host view shows it.
struct HostFamily
{
    QString id;
    std::vector<std::unique_ptr<Panel>> panels;
};

/// Everything about one host: state, facts, data path, every chart family, filesystems with forecast,
/// processes. Main thread.
class HostPresenter final : public QObject
{
    Q_OBJECT

public:
    /// Older than this at a hop, a sample counts as stuck there: two intervals of the fastest tier.
    static constexpr std::chrono::milliseconds kHopLimit{25'000};

    static constexpr std::size_t kMaxCompared = 3; ///< beside the host itself
    static constexpr std::size_t kMaxCandidates = 50;

    explicit HostPresenter(const ConsoleServices &services, QObject *parent = nullptr);
    ~HostPresenter() override;

    void setHost(HostId host);
    [[nodiscard]] HostId host() const { return m_host; }
    void setSpan(const QuerySpan &span, int pixels);
    void setFrozen(bool isFrozen);
    void setProcessesPaused(bool isPaused);
    [[nodiscard]] bool areProcessesPaused() const { return m_processState.isPaused(); }
    /// Facts, filesystems and processes; the page starts and stops panels as they come into view.
    void activate();
    void deactivate();
    void refresh();
    /// Draws other hosts over this one; at most kMaxCompared, unknown ones and this one are left out.
    void setCompared(const std::vector<HostId> &hosts);
    [[nodiscard]] const std::vector<HostId> &compared() const { return m_compared; }
    void setPreviousShown(bool isShown);
    [[nodiscard]] bool isPreviousShown() const { return m_isPreviousShown; }
    /// Hosts to compare with: those whose name contains the text, neighbours of this one first; by name.
    [[nodiscard]] std::vector<HostId> candidates(const QString &text) const;
    [[nodiscard]] QString nameOf(HostId host) const;

    /// As the tree has it; null while it is not known (any more).
    [[nodiscard]] const HostSummary *summary() const;
    [[nodiscard]] QString path() const;
    [[nodiscard]] const std::optional<HostDetails> &details() const { return m_details.details(); }
    [[nodiscard]] SourceView detailsView() const;
    /// From the agent to this screen, oldest first; empty until details are known.
    [[nodiscard]] QList<DataHop> dataPath() const;
    [[nodiscard]] HeldAtAgent heldAtAgent() const;
    [[nodiscard]] BurstPresenter &burst() { return m_burst; }
    /// Agent, ping, storing, collectors.
    [[nodiscard]] QList<HostCheck> checks() const;
    [[nodiscard]] bool isFresh() const;
    /// Since when the data on the page has not moved: the host's own age, or that of the link.
    [[nodiscard]] TimeMs freshUntil() const;
    [[nodiscard]] TimeMs now() const;
    [[nodiscard]] TimeMs serverNow() const;
    /// Where the samples are, if most of the shown time has none.
    [[nodiscard]] RangeHint hint() const;

    /// Whether the host has what a panel shows. While nobody knows, what every host has is shown, and what
    /// only some have is not.
    [[nodiscard]] bool isShown(const PanelSpec &spec) const;
    [[nodiscard]] const std::vector<HostFamily> &families() const { return m_families; }
    [[nodiscard]] FilesystemModel *filesystems() { return &m_filesystems; }
    [[nodiscard]] SourceView filesystemsView() const;
    [[nodiscard]] ProcessModel *processes() { return &m_processes; }
    [[nodiscard]] SourceView processesView() const;

Q_SIGNALS:
    void headerChanged();
    void detailsChanged();
    void tablesChanged();
    void comparisonChanged();
    /// isShown() may answer otherwise now.
    void shownPanelsChanged();
    void checksChanged();
    void hintChanged();

private:
    void applySpan();
    void updatePresence();
    void updateAbsence();
    void shareAbsence();
    [[nodiscard]] std::vector<Panel *> panels() const;
    void updateScope();
    void askFilesystems(const HostSummary &host);
    void updateFilesystems();
    void updateProcesses();

    ConsoleServices m_services;
    HostId m_host;
    QuerySpan m_span;
    HostDetailsState m_details;
    ProcessListState m_processState;
    std::vector<HostFamily> m_families;
    std::unique_ptr<Panel> m_filesystemPanel;
    std::unique_ptr<Panel> m_presencePanel; ///< which metrics the host has in the time shown
    QSet<QString> m_present;
    HostAbsence m_absence;
    HostChecks m_checks;
    BurstPresenter m_burst;
    int m_pixels = 0;
    std::vector<HostId> m_compared;
    bool m_isPreviousShown = false;
    FilesystemModel m_filesystems;
    ProcessModel m_processes;
};

} // namespace qd::console
