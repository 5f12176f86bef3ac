// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QFuture>
#include <QObject>
#include <QPointer>

#include <utility>

namespace qd::net {

/// Hands the one answer of a store to receiver in receiver's thread, or to nobody if receiver has gone
/// meanwhile. A future that ends without an answer (its worker was stopped) is answered Cancelled.
///
/// @param home      lives in receiver's thread and outlives every future that is delivered through it: a
///                  continuation of Qt 6.4 whose context dies first ends the program in a build with
///                  assertions, and a QPointer is looked at safely only in the receiver's own thread
/// @param receiver  may die at any time
/// @param handle    called with Result<T>, at most once
template <typename T, typename Handle>
void deliver(QFuture<Result<T>> future, QObject *home, QObject *receiver, Handle handle)
{
    future.then(home,
        [guard = QPointer<QObject>(receiver), handle = std::move(handle)](
            QFuture<Result<T>> answered) mutable {
            if (guard.isNull()) {
                return;
            }
            if (answered.isCanceled() || answered.resultCount() == 0) {
                handle(Result<T>(failure(ErrorCode::Cancelled, "the request was given up")));
                return;
            }
            handle(answered.result());
        });
}

} // namespace qd::net
