// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/severity.h"

#include <QObject>
#include <QTimer>

#include <chrono>
#include <optional>

class QWidget;

namespace qd::console {

class ShellPresenter;

/// Tells screen readers when the worst state of all hosts changes: at most once in kPause, and then what it
/// is by that time. Says nothing while nothing arrives; that the link is lost is the banner's to say.
class SeverityAnnouncer final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kPause{10'000};

    /// @param speaker  the widget in whose name it is said
    SeverityAnnouncer(const ShellPresenter &shell, QWidget &speaker, QObject *parent = nullptr,
        std::chrono::milliseconds pause = kPause);

Q_SIGNALS:
    void announced(const QString &text);

private:
    void check();
    void announce();

    const ShellPresenter &m_shell;
    QWidget &m_speaker;
    QTimer m_pause;
    std::optional<Severity> m_said; ///< what a listener believes; none before the first tree
};

} // namespace qd::console
