// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/format/units.h"
#include "shared/base/clock.h"
#include "shared/base/severity.h"

#include <QList>
#include <QMetaType>
#include <QString>

#include <chrono>
#include <optional>

/// What a model says about one cell: facts with their units. A delegate turns them into looks, so a model
/// that returns one of these under kCellRole (tables) or kTreeCellRole (trees) needs no colour, icon or
/// sentence. Qt::DisplayRole and Qt::AccessibleTextRole still carry the text for copying and for screen
/// readers.
namespace qd::console {

inline constexpr int kCellRole = Qt::UserRole + 0x51;
inline constexpr int kTreeCellRole = Qt::UserRole + 0x52;

/// A severity pill; `word` replaces the level's own word ("Down").
struct SeverityCell
{
    Severity severity = Severity::Unknown;
    QString word;
    bool operator==(const SeverityCell &) const = default;
};

/// Name in strong type with something muted after it.
struct NameCell
{
    QString name;
    QString detail;
    int count = 0; ///< > 1 shows "×count"
    bool isDimmed = false; ///< acknowledged or silenced
    bool operator==(const NameCell &) const = default;
};

/// A number, right-aligned in digit cells or left as the column wants.
struct NumberCell
{
    std::optional<double> value; ///< empty: em dash
    Unit unit = Unit::None;
    bool isStale = false;
    bool operator==(const NumberCell &) const = default;
};

/// A value on a bar; `fraction` 0-1 is its length.
struct BarCell
{
    std::optional<double> value;
    Unit unit = Unit::Percent;
    double fraction = 0.0;
    Severity severity = Severity::Healthy; ///< Healthy and Info draw in the accent
    bool isStale = false;
    bool isUnitInHeader = false; ///< the number alone: the header names the unit of all rows
    bool operator==(const BarCell &) const = default;
};

/// A trend of at most 60 points; NaN is a gap.
struct SparkCell
{
    QList<double> points;
    Severity severity = Severity::Info; ///< Info and Healthy draw in the first series colour
    bool isStale = false;
    bool operator==(const SparkCell &) const = default;
};

struct DurationCell
{
    std::chrono::milliseconds length{0};
    bool operator==(const DurationCell &) const = default;
};

/// Shown as an age; the exact time is the tool tip. The delegate's clock gives "now".
struct TimeCell
{
    TimeMs time{};
    bool operator==(const TimeCell &) const = default;
};

struct LinkCell
{
    QString text;
    bool operator==(const LinkCell &) const = default;
};

struct ChipsCell
{
    QList<QString> chips;
    bool operator==(const ChipsCell &) const = default;
};

/// One row of the product tree.
struct TreeCell
{
    enum class Kind : std::uint8_t { Region, Category, Service, Component, Host, Loading, Failed, More };
    Kind kind = Kind::Region;
    QString name;
    Severity severity = Severity::Unknown; ///< worst below, minus acknowledged and silenced
    int problems = 0;
    int critical = 0; ///< of the problems: what the tool tip tells
    int warning = 0;
    int hosts = 0; ///< hosts below; 0 hides the count
    bool isStarred = false;
    bool isDimmed = false; ///< an ancestor of a match, not a match
    bool operator==(const TreeCell &) const = default;
};

} // namespace qd::console

Q_DECLARE_METATYPE(qd::console::SeverityCell)
Q_DECLARE_METATYPE(qd::console::NameCell)
Q_DECLARE_METATYPE(qd::console::NumberCell)
Q_DECLARE_METATYPE(qd::console::BarCell)
Q_DECLARE_METATYPE(qd::console::SparkCell)
Q_DECLARE_METATYPE(qd::console::DurationCell)
Q_DECLARE_METATYPE(qd::console::TimeCell)
Q_DECLARE_METATYPE(qd::console::LinkCell)
Q_DECLARE_METATYPE(qd::console::ChipsCell)
Q_DECLARE_METATYPE(qd::console::TreeCell)
