// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/labels.h"

#include <algorithm>

namespace qd {

namespace {

constexpr std::uint64_t kFnvOffset = 14695981039346656037ULL;
constexpr std::uint64_t kFnvPrime = 1099511628211ULL;

std::uint64_t mix(std::uint64_t hash, std::string_view text)
{
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
    }
    // A separator that no UTF-8 text contains keeps ("ab","c") apart from ("a","bc").
    return (hash ^ 0xFFU) * kFnvPrime;
}

std::string quoted(std::string_view value)
{
    std::string text = "\"";
    for (const char c : value) {
        switch (c) {
        case '"':
        case '\\':
            text += '\\';
            text += c;
            break;
        case '\n':
            text += "\\n";
            break;
        default:
            text += c;
        }
    }
    return text + '"';
}

} // namespace

Labels::Labels(std::vector<Pair> pairs)
    : m_pairs(std::move(pairs))
{
    std::ranges::stable_sort(m_pairs, {}, &Pair::first);
    // Reversed, the last of equal names comes first, which is the one that unique() keeps.
    std::ranges::reverse(m_pairs);
    const auto repeated = std::ranges::unique(m_pairs, {}, &Pair::first);
    m_pairs.erase(repeated.begin(), repeated.end());
    std::ranges::reverse(m_pairs);
    std::erase_if(m_pairs, [](const Pair &pair) { return pair.second.empty(); });
}

std::string_view Labels::get(std::string_view name) const
{
    const auto it = std::ranges::lower_bound(m_pairs, name, {}, &Pair::first);
    return it != m_pairs.end() && it->first == name ? std::string_view{it->second} : std::string_view{};
}

void Labels::set(std::string_view name, std::string_view value)
{
    const auto it = std::ranges::lower_bound(m_pairs, name, {}, &Pair::first);
    const bool found = it != m_pairs.end() && it->first == name;
    if (value.empty()) {
        if (found) {
            m_pairs.erase(it);
        }
    } else if (found) {
        it->second = value;
    } else {
        m_pairs.emplace(it, std::string{name}, std::string{value});
    }
}

std::uint64_t Labels::hash() const
{
    std::uint64_t hash = kFnvOffset;
    for (const auto &[name, value] : m_pairs) {
        hash = mix(mix(hash, name), value);
    }
    return hash;
}

std::string Labels::toString() const
{
    std::string rest;
    for (const auto &[name, value] : m_pairs) {
        if (name != kMetricName) {
            rest += (rest.empty() ? "" : ", ") + name + "=" + quoted(value);
        }
    }
    std::string text{metricName()};
    if (!rest.empty() || text.empty()) {
        text += "{" + rest + "}";
    }
    return text;
}

} // namespace qd
