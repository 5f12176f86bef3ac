// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/wire.h"

#include <QtGlobal>

#include <cstdint>
#include <functional>
#include <memory>

namespace qd::backend::push {

/// Names one console session for as long as the process runs; never used twice.
using ViewerId = std::uint64_t;

/// Hands a message to a console session in its own thread, from any thread, and never blocks; nothing happens
/// if the session has gone. The message is shared by all viewers that get it.
using Deliver = std::function<void(std::shared_ptr<const protocol::Message> message, quint32 requestId)>;

} // namespace qd::backend::push
