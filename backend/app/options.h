// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/postgres/databaseaddress.h"
#include "shared/base/result.h"

#include <QHostAddress>
#include <QString>
#include <QStringList>
#include <QtGlobal>

#include <chrono>
#include <optional>
#include <variant>

namespace qd::backend {

/// Everything that quarterdeckd can be told, with its defaults.
struct Options
{
    QString home; ///< absolute
    quint16 port = 7700; ///< 0 picks a free one
    QHostAddress listen{QHostAddress::LocalHost};
    std::optional<storage::DatabaseAddress> database; ///< none: a private one below home
    QString tlsCertificate; ///< PEM file; with its key it turns TLS on
    QString tlsKey;
    QStringList tlsNames; ///< further names and addresses for the certificate of the own authority
    bool isTlsForced = false;
    std::chrono::hours rawRetention{15 * 24};
    std::chrono::hours fiveMinuteRetention{365 * 24};
    std::chrono::hours hourRetention{5 * 365 * 24};
    std::chrono::hours eventRetention{365 * 24};
    QtMsgType logLevel = QtInfoMsg;

    /// Loopback may be plain; everything else is encrypted.
    [[nodiscard]] bool usesTls() const
    {
        return isTlsForced || !tlsCertificate.isEmpty() || !listen.isLoopback();
    }
};

/// What the command line asked for instead of a run: text for standard output.
struct HelpText
{
    QString text;
};

/// Reads the command line, the program's name first.
/// @errors InvalidInput (context "field" = the option)
[[nodiscard]] Result<std::variant<Options, HelpText>> readOptions(const QStringList &arguments);

} // namespace qd::backend
