// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace qd::agent {

/// A file system that holds people's data, at the place where most of it is seen.
struct Mount
{
    std::string mountPoint;
    std::string type; ///< ext4, xfs, nfs4, ...
    bool isReadOnly = false; ///< by its mount or superblock options
    bool isLocal = true; ///< not on another host

    bool operator==(const Mount &) const = default;
};

/// What to leave out, beside the kernel's own pseudo file systems and read-only images.
struct MountFilter
{
    std::vector<std::string> types;
    std::vector<std::string> mountPoints; ///< shell patterns
};

/// Reads /proc/self/mountinfo: real file systems, each once. Of several mounts of one file system (bind
/// mounts) the whole one is kept, then the one with the shortest path; of several on one mount point the
/// last, which hides the others. Sorted by mount point.
/// @errors Corrupt
[[nodiscard]] Result<std::vector<Mount>> parseMountinfo(std::string_view text, const MountFilter &filter);

} // namespace qd::agent
