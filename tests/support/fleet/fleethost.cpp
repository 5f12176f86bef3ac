// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleet/fleethost.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>

#include <algorithm>

namespace qd::fleet {

namespace asio = boost::asio;

namespace {

constexpr std::int64_t kPingIntervalMs = 20'000;
constexpr int kMaxConnecting = 64; ///< handshakes at the same time, of the whole fleet
constexpr std::chrono::milliseconds kConnectPoll{50};
constexpr std::chrono::milliseconds kRatePoll{50};

std::uint64_t randomId()
{
    std::random_device device;
    return (std::uint64_t{device()} << 32 | device()) | 1U;
}

template <typename M>
protocol::Blob frameOf(M message, std::uint32_t requestId = 0)
{
    return protocol::encode({protocol::kVersion, requestId, std::move(message)});
}

/// Where a host's rows begin: after what was kept before, or with its history. Hosts are spread over the
/// interval.
std::int64_t firstRowMs(const FleetContext &fleet, int index, std::int64_t nowMs)
{
    const std::int64_t interval = fleet.options.interval.count();
    const std::int64_t phase = index * interval / fleet.options.hosts;
    const std::int64_t history = nowMs - std::chrono::milliseconds{fleet.options.history}.count();
    const std::int64_t begin = std::max(history, fleet.state.keptUntilMs() + 1);
    return (begin - phase + interval - 1) / interval * interval + phase;
}

} // namespace

FleetHost::FleetHost(FleetContext &fleet, int index)
    : m_fleet(fleet)
    , m_index(index)
    , m_model(fleet.options.seed, index)
    , m_identity(fleet.state.identity(index))
    , m_backoff(std::chrono::milliseconds{500}, std::chrono::milliseconds{15'000},
          fleet.options.seed + static_cast<std::uint64_t>(index))
    , m_timer(fleet.io)
    , m_dictionary(randomId())
    , m_plan(fleet.options.interval.count(), firstRowMs(fleet, index, nowMs()))
    , m_keptUntilMs(fleet.state.keptUntilMs())
{
}

void FleetHost::start(std::chrono::milliseconds delay)
{
    asio::co_spawn(m_fleet.io, run(delay), asio::detached);
}

void FleetHost::stop()
{
    m_timer.cancel();
    if (m_link) {
        m_link->isOver = true;
        m_link->channel->abort();
        m_link->wake.cancel();
    }
}

std::optional<std::int64_t> FleetHost::keptUntilMs() const
{
    const bool isOnline = m_fleet.options.isAllOnline || (!m_model.isSilent() && !m_model.isGone());
    return isOnline ? std::optional{m_keptUntilMs} : std::nullopt;
}

std::int64_t FleetHost::nowMs() const
{
    return toUnixMs(SystemClock{}.now());
}

agent::Task<void> FleetHost::sleep(agent::Timer &timer, std::chrono::milliseconds time)
{
    timer.expires_after(time);
    boost::system::error_code ignored; // cancelled when there is news
    co_await timer.async_wait(asio::redirect_error(agent::kUseTask, ignored));
}

agent::Task<void> FleetHost::run(std::chrono::milliseconds delay)
{
    co_await sleep(m_timer, delay);
    while (!m_fleet.isStopping) {
        if (m_fleet.connecting >= kMaxConnecting) {
            co_await sleep(m_timer, kConnectPoll);
            continue;
        }
        co_await runOnce();
        const bool isCaughtUp = m_sent.empty() && m_plan.nextMs() > nowMs();
        if (m_fleet.isStopping || (!m_fleet.options.isAllOnline && m_model.isGone() && isCaughtUp)) {
            break;
        }
        m_fleet.report.reconnected();
        const auto pause = m_backoff.next();
        co_await sleep(m_timer, pause);
    }
}

agent::Task<void> FleetHost::runOnce()
{
    agent::ChannelOptions options;
    options.idleTimeout = std::chrono::milliseconds{3 * kPingIntervalMs};
    options.userAgent = "qd-fleet";
    options.acceptKey = [](std::string_view, std::string_view) { return Result<void>{}; };
    ++m_fleet.connecting;
    auto channel = co_await agent::openChannel(m_fleet.backend, std::move(options));
    --m_fleet.connecting;
    if (!channel || m_fleet.isStopping) {
        co_return;
    }
    const auto link = std::make_shared<Link>(m_fleet.io, std::move(*channel));
    m_link = link;
    asio::co_spawn(m_fleet.io, readAll(link), asio::detached);
    co_await writeAll(link);
    m_link.reset();
    if (link->isOpen) {
        --m_fleet.connected;
        m_backoff.reset();
    }
}

agent::Task<void> FleetHost::readAll(std::shared_ptr<Link> link)
{
    while (!link->isOver) {
        const auto frame = co_await link->channel->read();
        if (!frame) {
            break;
        }
        receive(*link, *frame);
        link->wake.cancel();
    }
    link->isOver = true;
    link->isReading = false;
    link->channel->abort();
    link->wake.cancel();
}

agent::Task<void> FleetHost::writeAll(std::shared_ptr<Link> link)
{
    while (!link->isOver) {
        const auto frame = nextFrame(*link);
        if (frame) {
            const auto written = co_await link->channel->write(*frame);
            link->isOver = link->isOver || !written;
            continue;
        }
        const bool isFinished = !m_fleet.options.isAllOnline && m_model.isGone() && link->isOpen
            && m_sent.empty() && m_plan.nextMs() > nowMs();
        if (isFinished) {
            break;
        }
        co_await sleep(link->wake, untilNext(*link));
    }
    link->isOver = true;
    link->channel->abort();
    while (link->isReading) {
        co_await sleep(link->wake, std::chrono::seconds{1});
    }
}

void FleetHost::receive(Link &link, std::span<const std::byte> frame)
{
    const auto envelope = protocol::decode(frame);
    if (!envelope) {
        link.isOver = true;
        return;
    }
    const protocol::Message &message = envelope->message;
    if (const auto *challenge = std::get_if<protocol::Challenge>(&message)) {
        onChallenge(link, *challenge);
    } else if (const auto *welcome = std::get_if<protocol::Welcome>(&message)) {
        onWelcome(link, *welcome);
    } else if (const auto *ack = std::get_if<protocol::Ack>(&message)) {
        onAck(link, ack->sequence, true);
    } else if (const auto *refused = std::get_if<protocol::BlockRefused>(&message)) {
        const auto sent = std::find_if(m_sent.begin(), m_sent.end(),
            [&](const Sent &each) { return each.sequence == refused->sequence; });
        if (sent != m_sent.end()) {
            m_fleet.report.refused(sent->samples);
            m_sent.erase(sent);
            --link.sentInSession;
        }
    } else if (const auto *ping = std::get_if<protocol::Ping>(&message)) {
        link.out.push_back(frameOf(protocol::Pong{ping->sentAt, fromUnixMs(nowMs())}));
    } else if (std::holds_alternative<protocol::Pong>(message)) {
        m_pongCame = std::chrono::steady_clock::now();
        m_roundTripUs =
            std::chrono::duration_cast<std::chrono::microseconds>(m_pongCame - m_pingLeft).count();
    } else if (const auto *watch = std::get_if<protocol::WatchProcesses>(&message)) {
        m_watchIntervalMs = watch->intervalMs;
        m_watchTop = watch->top;
        m_watchUntilMs = nowMs() + 30'000;
    } else if (const auto *burst = std::get_if<protocol::BurstOrder>(&message)) {
        onBurstOrder(link, *burst);
    } else if (const auto *failed = std::get_if<protocol::Failed>(&message)) {
        if (failed->code == ErrorCode::Denied && !m_hasUsedToken) {
            m_fleet.state.setEnrolled(m_index, false); // another backend than last time
        }
        link.isOver = true;
    }
}

void FleetHost::onChallenge(Link &link, const protocol::Challenge &challenge)
{
    protocol::Hello hello;
    hello.uuid = m_identity.uuid;
    hello.fingerprint.agentKey = m_identity.publicKey;
    hello.fingerprint.machineId = m_identity.uuid;
    hello.fingerprint.macs = {m_model.facts().interfaces.front().mac};
    hello.hostname = m_model.name();
    hello.agentVersion = m_model.facts().agentVersion;
    hello.dictionary = m_dictionary;
    m_hasUsedToken = false;
    if (!m_fleet.state.isEnrolled(m_index) && !m_fleet.enrolTokens.empty()) {
        hello.enrolToken = std::move(m_fleet.enrolTokens.front());
        m_fleet.enrolTokens.pop_front();
        m_hasUsedToken = true;
    }
    hello.features = {std::string{protocol::kBurstFeature}};
    hello.signature = m_identity.sign(protocol::helloSigningText(challenge.nonce, hello.uuid));
    link.out.push_back(frameOf(std::move(hello)));
}

void FleetHost::onWelcome(Link &link, const protocol::Welcome &welcome)
{
    link.isOpen = true;
    ++m_fleet.connected;
    m_fleet.state.setEnrolled(m_index, true);
    link.window = static_cast<std::size_t>(std::clamp(welcome.maxUnackedBlocks, 1, 1'024));
    link.sentInSession = 0;
    link.reportsBursts = protocol::hasFeature(welcome.features, protocol::kBurstFeature);
    link.hasBurstNews =
        m_plan.burstRemainingMs(nowMs()) > 0; // a backend that was started again knows of none
    if (welcome.lastSequence > 0) {
        onAck(link, welcome.lastSequence, true);
        link.sentInSession = 0;
    }
    link.out.push_back(frameOf(protocol::FactsMessage{m_model.facts()}));
    constexpr std::size_t kEntriesPerMessage = 500;
    const auto &entries = m_fleet.catalog.entries;
    for (std::size_t first = 0; first < entries.size(); first += kEntriesPerMessage) {
        const std::size_t last = std::min(entries.size(), first + kEntriesPerMessage);
        link.out.push_back(frameOf(protocol::RegisterSeries{m_dictionary,
                                       {entries.begin() + static_cast<std::ptrdiff_t>(first),
                                           entries.begin() + static_cast<std::ptrdiff_t>(last)}},
            static_cast<std::uint32_t>(first + 1)));
    }
    m_nextPingMs = nowMs() + kPingIntervalMs * (m_index % 16 + 1) / 16;
    m_fleet.onWelcome(m_index, welcome.host.value);
}

void FleetHost::onAck(Link &link, std::uint64_t sequence, bool isKept)
{
    const auto now = std::chrono::steady_clock::now();
    while (!m_sent.empty() && m_sent.front().sequence <= sequence) {
        const Sent &sent = m_sent.front();
        if (isKept && m_fleet.ledger.isOn()) {
            m_fleet.ledger.acknowledged(m_model.name(), m_fleet.catalog, rowsOf(sent));
        }
        if (isKept) {
            m_fleet.report.acknowledged(
                sent.samples, std::chrono::duration_cast<std::chrono::microseconds>(now - sent.sentAt));
        }
        m_keptUntilMs = std::max(m_keptUntilMs, sent.rows.lastMs());
        m_sent.pop_front();
        link.sentInSession -= link.sentInSession > 0 ? 1 : 0;
    }
}

void FleetHost::onBurstOrder(Link &link, const protocol::BurstOrder &order)
{
    m_plan.orderBurst(order.intervalMs, order.remainingMs, nowMs());
    link.hasBurstNews = true;
}

protocol::Blob FleetHost::burstReport() const
{
    return frameOf(protocol::BurstReport{static_cast<std::int32_t>(m_plan.burstStepMs()),
        static_cast<std::int32_t>(m_plan.burstRemainingMs(nowMs())), {}});
}

std::optional<protocol::Blob> FleetHost::nextFrame(Link &link)
{
    if (!link.out.empty()) {
        protocol::Blob frame = std::move(link.out.front());
        link.out.pop_front();
        return frame;
    }
    if (!link.isOpen) {
        return std::nullopt;
    }
    const std::int64_t now = nowMs();
    if (now >= m_nextPingMs) {
        m_nextPingMs = now + kPingIntervalMs;
        m_pingLeft = std::chrono::steady_clock::now();
        return frameOf(protocol::Ping{fromUnixMs(now)});
    }
    if (link.reportsBursts && link.hasBurstNews) {
        link.hasBurstNews = false;
        return burstReport();
    }
    if (m_watchIntervalMs > 0 && now < m_watchUntilMs && now >= m_nextListMs) {
        m_nextListMs = now + m_watchIntervalMs;
        return frameOf(protocol::ProcessList{{}, fromUnixMs(now), m_model.processes(now, m_watchTop)});
    }
    return nextBlock(link);
}

std::optional<protocol::Blob> FleetHost::nextBlock(Link &link)
{
    if (link.sentInSession < m_sent.size()) { // not acknowledged in an earlier session
        return blockFrame(m_sent[link.sentInSession++]);
    }
    const std::int64_t now = nowMs();
    const bool hasHistory = now - m_plan.nextTickMs() >= m_fleet.options.interval.count();
    m_isQuiet = m_isQuiet || (!m_fleet.options.isAllOnline && m_model.isSilent() && !hasHistory);
    const auto due = m_plan.due(now, m_fleet.options.rowsPerBlock);
    if (!due || m_sent.size() >= link.window || m_isQuiet) {
        return std::nullopt;
    }
    const bool isLimited = m_fleet.options.samplesPerSecond > 0;
    if (isLimited && m_fleet.tokens <= 0.0) {
        return std::nullopt;
    }
    Sent sent;
    sent.sequence = m_nextSequence++;
    sent.rows = *due;
    m_plan.take(*due);
    protocol::Blob frame = blockFrame(sent);
    m_fleet.tokens -= static_cast<double>(sent.samples);
    m_sent.push_back(sent);
    ++link.sentInSession;
    return frame;
}

series::Block FleetHost::rowsOf(const Sent &sent) const
{
    return m_model.rows(m_fleet.catalog, sent.rows, m_fleet.options.interval.count());
}

protocol::Blob FleetHost::blockFrame(Sent &sent)
{
    const series::Block block = rowsOf(sent);
    sent.samples = 0;
    for (const series::Column &column : block.columns) {
        sent.samples += static_cast<std::uint64_t>(std::count_if(
            column.values.begin(), column.values.end(), [](double v) { return !series::isAbsent(v); }));
    }
    sent.sentAt = std::chrono::steady_clock::now();
    protocol::Blob bytes = series::encodeBlock(block);
    const SpoolDepth spool = spoolAt(nowMs(), static_cast<std::int64_t>(bytes.size()) / sent.rows.count);
    return frameOf(protocol::BlockMessage{
        m_dictionary, sent.sequence, fromUnixMs(nowMs()), 0, std::move(bytes), spool, roundTrip()});
}

RoundTrip FleetHost::roundTrip() const
{
    if (m_roundTripUs < 0) {
        return {};
    }
    const auto age = std::chrono::steady_clock::now() - m_pongCame;
    return {m_roundTripUs, std::chrono::duration_cast<std::chrono::milliseconds>(age).count()};
}

SpoolDepth FleetHost::spoolAt(std::int64_t now, std::int64_t rowBytes) const
{
    // The rows are made again when they are needed, but an agent would hold them, one block each.
    const std::int64_t interval = m_fleet.options.interval.count();
    const std::int64_t oldest = m_sent.empty() ? m_plan.nextTickMs() - interval : m_sent.front().rows.firstMs;
    const std::int64_t rows = std::max<std::int64_t>(1, (now - oldest) / interval + 1);
    return {rows, rows * rowBytes, 0};
}

std::chrono::milliseconds FleetHost::untilNext(const Link &link) const
{
    if (!link.isOpen) {
        return std::chrono::seconds{20};
    }
    const std::int64_t now = nowMs();
    std::int64_t next = m_nextPingMs;
    if (m_sent.size() < link.window && !m_isQuiet) {
        next = std::min(next, m_plan.nextMs() > now ? m_plan.nextMs() : now + kRatePoll.count());
    }
    if (m_watchIntervalMs > 0 && now < m_watchUntilMs) {
        next = std::min(next, m_nextListMs);
    }
    return std::chrono::milliseconds{std::clamp<std::int64_t>(next - now, 1, kPingIntervalMs)};
}

} // namespace qd::fleet
