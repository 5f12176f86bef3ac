// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"
#include "shared/protocol/agentmessages.h"

namespace qd::backend::ingest {

/// 32 random bytes for a Challenge.
[[nodiscard]] protocol::Blob makeNonce();

/// Whether a Hello is well formed and signed, with the key it shows, over this nonce. Says nothing about
/// whether that key is known: that is the inventory's matter. Pure but for libsodium; takes some 50 µs.
/// @errors InvalidInput (field), Denied (the signature)
[[nodiscard]] Result<void> checkHelloMessage(const protocol::Hello &hello, const protocol::Blob &nonce);

} // namespace qd::backend::ingest
