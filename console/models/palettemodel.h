// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/severity.h"

#include <QAbstractListModel>
#include <QString>

#include <optional>
#include <vector>

namespace qd::console {

/// One line of the command palette.
struct PaletteEntry
{
    enum class Kind { Section, Command, Node, Host, Metric };
    enum class Section { Recent, Commands, Places, Metrics };

    Kind kind = Kind::Command;
    Section section = Section::Commands;
    QString id; ///< command id, metric name; empty for objects
    int object = 0; ///< NodeId or HostId
    QString title;
    QString detail; ///< path of an object
    QString shortcut;
    QString reason; ///< why a command cannot run now; empty: it can
    std::optional<Severity> severity;
    bool isOfPage = true; ///< commands: listed before anything was typed

    [[nodiscard]] bool isSelectable() const { return kind != Kind::Section && reason.isEmpty(); }
    bool operator==(const PaletteEntry &) const = default;
};

/// What the palette lists, section lines included. Main thread.
class PaletteModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int EntryRole = 0x0200; ///< PaletteEntry

    using QAbstractListModel::QAbstractListModel;

    void setEntries(std::vector<PaletteEntry> entries);
    [[nodiscard]] const std::vector<PaletteEntry> &entries() const { return m_entries; }
    /// The nearest line from `row` in a direction (+1, -1) that can be chosen; -1 if there is none.
    [[nodiscard]] int selectableFrom(int row, int direction) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    std::vector<PaletteEntry> m_entries;
};

} // namespace qd::console

Q_DECLARE_METATYPE(qd::console::PaletteEntry)
