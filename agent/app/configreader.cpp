// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/configreader.h"

#include <charconv>
#include <cmath>

namespace qd::agent {

namespace {

std::string lineOf(const YAML::Node &node)
{
    const YAML::Mark mark = node.Mark();
    return std::to_string(mark.is_null() ? 1 : mark.line + 1);
}

/// YAML calls `5` and `"5"` both scalars; the quoted one has the tag "!".
bool isPlain(const YAML::Node &node)
{
    return node.IsScalar() && node.Tag() != "!";
}

template <typename Number>
bool parseNumber(const std::string &text, Number &number)
{
    const char *end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc{} && stop == end;
}

} // namespace

ConfigReader::ConfigReader(YAML::Node node, std::string path)
    : m_node(std::move(node))
    , m_path(std::move(path))
{
    if (!m_node.IsMap() && !m_node.IsNull()) {
        fail(m_node, {}, "must be a mapping of keys to values");
        m_node = YAML::Node{};
    }
}

bool ConfigReader::has(std::string_view key) const
{
    const YAML::Node &node = m_node;
    return node.IsMap() && node[std::string{key}].IsDefined();
}

YAML::Node ConfigReader::take(std::string_view key)
{
    m_known.emplace(key);
    const YAML::Node &node = m_node; // the constant operator[] does not create the key
    return node.IsMap() ? node[std::string{key}] : YAML::Node{YAML::NodeType::Undefined};
}

void ConfigReader::read(std::string_view key, std::string &value)
{
    const YAML::Node node = take(key);
    if (!node.IsDefined()) {
        return;
    }
    if (!node.IsScalar()) {
        fail(node, key, "must be a text");
        return;
    }
    value = node.Scalar();
}

void ConfigReader::read(std::string_view key, bool &value)
{
    const YAML::Node node = take(key);
    if (!node.IsDefined()) {
        return;
    }
    if (!isPlain(node) || (node.Scalar() != "true" && node.Scalar() != "false")) {
        fail(node, key, "must be true or false");
        return;
    }
    value = node.Scalar() == "true";
}

void ConfigReader::read(std::string_view key, double &value, double min, double max)
{
    const YAML::Node node = take(key);
    if (!node.IsDefined()) {
        return;
    }
    double number = 0.0;
    if (!isPlain(node) || !parseNumber(node.Scalar(), number) || !std::isfinite(number)) {
        fail(node, key, "must be a number");
        return;
    }
    if (number < min || number > max) {
        fail(node, key, "must be between " + std::to_string(min) + " and " + std::to_string(max));
        return;
    }
    value = number;
}

void ConfigReader::read(std::string_view key, std::int64_t &value, std::int64_t min, std::int64_t max)
{
    const YAML::Node node = take(key);
    if (!node.IsDefined()) {
        return;
    }
    std::int64_t number = 0;
    if (!isPlain(node) || !parseNumber(node.Scalar(), number)) {
        fail(node, key, "must be a whole number");
        return;
    }
    if (number < min || number > max) {
        fail(node, key, "must be between " + std::to_string(min) + " and " + std::to_string(max));
        return;
    }
    value = number;
}

void ConfigReader::read(std::string_view key, std::vector<std::string> &values)
{
    const YAML::Node node = take(key);
    if (!node.IsDefined()) {
        return;
    }
    if (!node.IsSequence()) {
        fail(node, key, "must be a list");
        return;
    }
    std::vector<std::string> read;
    for (const YAML::Node &item : node) {
        if (!item.IsScalar()) {
            fail(item, key, "must be a list of texts");
            return;
        }
        read.push_back(item.Scalar());
    }
    values = std::move(read);
}

void ConfigReader::section(std::string_view key, const std::function<void(ConfigReader &)> &readSection)
{
    const YAML::Node node = take(key);
    if (!node.IsDefined() || m_error) {
        return;
    }
    ConfigReader below(node, fieldName(key));
    readSection(below);
    if (auto outcome = below.finish(); !outcome) {
        m_error = std::move(outcome).error();
    }
}

void ConfigReader::eachSection(std::string_view key, const std::function<void(ConfigReader &)> &readSection)
{
    const YAML::Node node = take(key);
    if (!node.IsDefined() || m_error) {
        return;
    }
    if (!node.IsSequence()) {
        fail(node, key, "must be a list");
        return;
    }
    for (std::size_t i = 0; i < node.size() && !m_error; ++i) {
        ConfigReader below(node[i], fieldName(key) + "[" + std::to_string(i) + "]");
        readSection(below);
        if (auto outcome = below.finish(); !outcome) {
            m_error = std::move(outcome).error();
        }
    }
}

void ConfigReader::refuse(std::string_view key, const std::string &reason)
{
    const YAML::Node node = take(key);
    fail(node.IsDefined() ? node : m_node, key, reason);
}

Result<void> ConfigReader::finish()
{
    if (!m_error && m_node.IsMap()) {
        std::set<std::string, std::less<>> seen;
        for (const auto &pair : m_node) {
            const std::string key = pair.first.IsScalar() ? pair.first.Scalar() : std::string{"?"};
            if (!m_known.contains(key)) {
                fail(pair.first, key, "unknown key");
                break;
            }
            if (!seen.insert(key).second) {
                fail(pair.first, key, "appears twice");
                break;
            }
        }
    }
    if (m_error) {
        return failure(*m_error);
    }
    return {};
}

std::string ConfigReader::fieldName(std::string_view key) const
{
    if (m_path.empty() || key.empty()) {
        return m_path + std::string{key};
    }
    return m_path + "." + std::string{key};
}

void ConfigReader::fail(const YAML::Node &node, std::string_view key, const std::string &reason)
{
    if (m_error) {
        return;
    }
    const std::string line = lineOf(node);
    const std::string field = fieldName(key);
    const std::string subject = field.empty() ? "the document" : field;
    m_error = Error{ErrorCode::InvalidInput, "line " + line + ": " + subject + ": " + reason,
        {{"line", line}, {"field", field}, {"reason", reason}}};
}

} // namespace qd::agent
