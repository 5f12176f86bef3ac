// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qd {

/// The label set of a series: pairs sorted by name, names unique, no empty values (an empty value means
/// "absent"). The metric name is the label "__name__".
class Labels
{
public:
    using Pair = std::pair<std::string, std::string>;

    Labels() = default;
    /// Sorts, drops empty values; of a repeated name the last value wins.
    explicit Labels(std::vector<Pair> pairs);

    [[nodiscard]] std::string_view get(std::string_view name) const; ///< empty if absent
    [[nodiscard]] std::string_view metricName() const { return get(kMetricName); }
    [[nodiscard]] bool has(std::string_view name) const { return !get(name).empty(); }

    void set(std::string_view name, std::string_view value); ///< an empty value removes
    void remove(std::string_view name) { set(name, {}); }

    [[nodiscard]] const std::vector<Pair> &pairs() const { return m_pairs; }
    [[nodiscard]] bool empty() const { return m_pairs.empty(); }
    [[nodiscard]] std::size_t size() const { return m_pairs.size(); }

    /// Stable across processes and versions (FNV-1a over names and values), so that it may be stored.
    [[nodiscard]] std::uint64_t hash() const;

    /// `cpu.busy{host="web-1"}`, as PromQL writes it.
    [[nodiscard]] std::string toString() const;

    auto operator<=>(const Labels &) const = default;

    static constexpr std::string_view kMetricName = "__name__";

private:
    std::vector<Pair> m_pairs;
};

} // namespace qd
