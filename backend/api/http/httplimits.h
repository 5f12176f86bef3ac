// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>

namespace qd::backend::http {

/// What a stranger may cost, all in one place. Bytes and milliseconds.
struct HttpLimits
{
    qsizetype maxHeaderBytes = 16 * 1024; ///< request line and all headers
    qsizetype maxBodyBytes = 8 * 1024 * 1024;
    int maxHeaders = 100;
    qint64 readBufferBytes = 64 * 1024; ///< also bounds what a client can pipeline ahead

    std::chrono::milliseconds headerTimeout{
        10'000}; ///< from accept, or from the first byte of a later request
    std::chrono::milliseconds bodyTimeout{60'000}; ///< from the end of the header to the end of the body
    std::chrono::milliseconds idleTimeout{60'000}; ///< between two requests of one connection
    std::chrono::milliseconds handlerTimeout{120'000}; ///< an answer that takes longer is given up
    std::chrono::milliseconds writeTimeout{30'000}; ///< without one byte taken by the peer
    std::chrono::milliseconds handshakeTimeout{10'000}; ///< of a WebSocket, from the upgrade
    std::chrono::milliseconds sweepInterval{500}; ///< how exactly the timeouts are kept

    int maxConnections = 20'000;
    /// Per source address, but for loopback: a site's agents may share one address behind a NAT.
    int maxConnectionsPerSource = 2'000;

    qint64 maxFrameBytes = 4 * 1024 * 1024; ///< of a WebSocket; its read buffer is this and a frame header
    qint64 maxUnsentBytes = 16 * 1024 * 1024; ///< of a WebSocket: beyond it the connection is dropped
    qint64 maxControlBytes = 64 * 1024; ///< pings and other overhead of a WebSocket per control window
    std::chrono::milliseconds controlWindow{10'000};
};

} // namespace qd::backend::http
