// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <QFile>
#include <QObject>

class QWidget;

namespace qd::console {

class SubscriptionStore;

/// Writes down when the window was painted, for whoever measures the way from sample to pixel. Lines, times
/// in UTC ms:
///   first-frame TIME            the first frame is on the screen
///   update NEWEST-SAMPLE TIME   a frame with new live data is on the screen
/// Does nothing until it is opened. Main thread.
class TimingReport final : public QObject
{
    Q_OBJECT

public:
    /// @param window, subscriptions, clock  outlive this
    TimingReport(QWidget &window, SubscriptionStore &subscriptions, const Clock &clock);

    [[nodiscard]] bool open(const QString &file);
    [[nodiscard]] bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void painted();

    QWidget &m_window;
    SubscriptionStore &m_subscriptions;
    const Clock &m_clock;
    QFile m_file;
    TimeMs m_delivered{}; ///< newest sample that panels have and no frame shows yet; epoch if none
    bool m_isFirst = true;
};

} // namespace qd::console
