// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/format/units.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace qd::console {

namespace {

struct Name
{
    QLatin1StringView text;
    Unit unit;
};

// Every unit of the metric catalogue; things that are counted read as Count.
constexpr std::array kNames{
    Name{"percent"_L1, Unit::Percent},
    Name{"bytes"_L1, Unit::Bytes},
    Name{"bytes/s"_L1, Unit::BytesPerSecond},
    Name{"bits"_L1, Unit::Bits},
    Name{"bits/s"_L1, Unit::BitsPerSecond},
    Name{"s"_L1, Unit::Seconds},
    Name{"seconds"_L1, Unit::Seconds},
    Name{"ms"_L1, Unit::Milliseconds},
    Name{"milliseconds"_L1, Unit::Milliseconds},
    Name{"days"_L1, Unit::Days},
    Name{"celsius"_L1, Unit::Celsius},
    Name{"watts"_L1, Unit::Watts},
    Name{"bool"_L1, Unit::Bool},
    Name{"count"_L1, Unit::Count},
    Name{"packets"_L1, Unit::Count},
    Name{"pages"_L1, Unit::Count},
    Name{"requests"_L1, Unit::Count},
    Name{"sectors"_L1, Unit::Count},
    Name{"tasks"_L1, Unit::Count},
};

} // namespace

Unit unitFromCatalogue(QStringView name)
{
    const auto found = std::ranges::find_if(kNames, [&](const Name &known) { return name == known.text; });
    if (found != kNames.end()) {
        return found->unit;
    }
    return name.endsWith("/s"_L1) ? Unit::PerSecond : Unit::None;
}

bool isBinary(Unit unit)
{
    return unit == Unit::Bytes || unit == Unit::BytesPerSecond;
}

} // namespace qd::console
