// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/postgres/sqlsession.h"
#include "shared/model/access.h"

#include <string>
#include <string_view>

namespace qd::backend::storage {

/// Says in the present transaction who edits and why; every edit of a table with history needs it first.
[[nodiscard]] Result<void> beginChange(SqlSession &session, const Principal &by, const std::string &reason);

/// A principal for edits that the backend makes by itself.
[[nodiscard]] Principal backendItself();

/// @errors Denied (context "needed")
[[nodiscard]] Result<void> requireRole(const Principal &by, Role needed);

/// What stands in the columns `hash` of tokens.
[[nodiscard]] QByteArray tokenDigest(std::string_view token);

/// Text and bytes at the border to Qt Sql.
[[nodiscard]] inline QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

[[nodiscard]] inline QByteArray toBytes(std::string_view bytes)
{
    return {bytes.data(), static_cast<qsizetype>(bytes.size())};
}

/// An identifier number as QVariant; 0 becomes NULL.
[[nodiscard]] inline QVariant idOrNull(std::int32_t id)
{
    return id == 0 ? QVariant{QMetaType::fromType<int>()} : QVariant{id};
}

} // namespace qd::backend::storage
