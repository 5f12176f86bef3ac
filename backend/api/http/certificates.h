// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QByteArray>
#include <QStringList>

namespace qd::backend::http {

/// X.509 through OpenSSL, PEM in and out. Pure but for the random generator.

/// A new EC key on P-256. @errors Internal
[[nodiscard]] Result<QByteArray> makePrivateKey();

/// A self-signed certificate that may sign others, valid from a day before now. @errors Corrupt (key),
/// Internal
[[nodiscard]] Result<QByteArray> makeAuthority(const QByteArray &keyPem, qint64 nowSeconds, int days);

struct Issuance
{
    QByteArray serverKeyPem;
    QByteArray authorityPem;
    QByteArray authorityKeyPem;
};

/// A server certificate for these DNS names and IP addresses. @errors Corrupt (a key or certificate),
/// Internal
[[nodiscard]] Result<QByteArray> issueCertificate(
    const Issuance &with, const QStringList &names, qint64 nowSeconds, int days);

/// Whether the key is that of the first certificate.
[[nodiscard]] bool keyFits(const QByteArray &certificatePem, const QByteArray &keyPem);

} // namespace qd::backend::http
