// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/uplink/uplink.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>

#include <algorithm>

namespace qd::agent {

namespace {

namespace asio = boost::asio;

} // namespace

Uplink::Uplink(asio::io_context &io, Settings settings, SessionParts parts)
    : m_io(io)
    , m_settings(std::move(settings))
    , m_parts(parts)
    , m_pins(m_settings.pinFile)
    , m_backoff(m_settings.retryMin, m_settings.retryMax, m_settings.seed)
    , m_retry(io)
{
}

Uplink::~Uplink() = default;

void Uplink::start()
{
    m_isRunning = true;
    asio::co_spawn(m_io, run(), asio::detached);
}

void Uplink::wake()
{
    if (!m_link) {
        return;
    }
    // The writer looks for timeouts itself, but not while a peer that never reads holds it up in a write.
    if (auto checked = m_link->session.checkTimeouts(); !checked && !m_link->end) {
        m_link->end = checked.error();
        m_link->channel->abort();
    }
    m_link->wake.cancel();
}

void Uplink::stop()
{
    m_isStopping = true;
    m_retry.cancel();
    wake();
}

Task<void> Uplink::run()
{
    while (!m_isStopping) {
        const auto outcome = co_await runOnce();
        if (m_isStopping) {
            break;
        }
        ++m_failures;
        const Error error =
            outcome ? Error{ErrorCode::Unavailable, "the session ended", {}} : outcome.error();
        const auto delay = delayAfter(error);
        m_parts.reporter.note(error.code == ErrorCode::Denied || error.code == ErrorCode::Conflict
                ? EventSeverity::Error
                : EventSeverity::Warning,
            "uplink", "No connection with " + m_settings.url.toString() + ": " + error.toString());
        m_retry.expires_after(delay);
        boost::system::error_code ignored; // stop() ends the wait early
        co_await m_retry.async_wait(asio::redirect_error(kUseTask, ignored));
    }
    m_isRunning = false;
}

std::chrono::milliseconds Uplink::delayAfter(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Denied:
    case ErrorCode::Conflict:
        // Somebody has to enrol the host, or sort out its clone; asking often does not help.
        return m_backoff.longest();
    case ErrorCode::InvalidInput:
    case ErrorCode::NotFound:
    case ErrorCode::Timeout:
    case ErrorCode::Unavailable:
    case ErrorCode::Cancelled:
    case ErrorCode::Corrupt:
    case ErrorCode::Internal:
        break;
    }
    return m_backoff.next();
}

Result<void> Uplink::acceptKey(std::string_view authority, std::string_view fingerprint)
{
    const auto accepted = m_pins.accept(authority, fingerprint);
    if (!accepted) {
        m_parts.reporter.raise(EventSeverity::Error, "uplink",
            "The backend's key is not accepted: " + accepted.error().toString());
        return failure(accepted.error());
    }
    if (*accepted) {
        m_parts.reporter.raise(EventSeverity::Info, "uplink",
            "The key of " + std::string{authority}
                + " is trusted from now on: sha256:" + std::string{fingerprint});
    }
    return {};
}

Task<Result<void>> Uplink::runOnce()
{
    ChannelOptions options;
    options.connectTimeout = m_settings.connectTimeout;
    options.userAgent = "quarterdeck-agent/" + m_settings.session.agentVersion;
    options.caFile = m_settings.caFile;
    options.acceptKey = [this](std::string_view authority, std::string_view fingerprint) {
        return acceptKey(authority, fingerprint);
    };
    auto channel = co_await openChannel(m_settings.url, std::move(options));
    if (!channel) {
        co_return failure(channel.error());
    }
    const auto link = std::make_shared<Link>(m_io, std::move(*channel), m_settings.session, m_parts);
    m_link = link;
    asio::co_spawn(m_io, readAll(link), asio::detached);
    co_await writeAll(link);
    m_link.reset();
    if (link->end) {
        co_return failure(*link->end);
    }
    co_return Result<void>{};
}

Task<void> Uplink::readAll(std::shared_ptr<Link> link)
{
    while (!link->end) {
        const auto frame = co_await link->channel->read();
        const Result<void> taken = frame ? link->session.receive(*frame) : failure(frame.error());
        m_sendLatency = link->session.sendLatency() ? link->session.sendLatency() : m_sendLatency;
        if (!taken && !link->end) {
            link->end = taken.error();
        }
        if (link->end || link->session.hasNews()) {
            link->wake.cancel();
        }
    }
    link->isReading = false;
    link->channel->abort();
    link->wake.cancel();
}

Task<void> Uplink::writeAll(std::shared_ptr<Link> link)
{
    bool wasOpen = false;
    while (!link->end && !m_isStopping) {
        if (link->session.isOpen() && !wasOpen) {
            wasOpen = true;
            m_backoff.reset();
            m_parts.reporter.note(EventSeverity::Info, "uplink",
                "Connected with " + m_settings.url.toString() + " as host "
                    + std::to_string(link->session.host().value));
        }
        const auto frame = link->session.nextFrame();
        Result<void> done = link->session.checkTimeouts();
        if (frame) {
            const auto isSent = link->channel->writeAtOnce(*frame);
            done = isSent ? Result<void>{} : failure(isSent.error());
            if (isSent && !*isSent) {
                done = co_await link->channel->write(*frame);
            }
        }
        if (!done && !link->end) {
            link->end = done.error();
        } else if (done && !(frame && link->session.hasNews())) {
            co_await pause(link);
        }
    }
    if (!link->end) {
        link->end = Error{ErrorCode::Cancelled, "the agent stops", {}};
        co_await link->channel->finish();
    }
    link->channel->abort();
    while (link->isReading) {
        link->wake.expires_after(std::chrono::seconds{1});
        boost::system::error_code ignored;
        co_await link->wake.async_wait(asio::redirect_error(kUseTask, ignored));
    }
}

Task<void> Uplink::pause(const std::shared_ptr<Link> &link)
{
    if (link->end || m_isStopping) {
        co_return; // it came during a write, when nobody waited for the timer that it cancelled
    }
    const auto wait = link->session.nextDeadline() - m_parts.clock.steadyNow();
    link->wake.expires_after(
        std::clamp<std::chrono::milliseconds>(wait, std::chrono::milliseconds{1}, std::chrono::seconds{60}));
    boost::system::error_code ignored; // cancelled when there is news
    co_await link->wake.async_wait(asio::redirect_error(kUseTask, ignored));
}

} // namespace qd::agent
