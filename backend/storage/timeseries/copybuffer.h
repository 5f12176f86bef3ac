// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/series/block.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace qd::backend {

/// Builds the binary COPY format row by row.
class CopyBuffer
{
public:
    CopyBuffer();

    void beginRow(std::int16_t columns);
    void add(std::int16_t value);
    void add(std::int32_t value);
    void add(std::int64_t value);
    void add(std::string_view text);
    void add(series::ByteView bytes);
    void add(std::span<const std::int32_t> values); ///< integer[]
    void add(std::span<const std::string> values); ///< text[]

    [[nodiscard]] bool empty() const { return m_rows == 0; }
    [[nodiscard]] std::size_t sizeBytes() const { return m_bytes.size(); }
    /// All rows with header and trailer. Call once.
    [[nodiscard]] series::ByteView finish();
    void clear();

private:
    series::Bytes m_bytes;
    std::size_t m_rows = 0;
};

} // namespace qd::backend
