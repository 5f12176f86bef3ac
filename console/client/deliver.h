// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/net/deliver.h"

#include <QCoreApplication>

namespace qd::console {

/// Hands a call's one answer to `receiver`, or to nobody if it has gone. The application is the home of every
/// continuation, because it outlives all windows and clients.
template <typename T, typename Handle>
void deliver(QFuture<Result<T>> future, QObject *receiver, Handle handle)
{
    net::deliver(std::move(future), QCoreApplication::instance(), receiver, std::move(handle));
}

} // namespace qd::console
