// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/severityannouncer.h"

#include "console/presenters/shellpresenter.h"
#include "console/widgets/controls/painting.h"
#include "console/widgets/pages/words.h"

#include <QAccessible>
#include <QWidget>

namespace qd::console {

SeverityAnnouncer::SeverityAnnouncer(
    const ShellPresenter &shell, QWidget &speaker, QObject *parent, std::chrono::milliseconds pause)
    : QObject(parent)
    , m_shell(shell)
    , m_speaker(speaker)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &SeverityAnnouncer::check);
    connect(&shell, &ShellPresenter::placeChanged, this, &SeverityAnnouncer::check);
    connect(&shell, &ShellPresenter::statusChanged, this, &SeverityAnnouncer::check);
}

void SeverityAnnouncer::check()
{
    if (!m_shell.connection().isLive() || !m_shell.isTreeComplete() || m_pause.isActive()) {
        return;
    }
    const Severity worst = m_shell.allCounts().worst();
    if (!m_said) {
        m_said = worst; // how it is at the start is read with the page
    } else if (worst != *m_said) {
        m_said = worst;
        announce();
        m_pause.start();
    }
}

void SeverityAnnouncer::announce()
{
    const HostCounts counts = m_shell.allCounts();
    const QString text = tr("Worst state of all hosts: %1. %2")
                             .arg(paint::severityWord(*m_said), words::problemCounts(counts, Formatter()));
    m_speaker.setAccessibleDescription(text);
    QAccessibleEvent changed(&m_speaker, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
    QAccessibleEvent alert(&m_speaker, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    Q_EMIT announced(text);
}

} // namespace qd::console
