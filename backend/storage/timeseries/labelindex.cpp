// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/labelindex.h"

#include <algorithm>

namespace qd::backend {

using promql::CompiledMatcher;
using promql::MatchOp;

std::uint32_t LabelIndex::add(const Labels &labels)
{
    const auto number = static_cast<std::uint32_t>(m_series.size());
    m_series.push_back(
        {static_cast<std::uint32_t>(m_pairIds.size()), static_cast<std::uint32_t>(labels.size())});
    for (const auto &[name, value] : labels.pairs()) {
        const PairId pair = intern(name, value);
        m_pairIds.push_back(pair);
        m_pairs[pair].series.add(number);
    }
    return number;
}

LabelIndex::PairId LabelIndex::intern(std::string_view name, std::string_view value)
{
    auto named = m_names.find(name);
    if (named == m_names.end()) {
        named = m_names.emplace(name, Name{}).first;
    }
    auto &values = named->second.values;
    if (const auto found = values.find(value); found != values.end()) {
        return found->second;
    }
    const auto pair = static_cast<PairId>(m_pairs.size());
    const auto entered = values.emplace(value, pair).first;
    m_pairs.push_back({named->first, entered->first, {}}); // keys of node-based maps stay where they are
    return pair;
}

const LabelIndex::Name *LabelIndex::findName(std::string_view name) const
{
    const auto found = m_names.find(name);
    return found == m_names.end() ? nullptr : &found->second;
}

std::span<const LabelIndex::PairId> LabelIndex::pairsOf(std::uint32_t series) const
{
    return std::span(m_pairIds).subspan(m_series[series].firstPair, m_series[series].pairCount);
}

Labels LabelIndex::labels(std::uint32_t series) const
{
    std::vector<Labels::Pair> pairs;
    for (const PairId pair : pairsOf(series)) {
        pairs.emplace_back(m_pairs[pair].name, m_pairs[pair].value);
    }
    return Labels(std::move(pairs));
}

std::string_view LabelIndex::value(std::uint32_t series, std::string_view label) const
{
    for (const PairId pair : pairsOf(series)) {
        if (m_pairs[pair].name == label) {
            return m_pairs[pair].value;
        }
    }
    return {};
}

bool LabelIndex::hasLabels(std::uint32_t series, const Labels &labels) const
{
    const std::span<const PairId> pairs = pairsOf(series);
    return pairs.size() == labels.size()
        && std::equal(
            pairs.begin(), pairs.end(), labels.pairs().begin(), [this](PairId id, const Labels::Pair &pair) {
                return m_pairs[id].name == pair.first && m_pairs[id].value == pair.second;
            });
}

SeriesSet LabelIndex::valuesMatching(const CompiledMatcher &matcher, bool expected) const
{
    SeriesSet result;
    const Name *name = findName(matcher.matcher().name);
    if (name == nullptr) {
        return result;
    }
    // Where the matcher names its values, they are looked up; otherwise every value is tried.
    const MatchOp op = matcher.matcher().op;
    const bool isPositive = op == MatchOp::Equal || op == MatchOp::Regex;
    std::vector<std::string> named;
    if (op == MatchOp::Equal || op == MatchOp::NotEqual) {
        named.push_back(matcher.matcher().value);
    } else if (matcher.literals()) {
        named = *matcher.literals();
    }
    if (!named.empty() && isPositive == expected) {
        for (const std::string &value : named) {
            if (const auto found = name->values.find(value); found != name->values.end()) {
                result |= m_pairs[found->second].series;
            }
        }
        return result;
    }
    std::vector<const SeriesSet *> matching;
    for (const auto &[value, pair] : name->values) {
        if (matcher.matches(value) == expected) {
            matching.push_back(&m_pairs[pair].series);
        }
    }
    return matching.empty() ? result : SeriesSet::fastunion(matching.size(), matching.data());
}

SeriesSet LabelIndex::match(std::span<const CompiledMatcher> matchers) const
{
    bool isStarted = false;
    SeriesSet result;
    for (const CompiledMatcher &matcher : matchers) {
        if (matcher.matchesEmpty()) {
            continue;
        }
        SeriesSet matching = valuesMatching(matcher, true);
        if (isStarted) {
            result &= matching;
        } else {
            result = std::move(matching);
            isStarted = true;
        }
        if (result.isEmpty()) {
            return result;
        }
    }
    if (!isStarted) {
        result.addRange(0, m_series.size());
    }
    // A matcher that takes the empty string also takes series without the label, so it can only exclude.
    for (const CompiledMatcher &matcher : matchers) {
        if (matcher.matchesEmpty()) {
            result -= valuesMatching(matcher, false);
        }
    }
    return result;
}

std::vector<std::string_view> LabelIndex::labelNames(const SeriesSet &series) const
{
    std::vector<std::string_view> names;
    for (const auto &[name, values] : m_names) {
        if (std::any_of(values.values.begin(), values.values.end(),
                [&](const auto &value) { return m_pairs[value.second].series.intersect(series); })) {
            names.push_back(name);
        }
    }
    return names;
}

std::vector<std::string_view> LabelIndex::labelValues(std::string_view label, const SeriesSet &series) const
{
    std::vector<std::string_view> values;
    if (const Name *name = findName(label)) {
        for (const auto &[value, pair] : name->values) {
            if (m_pairs[pair].series.intersect(series)) {
                values.push_back(value);
            }
        }
    }
    return values;
}

} // namespace qd::backend
