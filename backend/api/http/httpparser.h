// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/api/http/httplimits.h"
#include "backend/api/http/httpmessage.h"
#include "backend/api/http/servercounters.h"

#include <QByteArrayView>

#include <http_parser.h>

namespace qd::backend::http {

/// Why a request is answered with an error before anybody looked at what it asks.
struct ParseRefusal
{
    int status = 400;
    Refusal counter = Refusal::Malformed;
    QByteArray reason; ///< for the client, one sentence
};

/// Turns the bytes of a connection into requests, one after the other, and refuses whatever is beyond the
/// limits or could be read in two ways (conflicting lengths, bare line feeds, two Host headers). Pure: no
/// socket, no clock.
class HttpParser
{
public:
    enum class State {
        Header, ///< waiting for the header, or for its rest
        Body,
        Complete, ///< take the request; nothing more is consumed before that
        Upgrade, ///< the request asks for a WebSocket; take it, or hand rawHeader() on
        Failed, ///< for good
    };

    explicit HttpParser(const HttpLimits &limits);
    HttpParser(const HttpParser &) = delete;
    HttpParser &operator=(const HttpParser &) = delete;

    /// @return how many bytes were used; the rest belongs to the next request
    qsizetype feed(QByteArrayView bytes);

    [[nodiscard]] State state() const { return m_state; }
    /// Nothing of the next request has come yet.
    [[nodiscard]] bool isBetweenRequests() const { return m_state == State::Header && m_rawHeader.isEmpty(); }
    /// The client waits for "100 Continue" before it sends the body. True once per request.
    [[nodiscard]] bool takeContinue();
    [[nodiscard]] const ParseRefusal &refusal() const { return m_refusal; }
    /// Request line and headers, byte for byte, of the request at hand.
    [[nodiscard]] const QByteArray &rawHeader() const { return m_rawHeader; }
    /// The path of the request at hand, once its header is complete.
    [[nodiscard]] const QByteArray &path() const { return m_request.path; }

    /// The request; the parser is ready for the next one. Only in state Complete or Upgrade.
    [[nodiscard]] HttpRequest takeRequest();

private:
    static HttpParser &self(http_parser *parser) { return *static_cast<HttpParser *>(parser->data); }
    static http_parser_settings callbacks();

    void reset();
    int onHeaderField(const char *text, std::size_t size);
    int onHeaderValue(const char *text, std::size_t size);
    int onHeadersComplete();
    int onBody(const char *text, std::size_t size);
    int onMessageComplete();
    /// Remembers the reason and stops the parser. @return what a callback has to return
    int refuse(int status, Refusal counter, QByteArray reason);
    [[nodiscard]] bool acceptsHeaders();
    [[nodiscard]] bool keepRaw(QByteArrayView bytes);

    const HttpLimits &m_limits;
    http_parser m_parser{};
    State m_state = State::Header;
    HttpRequest m_request;
    QByteArray m_url;
    QByteArray m_rawHeader;
    ParseRefusal m_refusal;
    bool m_lastWasValue = false;
    bool m_wantsContinue = false;
};

} // namespace qd::backend::http
