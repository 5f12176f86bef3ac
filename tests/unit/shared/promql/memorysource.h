// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/promql/source.h"

#include <map>
#include <vector>

namespace qd::promql::test {

/// A Source that holds its series in memory and remembers what it was asked for.
class MemorySource final : public Source
{
public:
    /// Adds samples to a series, which begins with the first ones; a later value of the same instant wins.
    void add(const Labels &labels, const std::map<std::int64_t, double> &samples, std::string unit = {});

    [[nodiscard]] Result<std::vector<SeriesSamples>> select(const SelectRequest &request) override;

    /// A request with what it pointed to copied.
    struct Asked
    {
        std::vector<Matcher> matchers;
        std::int64_t startMs = 0;
        std::int64_t endMs = 0;
        std::int64_t stepMs = 0;
        std::int64_t rangeMs = 0;
        std::string function;
        bool by = false;
        std::vector<std::string> grouping;
    };
    [[nodiscard]] const std::vector<Asked> &asked() const { return m_asked; }

private:
    struct Series
    {
        std::map<std::int64_t, double> samples;
        std::string unit;
    };
    std::map<Labels, Series> m_series;
    std::vector<Asked> m_asked;
};

} // namespace qd::promql::test
