// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/app/options.h"

#include <QCommandLineParser>
#include <QDir>

#include <array>

namespace qd::backend {

using namespace Qt::StringLiterals;

namespace {

constexpr int kLongestRetentionDays = 36'500;

Failure invalid(const QString &option, const std::string &reason)
{
    return failure(ErrorCode::InvalidInput, "--" + option.toStdString() + ": " + reason,
        {{"field", option.toStdString()}});
}

QString defaultHome()
{
    const QString data = qEnvironmentVariable("XDG_DATA_HOME");
    return (data.isEmpty() ? QDir::homePath() + u"/.local/share" : data) + u"/quarterdeck";
}

void addOptions(QCommandLineParser &parser)
{
    parser.setApplicationDescription(u"The backend of Quarterdeck: takes samples from agents, keeps them in "
                                     u"PostgreSQL, answers consoles."_s);
    parser.addOptions({
        {u"home"_s, u"Folder for everything that is kept."_s, u"DIR"_s, defaultHome()},
        {u"port"_s, u"The one port for HTTP, agents and consoles; 0 picks a free one."_s, u"N"_s, u"7700"_s},
        {u"listen"_s, u"Address to listen on. TLS is on for any but loopback."_s, u"ADDRESS"_s,
            u"127.0.0.1"_s},
        {u"database"_s,
            u"Use this PostgreSQL instead of a private one: postgresql://USER:PASSWORD@HOST:PORT/NAME. The "
            u"environment "
            u"variable QUARTERDECK_DATABASE says the same without showing the password in the process list."_s,
            u"URL"_s},
        {u"tls"_s, u"Use TLS on loopback, too."_s},
        {u"tls-cert"_s,
            u"Certificate for TLS, PEM with its chain. Default: one of an authority of its own."_s,
            u"FILE"_s},
        {u"tls-key"_s, u"Private key of that certificate, PEM."_s, u"FILE"_s},
        {u"tls-name"_s, u"A further name or address for the own certificate; may be repeated."_s, u"NAME"_s},
        {u"retention-raw-days"_s, u"How long samples are kept as they came."_s, u"DAYS"_s, u"15"_s},
        {u"retention-5m-days"_s, u"How long 5-minute roll-ups are kept."_s, u"DAYS"_s, u"365"_s},
        {u"retention-1h-days"_s, u"How long 1-hour roll-ups are kept."_s, u"DAYS"_s, u"1825"_s},
        {u"retention-events-days"_s, u"How long events of hosts are kept."_s, u"DAYS"_s, u"365"_s},
        {u"log-level"_s, u"debug, info, warning or critical."_s, u"LEVEL"_s, u"info"_s},
    });
}

Result<std::chrono::hours> readDays(const QCommandLineParser &parser, const QString &option)
{
    bool isNumber = false;
    const int days = parser.value(option).toInt(&isNumber);
    if (!isNumber || days < 1 || days > kLongestRetentionDays) {
        return invalid(option, "not a number of days from 1 to " + std::to_string(kLongestRetentionDays));
    }
    return std::chrono::hours{24 * days};
}

Result<void> readRetention(const QCommandLineParser &parser, Options &options)
{
    const std::array<std::pair<QString, std::chrono::hours *>, 4> spans{{
        {u"retention-raw-days"_s, &options.rawRetention},
        {u"retention-5m-days"_s, &options.fiveMinuteRetention},
        {u"retention-1h-days"_s, &options.hourRetention},
        {u"retention-events-days"_s, &options.eventRetention},
    }};
    for (const auto &[option, target] : spans) {
        const auto days = readDays(parser, option);
        if (!days) {
            return failure(days.error());
        }
        *target = *days;
    }
    return {};
}

Result<void> readNetwork(const QCommandLineParser &parser, Options &options)
{
    bool isNumber = false;
    options.port = parser.value(u"port"_s).toUShort(&isNumber);
    if (!isNumber) {
        return invalid(u"port"_s, "not a port number: " + parser.value(u"port"_s).toStdString());
    }
    const QString address = parser.value(u"listen"_s);
    if (!options.listen.setAddress(address == "localhost"_L1 ? u"127.0.0.1"_s : address)) {
        return invalid(u"listen"_s, "not an IP address: " + address.toStdString());
    }
    options.tlsCertificate = parser.value(u"tls-cert"_s);
    options.tlsKey = parser.value(u"tls-key"_s);
    if (options.tlsCertificate.isEmpty() != options.tlsKey.isEmpty()) {
        return invalid(options.tlsKey.isEmpty() ? u"tls-key"_s : u"tls-cert"_s,
            "a certificate and its key are given together");
    }
    options.tlsNames = parser.values(u"tls-name"_s);
    options.isTlsForced = parser.isSet(u"tls"_s);
    return {};
}

Result<void> readDatabase(const QCommandLineParser &parser, Options &options)
{
    const QString url = parser.isSet(u"database"_s) ? parser.value(u"database"_s)
                                                    : qEnvironmentVariable("QUARTERDECK_DATABASE");
    if (url.isEmpty()) {
        return {};
    }
    auto address = storage::DatabaseAddress::fromUrl(url);
    if (!address) {
        return invalid(u"database"_s, address.error().message);
    }
    options.database = *std::move(address);
    return {};
}

Result<void> readLogLevel(const QCommandLineParser &parser, Options &options)
{
    const std::array<std::pair<QLatin1StringView, QtMsgType>, 4> levels{{{"debug"_L1, QtDebugMsg},
        {"info"_L1, QtInfoMsg}, {"warning"_L1, QtWarningMsg}, {"critical"_L1, QtCriticalMsg}}};
    for (const auto &[name, level] : levels) {
        if (parser.value(u"log-level"_s) == name) {
            options.logLevel = level;
            return {};
        }
    }
    return invalid(u"log-level"_s, "not one of debug, info, warning, critical");
}

} // namespace

Result<std::variant<Options, HelpText>> readOptions(const QStringList &arguments)
{
    using Answer = std::variant<Options, HelpText>;
    QCommandLineParser parser;
    addOptions(parser);
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    if (!parser.parse(arguments)) {
        return failure(ErrorCode::InvalidInput, parser.errorText().toStdString());
    }
    if (parser.isSet(help)) {
        return Answer{HelpText{parser.helpText()}};
    }
    if (parser.isSet(version)) {
        return Answer{HelpText{u"quarterdeckd "_s + QString::fromUtf8(QD_VERSION) + u"\n"}};
    }
    if (!parser.positionalArguments().isEmpty()) {
        return failure(ErrorCode::InvalidInput,
            "there is no use for: " + parser.positionalArguments().constFirst().toStdString());
    }
    Options options;
    options.home = QDir{parser.value(u"home"_s)}.absolutePath();
    Result<void> read = readNetwork(parser, options)
                            .and_then([&] { return readDatabase(parser, options); })
                            .and_then([&] { return readRetention(parser, options); })
                            .and_then([&] { return readLogLevel(parser, options); });
    return read ? Result<Answer>{Answer{std::move(options)}} : failure(std::move(read).error());
}

} // namespace qd::backend
