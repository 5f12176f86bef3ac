// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/theme/seriespalette.h"

#include <QSet>

#include <algorithm>
#include <array>

namespace qd::console {

namespace {

quint32 hashOf(const QString &id)
{
    quint32 hash = 2166136261U;
    const QByteArray bytes = id.toUtf8();
    for (const char byte : bytes) {
        hash = (hash ^ static_cast<quint8>(byte)) * 16777619U;
    }
    return hash;
}

} // namespace

int SeriesPalette::preferredSlot(const QString &id)
{
    return static_cast<int>(hashOf(id) % kColors);
}

QList<int> SeriesPalette::assign(const QList<QString> &ids, const QHash<QString, int> &pinned)
{
    const QSet<QString> present(ids.cbegin(), ids.cend());
    m_slots.removeIf(
        [&](const auto &entry) { return !present.contains(entry.key()) || entry.value() == kGrey; });

    QHash<QString, int> slots = pinned;
    std::array<bool, kSlots> taken{};
    const auto take = [&](int slot) {
        if (slot >= 0 && slot < kSlots) {
            taken[static_cast<std::size_t>(slot)] = true;
        }
    };
    QList<QString> newcomers;
    for (const QString &id : ids) {
        if (const auto pin = pinned.constFind(id); pin != pinned.constEnd()) {
            take(*pin);
        } else if (const auto kept = m_slots.constFind(id); kept != m_slots.constEnd()) {
            slots.insert(id, *kept);
            take(*kept);
        } else if (!slots.contains(id)) {
            slots.insert(id, kGrey);
            newcomers.append(id);
        }
    }
    // Sorted by hash, so that the outcome of a collision does not depend on the order of the series.
    std::sort(newcomers.begin(), newcomers.end(),
        [](const QString &a, const QString &b) { return std::pair(hashOf(a), a) < std::pair(hashOf(b), b); });
    for (const QString &id : std::as_const(newcomers)) {
        const int preferred = preferredSlot(id);
        for (int probe = 0; probe < kSlots; ++probe) {
            const int slot = (probe / kColors) * kColors + (preferred + probe) % kColors;
            if (!taken[static_cast<std::size_t>(slot)]) {
                slots[id] = slot;
                take(slot);
                break;
            }
        }
    }
    m_slots = slots;
    QList<int> result;
    result.reserve(ids.size());
    for (const QString &id : ids) {
        result.append(slots.value(id, kGrey));
    }
    return result;
}

} // namespace qd::console
