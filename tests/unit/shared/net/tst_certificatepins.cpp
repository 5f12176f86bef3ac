// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/net/certificatepins.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace qd;
using namespace qd::net;
using namespace Qt::StringLiterals;

namespace {

/// Two self-signed certificates of P-256 keys that were thrown away.
constexpr char kFirst[] = R"(-----BEGIN CERTIFICATE-----
MIIBgTCCASegAwIBAgIUDD/r3YvKRyjsgr4GST+30QNUxY8wCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKdGVzdCBmaXJzdDAgFw0yNjExMjEwNDE1MjZaGA8yMTI2MTAy
ODA0MTUyNlowFTETMBEGA1UEAwwKdGVzdCBmaXJzdDBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABC3ZKiFmSQGktuVVmlqjJykUGZVaj2XUleZwrQN8egvg6DmtayLf
dPAcY9rY4ZfmU6LK8xg6ri9KOFSJMraGJk+jUzBRMB0GA1UdDgQWBBQ5O6BKEnZi
JUVfkC2oesoPEHKGuTAfBgNVHSMEGDAWgBQ5O6BKEnZiJUVfkC2oesoPEHKGuTAP
BgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIDBeGtskrahXQTlbCOxF
cju+JOyZd5CNlSWH4aEvZ0LUAiEAvFqBXv2c15yqVIKg3rOWHI004/rylJqmr/kJ
Mibmos8=
-----END CERTIFICATE-----
)";
constexpr char kSecond[] = R"(-----BEGIN CERTIFICATE-----
MIIBgzCCASmgAwIBAgIUUoCT0VCP4MSff3/sN/ZnZypdXEowCgYIKoZIzj0EAwIw
FjEUMBIGA1UEAwwLdGVzdCBzZWNvbmQwIBcNMjYxMTIxMDQxNTI2WhgPMjEyNjEw
MjgwNDE1MjZaMBYxFDASBgNVBAMMC3Rlc3Qgc2Vjb25kMFkwEwYHKoZIzj0CAQYI
KoZIzj0DAQcDQgAEN3h7TwZWUsyIe8eU35U6kcyh74aMZOXfM9Tm5IZa6ourRo4L
au4hSCmDsqMTnxIdKr88m2jr0XSlazDwOZVJqKNTMFEwHQYDVR0OBBYEFLZ4V05S
eXRaxsqLfOCQY/RltUbRMB8GA1UdIwQYMBaAFLZ4V05SeXRaxsqLfOCQY/RltUbR
MA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAKOQCnLmxhnBeX6J
GyUyW7KiV0CcSWEhut7063XSrUKqAiA2wuRuCmpugRgQd/Huo83GkHjrgKfh6iAr
LzYP8fWI3g==
-----END CERTIFICATE-----
)";

QSslCertificate certificate(const char *pem)
{
    return QSslCertificate(QByteArray(pem), QSsl::Pem);
}

} // namespace

class TstCertificatePins final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void unknownEndpoint_isFirstSeen();
    void trustedKey_matchesAfterReload();
    void anotherKey_differs();
    void forgottenEndpoint_isFirstSeenAgain();
    void file_isReadableByItsOwnerOnly();
    void brokenLine_isNamed();
    void nullCertificate_isNotTrusted();

private:
    QTemporaryDir m_dir;
    int m_files = 0;
    [[nodiscard]] QString nextFile() { return m_dir.filePath(u"pins%1"_s.arg(++m_files)); }
};

void TstCertificatePins::unknownEndpoint_isFirstSeen()
{
    CertificatePins pins(nextFile());
    QVERIFY(pins.load());
    QCOMPARE(pins.check(u"db:7700", certificate(kFirst)), CertificatePins::Verdict::FirstSeen);
}

void TstCertificatePins::trustedKey_matchesAfterReload()
{
    const QString file = nextFile();
    CertificatePins pins(file);
    QVERIFY(pins.trust(u"Backend.Example:7700", certificate(kFirst)));
    CertificatePins again(file);
    QVERIFY(again.load());
    QCOMPARE(again.check(u"backend.example:7700", certificate(kFirst)), CertificatePins::Verdict::Matches);
}

void TstCertificatePins::anotherKey_differs()
{
    CertificatePins pins(nextFile());
    QVERIFY(pins.trust(u"backend:7700", certificate(kFirst)));
    QCOMPARE(pins.check(u"backend:7700", certificate(kSecond)), CertificatePins::Verdict::Differs);
    QCOMPARE(pins.check(u"backend:7700", QSslCertificate()), CertificatePins::Verdict::Differs);
    QCOMPARE(pins.check(u"backend:7701", certificate(kSecond)), CertificatePins::Verdict::FirstSeen);
}

void TstCertificatePins::forgottenEndpoint_isFirstSeenAgain()
{
    CertificatePins pins(nextFile());
    QVERIFY(pins.trust(u"backend:7700", certificate(kFirst)));
    QVERIFY(pins.forget(u"backend:7700"));
    QCOMPARE(pins.check(u"backend:7700", certificate(kSecond)), CertificatePins::Verdict::FirstSeen);
}

void TstCertificatePins::file_isReadableByItsOwnerOnly()
{
    const QString file = nextFile();
    CertificatePins pins(file);
    QVERIFY(pins.trust(u"backend:7700", certificate(kFirst)));
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QCOMPARE(QFile(file).permissions() & others, QFile::Permissions());
}

void TstCertificatePins::brokenLine_isNamed()
{
    const QString name = nextFile();
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("# fine\nbackend:7700 abc\n");
    file.close();
    CertificatePins pins(name);
    const auto loaded = pins.load();
    QVERIFY(!loaded);
    QVERIFY(loaded.error().code == ErrorCode::Corrupt);
    QVERIFY(loaded.error().context.at("line") == "2");
}

void TstCertificatePins::nullCertificate_isNotTrusted()
{
    CertificatePins pins(nextFile());
    QVERIFY(!pins.trust(u"backend:7700", QSslCertificate()));
}

QTEST_GUILESS_MAIN(TstCertificatePins)
#include "tst_certificatepins.moc"
