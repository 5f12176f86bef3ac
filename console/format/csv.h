// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace qd::console {

/// One field of a CSV line (RFC 4180): in quotes where commas, quotes or line ends ask for them. A text that
/// a spreadsheet would run as a formula gets an apostrophe before it.
[[nodiscard]] inline QString csvField(QString text)
{
    const bool isSigned = text.startsWith(u'-') || text.startsWith(u'+');
    bool isNumber = false;
    text.toDouble(&isNumber);
    if (text.startsWith(u'=') || text.startsWith(u'@') || (isSigned && !isNumber)) {
        text.prepend(u'\'');
    }
    if (text.contains(u',') || text.contains(u'"') || text.contains(u'\n') || text.contains(u'\r')) {
        text.replace(u'"', QStringLiteral("\"\""));
        return u'"' + text + u'"';
    }
    return text;
}

} // namespace qd::console
