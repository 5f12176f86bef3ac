// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/hosttablemodel.h"
#include "console/presenters/consoleservices.h"
#include "console/presenters/hostexport.h"
#include "console/presenters/hostviews.h"
#include "console/presenters/sourceview.h"

#include <QObject>

#include <array>
#include <memory>

namespace qd::console {

/// The newest value of a metric by host; `matchers` may be empty.
[[nodiscard]] QString hostMetricQuery(HostTableModel::Metric metric, const QString &matchers);

/// The hosts below a node with their newest values, and trends of the rows on screen. Scopes above
/// kMaxMetricHosts fetch values for visible rows only, but for every host what they are sorted or filtered
/// by. Main thread.
class HostTablePresenter final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMaxMetricHosts = 5'000;
    static constexpr int kMaxVisible = 80;

    explicit HostTablePresenter(const ConsoleServices &services, QObject *parent = nullptr);
    ~HostTablePresenter() override;

    void setScope(NodeId node);
    void activate();
    void deactivate();
    void refresh();
    /// Rows on the screen: their trends are fetched.
    void setVisibleHosts(const std::vector<HostId> &hosts);

    [[nodiscard]] HostTableModel *model() { return &m_model; }
    [[nodiscard]] HostViews &views() { return m_views; }
    /// Every row that the filters let through, with these columns.
    void exportRows(const QString &file, const QList<int> &columns, const QStringList &headers);
    [[nodiscard]] const HostExport &rowExport() const { return m_export; }
    /// What a value for `field` means that a person typed: whole words as they are, parts of one with `*`
    /// around them.
    [[nodiscard]] HostFilter filterOfTyped(HostFilter::Field field, const QString &typed) const;
    [[nodiscard]] SourceView view() const;
    [[nodiscard]] bool isFresh() const;
    [[nodiscard]] TimeMs lastContact() const;
    /// The values of all rows are fetched, needed or not.
    [[nodiscard]] bool hasAllMetrics() const;

Q_SIGNALS:
    void viewChanged();

private:
    void ask();
    void takeMetric(int metric);
    void takeTrends();
    [[nodiscard]] QString visibleMatcher() const;
    [[nodiscard]] std::optional<HostId> hostOf(const SeriesPoints &series) const;

    ConsoleServices m_services;
    HostTableModel m_model;
    HostViews m_views;
    HostExport m_export;
    NodeId m_scope;
    std::vector<HostId> m_visible;
    std::array<std::unique_ptr<QuerySource>, HostTableModel::kMetrics> m_metrics;
    std::unique_ptr<QuerySource> m_trends;
};

} // namespace qd::console
