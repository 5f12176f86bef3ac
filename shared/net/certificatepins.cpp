// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/net/certificatepins.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSaveFile>
#include <QSslKey>

#include <algorithm>

namespace qd::net {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaxFileBytes = 1024 * 1024; // some 10,000 endpoints

bool isFingerprint(QStringView text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
    });
}

} // namespace

CertificatePins::CertificatePins(QString filePath)
    : m_filePath(std::move(filePath))
{
}

Result<void> CertificatePins::load()
{
    m_pins.clear();
    QFile file(m_filePath);
    if (!file.exists()) {
        return {};
    }
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(
            ErrorCode::Unavailable, "cannot read the pin file", {{"file", m_filePath.toStdString()}});
    }
    const QStringList lines = QString::fromUtf8(file.read(kMaxFileBytes)).split(u'\n');
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QString line = lines[i].trimmed();
        if (line.isEmpty() || line.startsWith(u'#')) {
            continue;
        }
        const qsizetype space = line.indexOf(u' ');
        if (space <= 0 || !isFingerprint(QStringView(line).sliced(space + 1))) {
            m_pins.clear();
            return failure(ErrorCode::Corrupt, "expected 'host:port fingerprint'",
                {{"file", m_filePath.toStdString()}, {"line", std::to_string(i + 1)}});
        }
        m_pins.insert(line.left(space).toLower(), line.sliced(space + 1));
    }
    return {};
}

CertificatePins::Verdict CertificatePins::check(
    QStringView endpoint, const QSslCertificate &certificate) const
{
    const auto known = m_pins.constFind(endpoint.toString().toLower());
    if (known == m_pins.constEnd()) {
        return Verdict::FirstSeen;
    }
    return *known == fingerprint(certificate) ? Verdict::Matches : Verdict::Differs;
}

Result<void> CertificatePins::trust(QStringView endpoint, const QSslCertificate &certificate)
{
    const QString print = fingerprint(certificate);
    if (print.isEmpty()) {
        return failure(ErrorCode::InvalidInput, "a certificate without a public key cannot be remembered",
            {{"field", "certificate"}});
    }
    if (endpoint.isEmpty() || endpoint.contains(u' ') || endpoint.contains(u'\n')) {
        return failure(ErrorCode::InvalidInput, "an endpoint is host:port", {{"field", "endpoint"}});
    }
    m_pins.insert(endpoint.toString().toLower(), print);
    return save();
}

Result<void> CertificatePins::forget(QStringView endpoint)
{
    return m_pins.remove(endpoint.toString().toLower()) > 0 ? save() : Result<void>{};
}

QString CertificatePins::fingerprint(const QSslCertificate &certificate)
{
    const QByteArray key = certificate.isNull() ? QByteArray() : certificate.publicKey().toDer();
    if (key.isEmpty()) {
        return {};
    }
    return QString::fromLatin1(QCryptographicHash::hash(key, QCryptographicHash::Sha256).toHex());
}

Result<void> CertificatePins::save() const
{
    QStringList endpoints = m_pins.keys();
    endpoints.sort();
    QByteArray text = "# The keys with which backends first presented themselves.\n";
    for (const QString &endpoint : endpoints) {
        text += endpoint.toUtf8() + ' ' + m_pins.value(endpoint).toLatin1() + '\n';
    }
    QSaveFile file(m_filePath);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(text) != text.size() || !file.commit()) {
        return failure(ErrorCode::Unavailable,
            "cannot write the pin file: " + file.errorString().toStdString(),
            {{"file", m_filePath.toStdString()}});
    }
    return {};
}

} // namespace qd::net
