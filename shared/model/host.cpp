// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/model/host.h"

namespace qd {

Result<void> checkTags(const std::vector<std::string> &tags)
{
    const auto refuse = [](const std::string &reason) {
        return failure(ErrorCode::InvalidInput, reason, {{"field", "tags"}, {"reason", reason}});
    };
    if (tags.size() > kMaxTags) {
        return refuse("must be at most " + std::to_string(kMaxTags) + " tags");
    }
    for (std::size_t i = 0; i < tags.size(); ++i) {
        if (tags[i].empty() || tags[i].size() > kMaxTagBytes) {
            return refuse("tag " + std::to_string(i + 1) + " must have 1 to " + std::to_string(kMaxTagBytes)
                + " bytes");
        }
    }
    return {};
}

} // namespace qd
