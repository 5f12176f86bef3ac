// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/uplink/channel.h"

#include "agent/uplink/wirestream.h"
#include "shared/protocol/commonmessages.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace qd::agent {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

constexpr std::chrono::milliseconds kFinishTimeout{1'000};

/// In bytes. An empty socket takes that much, however small it was configured.
constexpr std::size_t kSmallMessage = 2'048;

auto into(error_code &error)
{
    return asio::redirect_error(kUseTask, error);
}

Failure netFailure(const char *what, const error_code &error)
{
    const bool isTimeout = error == beast::error::timeout;
    return failure(
        isTimeout ? ErrorCode::Timeout : ErrorCode::Unavailable, std::string{what} + ": " + error.message());
}

/// A WebSocket over TCP or TLS, without compression: blocks are dense already.
class WebSocketChannel final : public Channel
{
public:
    explicit WebSocketChannel(const Executor &executor)
        : m_socket(executor)
    {
    }

    [[nodiscard]] WireStream &wire() { return m_socket.next_layer(); }

    Task<Result<void>> shakeHands(const BackendUrl &url, const ChannelOptions &options)
    {
        m_socket.set_option(websocket::stream_base::timeout{options.connectTimeout,
            options.idleTimeout ? websocket::stream_base::duration{*options.idleTimeout}
                                : websocket::stream_base::none(),
            false});
        m_socket.set_option(
            websocket::stream_base::decorator([name = options.userAgent](websocket::request_type &request) {
                request.set(beast::http::field::user_agent, name);
            }));
        m_socket.binary(true);
        m_socket.auto_fragment(false);
        m_socket.read_message_max(protocol::kMaxFrameBytes);
        error_code error;
        const std::string authority = url.authority();
        co_await m_socket.async_handshake(authority, url.path, into(error));
        if (error) {
            co_return netFailure("the backend does not open a WebSocket", error);
        }
        co_return Result<void>{};
    }

    Task<Result<std::span<const std::byte>>> read() override
    {
        m_buffer.consume(m_buffer.size());
        error_code error;
        co_await m_socket.async_read(m_buffer, into(error));
        if (error) {
            co_return netFailure("the connection ended", error);
        }
        if (!m_socket.got_binary()) {
            co_return failure(ErrorCode::InvalidInput, "the backend sent a text message");
        }
        const auto bytes = m_buffer.data();
        co_return std::span<const std::byte>{static_cast<const std::byte *>(bytes.data()), bytes.size()};
    }

    Result<bool> writeAtOnce(std::span<const std::byte> message) override
    {
        if (message.size() > kSmallMessage || !wire().isIdle()) {
            return false;
        }
        error_code error;
        m_socket.write(asio::const_buffer{message.data(), message.size()}, error);
        if (error) {
            return netFailure("sending failed", error);
        }
        return true;
    }

    Task<Result<void>> write(std::span<const std::byte> message) override
    {
        error_code error;
        co_await m_socket.async_write(asio::const_buffer{message.data(), message.size()}, into(error));
        if (error) {
            co_return netFailure("sending failed", error);
        }
        co_return Result<void>{};
    }

    Task<void> finish() override
    {
        websocket::stream_base::timeout timeout{};
        m_socket.get_option(timeout);
        timeout.handshake_timeout = kFinishTimeout;
        m_socket.set_option(timeout);
        error_code ignored; // whatever the answer, the connection is over
        co_await m_socket.async_close(websocket::close_code::going_away, into(ignored));
        abort();
    }

    void abort() override { m_socket.next_layer().close(); }

private:
    websocket::stream<WireStream, false> m_socket;
    beast::flat_buffer m_buffer{protocol::kMaxFrameBytes + 64};
};

} // namespace

Task<Result<std::unique_ptr<Channel>>> openChannel(BackendUrl url, ChannelOptions options)
{
    auto channel = std::make_unique<WebSocketChannel>(co_await asio::this_coro::executor);
    auto done = co_await channel->wire().open(url, options);
    if (done) {
        done = co_await channel->shakeHands(url, options);
    }
    if (!done) {
        co_return failure(done.error());
    }
    co_return std::unique_ptr<Channel>{std::move(channel)};
}

} // namespace qd::agent
