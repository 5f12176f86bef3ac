// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/values.h"
#include "shared/base/result.h"

#include <QByteArray>

#include <utility>
#include <vector>

namespace qd::console {

/// Whose data it is and up to when it was true: what the connect page says before anything is opened.
struct LastDataInfo
{
    TimeMs savedAt{};
    QUrl server;
    QString user;

    bool operator==(const LastDataInfo &) const = default;
};

/// What a session left behind: the tree with its hosts, and what the pages that were open showed last.
struct LastData
{
    LastDataInfo info;
    TreeSnapshot tree;
    ServerStatus server;
    std::vector<std::pair<LiveQuery, QueryAnswer>> series; ///< most useful first; evaluatedAt: this clock
    std::vector<HostDetails> hosts; ///< most useful first
};

/// Everything but info as bytes: a row of protocol frames, each behind its length (4 bytes, little-endian).
/// What does not fit into maxBytes is left out, hosts of the tree last.
[[nodiscard]] QByteArray packLastData(const LastData &data, qsizetype maxBytes);

/// @errors Corrupt: a length beyond the end, or a frame that is none or of a kind that does not belong here
[[nodiscard]] Result<LastData> unpackLastData(const QByteArray &bytes);

} // namespace qd::console
