// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/uplink/backoff.h"
#include "agent/uplink/channel.h"
#include "agent/uplink/pinstore.h"
#include "agent/uplink/session.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace qd::agent {

/// Keeps a session with the backend: connects, runs the protocol, comes back after a pause when it ends.
/// Lives on the thread of its io_context.
class Uplink
{
public:
    struct Settings
    {
        BackendUrl url;
        std::string caFile; ///< empty: pin the key seen first
        std::string pinFile;
        std::chrono::milliseconds connectTimeout{10'000};
        std::chrono::milliseconds retryMin{500};
        std::chrono::milliseconds retryMax{90'000};
        std::uint64_t seed = 0; ///< of the jitter; different on each host
        SessionSettings session;
    };

    /// Everything in parts must outlive the uplink.
    Uplink(boost::asio::io_context &io, Settings settings, SessionParts parts);
    ~Uplink();

    /// Begins to connect; returns at once.
    void start();

    /// There is something new to send: a block, an event, facts.
    void wake();

    /// Closes the session and connects no more. isStopped() follows within about a second.
    void stop();
    [[nodiscard]] bool isStopped() const { return !m_isRunning; }

    [[nodiscard]] bool isConnected() const { return m_link && m_link->session.isOpen(); }
    [[nodiscard]] std::optional<std::chrono::milliseconds> sendLatency() const { return m_sendLatency; }

    /// Sessions that ended or did not come about, since start.
    [[nodiscard]] std::uint64_t failures() const { return m_failures; }

private:
    /// One connection. Shared by the two coroutines that read and write it; the later one to end frees it.
    struct Link
    {
        Link(boost::asio::io_context &io, std::unique_ptr<Channel> openChannel,
            const SessionSettings &settings, SessionParts parts)
            : channel(std::move(openChannel))
            , session(settings, parts)
            , wake(io)
        {
        }
        std::unique_ptr<Channel> channel;
        Session session;
        Timer wake;
        std::optional<Error> end; ///< why it is over
        bool isReading = true;
    };

    [[nodiscard]] Task<void> run();
    [[nodiscard]] Task<Result<void>> runOnce();
    [[nodiscard]] Task<void> readAll(std::shared_ptr<Link> link);
    [[nodiscard]] Task<void> writeAll(std::shared_ptr<Link> link);
    [[nodiscard]] Task<void> pause(const std::shared_ptr<Link> &link);
    [[nodiscard]] Result<void> acceptKey(std::string_view authority, std::string_view fingerprint);
    [[nodiscard]] std::chrono::milliseconds delayAfter(const Error &error);

    boost::asio::io_context &m_io;
    Settings m_settings;
    SessionParts m_parts;
    PinStore m_pins;
    Backoff m_backoff;
    Timer m_retry;
    std::shared_ptr<Link> m_link;
    std::optional<std::chrono::milliseconds> m_sendLatency;
    std::uint64_t m_failures = 0;
    bool m_isRunning = false;
    bool m_isStopping = false;
};

} // namespace qd::agent
