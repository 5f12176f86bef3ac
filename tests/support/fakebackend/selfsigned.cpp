// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakebackend/selfsigned.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>

namespace qd::test {

using namespace Qt::StringLiterals;

QSslConfiguration selfSigned(const QString &dir, const QString &name)
{
    const QString key = QDir(dir).filePath(name + u".key"_s);
    const QString certificate = QDir(dir).filePath(name + u".pem"_s);
    QProcess openssl;
    openssl.start(u"openssl"_s,
        {u"req"_s, u"-x509"_s, u"-newkey"_s, u"rsa:2048"_s, u"-nodes"_s, u"-keyout"_s, key, u"-out"_s,
            certificate, u"-days"_s, u"2"_s, u"-subj"_s, u"/CN="_s + name});
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    QFile keyFile(key);
    if (!openssl.waitForFinished(30'000) || !keyFile.open(QIODevice::ReadOnly)) {
        return configuration;
    }
    configuration.setPrivateKey(QSslKey(keyFile.readAll(), QSsl::Rsa));
    configuration.setLocalCertificate(QSslCertificate::fromPath(certificate).value(0));
    return configuration;
}

} // namespace qd::test
