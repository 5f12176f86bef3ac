// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/wire.h"

#include <QObject>
#include <QWebSocket>

namespace qd::net {

/// What one connection may cost, in bytes.
struct ChannelLimits
{
    quint64 maxFrameBytes = protocol::kMaxFrameBytes; ///< of one incoming frame and of one incoming message
    qint64 maxUnsentBytes = 8 * 1024 * 1024; ///< waiting for a peer that reads too slowly
};

/// Bytes handed to the socket that have not left this process, encrypted ones included.
[[nodiscard]] qint64 unsentBytes(const QWebSocket &socket);

/// Sends and receives protocol messages over a WebSocket, on either side, within limits. It decodes and
/// bounds; what the messages mean, who may send them and when a silent peer is given up is its owner's
/// matter. Owns the socket. Lives in the socket's thread. Deleting it aborts the connection.
class MessageChannel final : public QObject
{
    Q_OBJECT

public:
    enum class SendOutcome {
        Sent, ///< queued in order
        TooSlow, ///< not queued: the peer has maxUnsentBytes still to read
        TooLarge, ///< not queued: the frame would be beyond kMaxFrameBytes, which the peer would not accept
        Closed, ///< not queued: there is no connection
    };

    /// @param socket  taken over; may be connected already (backend) or about to be opened (console)
    explicit MessageChannel(QWebSocket *socket, ChannelLimits limits = {}, QObject *parent = nullptr);
    ~MessageChannel() override;

    /// Never blocks. A requestId of 0 expects no answer.
    SendOutcome send(protocol::Message message, quint32 requestId = 0);

    /// Sends a frame that was encoded before, so that many receivers share one encoding.
    SendOutcome sendFrame(const QByteArray &frame);

    /// The version written into every envelope from now on, after negotiation.
    void setVersion(std::uint8_t version) { m_version = version; }

    /// A closing handshake; closed() follows. reason is cut to the 123 bytes that a close frame holds.
    void close(QWebSocketProtocol::CloseCode code, const QString &reason = {});
    /// Drops the connection now; closed() follows.
    void abort();

    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] qint64 unsentBytes() const { return net::unsentBytes(*m_socket); }
    [[nodiscard]] QWebSocket &socket() const { return *m_socket; }

Q_SIGNALS:
    void opened();
    void received(const qd::protocol::Envelope &envelope);
    /// The peer sent something that is no message; the channel is closing.
    void malformed(const qd::Error &error);
    /// Last signal of a connection, emitted once for each.
    void closed();
    /// Something left for the peer: room for more.
    void drained();

private:
    void onBinaryMessage(const QByteArray &frame);

    QWebSocket *m_socket;
    ChannelLimits m_limits;
    std::uint8_t m_version = protocol::kVersion;
};

/// One frame as Qt wants it.
[[nodiscard]] QByteArray encodeFrame(const protocol::Envelope &envelope);

} // namespace qd::net
