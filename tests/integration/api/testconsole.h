// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/net/messagechannel.h"

#include <QObject>
#include <QTest>
#include <QUrl>
#include <QWebSocket>

#include <deque>
#include <optional>

namespace qd::test {

/// The console's side of a session, by hand.
class TestConsole final : public QObject
{
public:
    explicit TestConsole(const QUrl &url)
        : m_channel(new QWebSocket, {protocol::kMaxFrameBytes, 64 * 1024 * 1024})
    {
        connect(&m_channel, &net::MessageChannel::received, this,
            [this](const protocol::Envelope &envelope) { m_inbox.push_back(envelope); });
        m_channel.socket().open(url);
    }

    bool ask(protocol::Message message, quint32 requestId)
    {
        const bool isOpen = QTest::qWaitFor([this] { return m_channel.isOpen(); }, 5000);
        return isOpen
            && m_channel.send(std::move(message), requestId) == net::MessageChannel::SendOutcome::Sent;
    }

    /// Waits for the next message of a kind under this number and takes it; others stay.
    template <typename T>
    std::optional<T> next(quint32 requestId, int waitMs = 5000)
    {
        std::optional<T> found;
        const auto look = [&] {
            for (auto it = m_inbox.begin(); it != m_inbox.end(); ++it) {
                if (const auto *message = std::get_if<T>(&it->message);
                    message && it->requestId == requestId) {
                    found = *message;
                    m_inbox.erase(it);
                    return true;
                }
            }
            return false;
        };
        (void)QTest::qWaitFor(look, waitMs);
        return found;
    }

    bool signIn(const char *token = "viewer")
    {
        protocol::SignIn signIn;
        signIn.token = token;
        return ask(signIn, 1) && next<protocol::SignedIn>(1);
    }

    [[nodiscard]] bool isOpen() const { return m_channel.isOpen(); }

private:
    net::MessageChannel m_channel;
    std::deque<protocol::Envelope> m_inbox;
};

} // namespace qd::test
