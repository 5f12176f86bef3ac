// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/palettemodel.h"

namespace qd::console {

void PaletteModel::setEntries(std::vector<PaletteEntry> entries)
{
    if (entries == m_entries) {
        return;
    }
    // Each key stroke is another question; there is nothing to keep from the last list.
    beginResetModel();
    m_entries = std::move(entries);
    endResetModel();
}

int PaletteModel::selectableFrom(int row, int direction) const
{
    for (int at = row; at >= 0 && at < rowCount(); at += direction) {
        if (m_entries[static_cast<std::size_t>(at)].isSelectable()) {
            return at;
        }
    }
    return -1;
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= rowCount()) {
        return {};
    }
    const PaletteEntry &entry = m_entries[static_cast<std::size_t>(index.row())];
    if (role == EntryRole) {
        return QVariant::fromValue(entry);
    }
    return role == Qt::DisplayRole ? QVariant(entry.title) : QVariant();
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    if (!index.isValid() || !m_entries[static_cast<std::size_t>(index.row())].isSelectable()) {
        return Qt::NoItemFlags;
    }
    return Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
}

} // namespace qd::console
