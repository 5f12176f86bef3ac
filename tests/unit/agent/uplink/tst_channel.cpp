// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/uplink/channel.h"
#include "shared/protocol/wire.h"
#include "tests/support/agent/fakebackend.h"

#include <QTest>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

using namespace qd;
using namespace qd::agent;
using namespace std::chrono_literals;

namespace {

/// Its Pong repeats the stamp.
protocol::Blob pingAt(std::int64_t stamp)
{
    return protocol::encode({protocol::kVersion, 0, protocol::Ping{fromUnixMs(stamp)}});
}

protocol::Blob largeFrame()
{
    return protocol::encode(
        {protocol::kVersion, 0, protocol::BlockMessage{1, 1, fromUnixMs(0), 0, protocol::Blob(100'000), {}}});
}

} // namespace

/// A channel over real sockets against a fake backend in this process.
class ChannelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void smallMessage_leavesAtOnce();
    void largeMessage_hasToWait();
    void messageOverTls_hasToWait();
    void messageBehindUnreadOnes_hasToWait();

private:
    template <typename T>
    T run(Task<T> task);
    std::unique_ptr<Channel> connect(const FakeBackend &backend);
    std::int64_t nextPong(Channel &channel);

    boost::asio::io_context m_io{1};
};

template <typename T>
T ChannelTest::run(Task<T> task)
{
    std::optional<T> outcome;
    const auto keep = [](Task<T> work, std::optional<T> &result) -> Task<void> {
        result.emplace(co_await std::move(work));
    };
    boost::asio::co_spawn(
        m_io, keep(std::move(task), outcome), [this](const std::exception_ptr &) { m_io.stop(); });
    m_io.restart();
    m_io.run_for(10s);
    return std::move(outcome).value();
}

std::unique_ptr<Channel> ChannelTest::connect(const FakeBackend &backend)
{
    ChannelOptions options;
    options.acceptKey = [](std::string_view, std::string_view) { return Result<void>{}; };
    auto channel = run(openChannel(parseBackendUrl(backend.url()).value(), std::move(options))).value();
    (void)run(channel->read()).value(); // the challenge
    return channel;
}

std::int64_t ChannelTest::nextPong(Channel &channel)
{
    const auto message = protocol::decode(run(channel.read()).value());
    return toUnixMs(std::get<protocol::Pong>(message.value().message).sentAt);
}

void ChannelTest::smallMessage_leavesAtOnce()
{
    FakeBackend backend;
    const auto channel = connect(backend);
    for (const std::int64_t stamp : {11, 12}) {
        const auto isSent = channel->writeAtOnce(pingAt(stamp));
        QVERIFY(isSent && *isSent);
        QCOMPARE(nextPong(*channel), stamp);
    }
    QVERIFY(run(channel->write(pingAt(13))));
    QCOMPARE(nextPong(*channel), 13);
}

void ChannelTest::largeMessage_hasToWait()
{
    FakeBackend backend;
    const auto channel = connect(backend);
    const auto isSent = channel->writeAtOnce(largeFrame());
    QVERIFY(isSent && !*isSent);
}

void ChannelTest::messageOverTls_hasToWait()
{
    FakeBackend backend{true};
    const auto channel = connect(backend);
    const auto isSent = channel->writeAtOnce(pingAt(21));
    QVERIFY(isSent && !*isSent);
    QVERIFY(run(channel->write(pingAt(22))));
    QCOMPARE(nextPong(*channel), 22);
}

void ChannelTest::messageBehindUnreadOnes_hasToWait()
{
    FakeBackend backend;
    const auto channel = connect(backend);
    backend.freeze();
    // Until the system takes no more: that write stays under way.
    bool isUnderWay = true;
    const auto fill = [](Channel &way, bool &goesOn) -> Task<void> {
        while (co_await way.write(largeFrame())) { }
        goesOn = false;
    };
    boost::asio::co_spawn(m_io, fill(*channel, isUnderWay), [](const std::exception_ptr &) {});
    m_io.restart();
    m_io.run_for(300ms);
    QVERIFY(isUnderWay);
    const auto isSent = channel->writeAtOnce(pingAt(31));
    QVERIFY(isSent && !*isSent);
    channel->abort();
    backend.thaw();
    m_io.restart();
    m_io.run_for(10s);
    QVERIFY(!isUnderWay);
}

QTEST_GUILESS_MAIN(ChannelTest)
#include "tst_channel.moc"
