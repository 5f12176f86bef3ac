// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/net/messagechannel.h"
#include "shared/series/block.h"

#include <QTest>

#include <sodium.h>

#include <array>
#include <deque>

namespace qd::test {

/// The agent's side of a session, by hand.
class TestAgent final : public QObject
{
public:
    explicit TestAgent(const QUrl &url, std::string uuid = "00000000-0000-4000-8000-000000000001")
        : m_uuid(std::move(uuid))
        , m_channel(new QWebSocket)
    {
        (void)crypto_sign_keypair(m_publicKey.data(), m_secretKey.data());
        connect(&m_channel, &net::MessageChannel::received, this,
            [this](const protocol::Envelope &envelope) { m_inbox.push_back(envelope); });
        m_channel.socket().open(url);
    }

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
        (void)QTest::qWaitFor(look, 5000);
        return found;
    }

    std::optional<protocol::Welcome> signIn(bool withGoodSignature = true)
    {
        const auto challenge = next<protocol::Challenge>();
        if (!challenge) {
            return std::nullopt;
        }
        protocol::Hello hello;
        hello.uuid = m_uuid;
        hello.hostname = "web-1";
        hello.dictionary = 5;
        hello.fingerprint.agentKey.assign(
            reinterpret_cast<const char *>(m_publicKey.data()), m_publicKey.size());
        const protocol::Blob text =
            protocol::helloSigningText(challenge->nonce, withGoodSignature ? m_uuid : "another");
        hello.signature.resize(crypto_sign_BYTES);
        crypto_sign_detached(reinterpret_cast<unsigned char *>(hello.signature.data()), nullptr,
            reinterpret_cast<const unsigned char *>(text.data()), text.size(), m_secretKey.data());
        send(hello);
        return withGoodSignature ? next<protocol::Welcome>() : std::nullopt;
    }

    void send(protocol::Message message, quint32 requestId = 0)
    {
        m_channel.send(std::move(message), requestId);
    }

    /// One sample of slot 1 of dictionary 5.
    void sendBlock(std::uint64_t sequence, std::int64_t timeMs = 1'700'000'000'000, double value = 42.0)
    {
        series::Block block;
        block.times = {timeMs};
        block.columns = {{1, {value}}};
        send(protocol::BlockMessage{5, sequence, fromUnixMs(1), 0, series::encodeBlock(block)});
    }

    [[nodiscard]] bool isOpen() const { return m_channel.isOpen(); }
    [[nodiscard]] std::size_t unread() const { return m_inbox.size(); }

private:
    std::string m_uuid;
    net::MessageChannel m_channel;
    std::deque<protocol::Envelope> m_inbox;
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> m_publicKey{};
    std::array<unsigned char, crypto_sign_SECRETKEYBYTES> m_secretKey{};
};

} // namespace qd::test
