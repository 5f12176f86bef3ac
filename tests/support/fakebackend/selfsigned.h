// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSslConfiguration>
#include <QString>

namespace qd::test {

/// A fresh self-signed certificate for `name` with its key, made by the openssl tool in the folder `dir`.
/// Blocks for at most 30 s. A null certificate if the tool fails.
[[nodiscard]] QSslConfiguration selfSigned(const QString &dir, const QString &name);

} // namespace qd::test
