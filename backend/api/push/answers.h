// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/wire.h"

namespace qd::backend::push {

/// The answer to a query that failed; a subscription lives on with it.
[[nodiscard]] inline protocol::QueryResult failedResult(const Error &error)
{
    protocol::QueryResult result;
    result.errorCode = error.code;
    result.error = error.message;
    return result;
}

} // namespace qd::backend::push
