// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/net/messagechannel.h"

#include <QObject>
#include <QTest>
#include <QUrl>

#include <array>
#include <deque>
#include <optional>
#include <string>

namespace qd::test {

/// Who a TestAgent says it is, with a key of its own. A copy is the same identity: what a clone has.
struct TestIdentity
{
    /// Makes the key pair.
    explicit TestIdentity(std::string uuid = "00000000-0000-4000-8000-000000000001");

    std::string uuid;
    HostFingerprint fingerprint; ///< agentKey is the public key
    std::string enrolToken;
    std::string secretKey; ///< 64 bytes
};

/// The agent's side of a session, by hand, over a real WebSocket. Lives in the test's thread.
class TestAgent final : public QObject
{
public:
    explicit TestAgent(const QUrl &url, TestIdentity identity = TestIdentity{});

    /// Waits for the next message of a kind and takes it; others before it are dropped.
    template <typename T>
    std::optional<T> next()
    {
        std::optional<T> found;
        const auto look = [&] {
            while (!found && !m_inbox.empty()) {
                if (const auto *message = std::get_if<T>(&m_inbox.front().message)) {
                    found = *message;
                }
                m_inbox.pop_front();
            }
            return found.has_value();
        };
        // What a closed connection has not brought will never come.
        (void)QTest::qWaitFor([&] { return look() || m_isClosed; }, kWaitMs);
        (void)look();
        return found;
    }

    /// Answers the challenge. False if none came.
    bool sayHello(bool withGoodSignature = true);
    /// Nothing if the backend does not welcome this agent.
    std::optional<protocol::Welcome> signIn();

    void send(protocol::Message message, quint32 requestId = 0);
    /// One sample under slot 1 of dictionary 5.
    void sendBlock(std::uint64_t sequence, const SpoolDepth &spool = {});
    /// The same with a time (UTC ms) and a value.
    void sendSample(
        std::uint64_t sequence, std::int64_t timeMs, double value = 42.0, const SpoolDepth &spool = {});

    [[nodiscard]] bool isOpen() const { return m_channel.isOpen(); }

    protocol::Features features{
        std::string(protocol::kBurstFeature)}; ///< said in Hello; empty: an older agent
    RoundTrip roundTrip; ///< said with every block
    bool wantsAcks = true; ///< said with every block

private:
    static constexpr int kWaitMs = 5'000;

    TestIdentity m_identity;
    net::MessageChannel m_channel;
    std::deque<protocol::Envelope> m_inbox;
    bool m_isClosed = false;
};

} // namespace qd::test
