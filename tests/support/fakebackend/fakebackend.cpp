// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakebackend/fakebackend.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QWebSocket>

#include <cmath>

namespace qd::test {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

[[nodiscard]] TimeMs now()
{
    return SystemClock().now();
}

/// A steady wave with a little noise, the same for the same name and instant.
[[nodiscard]] double wave(std::uint64_t seed, std::int64_t ms, double low, double high)
{
    const double t = static_cast<double>(ms) / 1000.0;
    const double phase = static_cast<double>(seed % 628) / 100.0;
    const double slow = std::sin(t / 900.0 + phase);
    const double mid = 0.45 * std::sin(t / 170.0 + 2.3 * phase);
    const std::uint64_t mixed =
        (static_cast<std::uint64_t>(ms / 10'000) * 0x9E3779B97F4A7C15ULL) ^ (seed * 0xBF58476DULL);
    const double noise = static_cast<double>((mixed >> 33) % 1000) / 1000.0 - 0.5;
    const double base = static_cast<double>(seed / 7 % 100) / 100.0;
    const double share = std::clamp(0.25 + 0.5 * base + 0.10 * slow + 0.06 * mid + 0.10 * noise, 0.0, 1.0);
    return low + (high - low) * share;
}

struct Scale
{
    const char *part; ///< of the query
    double low;
    double high;
};

/// First match wins.
constexpr Scale kScales[]{
    {"delta(df.bytes.used", 1e6, 4e9},
    {"percent", 12, 88},
    {"cpu.busy", 5, 90},
    {"cpu.user", 5, 40},
    {"cpu.", 0.2, 9},
    {"pressure", 0, 6},
    {"load.", 0.1, 6},
    {"net.if", 2e6, 9e8},
    {"disk.io.util", 1, 60},
    {"disk.io.await", 0.3, 8},
    {"avgqu", 0.1, 4},
    {"disk.io.", 2e5, 8e7},
    {"df.bytes", 4e10, 9e11},
    {"df.inodes", 4, 40},
    {"mem.", 2e9, 4e10},
    {"agent.mem", 6e6, 9e6},
    {"agent.cpu", 0.01, 0.05},
    {"agent.", 1, 40},
    {"kernel.", 1000, 90'000},
    {"", 5, 400},
};

[[nodiscard]] std::string after(const std::string &text, const std::string &key)
{
    const std::size_t at = text.find(key);
    if (at == std::string::npos) {
        return {};
    }
    const std::size_t begin = at + key.size();
    return text.substr(begin, text.find('"', begin) - begin);
}

/// What an agent that has run without a fault for an hour tells about itself; empty: nothing of the kind.
[[nodiscard]] std::optional<double> evidenceOf(const std::string &promql, std::int64_t at)
{
    const double seconds = static_cast<double>(at) / 1000.0;
    if (promql.find("agent.collect.errors") != std::string::npos) {
        return 0.0;
    }
    if (promql.find("timestamp(") == std::string::npos) {
        return std::nullopt;
    }
    return promql.find("agent.uptime") == std::string::npos ? seconds : 1'700'000'000.0;
}

} // namespace

FakeBackend::FakeBackend(QObject *parent)
    : QObject(parent)
{
    connect(&m_tick, &QTimer::timeout, this, &FakeBackend::onTick);
}

FakeBackend::~FakeBackend()
{
    stop();
}

bool FakeBackend::start(quint16 port)
{
    m_server = std::make_unique<QWebSocketServer>(
        u"fake"_s, m_tls ? QWebSocketServer::SecureMode : QWebSocketServer::NonSecureMode);
    if (m_tls) {
        m_server->setSslConfiguration(*m_tls);
    }
    connect(m_server.get(), &QWebSocketServer::newConnection, this, &FakeBackend::onConnection);
    if (!m_server->listen(QHostAddress::LocalHost, port)) {
        return false;
    }
    m_port = m_server->serverPort();
    m_tick.start(1s);
    return true;
}

void FakeBackend::stop()
{
    m_tick.stop();
    dropConnections();
    m_server.reset();
}

QString FakeBackend::address() const
{
    return u"127.0.0.1:"_s + QString::number(m_port);
}

void FakeBackend::dropConnections()
{
    m_subscriptions.clear();
    const QList<net::MessageChannel *> channels = std::exchange(m_channels, {});
    for (net::MessageChannel *channel : channels) {
        channel->disconnect(this);
        delete channel;
    }
}

void FakeBackend::forget(net::MessageChannel *channel)
{
    m_channels.removeAll(channel);
    std::erase_if(m_subscriptions, [&](const auto &entry) { return entry.first.first == channel; });
    channel->deleteLater();
}

void FakeBackend::onConnection()
{
    auto *channel = new net::MessageChannel(m_server->nextPendingConnection(), {}, this);
    m_channels.append(channel);
    connect(channel, &net::MessageChannel::received, this,
        [this, channel](const protocol::Envelope &envelope) { onMessage(channel, envelope); });
    connect(channel, &net::MessageChannel::closed, this, [this, channel] { forget(channel); });
}

void FakeBackend::onSignIn(net::MessageChannel *channel, const protocol::SignIn &request, quint32 id)
{
    switch (m_mood) {
    case Mood::Silent:
        return;
    case Mood::Locked:
        channel->send(protocol::Failed{ErrorCode::Denied, "too many failed attempts", "attempts",
                          static_cast<std::int32_t>(m_pause.count())},
            id);
        return;
    case Mood::SpeaksVersionZero:
    case Mood::SpeaksVersionTwo: {
        QByteArray frame = net::encodeFrame({protocol::kVersion, id, protocol::SignedIn{}});
        frame[1] = m_mood == Mood::SpeaksVersionTwo ? 2 : 0; // the version element of the envelope
        channel->sendFrame(frame);
        return;
    }
    case Mood::RefusesVersion:
        channel->send(
            protocol::Failed{ErrorCode::InvalidInput, "version 1 is not spoken here", "SignIn.version"}, id);
        return;
    case Mood::DeniesAll:
        break;
    case Mood::Friendly:
        if (request.token == kToken || (request.user == kUser && request.password == kPassword)) {
            channel->send(protocol::SignedIn{protocol::kVersion, kUser, m_role,
                              request.keepSignedIn ? kToken : "", "0.1.0", now()},
                id);
            return;
        }
        break;
    }
    channel->send(protocol::Failed{ErrorCode::Denied, "unknown user, password or token", ""}, id);
}

void FakeBackend::onMessage(net::MessageChannel *channel, const protocol::Envelope &envelope)
{
    const quint32 id = envelope.requestId;
    if (const auto *signIn = std::get_if<protocol::SignIn>(&envelope.message)) {
        onSignIn(channel, *signIn, id);
    } else if (m_isHolding) {
        return;
    } else if (m_callFailure
        && (std::holds_alternative<protocol::GetHost>(envelope.message)
            || std::holds_alternative<protocol::GetMetricNames>(envelope.message)
            || std::holds_alternative<protocol::SignOut>(envelope.message))) {
        channel->send(protocol::Failed{*m_callFailure, "made up by the test", ""}, id);
    } else if (std::holds_alternative<protocol::WatchTree>(envelope.message)) {
        sendTree(channel, id);
    } else if (const auto *query = std::get_if<protocol::Query>(&envelope.message)) {
        ++m_queries;
        channel->send(
            evaluate(query->promql, toUnixMs(query->start), toUnixMs(query->end), query->stepMs), id);
    } else if (const auto *live = std::get_if<protocol::Subscribe>(&envelope.message)) {
        m_subscriptions[{channel, id}] = {channel, *live};
        const std::int64_t end = toUnixMs(now());
        channel->send(evaluate(live->promql, end - live->windowMs, end, live->stepMs), id);
    } else if (const auto *ended = std::get_if<protocol::Unsubscribe>(&envelope.message)) {
        m_subscriptions.erase({channel, ended->subscription});
    } else if (const auto *host = std::get_if<protocol::GetHost>(&envelope.message)) {
        const auto found = std::ranges::find(m_hosts, host->host, &HostSummary::id);
        if (found == m_hosts.end()) {
            channel->send(protocol::Failed{ErrorCode::NotFound, "no such host", "GetHost.host"}, id);
        } else {
            channel->send(detailsOf(*found), id);
        }
    } else if (const auto *watch = std::get_if<protocol::WatchHostProcesses>(&envelope.message)) {
        m_watched = watch->isOn ? watch->host : HostId{};
        if (watch->isOn) {
            channel->send(processesOf(watch->host));
        }
    } else if (std::holds_alternative<protocol::GetMetricNames>(envelope.message)) {
        channel->send(
            protocol::MetricNames{{"cpu.busy", "cpu.idle", "mem.memused.percent", "disk.io.avgqu-sz"}}, id);
    } else if (std::holds_alternative<protocol::SignOut>(envelope.message)) {
        channel->send(protocol::Done{}, id);
    } else if (const auto *ping = std::get_if<protocol::Ping>(&envelope.message)) {
        channel->send(protocol::Pong{ping->sentAt, now()}, id);
    }
}

void FakeBackend::sendTree(net::MessageChannel *channel, quint32 id)
{
    channel->send(protocol::TreeState{m_nodes, m_hosts, static_cast<std::int64_t>(m_hosts.size())}, id);
    const auto online = std::ranges::count(m_hosts, HostState::Online, &HostSummary::state);
    channel->send(
        protocol::ServerStatus{now(), now() - 1200ms, online, static_cast<std::int64_t>(m_hosts.size())});
}

void FakeBackend::onTick()
{
    if (m_isQuiet || m_isHolding) {
        return;
    }
    const auto online = std::ranges::count(m_hosts, HostState::Online, &HostSummary::state);
    const std::int64_t end = toUnixMs(now());
    std::vector<HostSummary> changed;
    for (HostSummary &host : m_hosts) {
        if (host.state == HostState::Online) {
            host.lastSeen = now() - 1200ms;
        }
    }
    for (net::MessageChannel *channel : std::as_const(m_channels)) {
        channel->send(
            protocol::ServerStatus{now(), now() - 1200ms, online, static_cast<std::int64_t>(m_hosts.size())});
        if (!m_watched.isNull()) {
            channel->send(processesOf(m_watched));
        }
    }
    for (const auto &[key, subscription] : m_subscriptions) {
        // A newest bucket at most; the whole window went out with the subscription.
        protocol::QueryResult fresh = evaluate(
            subscription.query.promql, end - subscription.query.stepMs, end, subscription.query.stepMs);
        fresh.isFull = subscription.query.windowMs == 0;
        fresh.windowStart = end - subscription.query.windowMs;
        subscription.channel->send(fresh, key.second);
    }
}

NodeId FakeBackend::addNode(NodeId parent, TreeLevel level, const std::string &name)
{
    const NodeId id{static_cast<std::int32_t>(m_nodes.size() + 1)};
    m_nodes.push_back({id, parent, level, name});
    for (net::MessageChannel *channel : std::as_const(m_channels)) {
        channel->send(protocol::NodesChanged{{m_nodes.back()}, {}});
    }
    return id;
}

HostId FakeBackend::addHost(NodeId component, const std::string &name, HostState state)
{
    HostSummary host;
    const auto number = static_cast<std::int32_t>(m_hosts.size() + 1);
    host.id = HostId{number};
    host.uuid = "00000000-0000-4000-8000-" + std::string(12 - std::min<std::size_t>(12, name.size()), '0');
    host.name = name;
    host.address = "10.4." + std::to_string(number / 250) + '.' + std::to_string(number % 250 + 1);
    host.agentVersion = number % 9 == 0 ? "0.0.9" : "0.1.0";
    host.components = {component};
    host.tags = {"debian", "prod"};
    host.state = state;
    host.stateSince = now() - 14min * (number % 7 + 1);
    host.lastSeen = state == HostState::Online ? now() - 1200ms : now() - 14min;
    m_hosts.push_back(host);
    for (net::MessageChannel *channel : std::as_const(m_channels)) {
        channel->send(protocol::HostsChanged{{host}, {}});
    }
    return host.id;
}

void FakeBackend::setHostState(HostId id, HostState state)
{
    const auto host = std::ranges::find(m_hosts, id, &HostSummary::id);
    host->state = state;
    host->stateSince = now();
    for (net::MessageChannel *channel : std::as_const(m_channels)) {
        channel->send(protocol::HostsChanged{{*host}, {}});
    }
}

void FakeBackend::removeHost(HostId id)
{
    std::erase_if(m_hosts, [&](const HostSummary &host) { return host.id == id; });
    for (net::MessageChannel *channel : std::as_const(m_channels)) {
        channel->send(protocol::HostsChanged{{}, {id}});
    }
}

HostId FakeBackend::hostNamed(const std::string &name) const
{
    const auto host = std::ranges::find(m_hosts, name, &HostSummary::name);
    return host == m_hosts.end() ? HostId{} : host->id;
}

NodeId FakeBackend::nodeNamed(const std::string &name) const
{
    const auto node = std::ranges::find(m_nodes, name, &TreeNode::name);
    return node == m_nodes.end() ? NodeId{} : node->id;
}

void FakeBackend::populate()
{
    const NodeId north = addNode({}, TreeLevel::Region, "cn-north-1");
    const NodeId south = addNode({}, TreeLevel::Region, "cn-south-2");
    const NodeId europe = addNode({}, TreeLevel::Region, "eu-central-1");
    const auto fill = [this](NodeId region, const char *category, const char *service,
                          const std::vector<std::string> &components, int hosts) {
        const NodeId top = addNode(region, TreeLevel::Category, category);
        const NodeId middle = addNode(top, TreeLevel::Service, service);
        for (const std::string &component : components) {
            const NodeId id = addNode(middle, TreeLevel::Component, component);
            for (int i = 1; i <= hosts; ++i) {
                const HostState state = component == "checkout-api" && i == 3 ? HostState::Offline
                    : component == "mysql-ledger" && i == 2                   ? HostState::Stale
                                                                              : HostState::Online;
                addHost(id, component + "-000" + std::to_string(i), state);
            }
        }
    };
    fill(north, "Payments", "payment-gateway",
        {"checkout-api", "edge-proxy", "ledger-writer", "mysql-ledger"}, 6);
    fill(north, "Trading", "quote-cache", {"kafka-ingest", "redis-quotes"}, 5);
    fill(north, "Identity", "login", {"session-store"}, 4);
    fill(south, "Payments", "risk-engine", {"risk-scorer", "risk-rules"}, 5);
    fill(south, "Edge", "cdn", {"edge-cache"}, 5);
    fill(europe, "Data platform", "warehouse", {"loader", "query-node"}, 4);
}

std::string FakeBackend::placeOf(const HostSummary &host, TreeLevel level) const
{
    NodeId at = host.components.front();
    while (!at.isNull()) {
        const TreeNode &node = m_nodes[static_cast<std::size_t>(at.value - 1)];
        if (node.level == level) {
            return node.name;
        }
        at = node.parent;
    }
    return {};
}

bool FakeBackend::isInScope(const HostSummary &host, const std::string &promql) const
{
    for (const TreeLevel level :
        {TreeLevel::Region, TreeLevel::Category, TreeLevel::Service, TreeLevel::Component}) {
        const std::string wanted = after(promql, std::string(labelOf(level)) + "=\"");
        if (!wanted.empty() && placeOf(host, level) != wanted) {
            return false;
        }
    }
    const std::string name = after(promql, "host=\"");
    const std::string names = '|' + after(promql, "host=~\"") + '|';
    return (name.empty() || name == host.name)
        && (names == "||" || names.find('|' + host.name + '|') != std::string::npos);
}

std::vector<Labels> FakeBackend::labelsFor(const std::string &promql) const
{
    if (m_isEmpty) {
        return {};
    }
    // A sum over everything is one series, whatever was grouped inside it.
    const std::size_t by = promql.starts_with("sum(") ? std::string::npos : promql.find("by (");
    const std::string label =
        by == std::string::npos ? std::string() : promql.substr(by + 4, promql.find(')', by) - by - 4);
    std::vector<Labels> all;
    if (label == "__name__") {
        for (const std::string &name : m_metrics) {
            all.emplace_back(std::vector<Labels::Pair>{{"__name__", name}});
        }
    } else if (label.starts_with("mount")) {
        for (const char *mount : {"/", "/data", "/var/log"}) {
            all.emplace_back(std::vector<Labels::Pair>{{"mount", mount}, {"fstype", "ext4"}});
        }
    } else if (label == "device") {
        for (const char *device : {"sda", "nvme0n1"}) {
            all.emplace_back(std::vector<Labels::Pair>{{"device", device}});
        }
    } else if (label == "collector") {
        for (const char *collector : {"cpu", "disk", "memory", "network"}) {
            all.emplace_back(std::vector<Labels::Pair>{{"collector", collector}});
        }
    } else if (label == "iface") {
        all.emplace_back(std::vector<Labels::Pair>{{"iface", "eth0"}});
    } else if (label.empty()) {
        all.emplace_back();
    } else {
        for (const HostSummary &host : m_hosts) {
            if (!isInScope(host, promql)) {
                continue;
            }
            std::string value = host.name;
            for (const TreeLevel level :
                {TreeLevel::Region, TreeLevel::Category, TreeLevel::Service, TreeLevel::Component}) {
                value = label == labelOf(level) ? placeOf(host, level) : value;
            }
            const Labels labels{std::vector<Labels::Pair>{{label.substr(0, label.find(',')), value}}};
            if (std::ranges::find(all, labels) == all.end()) {
                all.push_back(labels);
            }
        }
    }
    return all;
}

protocol::QueryResult FakeBackend::evaluate(
    const std::string &promql, std::int64_t from, std::int64_t to, std::int64_t step) const
{
    protocol::QueryResult result;
    result.evaluatedAt = fromUnixMs(to);
    result.newestSample = fromUnixMs(to) - 1200ms;
    result.windowStart = from;
    result.resolution = "raw";
    if (!m_queryFailure.empty()) {
        result.errorCode = m_failureCode;
        result.error = m_queryFailure;
        return result;
    }
    const auto *scale = std::ranges::find_if(
        kScales, [&](const Scale &candidate) { return promql.find(candidate.part) != std::string::npos; });
    for (const Labels &labels : labelsFor(promql)) {
        protocol::SeriesPoints series;
        series.labels = labels;
        const std::uint64_t seed = (labels.hash() ^ std::hash<std::string>{}(promql.substr(0, 40))) % 100'000;
        const std::int64_t first = from == to ? to - to % step : from - from % step + step;
        for (std::int64_t at = first; at <= to; at += step) {
            series.times.push_back(at);
            series.values.push_back(evidenceOf(promql, at).value_or(wave(seed, at, scale->low, scale->high)));
        }
        result.series.push_back(std::move(series));
    }
    return result;
}

protocol::HostDetails FakeBackend::detailsOf(const HostSummary &host) const
{
    protocol::HostDetails details;
    details.summary = host;
    details.facts.hostname = host.name;
    details.facts.kernel = "Linux 6.1.0-18-amd64";
    details.facts.version = "#1 SMP PREEMPT_DYNAMIC Debian 6.1.76-1 (2024-02-01)";
    details.facts.arch = "x86_64";
    details.facts.operatingSystem = "Debian GNU/Linux 12 (bookworm)";
    details.facts.cpuModel = "AMD EPYC 7763 64-Core Processor";
    details.facts.cpuVendor = "AuthenticAMD";
    details.facts.cpuMhz = 2445.0;
    details.facts.cpuCacheBytes = 512LL << 10;
    details.facts.cpuPhysicalCores = 8;
    details.facts.cpuLogicalCores = 16;
    details.facts.memoryBytes = 64LL << 30;
    details.facts.swapBytes = 4LL << 30;
    details.facts.disks = {{"sda", "SAMSUNG MZ7L3", 960LL * 1000 * 1000 * 1000, false}};
    details.facts.interfaces = {
        {"eth0", "52:54:00:12:34:56", {host.address + "/24"}, 10'000'000'000, "virtio_net"}};
    details.facts.primaryAddress = host.address;
    details.facts.bootTime = now() - 24h * 41;
    details.facts.agentVersion = host.agentVersion;
    details.facts.tags = host.tags;
    const bool isOnline = host.state == HostState::Online;
    const TimeMs newest = isOnline ? now() - 1200ms : host.lastSeen;
    details.path = {
        newest, newest + 300ms, 0, newest + 350ms, newest + 400ms, isOnline, isOnline ? 0 : 18'432};
    details.events = {
        {"e2", now() - 3min, EventSeverity::Warning, "spool", "the spool was half full for 40 s"},
        {"e1", now() - 41min, EventSeverity::Info, "agent", "started, version " + host.agentVersion}};
    return details;
}

protocol::ProcessList FakeBackend::processesOf(HostId host) const
{
    protocol::ProcessList list{host, now(), {}};
    const char *commands[]{"/usr/sbin/mysqld --basedir=/usr", "/usr/bin/java -Xmx8g -jar checkout.jar",
        "nginx: worker process", "quarterdeck-agent --config /etc/quarterdeck/agent.yaml",
        "/usr/lib/systemd/systemd-journald", "sshd: lin@pts/0", "/usr/sbin/cron -f"};
    int pid = 700;
    for (const char *command : commands) {
        pid += 137;
        ProcessInfo process;
        process.pid = pid;
        process.user = pid % 2 == 0 ? "root" : "app";
        process.command = command;
        process.cpuPercent = wave(static_cast<std::uint64_t>(pid), toUnixMs(now()), 0.0, 9000.0 / pid);
        process.rssBytes = 8LL << (20 + pid % 7);
        process.threads = pid % 40;
        process.state = pid % 5 == 0 ? 'R' : 'S';
        list.processes.push_back(process);
    }
    return list;
}

} // namespace qd::test
