// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/tlsurlprobe.h"

#include "agent/app/probesocket.h"
#include "agent/app/probeurl.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <string_view>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

namespace qd::agent {

namespace {

using SteadyTime = std::chrono::steady_clock::time_point;

constexpr std::size_t kMaxStatusLine = 4096;
constexpr double kSecondsPerDay = 86'400.0;

/// Where distributions keep the authorities they trust. A directory is read by need, a file as a whole.
constexpr const char *kTrustDirectory = "/etc/ssl/certs";
constexpr std::array<const char *, 3> kTrustFiles{
    "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"};

struct ContextDeleter
{
    void operator()(SSL_CTX *context) const { SSL_CTX_free(context); }
};
struct SessionDeleter
{
    void operator()(SSL *session) const { SSL_free(session); }
};
using TlsContext = std::unique_ptr<SSL_CTX, ContextDeleter>;
using TlsSession = std::unique_ptr<SSL, SessionDeleter>;

TlsContext makeContext(const std::string &caFile)
{
    TlsContext context(SSL_CTX_new(TLS_client_method()));
    // Not refused during the handshake: the days left are wanted of a bad certificate too. The verdict is
    // read after.
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_load_verify_dir(context.get(), kTrustDirectory);
    for (const char *file : kTrustFiles) {
        if (::access(file, R_OK) == 0) {
            SSL_CTX_load_verify_file(context.get(), file);
            break;
        }
    }
    if (!caFile.empty()) {
        SSL_CTX_load_verify_file(context.get(), caFile.c_str());
    }
    ERR_clear_error(); // what is not there to load is no error
    return context;
}

/// One request over a plain or a TLS connection.
class Exchange
{
public:
    Exchange(const ProbeUrl &url, const ProbeDeadline &deadline)
        : m_url(url)
        , m_deadline(deadline)
    {
    }

    Result<void> connect() { return m_socket.connect(m_url.host, m_url.port, m_deadline); }

