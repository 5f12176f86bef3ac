// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/promql/functiontable.h"
#include "shared/promql/operations.h"

#include <chrono>
#include <cmath>
#include <limits>

namespace qd::promql {

namespace {

using namespace std::chrono;

// The calendar of <chrono> ends with the year 32767; a time beyond it is no date that anybody means.
constexpr double kFarthestSeconds = 9.0e11;

double datePart(FunctionId id, double secondsSinceEpoch)
{
    if (!(std::abs(secondsSinceEpoch) <= kFarthestSeconds)) {
        return std::numeric_limits<double>::quiet_NaN();
    }
    const sys_seconds instant{seconds{static_cast<std::int64_t>(secondsSinceEpoch)}};
    const sys_days day = floor<days>(instant);
    const year_month_day date{day};
    const hh_mm_ss time{instant - day};
    switch (id) {
    case FunctionId::Minute:
        return static_cast<double>(time.minutes().count());
    case FunctionId::Hour:
        return static_cast<double>(time.hours().count());
    case FunctionId::DayOfMonth:
        return static_cast<unsigned>(date.day());
    case FunctionId::DayOfWeek:
        return weekday{day}.c_encoding();
    case FunctionId::DayOfYear:
        return static_cast<double>((day - sys_days{date.year() / January / 1}).count() + 1);
    case FunctionId::DaysInMonth:
        return static_cast<unsigned>(year_month_day_last{date.year(), date.month() / last}.day());
    case FunctionId::Month:
        return static_cast<unsigned>(date.month());
    default: // the only one left that is dispatched here
        return static_cast<int>(date.year());
    }
}

} // namespace

Result<Columns> evaluateDateFunction(Evaluation &run, const Call &call, const Grid &grid)
{
    const FunctionId id = call.function->id;
    VectorColumns columns;
    if (call.arguments.empty()) {
        ScalarColumn now(grid.steps);
        for (std::size_t step = 0; step < grid.steps; ++step) {
            now[step] = static_cast<double>(grid.at(step)) / 1000.0;
        }
        columns.push_back({{}, {}, std::move(now)});
    } else {
        Result<VectorColumns> argument = run.vector(*call.arguments.front(), grid);
        if (!argument) {
            return failure(std::move(argument).error());
        }
        columns = std::move(argument).value();
    }
    for (SeriesColumn &column : columns) {
        column.labels.remove(Labels::kMetricName);
        column.unit.clear();
        for (double &cell : column.values) {
            cell = isPresent(cell) ? datePart(id, cell) : cell;
        }
    }
    if (const Result<void> ok = joinEqualLabels(columns, kSameLabelset); !ok) {
        return failure(ok.error());
    }
    return Columns{std::move(columns)};
}

} // namespace qd::promql
