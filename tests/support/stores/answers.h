// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QFuture>

namespace qd::test {

/// The answer of a store that had it at hand.
template <typename T>
[[nodiscard]] QFuture<Result<T>> answered(Result<T> result)
{
    return QtFuture::makeReadyFuture(std::move(result));
}

/// What a store says whose database does not answer.
[[nodiscard]] inline Failure away()
{
    return failure(ErrorCode::Unavailable, "the database is away");
}

} // namespace qd::test
