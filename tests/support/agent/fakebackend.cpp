// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/agent/fakebackend.h"

#include "shared/base/clock.h"
#include "shared/series/block.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace qd::agent {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

namespace {

/// A certificate that signs itself, for a key made now.
void useOwnCertificate(asio::ssl::context &context)
{
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key{EVP_EC_gen("P-256"), &EVP_PKEY_free};
    const std::unique_ptr<X509, decltype(&X509_free)> certificate{X509_new(), &X509_free};
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), 0);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3'600);
    X509_set_pubkey(certificate.get(), key.get());
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    SSL_CTX_use_certificate(context.native_handle(), certificate.get());
    SSL_CTX_use_PrivateKey(context.native_handle(), key.get());
}

auto into(error_code &error)
{
    return asio::redirect_error(asio::use_awaitable, error);
}

} // namespace

/// Parts with Asio in them, so that tests need not include it.
struct FakeBackend::Server
{
    asio::io_context io{1};
    asio::ssl::context tls{asio::ssl::context::tls_server};
    Tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
    std::set<Tcp::socket::native_handle_type> sockets;
};

/// One connection, as a coroutine.
struct FakeBackend::Talk
{
    template <typename Stream>
    static asio::awaitable<void> run(FakeBackend &backend, websocket::stream<Stream> socket)
    {
        error_code error;
        const auto handle = beast::get_lowest_layer(socket).socket().native_handle();
        backend.m_server->sockets.insert(handle);
        socket.binary(true);
        socket.read_message_max(protocol::kMaxFrameBytes);
        co_await socket.async_accept(into(error));
        const protocol::Blob challenge =
            protocol::encode({1, 0, protocol::Challenge{1, 1, protocol::Blob(32), {}}});
        if (!error) {
            co_await socket.async_write(asio::buffer(challenge), into(error));
        }
        bool isOpen = false;
        bool mustClose = false;
        int blocks = 0;
        while (!error && !mustClose) {
            beast::flat_buffer buffer;
            co_await socket.async_read(buffer, into(error));
            if (error) {
                break;
            }
            const auto data = buffer.data();
            const auto envelope =
                protocol::decode({static_cast<const std::byte *>(data.data()), data.size()});
            if (!envelope) {
                break;
            }
            const auto reply = backend.answer(envelope->message, blocks, mustClose);
            if (!reply) {
                continue;
            }
            if (std::holds_alternative<protocol::Welcome>(*reply)) {
                isOpen = true;
                ++backend.m_open;
            }
            const protocol::Blob frame = protocol::encode({1, envelope->requestId, *reply});
            co_await socket.async_write(asio::buffer(frame), into(error));
        }
        backend.m_server->sockets.erase(handle);
        backend.m_open -= isOpen ? 1 : 0;
        beast::get_lowest_layer(socket).close();
    }

    static asio::awaitable<void> shakeTls(FakeBackend &backend, Tcp::socket socket)
    {
        error_code error;
        websocket::stream<beast::ssl_stream<beast::tcp_stream>> stream{
            std::move(socket), backend.m_server->tls};
        co_await stream.next_layer().async_handshake(asio::ssl::stream_base::server, into(error));
        if (!error) {
            co_await run(backend, std::move(stream));
        }
    }

    static asio::awaitable<void> accept(FakeBackend &backend)
    {
        for (;;) {
            error_code error;
            Tcp::socket socket{backend.m_server->io};
            co_await backend.m_server->acceptor.async_accept(socket, into(error));
            if (error) {
                co_return;
            }
            ++backend.m_connections;
            if (backend.m_withTls) {
                asio::co_spawn(backend.m_server->io, shakeTls(backend, std::move(socket)), asio::detached);
            } else {
                websocket::stream<beast::tcp_stream> stream{std::move(socket)};
                asio::co_spawn(backend.m_server->io, run(backend, std::move(stream)), asio::detached);
            }
        }
    }
};

FakeBackend::FakeBackend(bool withTls)
    : m_withTls(withTls)
    , m_server(std::make_unique<Server>())
{
    if (withTls) {
        useOwnCertificate(m_server->tls);
    }
    m_port = m_server->acceptor.local_endpoint().port();
    asio::co_spawn(m_server->io, Talk::accept(*this), asio::detached);
    m_thread = std::thread{[this] { m_server->io.run(); }};
}

FakeBackend::~FakeBackend()
{
    m_server->io.stop();
    m_thread.join();
}

std::string FakeBackend::url() const
{
    return (m_withTls ? "wss://127.0.0.1:" : "ws://127.0.0.1:") + std::to_string(m_port);
}

void FakeBackend::set(const Behaviour &behaviour)
{
    const std::lock_guard lock{m_mutex};
    m_behaviour = behaviour;
}

void FakeBackend::closeAll()
{
    asio::post(m_server->io, [this] {
        for (const auto handle : m_server->sockets) {
            ::shutdown(handle, SHUT_RDWR);
        }
    });
}

std::set<std::pair<std::uint64_t, std::uint64_t>> FakeBackend::kept() const
{
    const std::lock_guard lock{m_mutex};
    return m_kept;
}

std::optional<protocol::Message> FakeBackend::answer(
    const protocol::Message &message, int &blocks, bool &close)
{
    const std::lock_guard lock{m_mutex};
    const TimeMs now = SystemClock{}.now() + m_behaviour.clockAhead;
    if (const auto *hello = std::get_if<protocol::Hello>(&message)) {
        if (m_behaviour.refusal) {
            return *m_behaviour.refusal;
        }
        return protocol::Welcome{1, HostId{7}, m_lastSequence[hello->dictionary], now, 64};
    }
    if (const auto *ping = std::get_if<protocol::Ping>(&message)) {
        return protocol::Pong{ping->sentAt, now};
    }
    if (std::holds_alternative<protocol::RegisterSeries>(message)) {
        return protocol::SeriesRegistered{};
    }
    if (std::holds_alternative<protocol::AgentEvent>(message)) {
        ++m_events;
        return protocol::Done{};
    }
    if (std::holds_alternative<protocol::FactsMessage>(message)) {
        ++m_facts;
    }
    if (const auto *block = std::get_if<protocol::BlockMessage>(&message)) {
        ++blocks;
        close = m_behaviour.closeAfterBlocks > 0 && blocks >= m_behaviour.closeAfterBlocks;
        if (!m_behaviour.acknowledges) {
            return std::nullopt;
        }
        if (const auto info = series::inspectBlock(block->block)) {
            m_samples += info->samples;
        }
        m_repeats += m_kept.emplace(block->dictionary, block->sequence).second ? 0 : 1;
        auto &last = m_lastSequence[block->dictionary];
        last = std::max(last, block->sequence);
        return close ? std::nullopt
                     : std::optional<protocol::Message>{protocol::Ack{block->dictionary, last}};
    }
    return std::nullopt;
}

} // namespace qd::agent
