// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/app/timingreport.h"

#include "console/state/subscriptionstore.h"

#include <QEvent>
#include <QWidget>

#include <algorithm>

namespace qd::console {

TimingReport::TimingReport(QWidget &window, SubscriptionStore &subscriptions, const Clock &clock)
    : m_window(window)
    , m_subscriptions(subscriptions)
    , m_clock(clock)
{
}

bool TimingReport::open(const QString &file)
{
    m_file.setFileName(file);
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) {
        return false;
    }
    m_window.installEventFilter(this);
    connect(&m_subscriptions, &SubscriptionStore::delivered, this,
        [this](TimeMs newest) { m_delivered = std::max(m_delivered, newest); });
    return true;
}

bool TimingReport::eventFilter(QObject *watched, QEvent *event)
{
    // One of these paints everything that is due in the window: what is queued behind it runs with the frame
    // shown.
    if (event->type() == QEvent::UpdateRequest || (m_isFirst && event->type() == QEvent::Paint)) {
        QMetaObject::invokeMethod(this, &TimingReport::painted, Qt::QueuedConnection);
    }
    return QObject::eventFilter(watched, event);
}

void TimingReport::painted()
{
    const QByteArray now = QByteArray::number(qint64{toUnixMs(m_clock.now())});
    if (m_isFirst) {
        m_isFirst = false;
        m_file.write("first-frame " + now + '\n');
    }
    if (toUnixMs(m_delivered) > 0) {
        m_file.write("update " + QByteArray::number(qint64{toUnixMs(m_delivered)}) + ' ' + now + '\n');
        m_delivered = {};
    }
}

} // namespace qd::console
