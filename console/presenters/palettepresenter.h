// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/models/palettemodel.h"
#include "console/presenters/consoleservices.h"
#include "console/state/nameindex.h"
#include "shared/base/error.h"

#include <QObject>
#include <QStringList>

#include <optional>

namespace qd::console {

/// The command palette: one text over commands, places of the tree, hosts and metrics. `>` searches commands
/// only, `@` objects only; without a text it lists what was chosen lately and the commands of the page. Knows
/// commands as entries that the shell hands in, because commands lie above. Main thread.
class PalettePresenter final : public QObject
{
    Q_OBJECT

public:
    static constexpr int kMaxObjects = 30;
    static constexpr int kMaxCommands = 12;
    static constexpr int kMaxRecent = 6;

    explicit PalettePresenter(const ConsoleServices &services, QObject *parent = nullptr);

    /// Called at each opening: the commands as they are now, disabled ones with their reason.
    void open(std::vector<PaletteEntry> commands);
    void setText(const QString &text);
    /// Remembers what was chosen for the section of recent ones.
    void choose(const PaletteEntry &entry);

    [[nodiscard]] PaletteModel *model() { return &m_model; }

Q_SIGNALS:
    /// The names of metrics could not be had; the palette works without them.
    void metricsFailed(const qd::Error &error);

private:
    void update();
    void addCommands(std::vector<PaletteEntry> &into, const std::string &pattern) const;
    void addObjects(std::vector<PaletteEntry> &into, const std::string &pattern);
    void addMetrics(std::vector<PaletteEntry> &into, const std::string &pattern) const;
    void addRecent(std::vector<PaletteEntry> &into) const;
    [[nodiscard]] std::optional<PaletteEntry> asNow(const PaletteEntry &entry) const;
    /// Nothing is healthy without a live connection.
    [[nodiscard]] Severity honest(Severity severity) const;
    [[nodiscard]] PaletteEntry nodeEntry(NodeId id) const;
    [[nodiscard]] PaletteEntry hostEntry(HostId id) const;
    void fetchMetricNames();

    ConsoleServices m_services;
    PaletteModel m_model;
    NameIndex m_index;
    std::vector<PaletteEntry> m_commands;
    std::vector<PaletteEntry> m_recent;
    QStringList m_metrics;
    QString m_text;
    bool m_isIndexOld = true;
};

} // namespace qd::console
