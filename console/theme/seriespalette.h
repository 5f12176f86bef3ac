// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QString>

namespace qd::console {

/// Gives chart series their colour slots. A slot belongs to the id: the same id gets the same slot in every
/// chart, whatever its position, unless two ids of one chart want the same one; then the next free slot is
/// probed, in an order that depends on the ids alone. Slots 0-6 are solid, 7-13 repeat the colours dashed, -1
/// is grey.
class SeriesPalette
{
public:
    static constexpr int kColors = 7;
    static constexpr int kSlots = 2 * kColors;
    static constexpr int kGrey = -1;

    /// Slots for the ids of one chart, in the same order. Ids seen before keep theirs; ids that left free
    /// theirs.
    /// @param pinned  slots chosen by meaning (for example "user" always blue), kept even when ids collide
    [[nodiscard]] QList<int> assign(const QList<QString> &ids, const QHash<QString, int> &pinned = {});

    /// The slot an id would like, 0-6: FNV-1a over its UTF-8, the same on every machine.
    [[nodiscard]] static int preferredSlot(const QString &id);
    [[nodiscard]] static bool isDashed(int slot) { return slot >= kColors; }

private:
    QHash<QString, int> m_slots;
};

} // namespace qd::console
