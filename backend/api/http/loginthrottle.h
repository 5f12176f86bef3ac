// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <QHash>
#include <QHostAddress>

#include <mutex>

namespace qd::backend::http {

/// Slows down whoever guesses passwords or tokens: a source address with too many failures in a minute is not
/// listened to until the minute is over. Thread-safe; remembers a bounded number of sources.
class LoginThrottle
{
public:
    struct Settings
    {
        int maxFailures = 20; ///< per source and window
        std::chrono::milliseconds window{60'000};
        qsizetype maxSources = 10'000; ///< beyond it the oldest windows are forgotten
    };

    LoginThrottle(Settings settings, const Clock &clock);

    /// False: refuse without looking at the secret, which would tell the guesser whether it was right.
    [[nodiscard]] bool mayTry(const QHostAddress &source) { return pauseFor(source).count() == 0; }
    /// How long this source is not listened to; 0 if it may try now.
    [[nodiscard]] std::chrono::milliseconds pauseFor(const QHostAddress &source);
    void failed(const QHostAddress &source);

private:
    struct Window
    {
        SteadyMs begin;
        int failures = 0;
    };
    void forgetOver(SteadyMs now);

    const Settings m_settings;
    const Clock &m_clock;
    std::mutex m_mutex;
    QHash<QHostAddress, Window> m_windows;
};

} // namespace qd::backend::http
