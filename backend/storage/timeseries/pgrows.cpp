// SPDX-License-Identifier: GPL-3.0-or-later
// Values of results and parameters in PostgreSQL's binary form.
#include "backend/storage/timeseries/pgbinary.h"
#include "backend/storage/timeseries/pgconnection.h"

namespace qd::backend {

using namespace pgbinary;

namespace {

constexpr std::size_t kMaxArrayElements = 1'000'000;

/// Calls element(bytes) for each element of a binary array.
template <typename F>
void forEachElement(series::ByteView array, F element)
{
    const auto take = [&array](std::size_t size) {
        const series::ByteView head = array.first(std::min(size, array.size()));
        array = array.subspan(head.size());
        return head;
    };
    if (array.size() < 20 || number<std::int32_t>(take(4)) != 1) {
        return;
    }
    take(8);
    const auto count = static_cast<std::size_t>(number<std::int32_t>(take(4)));
    take(4);
    for (std::size_t i = 0; i < count && count <= kMaxArrayElements && array.size() >= 4; ++i) {
        const std::int32_t size = number<std::int32_t>(take(4));
        element(size > 0 ? take(static_cast<std::size_t>(size)) : series::ByteView{});
    }
}

} // namespace

series::ByteView PgRows::bytes(int row, int column) const
{
    return {reinterpret_cast<const std::byte *>(PQgetvalue(m_result.get(), row, column)),
        static_cast<std::size_t>(PQgetlength(m_result.get(), row, column))};
}

std::string_view PgRows::text(int row, int column) const
{
    return {PQgetvalue(m_result.get(), row, column),
        static_cast<std::size_t>(PQgetlength(m_result.get(), row, column))};
}

std::int16_t PgRows::int16(int row, int column) const
{
    return number<std::int16_t>(bytes(row, column));
}

std::int32_t PgRows::int32(int row, int column) const
{
    return number<std::int32_t>(bytes(row, column));
}

std::int64_t PgRows::int64(int row, int column) const
{
    return number<std::int64_t>(bytes(row, column));
}

std::vector<std::int32_t> PgRows::int32Array(int row, int column) const
{
    std::vector<std::int32_t> values;
    forEachElement(bytes(row, column),
        [&values](series::ByteView element) { values.push_back(number<std::int32_t>(element)); });
    return values;
}

std::vector<std::string> PgRows::textArray(int row, int column) const
{
    std::vector<std::string> values;
    forEachElement(bytes(row, column), [&values](series::ByteView element) {
        values.emplace_back(reinterpret_cast<const char *>(element.data()), element.size());
    });
    return values;
}

void PgParameters::add(std::int32_t value)
{
    m_types.push_back(kInt4);
    append(m_values.emplace_back(), value);
}

void PgParameters::add(std::int64_t value)
{
    m_types.push_back(kInt8);
    append(m_values.emplace_back(), value);
}

void PgParameters::add(std::span<const std::int32_t> values)
{
    m_types.push_back(kInt4Array);
    m_values.push_back(arrayOf(kInt4, values));
}

void PgParameters::add(std::span<const std::int64_t> values)
{
    m_types.push_back(kInt8Array);
    m_values.push_back(arrayOf(kInt8, values));
}

} // namespace qd::backend
