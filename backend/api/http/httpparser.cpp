// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/httpparser.h"

#include <algorithm>
#include <utility>

namespace qd::backend::http {

namespace {

/// Where the header ends within raw, counted from its start; -1 if it does not.
qsizetype headerEnd(const QByteArray &raw, qsizetype from)
{
    const qsizetype at = raw.indexOf("\r\n\r\n", std::max<qsizetype>(from - 3, 0));
    return at < 0 ? -1 : at + 4;
}

bool hasBareLineFeed(QByteArrayView bytes)
{
    for (qsizetype i = bytes.indexOf('\n'); i >= 0; i = bytes.indexOf('\n', i + 1)) {
        if (i == 0 || bytes[i - 1] != '\r') {
            return true;
        }
    }
    return false;
}

} // namespace

HttpParser::HttpParser(const HttpLimits &limits)
    : m_limits(limits)
{
    reset();
}

void HttpParser::reset()
{
    http_parser_init(&m_parser, HTTP_REQUEST);
    m_parser.data = this;
    m_request = {};
    m_url.clear();
    m_rawHeader.clear();
    m_lastWasValue = false;
    m_wantsContinue = false;
    m_state = State::Header;
}

http_parser_settings HttpParser::callbacks()
{
    http_parser_settings settings;
    http_parser_settings_init(&settings);
    settings.on_url = [](http_parser *p, const char *text, std::size_t size) {
        self(p).m_url.append(text, static_cast<qsizetype>(size));
        return 0;
    };
    settings.on_header_field = [](http_parser *p, const char *text, std::size_t size) {
        return self(p).onHeaderField(text, size);
    };
    settings.on_header_value = [](http_parser *p, const char *text, std::size_t size) {
        return self(p).onHeaderValue(text, size);
    };
    settings.on_headers_complete = [](http_parser *p) { return self(p).onHeadersComplete(); };
    settings.on_body = [](http_parser *p, const char *text, std::size_t size) {
        return self(p).onBody(text, size);
    };
    settings.on_message_complete = [](http_parser *p) { return self(p).onMessageComplete(); };
    return settings;
}

qsizetype HttpParser::feed(QByteArrayView bytes)
{
    static const http_parser_settings kCallbacks = callbacks();
    if (bytes.isEmpty() || (m_state != State::Header && m_state != State::Body)) {
        return 0;
    }
    if (m_rawHeader.isEmpty() && (bytes.front() == '\r' || bytes.front() == '\n')) {
        return 1; // RFC 9112, 2.2: empty lines before a request are ignored
    }
    if (m_state == State::Header && !keepRaw(bytes)) {
        return bytes.size();
    }
    const std::size_t used =
        http_parser_execute(&m_parser, &kCallbacks, bytes.data(), static_cast<std::size_t>(bytes.size()));
    const auto error = HTTP_PARSER_ERRNO(&m_parser);
    if (error != HPE_OK && error != HPE_PAUSED && m_state != State::Failed) {
        refuse(error == HPE_HEADER_OVERFLOW ? 431 : 400, Refusal::Malformed, http_errno_description(error));
    }
    return static_cast<qsizetype>(used);
}

bool HttpParser::keepRaw(QByteArrayView bytes)
{
    const qsizetype before = m_rawHeader.size();
    m_rawHeader.append(bytes.first(std::min(bytes.size(), m_limits.maxHeaderBytes + 1)));
    const qsizetype end = headerEnd(m_rawHeader, before);
    if (end >= 0) {
        m_rawHeader.truncate(end);
    }
    if (m_rawHeader.size() > m_limits.maxHeaderBytes) {
        refuse(431, Refusal::HeaderTooLarge, "The request header is too large.");
        return false;
    }
    // The parser takes a lone LF for a line end and other programs on the way may not: two readings of one
    // request.
    if (hasBareLineFeed(m_rawHeader)) {
        refuse(400, Refusal::Malformed, "Header lines end with CR LF.");
        return false;
    }
    return true;
}

int HttpParser::onHeaderField(const char *text, std::size_t size)
{
    if (m_request.headers.isEmpty() || m_lastWasValue) {
        if (m_request.headers.size() >= m_limits.maxHeaders) {
            return refuse(431, Refusal::HeaderTooLarge, "The request has too many headers.");
        }
        m_request.headers.emplaceBack();
        m_lastWasValue = false;
    }
    m_request.headers.last().first.append(text, static_cast<qsizetype>(size));
    return 0;
}

int HttpParser::onHeaderValue(const char *text, std::size_t size)
{
    m_lastWasValue = true;
    m_request.headers.last().second.append(text, static_cast<qsizetype>(size));
    return 0;
}

bool HttpParser::acceptsHeaders()
{
    int hosts = 0;
    for (auto &[name, value] : m_request.headers) {
        name = name.toLower();
        value = value.trimmed();
        hosts += name == "host" ? 1 : 0;
    }
    if (m_parser.http_major != 1 || m_parser.http_minor > 1) {
        refuse(505, Refusal::Malformed, "This server speaks HTTP/1.0 and HTTP/1.1.");
    } else if (hosts > 1 || (hosts == 0 && m_parser.http_minor == 1)) {
        refuse(400, Refusal::Malformed, "A request has exactly one Host header.");
    } else if (m_parser.uses_transfer_encoding != 0
        && (m_request.header("transfer-encoding").toLower() != "chunked" || m_parser.http_minor == 0)) {
        refuse(501, Refusal::Malformed, "The only transfer encoding is chunked.");
    } else if (m_parser.method == HTTP_CONNECT || !m_url.startsWith('/')) {
        refuse(400, Refusal::Malformed, "The request target is a path.");
    } else if ((m_parser.flags & F_CONTENTLENGTH) != 0
        && m_parser.content_length > static_cast<std::uint64_t>(m_limits.maxBodyBytes)) {
        refuse(413, Refusal::BodyTooLarge, "The request body is too large.");
    } else if (const QByteArray expect = m_request.header("expect").toLower();
               !expect.isEmpty() && expect != "100-continue") {
        refuse(417, Refusal::Malformed, "The only expectation is 100-continue.");
    } else {
        return true;
    }
    return false;
}

int HttpParser::onHeadersComplete()
{
    if (!acceptsHeaders()) {
        return -1;
    }
    const bool hasBody = (m_parser.flags & F_CHUNKED) != 0
        || ((m_parser.flags & F_CONTENTLENGTH) != 0 && m_parser.content_length > 0);
    if (m_parser.upgrade != 0 && hasBody) {
        return refuse(400, Refusal::Malformed, "An upgrade has no body.");
    }
    const auto question = m_url.indexOf('?');
    m_request.method = http_method_str(static_cast<http_method>(m_parser.method));
    m_request.path = question < 0 ? m_url : m_url.first(question);
    m_request.query = question < 0 ? QByteArray() : m_url.sliced(question + 1);
    m_request.minorVersion = m_parser.http_minor;
    m_request.keepAlive = http_should_keep_alive(&m_parser) != 0;
    m_wantsContinue = hasBody && m_parser.http_minor == 1 && !m_request.header("expect").isEmpty();
    m_state = State::Body;
    return 0;
}

int HttpParser::onBody(const char *text, std::size_t size)
{
    if (m_request.body.size() + static_cast<qsizetype>(size) > m_limits.maxBodyBytes) {
        return refuse(413, Refusal::BodyTooLarge, "The request body is too large.");
    }
    m_request.body.append(text, static_cast<qsizetype>(size));
    return 0;
}

int HttpParser::onMessageComplete()
{
    m_state = m_parser.upgrade != 0 ? State::Upgrade : State::Complete;
    http_parser_pause(&m_parser, 1);
    return 0;
}

int HttpParser::refuse(int status, Refusal counter, QByteArray reason)
{
    m_state = State::Failed;
    m_refusal = {status, counter, std::move(reason)};
    return -1;
}

bool HttpParser::takeContinue()
{
    return m_state == State::Body && std::exchange(m_wantsContinue, false);
}

HttpRequest HttpParser::takeRequest()
{
    HttpRequest request = std::move(m_request);
    reset();
    return request;
}

} // namespace qd::backend::http
