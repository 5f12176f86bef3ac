// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/labels.h"
#include "shared/promql/matcher.h"

#include <roaring/roaring.hh>

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace qd::backend {

/// A set of series numbers.
using SeriesSet = ::Roaring;

/// Which series have which labels: every (name, value) pair is stored once and has a Roaring bitmap of series
/// numbers. Numbers are given out host by host, so the bitmaps are runs: 2 million series with 8 labels each
/// take about 8 MB of postings. Not locked; its owner does that.
class LabelIndex
{
public:
    using PairId = std::uint32_t;

    /// Enters a series under the next number, counted from 0.
    std::uint32_t add(const Labels &labels);

    [[nodiscard]] std::uint32_t seriesCount() const { return static_cast<std::uint32_t>(m_series.size()); }
    [[nodiscard]] Labels labels(std::uint32_t series) const;
    [[nodiscard]] std::string_view value(
        std::uint32_t series, std::string_view label) const; ///< empty if absent
    [[nodiscard]] bool hasLabels(std::uint32_t series, const Labels &labels) const;

    /// The series that meet all matchers. No matcher: all series.
    [[nodiscard]] SeriesSet match(std::span<const promql::CompiledMatcher> matchers) const;

    [[nodiscard]] std::vector<std::string_view> labelNames(const SeriesSet &series) const;
    [[nodiscard]] std::vector<std::string_view> labelValues(
        std::string_view label, const SeriesSet &series) const;

private:
    struct Pair
    {
        std::string_view name; ///< key of m_names
        std::string_view value; ///< key of Name::values
        SeriesSet series;
    };
    struct TextHash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    struct Name
    {
        std::unordered_map<std::string, PairId, TextHash, std::equal_to<>> values;
    };
    struct Series
    {
        std::uint32_t firstPair = 0; ///< into m_pairIds
        std::uint32_t pairCount = 0;
    };

    PairId intern(std::string_view name, std::string_view value);
    [[nodiscard]] const Name *findName(std::string_view name) const;
    [[nodiscard]] SeriesSet valuesMatching(const promql::CompiledMatcher &matcher, bool expected) const;
    [[nodiscard]] std::span<const PairId> pairsOf(std::uint32_t series) const;

    std::unordered_map<std::string, Name, TextHash, std::equal_to<>> m_names;
    std::deque<Pair> m_pairs;
    std::vector<PairId> m_pairIds;
    std::vector<Series> m_series;
};

} // namespace qd::backend
