// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <yaml-cpp/yaml.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace qd::agent {

/// Reads one YAML mapping key by key and remembers the first thing that is wrong with it. Keys that nobody
/// asked for are errors: a misspelt setting that is silently ignored is worse than an agent that does not
/// start.
class ConfigReader
{
public:
    /// @param path  where the mapping is, as in "collect.tiers"; empty for the document
    ConfigReader(YAML::Node node, std::string path);

    void read(std::string_view key, std::string &value);
    void read(std::string_view key, bool &value);
    void read(std::string_view key, double &value, double min, double max);
    /// Whole numbers, both bounds included.
    void read(std::string_view key, std::int64_t &value, std::int64_t min, std::int64_t max);
    void read(std::string_view key, std::vector<std::string> &values);

    /// Whole numbers of another type or unit: value = number * unit.
    template <typename Value>
    void readScaled(std::string_view key, Value &value, std::int64_t unit, std::int64_t min, std::int64_t max)
    {
        auto number = static_cast<std::int64_t>(value) / unit;
        read(key, number, min, max);
        value = static_cast<Value>(number * unit);
    }

    /// A duration in its own unit.
    template <typename Rep, typename Period>
    void read(
        std::string_view key, std::chrono::duration<Rep, Period> &value, std::int64_t min, std::int64_t max)
    {
        std::int64_t number = value.count();
        read(key, number, min, max);
        value = std::chrono::duration<Rep, Period>{number};
    }

    /// A mapping below this one, if there is one.
    void section(std::string_view key, const std::function<void(ConfigReader &)> &readSection);
    /// A sequence of mappings below this one, if there is one.
    void eachSection(std::string_view key, const std::function<void(ConfigReader &)> &readSection);

    /// Marks a value that was read as wrong, for rules that concern more than its type.
    void refuse(std::string_view key, const std::string &reason);

    [[nodiscard]] bool has(std::string_view key) const;

    /// The first error, an unknown key among them.
    [[nodiscard]] Result<void> finish();

private:
    [[nodiscard]] YAML::Node take(std::string_view key);
    [[nodiscard]] std::string fieldName(std::string_view key) const;
    void fail(const YAML::Node &node, std::string_view key, const std::string &reason);

    YAML::Node m_node;
    std::string m_path;
    std::set<std::string, std::less<>> m_known;
    std::optional<Error> m_error;
};

} // namespace qd::agent
