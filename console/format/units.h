// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <cstdint>

namespace qd::console {

/// How a number is to be read. The unit of the number before any prefix.
enum class Unit : std::uint8_t {
    None,
    Count,
    PerSecond,
    Percent, ///< 0-100
    Bytes,
    BytesPerSecond,
    Bits,
    BitsPerSecond,
    Seconds,
    Milliseconds,
    Days,
    Celsius,
    Watts,
    Bool,
};

/// Unit of a name in the metric catalogue ("percent", "bytes/s", "ms", "tasks"); a name that is not known
/// reads as Count when it counts things ("packets"), else as None.
[[nodiscard]] Unit unitFromCatalogue(QStringView name);

/// True for units that step by 1024.
[[nodiscard]] bool isBinary(Unit unit);

/// One prefix for a whole axis or column: value / factor, shown with `decimals` places and `suffix` once.
struct UnitScale
{
    double factor = 1.0;
    int decimals = 0;
    QString suffix; ///< "%", "MiB/s", "k"; empty for a plain number

    bool operator==(const UnitScale &) const = default;
};

} // namespace qd::console
