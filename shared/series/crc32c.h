// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/series/block.h"

namespace qd::series {

/// CRC-32C (Castagnoli, reflected 0x82F63B78), as in iSCSI and ext4: finds what disks and networks do to
/// bytes.
[[nodiscard]] std::uint32_t crc32c(ByteView bytes);

/// The same without the CPU's instruction, which crc32c() uses where there is one; for tests.
[[nodiscard]] std::uint32_t crc32cPortable(ByteView bytes);

} // namespace qd::series
