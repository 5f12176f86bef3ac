// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/timeseries/copybuffer.h"

#include "backend/storage/timeseries/pgbinary.h"

namespace qd::backend {

using namespace pgbinary;

CopyBuffer::CopyBuffer()
{
    clear();
}

void CopyBuffer::clear()
{
    constexpr std::string_view kSignature{"PGCOPY\n\377\r\n\0", 11};
    const auto *raw = reinterpret_cast<const std::byte *>(kSignature.data());
    m_bytes.assign(raw, raw + kSignature.size());
    append(m_bytes, std::int32_t{0}); // flags
    append(m_bytes, std::int32_t{0}); // no header extension
    m_rows = 0;
}

void CopyBuffer::beginRow(std::int16_t columns)
{
    append(m_bytes, columns);
    ++m_rows;
}

void CopyBuffer::add(std::int16_t value)
{
    appendField(m_bytes, value);
}

void CopyBuffer::add(std::int32_t value)
{
    appendField(m_bytes, value);
}

void CopyBuffer::add(std::int64_t value)
{
    appendField(m_bytes, value);
}

void CopyBuffer::add(std::string_view text)
{
    add(std::as_bytes(std::span(text.data(), text.size())));
}

void CopyBuffer::add(series::ByteView bytes)
{
    append(m_bytes, static_cast<std::int32_t>(bytes.size()));
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
}

void CopyBuffer::add(std::span<const std::int32_t> values)
{
    add(series::ByteView(arrayOf(kInt4, values)));
}

void CopyBuffer::add(std::span<const std::string> values)
{
    series::Bytes array;
    appendArrayHeader(array, kText, values.size());
    for (const std::string &value : values) {
        append(array, static_cast<std::int32_t>(value.size()));
        const auto *raw = reinterpret_cast<const std::byte *>(value.data());
        array.insert(array.end(), raw, raw + value.size());
    }
    add(series::ByteView(array));
}

series::ByteView CopyBuffer::finish()
{
    append(m_bytes, std::int16_t{-1});
    return m_bytes;
}

} // namespace qd::backend
