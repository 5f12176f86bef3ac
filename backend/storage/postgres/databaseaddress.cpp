// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/databaseaddress.h"

#include <QUrl>
#include <QUrlQuery>

namespace qd::backend::storage {

using namespace Qt::StringLiterals;

namespace {

Failure invalid(std::string field, std::string reason)
{
    return failure(ErrorCode::InvalidInput, "database URL: " + reason, {{"field", std::move(field)}});
}

QString quoted(QString value)
{
    value.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u"'" + value + u"'";
}

} // namespace

Result<DatabaseAddress> DatabaseAddress::fromUrl(const QString &url)
{
    const QUrl parsed{url, QUrl::StrictMode};
    if (!parsed.isValid()) {
        return invalid("url", parsed.errorString().toStdString());
    }
    if (parsed.scheme() != "postgresql"_L1 && parsed.scheme() != "postgres"_L1) {
        return invalid("scheme", "it has to start with postgresql://");
    }

    DatabaseAddress address;
    address.host = parsed.host(QUrl::FullyDecoded);
    address.port = parsed.port(5432);
    address.user = parsed.userName(QUrl::FullyDecoded);
    address.password = parsed.password(QUrl::FullyDecoded);
    address.database = parsed.path(QUrl::FullyDecoded).mid(1);
    const auto options = QUrlQuery{parsed}.queryItems(QUrl::FullyDecoded);
    for (const auto &[name, value] : options) {
        if (name == "host"_L1) {
            address.host = value;
        } else if (name == "sslmode"_L1) {
            address.sslMode = value;
        } else {
            return invalid(
                "options", "unknown option " + name.toStdString() + "; known are host and sslmode");
        }
    }
    if (address.host.isEmpty()) {
        address.host = u"localhost"_s;
    }
    if (address.user.isEmpty()) {
        return invalid("user", "it names no user");
    }
    if (address.database.isEmpty()) {
        return invalid("database", "it names no database");
    }
    return address;
}

std::string DatabaseAddress::toConnectionString() const
{
    QString text = u"host="_s + quoted(host) + u" port=" + QString::number(port) + u" user=" + quoted(user)
        + u" dbname=" + quoted(database) + u" connect_timeout=5 application_name=quarterdeckd";
    if (!password.isEmpty()) {
        text += u" password="_s + quoted(password);
    }
    if (!sslMode.isEmpty()) {
        text += u" sslmode="_s + quoted(sslMode);
    }
    return text.toStdString();
}

QString DatabaseAddress::toDisplayString() const
{
    return user + u"@"_s + host + u":" + QString::number(port) + u"/" + database;
}

} // namespace qd::backend::storage
