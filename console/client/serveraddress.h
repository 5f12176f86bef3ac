// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <QStringView>
#include <QUrl>

namespace qd::console {

inline constexpr int kDefaultPort = 7700;

/// Reads what a person types as server: "ops.example.net", "127.0.0.1:7700", "https://ops.example.net",
/// "wss://...". Without a scheme loopback speaks plainly and everything else TLS.
/// @return the console's WebSocket URL
/// @errors InvalidInput, context "field" = "server" and "reason" = empty, malformed, scheme or plain (text in
/// the
///         clear to another machine)
[[nodiscard]] Result<QUrl> serverUrl(QStringView typed);

/// "ops.example.net:7700", for people and for pins.
[[nodiscard]] QString endpointOf(const QUrl &server);

} // namespace qd::console
