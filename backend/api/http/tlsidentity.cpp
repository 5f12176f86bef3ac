// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/tlsidentity.h"

#include "backend/api/http/certificates.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QHostAddress>
#include <QSaveFile>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <algorithm>

namespace qd::backend::http {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kMaxPemBytes = 256 * 1024;
constexpr int kAuthorityDays = 3650;
constexpr int kServerDays = 825; // the longest that strict clients accept
constexpr int kRenewBeforeDays = 60;

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ErrorCode::Unavailable, "cannot read: " + file.errorString().toStdString(),
            {{"file", path.toStdString()}});
    }
    return file.read(kMaxPemBytes);
}

Result<void> writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(bytes) != bytes.size() || !file.commit()) {
        return failure(ErrorCode::Unavailable, "cannot write: " + file.errorString().toStdString(),
            {{"file", path.toStdString()}});
    }
    return {};
}

/// The key in a file; a new one, written there, if there is no such file.
Result<QByteArray> keyIn(const QString &path)
{
    if (QFile::exists(path)) {
        return readFile(path);
    }
    Result<QByteArray> made = makePrivateKey();
    if (!made) {
        return made;
    }
    if (const auto written = writeFile(path, *made); !written) {
        return failure(written.error());
    }
    return made;
}

/// Every name is in the certificate and its end is not near.
bool isStillGood(const QByteArray &pem, const QStringList &names, const Clock &clock)
{
    const QList<QSslCertificate> chain = QSslCertificate::fromData(pem, QSsl::Pem);
    if (chain.isEmpty()) {
        return false;
    }
    QStringList covered = chain.first().subjectAlternativeNames().values();
    for (QString &name : covered) {
        if (QHostAddress address; address.setAddress(name)) {
            name = address.toString(); // one spelling of an IPv6 address
        }
    }
    const auto renewAt = chain.first().expiryDate().addDays(-kRenewBeforeDays).toMSecsSinceEpoch();
    return toUnixMs(clock.now()) < renewAt
        && std::all_of(
            names.begin(), names.end(), [&](const QString &name) { return covered.contains(name); });
}

Result<QSslConfiguration> configure(const QByteArray &chainPem, const QByteArray &keyPem)
{
    const QList<QSslCertificate> chain = QSslCertificate::fromData(chainPem, QSsl::Pem);
    if (chain.isEmpty() || chain.first().isNull()) {
        return failure(ErrorCode::Corrupt, "no PEM certificate in the file", {{"field", "certificate"}});
    }
    QSslKey key(keyPem, QSsl::Ec);
    if (key.isNull()) {
        key = QSslKey(keyPem, QSsl::Rsa);
    }
    if (key.isNull()) {
        return failure(ErrorCode::Corrupt, "no PEM private key (EC or RSA) in the file", {{"field", "key"}});
    }
    if (!keyFits(chainPem, keyPem)) {
        return failure(
            ErrorCode::Corrupt, "the private key does not belong to the certificate", {{"field", "key"}});
    }
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    return configuration;
}

} // namespace

Result<QSslConfiguration> TlsIdentity::own(
    const QString &folder, const QStringList &names, const Clock &clock)
{
    if (!QDir().mkpath(folder)) {
        return failure(
            ErrorCode::Unavailable, "cannot create the folder", {{"folder", folder.toStdString()}});
    }
    const QDir dir(folder);
    const auto authorityKey = keyIn(dir.filePath(u"ca.key"_s));
    if (!authorityKey) {
        return failure(authorityKey.error());
    }
    const QString authorityFile = dir.filePath(u"ca.pem"_s);
    auto authority = QFile::exists(authorityFile)
        ? readFile(authorityFile)
        : makeAuthority(*authorityKey, toUnixMs(clock.now()) / 1000, kAuthorityDays);
    if (!authority) {
        return failure(authority.error());
    }
    const auto serverKey = keyIn(dir.filePath(u"server.key"_s));
    if (!serverKey) {
        return failure(serverKey.error());
    }
    const QString serverFile = dir.filePath(u"server.pem"_s);
    if (QFile::exists(serverFile)) {
        const auto present = readFile(serverFile);
        if (present && isStillGood(*present, names, clock)) {
            return configure(*present, *serverKey);
        }
    }
    const auto made = issueCertificate(
        {*serverKey, *authority, *authorityKey}, names, toUnixMs(clock.now()) / 1000, kServerDays);
    if (!made) {
        return failure(made.error());
    }
    const QByteArray chain = *made + *authority;
    for (const auto &[path, bytes] : {std::pair(authorityFile, *authority), std::pair(serverFile, chain)}) {
        if (const auto written = writeFile(path, bytes); !written) {
            return failure(written.error());
        }
    }
    return configure(chain, *serverKey);
}

Result<QSslConfiguration> TlsIdentity::given(const QString &certificateFile, const QString &keyFile)
{
    const auto certificate = readFile(certificateFile);
    if (!certificate) {
        return failure(certificate.error());
    }
    const auto key = readFile(keyFile);
    if (!key) {
        return failure(key.error());
    }
    return configure(*certificate, *key);
}

} // namespace qd::backend::http
