// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace qd::backend {

/// One series' samples in ascending time.
struct SampleColumn
{
    std::vector<std::int64_t> times;
    std::vector<double> values;

    void add(std::int64_t time, double value)
    {
        times.push_back(time);
        values.push_back(value);
    }
    void append(const SampleColumn &later)
    {
        times.insert(times.end(), later.times.begin(), later.times.end());
        values.insert(values.end(), later.values.begin(), later.values.end());
    }
};

/// Merges columns that may overlap; of samples with equal times the later column's wins.
[[nodiscard]] SampleColumn mergeColumns(std::vector<SampleColumn> columns);

} // namespace qd::backend
