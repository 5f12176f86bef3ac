// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>

namespace qd::backend {

/// Turns true when nobody waits for the answer any more. Shared by whoever asked, who sets it, and the worker
/// that looks at it now and then.
using CancelFlag = std::shared_ptr<std::atomic<bool>>;

} // namespace qd::backend
