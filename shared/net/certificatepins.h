// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QHash>
#include <QSslCertificate>
#include <QString>

namespace qd::net {

/// Remembers with which key each backend first presented itself, and notices when another one answers in its
/// name. The pin is the SHA-256 of the certificate's public key, so that a certificate renewed for the same
/// key stays trusted (docs/protocol/tls.md). One text file, mode 0600, replaced atomically. Not thread-safe.
class CertificatePins
{
public:
    enum class Verdict {
        FirstSeen, ///< nothing is known of this endpoint: ask, or trust and remember
        Matches,
        Differs, ///< another key than the one remembered: refuse
    };

    explicit CertificatePins(QString filePath);

    /// A file that does not exist is an empty store. @errors Unavailable (unreadable), Corrupt (a line, by
    /// number)
    [[nodiscard]] Result<void> load();

    /// @param endpoint  "host:port", compared without case
    [[nodiscard]] Verdict check(QStringView endpoint, const QSslCertificate &certificate) const;

    /// Remembers the key, in place of an older one, and writes the file. @errors Unavailable, InvalidInput
    [[nodiscard]] Result<void> trust(QStringView endpoint, const QSslCertificate &certificate);
    [[nodiscard]] Result<void> forget(QStringView endpoint);

    /// Lower-case hexadecimal SHA-256 of the public key (DER); empty for a null certificate.
    [[nodiscard]] static QString fingerprint(const QSslCertificate &certificate);

private:
    [[nodiscard]] Result<void> save() const;

    QString m_filePath;
    QHash<QString, QString> m_pins;
};

} // namespace qd::net
