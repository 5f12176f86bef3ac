// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/hostchecks.h"

#include <QHash>

#include <algorithm>
#include <cmath>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

/// Each collector tells its duration every 30 s; two and a half of that later it has stopped.
constexpr double kSilentSeconds = 75.0;

enum CheckQuery : std::size_t { kLatency, kLatencyAt, kAliveAt, kRanAt, kErrors };

[[nodiscard]] PanelSpec checkSpec()
{
    const auto selected = [](const char *name) { return metric(QString::fromLatin1(name)); };
    PanelSpec spec;
    spec.id = u"checks"_s;
    spec.queries = {
        {u"max("_s + selected("agent.send.latency") + u')', {}, {}},
        {u"max(timestamp("_s + selected("agent.send.latency") + u"))"_s, {}, {}},
        {u"max(timestamp("_s + selected("agent.alive") + u"))"_s, {}, {}},
        {u"max by (collector) (timestamp("_s + selected("agent.collect.duration") + u"))"_s, {},
            u"collector"_s},
        {u"max by (collector) (increase("_s + selected("agent.collect.errors") + u"[%rate]))"_s, {},
            u"collector"_s},
    };
    return spec;
}

[[nodiscard]] std::optional<double> newest(const QueryAnswer &answer)
{
    if (answer.series.empty() || answer.series.front().values.empty()) {
        return std::nullopt;
    }
    return answer.series.front().values.back();
}

[[nodiscard]] HostCheck unknown(HostCheck::Part part, HostCheck::Reason reason)
{
    return {part, Severity::Unknown, reason, {}, {}, 0, 0, {}};
}

[[nodiscard]] HostCheck agent(HostState state, bool isConnected)
{
    using Reason = HostCheck::Reason;
    if (state == HostState::Unknown) {
        return unknown(HostCheck::Part::Agent, Reason::NeverReported);
    }
    HostCheck check{HostCheck::Part::Agent, Severity::Healthy, Reason::Fine, {}, {}, 0, 0, {}};
    if (!isConnected) {
        check.severity = Severity::Critical;
        check.reason = Reason::NoSession;
    } else if (state != HostState::Online) {
        check.severity = Severity::Warning;
        check.reason = Reason::Late;
    }
    return check;
}

[[nodiscard]] HostCheck ping(const AgentLink &link, TimeMs serverNow)
{
    using Reason = HostCheck::Reason;
    if (!link.isConnected) {
        // The host may be up and reachable: nobody asks it anything but its agent.
        return unknown(HostCheck::Part::Ping, Reason::NoSession);
    }
    const auto age = std::max(serverNow - link.measuredAt, std::chrono::milliseconds{0});
    if (!link.roundTrip || age > HostChecks::kPingGood) {
        return unknown(HostCheck::Part::Ping, Reason::NotMeasured);
    }
    const bool isSlow = *link.roundTrip > HostChecks::kSlowPing;
    return {HostCheck::Part::Ping, isSlow ? Severity::Warning : Severity::Healthy,
        isSlow ? Reason::Slow : Reason::Fine, link.roundTrip, age, 0, 0, {}};
}

} // namespace

HostChecks::HostChecks(const PanelServices &services, QObject *parent)
    : QObject(parent)
    , m_panel(checkSpec(), services)
{
    m_panel.setSpan({}, 0); // the newest values only
    connect(&m_panel, &Panel::changed, this, &HostChecks::changed);
}

AgentLink agentLinkOf(const DataPath &path)
{
    AgentLink link;
    link.isConnected = path.isConnected;
    if (path.roundTripUs >= 0) {
        link.roundTrip = std::chrono::microseconds(path.roundTripUs);
        link.measuredAt = path.roundTripAt;
    }
    return link;
}

QList<HostCheck> HostChecks::checks(
    HostState state, const std::optional<AgentLink> &link, TimeMs serverNow, bool isLive) const
{
    using Part = HostCheck::Part;
    if (!isLive || !link) {
        const auto reason = isLive ? HostCheck::Reason::NotLoaded : HostCheck::Reason::LinkLost;
        return {unknown(Part::Agent, reason), unknown(Part::Ping, reason), unknown(Part::Storing, reason),
            unknown(Part::Collectors, reason)};
    }
    return {agent(state, link->isConnected), ping(*link, serverNow), storing(link->isConnected),
        collectors(state)};
}

HostCheck HostChecks::storing(bool isConnected) const
{
    using Reason = HostCheck::Reason;
    if (!isConnected) {
        return unknown(HostCheck::Part::Storing, Reason::NoSession);
    }
    const std::optional<double> latency = newest(m_panel.answer(kLatency));
    const std::optional<double> measured = newest(m_panel.answer(kLatencyAt));
    const std::optional<double> alive = newest(m_panel.answer(kAliveAt));
    if (!latency || !measured || !alive || *alive - *measured > kSilentSeconds) {
        return unknown(HostCheck::Part::Storing, Reason::NotMeasured);
    }
    const std::chrono::milliseconds trip(std::llround(*latency));
    const bool isSlow = trip > kSlow;
    return {HostCheck::Part::Storing, isSlow ? Severity::Warning : Severity::Healthy,
        isSlow ? Reason::Slow : Reason::Fine, trip, {}, 0, 0, {}};
}

HostCheck HostChecks::collectors(HostState state) const
{
    using Reason = HostCheck::Reason;
    const QHash<QString, double> ran = newestBy(m_panel.answer(kRanAt), u"collector"_s);
    const QHash<QString, double> errors = newestBy(m_panel.answer(kErrors), u"collector"_s);
    const std::optional<double> alive = newest(m_panel.answer(kAliveAt));
    if (state != HostState::Online || ran.isEmpty() || !alive) {
        return unknown(HostCheck::Part::Collectors, Reason::NotMeasured);
    }
    HostCheck check{HostCheck::Part::Collectors, Severity::Healthy, Reason::Fine, {}, {}, 0, 0, {}};
    check.total = static_cast<int>(ran.size());
    for (auto collector = ran.begin(); collector != ran.end(); ++collector) {
        // Compared with the agent's own sign of life: the clocks of host and console do not matter.
        if (*alive - *collector > kSilentSeconds || errors.value(collector.key(), 0.0) > 0.0) {
            check.failing.append(collector.key());
        }
    }
    check.failing.sort();
    check.good = check.total - static_cast<int>(check.failing.size());
    if (!check.failing.isEmpty()) {
        check.severity = Severity::Warning;
        check.reason = Reason::Failing;
    }
    return check;
}

} // namespace qd::console
