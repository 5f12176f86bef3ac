// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <QSslConfiguration>
#include <QString>
#include <QStringList>

namespace qd::backend::http {

/// Makes or reads what the backend proves itself with (docs/protocol/tls.md).
/// A folder holds ca.pem, ca.key, server.pem (with the authority's certificate behind it) and server.key, all
/// mode 0600. Blocks on the disk and on key generation (some ms); to be called at start.
class TlsIdentity
{
public:
    /// The backend's own authority and certificate; what is missing is made, a certificate close to its end
    /// is renewed for the same key, so that pins stay true.
    /// @param names  DNS names and IP addresses under which the backend is reached
    /// @errors Unavailable (folder not writable), Corrupt (a file that is no key or certificate), Internal
    [[nodiscard]] static Result<QSslConfiguration> own(
        const QString &folder, const QStringList &names, const Clock &clock);

    /// A given certificate, PEM, chain behind it. @errors Unavailable (unreadable), Corrupt (field)
    [[nodiscard]] static Result<QSslConfiguration> given(
        const QString &certificateFile, const QString &keyFile);
};

} // namespace qd::backend::http
