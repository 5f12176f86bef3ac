// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/state/nameindex.h"

#include "console/state/treestate.h"

#include <algorithm>

namespace qd::console {

namespace {

constexpr int kLetter = 1;
constexpr int kNeighbour = 5;
constexpr int kWordStart = 8;

[[nodiscard]] bool isWordStart(std::string_view text, std::size_t at)
{
    constexpr std::string_view kBreaks = " -_./:";
    return at == 0 || kBreaks.find(text[at - 1]) != std::string_view::npos;
}

} // namespace

std::string lowered(std::string_view text)
{
    std::string lower(text);
    for (char &c : lower) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return lower;
}

int subsequenceScore(std::string_view pattern, std::string_view text)
{
    if (const std::size_t whole = text.find(pattern); whole != std::string_view::npos) {
        // A run of all letters beats every scattered match.
        const int start = isWordStart(text, whole) ? kWordStart : 0;
        return static_cast<int>(pattern.size()) * (kNeighbour + kWordStart) + start
            - static_cast<int>(std::min<std::size_t>(text.size(), 40) / 8);
    }
    int score = 0;
    std::size_t at = 0;
    std::size_t previous = std::string_view::npos;
    for (const char letter : pattern) {
        std::size_t found = text.find(letter, at);
        if (found == std::string_view::npos) {
            return -1;
        }
        // Prefer the start of a later word over the middle of this one.
        for (std::size_t next = found; next != std::string_view::npos && found != at;
             next = text.find(letter, next + 1)) {
            if (isWordStart(text, next)) {
                found = next;
                break;
            }
        }
        score += kLetter + (isWordStart(text, found) ? kWordStart : 0)
            + (previous != std::string_view::npos && found == previous + 1 ? kNeighbour : 0);
        previous = found;
        at = found + 1;
    }
    return std::max(0, score - static_cast<int>(std::min<std::size_t>(text.size(), 40) / 8));
}

void NameIndex::rebuild(const TreeState &tree)
{
    m_blob.clear();
    m_entries.clear();
    m_entries.reserve(tree.hosts().size() + 64);
    const auto add = [this](Kind kind, std::int32_t id, const std::string &name) {
        m_entries.push_back(
            {kind, id, static_cast<std::uint32_t>(m_blob.size()), static_cast<std::uint32_t>(name.size())});
        m_blob += lowered(name);
    };
    for (const NodeId id : tree.allNodes()) {
        add(Kind::Node, id.value, tree.node(id)->name);
    }
    for (const HostSummary &host : tree.hosts()) {
        add(Kind::Host, host.id.value, host.name);
    }
}

std::string_view NameIndex::nameOf(int entry) const
{
    const Entry &at = m_entries[static_cast<std::size_t>(entry)];
    return std::string_view(m_blob).substr(at.begin, at.length);
}

std::vector<NameIndex::Match> NameIndex::subsequence(std::string_view pattern, int limit) const
{
    const std::string lower = lowered(pattern);
    std::vector<Match> matches;
    for (int i = 0; i < static_cast<int>(m_entries.size()); ++i) {
        if (const int score = subsequenceScore(lower, nameOf(i)); score >= 0) {
            matches.push_back({i, score});
        }
    }
    const auto better = [](const Match &a, const Match &b) {
        return a.score != b.score ? a.score > b.score : a.entry < b.entry;
    };
    const auto keep = std::min<std::ptrdiff_t>(limit, std::ssize(matches));
    std::partial_sort(matches.begin(), matches.begin() + keep, matches.end(), better);
    matches.resize(static_cast<std::size_t>(keep));
    return matches;
}

std::vector<int> NameIndex::containing(std::string_view text) const
{
    const std::string lower = lowered(text);
    std::vector<int> found;
    for (int i = 0; i < static_cast<int>(m_entries.size()); ++i) {
        if (nameOf(i).find(lower) != std::string_view::npos) {
            found.push_back(i);
        }
    }
    return found;
}

} // namespace qd::console
