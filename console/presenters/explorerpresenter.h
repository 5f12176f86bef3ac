// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/producttreemodel.h"
#include "console/presenters/consoleservices.h"
#include "shared/model/hostcounts.h"

#include <QObject>

namespace qd::console {

/// The explorer: reads the filter as typed, keeps chips and stars, counts hosts and problems. Main thread.
class ExplorerPresenter final : public QObject
{
    Q_OBJECT

public:
    explicit ExplorerPresenter(const ConsoleServices &services, QObject *parent = nullptr);

    /// Plain words match names; `ip:10.4`, `state:offline`, `agent:1.6`, `tag:prod` and `owner:pay` narrow
    /// further. States may be Chinese.
    void setFilterText(const QString &text);
    void setChip(TreeFilter::Chip chip);
    void toggleStar(NodeId node);
    [[nodiscard]] bool isStarred(NodeId node) const;

    [[nodiscard]] ProductTreeModel *model() { return &m_model; }
    [[nodiscard]] HostCounts counts() const;
    [[nodiscard]] QString addressOf(HostId host) const; ///< empty if unknown
    [[nodiscard]] QString idOf(HostId host) const; ///< UUID; empty if unknown
    [[nodiscard]] bool isLoaded() const;
    /// Hosts of the whole tree; more than are counted while those of a large tree are still coming.
    [[nodiscard]] int expectedHosts() const;
    [[nodiscard]] bool isFresh() const;
    [[nodiscard]] TimeMs lastContact() const;

    /// The filter that a text means; a prefix with a value that it does not know matches nothing by name.
    [[nodiscard]] static TreeFilter parse(const QString &text);

Q_SIGNALS:
    void changed();
    /// The tree of the new filter is in the model.
    void filtered();

private:
    void updateFreshness();

    ConsoleServices m_services;
    ProductTreeModel m_model;
};

} // namespace qd::console
