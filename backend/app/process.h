// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QObject>
#include <QSocketNotifier>
#include <QString>
#include <QtGlobal>

#include <memory>

namespace qd::backend {

/// Messages go to standard error, one line each: time in UTC, level, category, text.
void installLogging(QtMsgType lowestLevel);

/// Holds a home folder for one backend at a time. The kernel lets go of it when the process ends, however it
/// ends.
class HomeLock
{
public:
    /// Creates the folder (mode 0700) if it is not there.
    /// @errors Conflict (another backend has it), Unavailable (cannot be created or written)
    [[nodiscard]] static Result<HomeLock> take(const QString &home);

    HomeLock(HomeLock &&other) noexcept;
    HomeLock &operator=(HomeLock &&other) noexcept;
    ~HomeLock();

private:
    explicit HomeLock(int descriptor);
    int m_descriptor = -1;
};

/// Turns SIGINT and SIGTERM into a Qt signal. One per process.
class StopSignals final : public QObject
{
    Q_OBJECT

public:
    explicit StopSignals(QObject *parent = nullptr);
    ~StopSignals() override;

Q_SIGNALS:
    void received(int signalNumber);

private:
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace qd::backend
