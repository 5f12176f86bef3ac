// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/uplink/wirestream.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/this_coro.hpp>

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <linux/sockios.h>
#include <sys/ioctl.h>

#include <optional>
#include <vector>

namespace qd::agent {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;
using Socket = Tcp::socket::rebind_executor<Executor>::other;
using Resolver = Tcp::resolver::rebind_executor<Executor>::other;
using Tls = asio::ssl::stream<Socket &>;

/// The socket and what lies over it.
struct WireStream::Layers
{
    explicit Layers(const executor_type &executor)
        : socket(executor)
        , timer(executor)
    {
    }

    void close()
    {
        error_code ignored; // it is over either way
        socket.close(ignored);
        timer.cancel();
    }

    Socket socket;
    Timer timer; ///< of open()
    bool isLate = false;
    int writes = 0; ///< under way
    std::unique_ptr<asio::ssl::context> context;
    std::optional<Tls> tls;
};

namespace {

auto into(error_code &error)
{
    return asio::redirect_error(kUseTask, error);
}

Failure netFailure(const char *what, const error_code &error, bool isLate)
{
    return isLate ? failure(ErrorCode::Timeout, std::string{what} + ": it takes too long")
                  : failure(ErrorCode::Unavailable, std::string{what} + ": " + error.message());
}

/// Addresses of the backend. Numbers and localhost need no look-up, so that they work in a root without /etc.
Task<Result<std::vector<Tcp::endpoint>>> lookUp(const BackendUrl &url)
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
        Resolver resolver{co_await asio::this_coro::executor};
        const auto found = co_await resolver.async_resolve(url.host, std::to_string(url.port), into(error));
        if (error) {
            co_return netFailure("the backend's name is not known", error, false);
        }
        for (const auto &entry : found) {
            endpoints.push_back(entry.endpoint());
        }
    }
    co_return endpoints;
}

/// The first address that answers.
Task<error_code> connectOne(Socket &socket, const std::vector<Tcp::endpoint> &endpoints)
{
    error_code error = asio::error::host_not_found;
    for (const Tcp::endpoint &endpoint : endpoints) {
        error_code ignored;
        socket.close(ignored);
        co_await socket.async_connect(endpoint, into(error));
        if (!error || error == asio::error::operation_aborted) {
            break;
        }
    }
    if (!error) {
        error_code ignored; // slower without, but it works
        socket.set_option(Tcp::no_delay{true}, ignored);
        socket.non_blocking(true, ignored);
    }
    co_return error;
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

/// What the server has to prove: its name, if the address has one, and an authority's signature, if one is
/// given.
void demand(Tls &tls, const BackendUrl &url, const ChannelOptions &options)
{
    error_code error;
    asio::ip::make_address(url.host, error);
    if (error) { // a name, not an address
        std::string name = url.host;
        SSL_ctrl(tls.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
    }
    const bool mustVerify = !options.caFile.empty();
    tls.set_verify_mode(mustVerify ? asio::ssl::verify_peer : asio::ssl::verify_none);
    if (mustVerify) {
        tls.set_verify_callback(asio::ssl::host_name_verification{url.host});
    }
}

/// The handshake is over; is this the right server?
Result<void> judge(
    Tls &tls, const error_code &error, bool isLate, const BackendUrl &url, const ChannelOptions &options)
{
    const long verdict = SSL_get_verify_result(tls.native_handle());
    if (error && verdict != X509_V_OK) {
        return failure(ErrorCode::Denied,
            std::string{"the backend's certificate is not trusted: "}
                + X509_verify_cert_error_string(verdict));
    }
    if (error) {
        return netFailure("the backend does not speak TLS", error, isLate);
    }
    if (!options.caFile.empty()) {
        return {};
    }
    return options.acceptKey ? options.acceptKey(url.authority(), fingerprintOf(tls.native_handle()))
                             : failure(ErrorCode::Denied, "nobody decides on the backend's key");
}

} // namespace

WireStream::WireStream(executor_type executor)
    : m_executor(std::move(executor))
    , m_layers(std::make_shared<Layers>(m_executor))
{
}

WireStream::~WireStream()
{
    m_layers->close();
}

void WireStream::close()
{
    m_layers->close();
}

Task<Result<void>> WireStream::open(const BackendUrl &url, const ChannelOptions &options)
{
    const auto layers = m_layers;
    if (url.isTls) {
        auto context = makeContext(options);
        if (!context) {
            co_return failure(context.error());
        }
        layers->context = std::move(*context);
        layers->tls.emplace(layers->socket, *layers->context);
        demand(*layers->tls, url, options);
    }
    const auto endpoints = co_await lookUp(url);
    if (!endpoints) {
        co_return failure(endpoints.error());
    }
    layers->timer.expires_after(options.connectTimeout);
    layers->timer.async_wait([layers](const error_code &error) {
        if (!error) {
            layers->isLate = true;
            layers->close();
        }
    });
    error_code error = co_await connectOne(layers->socket, *endpoints);
    Result<void> outcome = error ? netFailure("cannot connect", error, layers->isLate) : Result<void>{};
    if (outcome && layers->tls) {
        co_await layers->tls->async_handshake(asio::ssl::stream_base::client, into(error));
        outcome = judge(*layers->tls, error, layers->isLate, url, options);
    }
    layers->timer.cancel();
    co_return outcome;
}

void WireStream::readSome(asio::mutable_buffer buffer, std::unique_ptr<Completion> done)
{
    auto take = [layers = m_layers, done = std::move(done)](
                    const error_code &error, std::size_t bytes) mutable {
        Completion *completion = done.get();
        completion->run(std::move(done), error, bytes);
    };
    if (m_layers->tls) {
        m_layers->tls->async_read_some(buffer, std::move(take));
    } else {
        m_layers->socket.async_read_some(buffer, std::move(take));
    }
}

bool WireStream::isIdle() const
{
    int unacknowledged = 0;
    return !m_layers->tls && m_layers->writes == 0
        && ::ioctl(m_layers->socket.native_handle(), SIOCOUTQ, &unacknowledged) == 0 && unacknowledged == 0;
}

std::size_t WireStream::writeNow(const WriteBuffers &buffers, error_code &error)
{
    return m_layers->socket.write_some(buffers, error);
}

void WireStream::writeSome(const WriteBuffers &buffers, std::unique_ptr<Completion> done)
{
    ++m_layers->writes;
    auto take = [layers = m_layers, done = std::move(done)](
                    const error_code &error, std::size_t bytes) mutable {
        --layers->writes;
        Completion *completion = done.get();
        completion->run(std::move(done), error, bytes);
    };
    if (m_layers->tls) {
        m_layers->tls->async_write_some(buffers, std::move(take));
    } else {
        m_layers->socket.async_write_some(buffers, std::move(take));
    }
}

} // namespace qd::agent
