// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"
#include "shared/model/host.h"

#include <QList>
#include <QString>

#include <array>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

namespace qd::console {

class TreeState;

/// One chip above the host table: a field and the values that it lets through, separated by commas. A value
/// is a whole word, or a pattern with `*`; `!` before it keeps it out. Numbers take `>80`, `>=80`, `<5`,
/// `<=5` or `80`. States are written in English: online, stale, offline, unknown.
struct HostFilter
{
    enum class Field {
        State,
        Name,
        Address,
        Site,
        Component,
        Version,
        Tag,
        Cpu,
        Memory,
        Disk,
        Network,
        Load
    };
    static constexpr int kFields = 12;

    Field field = Field::Name;
    QString value;

    /// "state", "ip", "cpu": what a person types before the colon, the same in every language.
    [[nodiscard]] static QString idOf(Field field);
    [[nodiscard]] static std::optional<Field> fieldOf(QStringView id);
    [[nodiscard]] static bool isNumber(Field field) { return field >= Field::Cpu; }

    bool operator==(const HostFilter &) const = default;
};

/// Words for a filter that a table keeps: what is typed without a field, and the chips.
struct HostFilterSet
{
    QString text; ///< part of a name or address
    bool isProblemsOnly = false;
    QList<HostFilter> filters; ///< all must let a host through

    [[nodiscard]] bool isEmpty() const { return text.isEmpty() && !isProblemsOnly && filters.isEmpty(); }
    bool operator==(const HostFilterSet &) const = default;
};

/// Adds a filter; values for a field that has one already join it. A value that is there is not added again.
[[nodiscard]] QList<HostFilter> joined(QList<HostFilter> filters, const HostFilter &added);

/// A set of filters made ready to be asked about many hosts. Names of places are looked up once, so it is
/// good until the tree changes.
class HostMatcher
{
public:
    HostMatcher(const HostFilterSet &set, const TreeState &tree);

    /// @param metrics  in the order of HostTableModel::Metric; NaN if absent: no number matches it
    [[nodiscard]] bool accepts(const HostSummary &host, std::span<const double> metrics) const;
    [[nodiscard]] bool acceptsAll() const { return m_text.empty() && !m_isProblemsOnly && m_rules.empty(); }
    /// Values of metrics decide: a new value may let a host in or out.
    [[nodiscard]] bool asksForMetrics() const;

private:
    struct Value
    {
        std::string pattern; ///< lower case
        bool isExcluded = false;
        enum class Compare { Equal, Less, LessOrEqual, More, MoreOrEqual } compare = Compare::Equal;
        std::optional<double> number; ///< empty where a number is asked for: matches nothing
    };
    struct Rule
    {
        HostFilter::Field field;
        std::vector<Value> values;
        std::unordered_set<NodeId> included; ///< components, for Site and Component
        std::unordered_set<NodeId> excluded;
        bool hasIncluded = false;
    };

    [[nodiscard]] static Value valueOf(const QString &text, bool isNumber);
    void findPlaces(Rule &rule, const TreeState &tree) const;
    [[nodiscard]] bool acceptsRule(
        const Rule &rule, const HostSummary &host, std::span<const double> metrics) const;
    [[nodiscard]] static bool matches(
        const Value &value, const Rule &rule, const HostSummary &host, std::span<const double> metrics);

    std::string m_text;
    bool m_isProblemsOnly = false;
    std::vector<Rule> m_rules;
};

/// Lower case pattern with `*` for any run of characters against a lower case text, whole.
[[nodiscard]] bool matchesPattern(std::string_view pattern, std::string_view text);

/// The state with an English name; nullopt if there is none.
[[nodiscard]] std::optional<HostState> stateNamed(std::string_view name);
[[nodiscard]] QString nameOf(HostState state);

} // namespace qd::console
