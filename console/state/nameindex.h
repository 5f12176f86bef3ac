// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/ids.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace qd::console {

class TreeState;

/// Every name of the tree in lower case, for the palette and the tree filter: 100,000 names are searched in a
/// few milliseconds, without a round trip. A plain value; rebuilt when the tree changes.
class NameIndex
{
public:
    enum class Kind : std::uint8_t { Node, Host };

    struct Entry
    {
        Kind kind = Kind::Node;
        std::int32_t id = 0; ///< NodeId or HostId
        std::uint32_t begin = 0; ///< of the name in the blob
        std::uint32_t length = 0;
    };

    struct Match
    {
        int entry = 0;
        int score = 0; ///< higher is better
    };

    void rebuild(const TreeState &tree);

    [[nodiscard]] const std::vector<Entry> &entries() const { return m_entries; }
    [[nodiscard]] std::string_view nameOf(int entry) const;

    /// Entries whose name has all the letters in order, best first, at most `limit`.
    [[nodiscard]] std::vector<Match> subsequence(std::string_view pattern, int limit) const;
    /// Entries whose name contains the text, in index order.
    [[nodiscard]] std::vector<int> containing(std::string_view text) const;

private:
    std::string m_blob;
    std::vector<Entry> m_entries;
};

/// ASCII lower case; other bytes stay.
[[nodiscard]] std::string lowered(std::string_view text);

/// How well `pattern` (lower case) matches `text` (lower case) as a subsequence; -1 if it does not. The start
/// of a word counts most, then neighbouring letters, then a short text.
[[nodiscard]] int subsequenceScore(std::string_view pattern, std::string_view text);

} // namespace qd::console
