// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/net/messagechannel.h"

#include <QSslSocket>

namespace qd::net {

namespace {

constexpr qsizetype kMaxCloseReason = 123; // RFC 6455, 5.5: 125 bytes of payload, two of them the code

QByteArray cutUtf8(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    if (bytes.size() > kMaxCloseReason) {
        qsizetype end = kMaxCloseReason;
        while (end > 0 && (static_cast<unsigned char>(bytes[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        bytes.truncate(end);
    }
    return bytes;
}

} // namespace

qint64 unsentBytes(const QWebSocket &socket)
{
    qint64 bytes = socket.bytesToWrite();
    // Under TLS what was encrypted waits in the inner socket, which bytesToWrite() does not see.
    if (const auto *secure = socket.findChild<const QSslSocket *>(QString(), Qt::FindDirectChildrenOnly)) {
        bytes += secure->encryptedBytesToWrite();
    }
    return bytes;
}

QByteArray encodeFrame(const protocol::Envelope &envelope)
{
    const protocol::Blob blob = protocol::encode(envelope);
    return {reinterpret_cast<const char *>(blob.data()), static_cast<qsizetype>(blob.size())};
}

MessageChannel::MessageChannel(QWebSocket *socket, ChannelLimits limits, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
    , m_limits(limits)
{
    m_socket->setParent(this);
    m_socket->setMaxAllowedIncomingFrameSize(m_limits.maxFrameBytes);
    m_socket->setMaxAllowedIncomingMessageSize(m_limits.maxFrameBytes);
    connect(m_socket, &QWebSocket::connected, this, &MessageChannel::opened);
    connect(m_socket, &QWebSocket::disconnected, this, &MessageChannel::closed);
    connect(m_socket, &QWebSocket::bytesWritten, this, &MessageChannel::drained);
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, &MessageChannel::onBinaryMessage);
    connect(m_socket, &QWebSocket::textMessageReceived, this, [this] {
        Q_EMIT malformed(Error{ErrorCode::InvalidInput, "text frame where only binary ones are spoken", {}});
        close(QWebSocketProtocol::CloseCodeDatatypeNotSupported, QStringLiteral("binary frames only"));
    });
}

MessageChannel::~MessageChannel()
{
    // The socket dies with this object; a signal on the way out would meet a half-destroyed owner.
    m_socket->disconnect(this);
    m_socket->abort();
}

MessageChannel::SendOutcome MessageChannel::send(protocol::Message message, quint32 requestId)
{
    if (!isOpen()) {
        return SendOutcome::Closed;
    }
    return sendFrame(encodeFrame(protocol::Envelope{m_version, requestId, std::move(message)}));
}

MessageChannel::SendOutcome MessageChannel::sendFrame(const QByteArray &frame)
{
    if (!isOpen()) {
        return SendOutcome::Closed;
    }
    if (frame.size() > static_cast<qsizetype>(protocol::kMaxFrameBytes)) {
        return SendOutcome::TooLarge;
    }
    if (unsentBytes() + frame.size() > m_limits.maxUnsentBytes) {
        return SendOutcome::TooSlow;
    }
    m_socket->sendBinaryMessage(frame);
    return SendOutcome::Sent;
}

void MessageChannel::close(QWebSocketProtocol::CloseCode code, const QString &reason)
{
    m_socket->close(code, QString::fromUtf8(cutUtf8(reason)));
}

void MessageChannel::abort()
{
    m_socket->abort();
}

bool MessageChannel::isOpen() const
{
    return m_socket->state() == QAbstractSocket::ConnectedState;
}

void MessageChannel::onBinaryMessage(const QByteArray &frame)
{
    const auto *bytes = reinterpret_cast<const std::byte *>(frame.constData());
    const auto envelope = protocol::decode({bytes, static_cast<std::size_t>(frame.size())});
    if (!envelope) {
        Q_EMIT malformed(envelope.error());
        close(QWebSocketProtocol::CloseCodeProtocolError, QString::fromStdString(envelope.error().message));
        return;
    }
    Q_EMIT received(*envelope);
}

} // namespace qd::net
