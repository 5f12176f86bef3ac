// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/wire.h"

#include <QObject>
#include <QSemaphore>
#include <QThread>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace qd::net {
class MessageChannel;
}

namespace qd::agent {

/// The backend's side of the agent protocol over a real socket on loopback, on a thread of its own. Keeps
/// blocks as the real one does: once per dictionary and sequence. Needs a QCoreApplication. Every function
/// may be called from any thread.
class FakeBackend
{
public:
    struct Behaviour
    {
        std::optional<protocol::Failed> refusal; ///< instead of Welcome
        bool acknowledges = true;
        int closeAfterBlocks = 0; ///< of one connection; 0: never
        std::chrono::milliseconds clockAhead{0};
        protocol::Features features{std::string{protocol::kBurstFeature}}; ///< told in Welcome
    };

    /// @param withTls  a key and a certificate of its own, made now
    explicit FakeBackend(bool withTls = false);
    ~FakeBackend();
    FakeBackend(const FakeBackend &) = delete;
    FakeBackend &operator=(const FakeBackend &) = delete;

    [[nodiscard]] std::string url() const; ///< ws:// or wss://, with the port that the system chose
    [[nodiscard]] std::uint16_t port() const { return m_port; }

    void set(const Behaviour &behaviour);
    void closeAll(); ///< drops every connection
    void freeze(); ///< reads and says nothing any more, with every connection open, until thaw()
    void thaw();
    void orderBurst(
        std::chrono::milliseconds interval, std::chrono::milliseconds remaining); ///< of everybody

    [[nodiscard]] int connections() const { return m_connections; } ///< so far
    [[nodiscard]] int open() const { return m_open; } ///< welcome now
    [[nodiscard]] int blocks() const { return m_blocks; } ///< that came, acknowledged or not
    [[nodiscard]] int facts() const { return m_facts; }
    [[nodiscard]] int events() const { return m_events; }
    [[nodiscard]] int repeats() const { return m_repeats; } ///< blocks that had been kept before
    [[nodiscard]] std::set<std::pair<std::uint64_t, std::uint64_t>> kept() const; ///< dictionary and sequence
    [[nodiscard]] std::uint64_t samples() const { return m_samples; }
    [[nodiscard]] int bursters() const
    {
        return m_bursters;
    } ///< sessions whose agent knows of bursts, so far
    [[nodiscard]] std::vector<protocol::BurstReport> burstReports() const; ///< in the order of their coming
    /// When the rows of a dictionary were taken, ascending, in Unix ms; of acknowledged blocks.
    [[nodiscard]] std::map<std::uint64_t, std::set<std::int64_t>> rowTimes() const;

private:
    struct Server;
    struct Talk ///< of one connection
    {
        bool isOpen = false;
        int blocks = 0;
        std::set<std::uint64_t> unasked; ///< dictionaries with blocks whose Ack was not asked for yet
    };

    void onThread(const std::function<void()> &action); ///< waits for its end
    void accept();
    void receive(net::MessageChannel &channel, Talk &talk, const protocol::Envelope &envelope);
    [[nodiscard]] std::vector<protocol::Message> answer(
        const protocol::Message &message, Talk &talk, bool &close);
    [[nodiscard]] std::vector<protocol::Message> answer(
        const protocol::BlockMessage &block, Talk &talk, bool &close);
    [[nodiscard]] std::vector<protocol::Message> acks(Talk &talk);
    void keep(const protocol::BlockMessage &block);

    mutable std::mutex m_mutex;
    Behaviour m_behaviour;
    std::set<std::pair<std::uint64_t, std::uint64_t>> m_kept;
    std::map<std::uint64_t, std::uint64_t> m_lastSequence;
    std::map<std::uint64_t, std::set<std::int64_t>> m_rowTimes;
    std::vector<protocol::BurstReport> m_burstReports;
    std::atomic<int> m_connections{0};
    std::atomic<int> m_open{0};
    std::atomic<int> m_blocks{0};
    std::atomic<int> m_facts{0};
    std::atomic<int> m_events{0};
    std::atomic<int> m_repeats{0};
    std::atomic<int> m_bursters{0};
    std::atomic<std::uint64_t> m_samples{0};
    std::uint16_t m_port = 0;
    bool m_withTls;
    QSemaphore m_thaw;
    bool m_isFrozen = false;
    QThread m_thread;
    QObject m_home; ///< lives on the thread, as the server does
    std::unique_ptr<Server> m_server;
};

} // namespace qd::agent
