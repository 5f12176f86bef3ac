// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/uplink/channel.h"

#include "shared/protocol/messages.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <array>
#include <vector>

namespace qd::agent {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;
using Tcp = asio::ip::tcp;
using PlainStream = beast::tcp_stream;
using TlsStream = beast::ssl_stream<beast::tcp_stream>;

constexpr std::chrono::milliseconds kFinishTimeout{1'000};

auto into(error_code &error)
{
    return asio::redirect_error(asio::use_awaitable, error);
}

Failure netFailure(const char *what, const error_code &error)
{
    const bool isTimeout = error == beast::error::timeout;
    return failure(
        isTimeout ? ErrorCode::Timeout : ErrorCode::Unavailable, std::string{what} + ": " + error.message());
}

/// A WebSocket over TCP or over TLS; the TLS context lives as long as its stream.
template <typename Stream>
class WebSocketChannel final : public Channel
{
public:
    template <typename... Args>
    explicit WebSocketChannel(std::unique_ptr<asio::ssl::context> context, Args &&...args)
        : m_context(std::move(context))
        , m_socket(std::forward<Args>(args)...)
    {
    }

    [[nodiscard]] Stream &stream() { return m_socket.next_layer(); }

    asio::awaitable<Result<void>> shakeHands(const BackendUrl &url, const ChannelOptions &options)
    {
        beast::get_lowest_layer(m_socket).expires_never(); // the WebSocket has its own timers
        m_socket.set_option(
            websocket::stream_base::timeout{options.connectTimeout, options.idleTimeout, false});
        m_socket.set_option(websocket::stream_base::decorator([name = options.userAgent](auto &request) {
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

    asio::awaitable<Result<std::span<const std::byte>>> read() override
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

    asio::awaitable<Result<void>> write(std::span<const std::byte> message) override
    {
        error_code error;
        co_await m_socket.async_write(asio::buffer(message.data(), message.size()), into(error));
        if (error) {
            co_return netFailure("sending failed", error);
        }
        co_return Result<void>{};
    }

    asio::awaitable<void> finish() override
    {
        websocket::stream_base::timeout timeout{};
        m_socket.get_option(timeout);
        timeout.handshake_timeout = kFinishTimeout;
        m_socket.set_option(timeout);
        error_code ignored; // whatever the answer, the connection is over
        co_await m_socket.async_close(websocket::close_code::going_away, into(ignored));
        abort();
    }

    void abort() override { beast::get_lowest_layer(m_socket).close(); }

private:
    std::unique_ptr<asio::ssl::context> m_context;
    websocket::stream<Stream> m_socket;
    beast::flat_buffer m_buffer{protocol::kMaxFrameBytes + 64};
};

/// Addresses of the backend. Numbers and localhost need no look-up, so that they work in a root without /etc.
asio::awaitable<Result<std::vector<Tcp::endpoint>>> lookUp(const BackendUrl &url)
{
    std::vector<Tcp::endpoint> endpoints;
    error_code error;
    const auto address = asio::ip::make_address(url.host, error);
    if (!error) {
        endpoints.emplace_back(address, url.port);
    } else if (url.host == "localhost") {
        endpoints.emplace_back(asio::ip::address_v4::loopback(), url.port);
        endpoints.emplace_back(asio::ip::address_v6::loopback(), url.port);
    } else {
        Tcp::resolver resolver{co_await asio::this_coro::executor};
        const auto found = co_await resolver.async_resolve(url.host, std::to_string(url.port), into(error));
        if (error) {
            co_return netFailure("the backend's name is not known", error);
        }
        for (const auto &entry : found) {
            endpoints.push_back(entry.endpoint());
        }
    }
    co_return endpoints;
}

asio::awaitable<Result<void>> connectTcp(
    beast::tcp_stream &stream, const BackendUrl &url, const ChannelOptions &options)
{
    const auto endpoints = co_await lookUp(url);
    if (!endpoints) {
        co_return failure(endpoints.error());
    }
    stream.expires_after(options.connectTimeout);
    error_code error;
    co_await stream.async_connect(*endpoints, into(error));
    if (error) {
        co_return netFailure("cannot connect", error);
    }
    stream.socket().set_option(Tcp::no_delay{true}, error);
    co_return Result<void>{};
}

/// SHA-256 over the DER form of the peer's public key, so that a renewed certificate of the same key still
/// fits.
std::string fingerprintOf(SSL *tls)
{
    const std::unique_ptr<X509, decltype(&X509_free)> certificate{SSL_get1_peer_certificate(tls), &X509_free};
    if (!certificate) {
        return {};
    }
    unsigned char *der = nullptr;
    const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate.get()), &der);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int digestSize = 0;
    if (size > 0) {
        EVP_Digest(der, static_cast<std::size_t>(size), digest.data(), &digestSize, EVP_sha256(), nullptr);
    }
    OPENSSL_free(der);
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (unsigned int i = 0; i < digestSize; ++i) {
        hex += kDigits[digest[i] >> 4U];
        hex += kDigits[digest[i] & 15U];
    }
    return hex;
}

Result<std::unique_ptr<asio::ssl::context>> makeContext(const ChannelOptions &options)
{
    auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
    if (!options.caFile.empty()) {
        error_code error;
        context->load_verify_file(options.caFile, error);
        if (error) {
            return failure(ErrorCode::InvalidInput,
                "cannot read the certificate authority: " + error.message(),
                {{"field", "backend.caFile"}, {"file", options.caFile}});
        }
    }
    return context;
}

asio::awaitable<Result<void>> shakeTls(
    TlsStream &stream, const BackendUrl &url, const ChannelOptions &options)
{
    error_code error;
    asio::ip::make_address(url.host, error);
    if (error) { // a name, not an address
        std::string name = url.host;
        SSL_ctrl(
            stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
    }
    const bool mustVerify = !options.caFile.empty();
    stream.set_verify_mode(mustVerify ? asio::ssl::verify_peer : asio::ssl::verify_none);
    if (mustVerify) {
        stream.set_verify_callback(asio::ssl::host_name_verification{url.host});
    }
    co_await stream.async_handshake(asio::ssl::stream_base::client, into(error));
    if (error && SSL_get_verify_result(stream.native_handle()) != X509_V_OK) {
        co_return failure(ErrorCode::Denied,
            "the backend's certificate is not trusted: "
                + std::string{X509_verify_cert_error_string(SSL_get_verify_result(stream.native_handle()))});
    }
    if (error) {
        co_return netFailure("the backend does not speak TLS", error);
    }
    if (!mustVerify) {
        co_return options.acceptKey
            ? options.acceptKey(url.authority(), fingerprintOf(stream.native_handle()))
            : failure(ErrorCode::Denied, "nobody decides on the backend's key");
    }
    co_return Result<void>{};
}

} // namespace

asio::awaitable<Result<std::unique_ptr<Channel>>> openChannel(BackendUrl url, ChannelOptions options)
{
    const auto executor = co_await asio::this_coro::executor;
    if (!url.isTls) {
        auto channel = std::make_unique<WebSocketChannel<PlainStream>>(nullptr, executor);
        auto done = co_await connectTcp(channel->stream(), url, options);
        if (done) {
            done = co_await channel->shakeHands(url, options);
        }
        if (!done) {
            co_return failure(done.error());
        }
        co_return std::unique_ptr<Channel>{std::move(channel)};
    }
    auto context = makeContext(options);
    if (!context) {
        co_return failure(context.error());
    }
    asio::ssl::context &tls = **context;
    auto channel = std::make_unique<WebSocketChannel<TlsStream>>(std::move(*context), executor, tls);
    auto done = co_await connectTcp(beast::get_lowest_layer(channel->stream()), url, options);
    if (done) {
        done = co_await shakeTls(channel->stream(), url, options);
    }
    if (done) {
        done = co_await channel->shakeHands(url, options);
    }
    if (!done) {
        co_return failure(done.error());
    }
    co_return std::unique_ptr<Channel>{std::move(channel)};
}

} // namespace qd::agent
