// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace qd::test {

/// The fields of one CSV line; commas inside double quotes do not part fields. Nothing in the catalogue
/// doubles its quotes.
[[nodiscard]] inline QStringList csvFields(const QString &line)
{
    QStringList fields{QString{}};
    bool isQuoted = false;
    for (const QChar c : line) {
        if (c == u'"') {
            isQuoted = !isQuoted;
        } else if (c == u',' && !isQuoted) {
            fields.append(QString{});
        } else {
            fields.last().append(c);
        }
    }
    return fields;
}

} // namespace qd::test