    Result<void> startTls(const std::string &caFile, UrlProbeResult &result)
    {
        m_context = makeContext(caFile);
        m_session.reset(SSL_new(m_context.get()));
        SSL_set_fd(m_session.get(), m_socket.descriptor());
        // SSL_set_tlsext_host_name() is a macro around this with a cast of the old style.
        std::string name = m_url.host;
        SSL_ctrl(m_session.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
        X509_VERIFY_PARAM *rules = SSL_get0_param(m_session.get());
        if (X509_VERIFY_PARAM_set1_ip_asc(rules, m_url.host.c_str()) != 1) {
            SSL_set1_host(m_session.get(), m_url.host.c_str());
        }
        ERR_clear_error();
        int code = 0;
        while ((code = SSL_connect(m_session.get())) != 1) {
            if (auto outcome = waitForTls(code); !outcome) {
                return outcome;
            }
        }
        readCertificate(result);
        return {};
    }

    Result<void> send(std::string_view text)
    {
        while (!text.empty()) {
            const auto size = static_cast<int>(text.size());
            const int code = m_session
                ? SSL_write(m_session.get(), text.data(), size)
                : static_cast<int>(::send(m_socket.descriptor(), text.data(), text.size(), MSG_NOSIGNAL));
            if (code > 0) {
                text.remove_prefix(static_cast<std::size_t>(code));
            } else if (auto outcome = m_session ? waitForTls(code) : waitForPlain(false); !outcome) {
                return outcome;
            }
        }
        return {};
    }

    Result<std::string> receiveLine()
    {
        std::string line;
        while (line.size() < kMaxStatusLine) {
            std::array<char, 512> part{};
            const int code = m_session
                ? SSL_read(m_session.get(), part.data(), static_cast<int>(part.size()))
                : static_cast<int>(::recv(m_socket.descriptor(), part.data(), part.size(), 0));
            if (code > 0) {
                line.append(part.data(), static_cast<std::size_t>(code));
                if (const std::size_t end = line.find('\n'); end != std::string::npos) {
                    return line.substr(0, end);
                }
                continue;
            }
            if (code == 0 && !m_session) {
                return failure(ErrorCode::Unavailable, "the server closed the connection");
            }
            if (auto outcome = m_session ? waitForTls(code) : waitForPlain(true); !outcome) {
                return failure(std::move(outcome).error());
            }
        }
        return failure(ErrorCode::Corrupt, "the server's first line does not end");
    }

private:
    Result<void> waitForTls(int code)
    {
        const int reason = SSL_get_error(m_session.get(), code);
        if (reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE) {
            return m_socket.wait(reason == SSL_ERROR_WANT_READ, m_deadline);
        }
        const unsigned long error = ERR_get_error();
        const char *text = error == 0 ? nullptr : ERR_reason_error_string(error);
        ERR_clear_error();
        return failure(ErrorCode::Unavailable,
            std::string{"TLS: "} + (text == nullptr ? "the server closed the connection" : text));
    }

    Result<void> waitForPlain(bool isForReading)
    {
        if (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR) {
            return m_socket.wait(isForReading, m_deadline);
        }
        return failure(ErrorCode::Unavailable, std::strerror(errno));
    }

    void readCertificate(UrlProbeResult &result)
    {
        const long verdict = SSL_get_verify_result(m_session.get());
        if (verdict != X509_V_OK) {
            result.reason = std::string{"certificate: "} + X509_verify_cert_error_string(verdict);
        }
        const X509 *certificate = SSL_get0_peer_certificate(m_session.get());
        int days = 0;
        int seconds = 0;
        if (certificate != nullptr
            && ASN1_TIME_diff(&days, &seconds, nullptr, X509_get0_notAfter(certificate)) == 1) {
            result.certificateDays = days + seconds / kSecondsPerDay;
        }
    }

    const ProbeUrl &m_url;
    const ProbeDeadline &m_deadline;
    ProbeSocket m_socket;
    TlsContext m_context;
    TlsSession m_session;
};

std::string requestFor(const ProbeUrl &url)
{
    return "GET " + url.target + " HTTP/1.1\r\nHost: " + url.hostHeader
        + "\r\nUser-Agent: quarterdeck-agent\r\nAccept: */*\r\nConnection: close\r\n\r\n";
}

Result<void> ask(
    const ProbeUrl &url, const std::string &caFile, const ProbeDeadline &deadline, UrlProbeResult &result)
{
    Exchange exchange(url, deadline);
    auto outcome = exchange.connect();
    if (outcome && url.isTls) {
        outcome = exchange.startTls(caFile, result);
    }
    if (outcome) {
        outcome = exchange.send(requestFor(url));
    }
    if (!outcome) {
        return outcome;
    }
    auto line = exchange.receiveLine();
    if (!line) {
        return failure(std::move(line).error());
    }
    result.statusCode = parseStatusLine(*line);
    return result.statusCode ? Result<void>{} : failure(ErrorCode::Corrupt, "the answer is not HTTP");
}

} // namespace

TlsUrlProbe::TlsUrlProbe(std::string caFile)
    : m_caFile(std::move(caFile))
{
}

Result<UrlProbeResult> TlsUrlProbe::probe(
    const std::string &url, std::chrono::milliseconds timeout, const std::stop_token &stop)
{
    const auto parsed = parseProbeUrl(url);
    if (!parsed) {
        return failure(parsed.error());
    }
    const SteadyTime begin = std::chrono::steady_clock::now();
    const ProbeDeadline deadline{begin + timeout, stop};
    UrlProbeResult result;
    const auto outcome = ask(*parsed, m_caFile, deadline, result);
    result.duration =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
    if (!outcome) {
        result.reason = outcome.error().message;
    } else if (*result.statusCode >= 400) {
        result.reason = "status " + std::to_string(*result.statusCode);
    }
    result.isHealthy = result.reason.empty();
    return result;
}

} // namespace qd::agent
