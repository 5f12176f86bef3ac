// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/timewords.h"

#include "console/widgets/charts/timecontext.h"

#include <QCoreApplication>

namespace qd::console::timewords {

using namespace std::chrono_literals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::timewords)
};

} // namespace

QString lastText(std::chrono::milliseconds length)
{
    const auto whole = [&](std::chrono::milliseconds unit) { return static_cast<int>(length / unit); };
    if (length >= 48h && length % 24h == 0ms) {
        return Words::tr("Last %n day(s)", nullptr, whole(24h));
    }
    if (length >= 1h && length % 1h == 0ms) {
        return Words::tr("Last %n hour(s)", nullptr, whole(1h));
    }
    if (length >= 1min) {
        return Words::tr("Last %n minute(s)", nullptr, whole(1min));
    }
    return Words::tr("Last %n second(s)", nullptr, whole(1s));
}

QString rangeText(const TimeContext &time, const Formatter &formatter, TimeMs now)
{
    if (time.isLive()) {
        return lastText(std::chrono::round<std::chrono::seconds>(time.range().length()));
    }
    const QString from = formatter.timestamp(time.range().from, now);
    const QString to = formatter.timestamp(time.range().to, now);
    // The same day is said once.
    const auto day = [](const QString &text) { return text.left(text.lastIndexOf(u' ')); };
    return from + QStringLiteral(" – ") + (day(from) == day(to) ? formatter.clockTime(time.range().to) : to);
}

} // namespace qd::console::timewords
