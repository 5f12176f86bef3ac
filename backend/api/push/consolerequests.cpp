// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/push/answers.h"
#include "backend/api/push/consolesession.h"
#include "shared/net/deliver.h"

#include <string>
#include <utility>

/// What a console may ask once it has signed in.
namespace qd::backend::push {

namespace {

constexpr int kNewestEvents = 100;

/// Who did what, for the events of the host.
std::string burstAudit(const std::string &who, std::chrono::milliseconds duration)
{
    return duration.count() == 0 ? who + " ended burst sampling"
                                 : who + " asked for samples every second, for "
            + std::to_string(std::chrono::round<std::chrono::seconds>(duration).count()) + " s more";
}

} // namespace

void ConsoleSession::on(quint32 requestId, const protocol::WatchTree &)
{
    m_treeRequest = requestId;
    m_services.push.tree().watch(m_id, requestId, deliverHere());
}

void ConsoleSession::on(quint32 requestId, const protocol::Query &message)
{
    const std::int64_t spanMs = toUnixMs(message.end) - toUnixMs(message.start);
    if (const auto valid = validate(WatchSpec{message.promql, spanMs, message.stepMs, message.maxPoints});
        !valid) {
        fail(valid.error(), requestId);
        return;
    }
    if (m_queriesInFlight >= m_services.limits.maxQueriesInFlight) {
        fail({ErrorCode::Unavailable, "too many queries at once", {}}, requestId);
        return;
    }
    ++m_queriesInFlight;
    const std::int64_t bucketMs = bucketFor(spanMs, message.stepMs, message.maxPoints);
    QuerySpec spec{message.promql,
        promql::EvalParams::range(toUnixMs(message.start), toUnixMs(message.end), message.stepMs), {}};
    net::deliver(m_services.queries.evaluate(std::move(spec), m_cancelled), m_home, this,
        [this, requestId, bucketMs, stepMs = message.stepMs, start = toUnixMs(message.start)](
            const Result<QueryAnswer> &answered) {
            --m_queriesInFlight;
            if (!answered) {
                answer(failedResult(answered.error()), requestId);
                return;
            }
            protocol::QueryResult result;
            result.series = toSeries(answered->value, bucketMs, stepMs);
            result.evaluatedAt = m_services.clock.now();
            result.newestSample = answered->newestSample;
            result.windowStart = start;
            result.resolution = resolutionName(answered->resolution, bucketMs, stepMs);
            answer(std::move(result), requestId);
        });
}

void ConsoleSession::on(quint32 requestId, const protocol::Subscribe &message)
{
    WatchSpec spec{message.promql, message.windowMs, message.stepMs, message.maxPoints};
    if (requestId == 0) {
        fail({ErrorCode::InvalidInput, "a subscription needs a request id", {{"field", "requestId"}}},
            requestId);
        return;
    }
    if (const auto valid = validate(spec); !valid) {
        answer(failedResult(valid.error()), requestId);
        return;
    }
    if (!m_subscriptions.contains(requestId)
        && m_subscriptions.size() >= m_services.limits.maxSubscriptions) {
        answer(
            failedResult({ErrorCode::Unavailable, "this console has too many subscriptions", {}}), requestId);
        return;
    }
    m_subscriptions.insert(requestId);
    m_services.push.hub().subscribe(m_id, requestId, std::move(spec), deliverHere());
}

void ConsoleSession::on(quint32, const protocol::Unsubscribe &message)
{
    m_subscriptions.erase(message.subscription);
    m_behind.erase(message.subscription);
    m_services.push.hub().unsubscribe(m_id, message.subscription);
}

void ConsoleSession::on(quint32 requestId, const protocol::GetHost &message)
{
    auto summary = m_services.fleet.summary(message.host);
    const auto snapshot = m_services.fleet.inventory();
    const cmdb::HostRecord *record = snapshot->host(message.host);
    if (!summary || record == nullptr) {
        fail(
            {ErrorCode::NotFound, "there is no host of that number", {{"field", "GetHost.host"}}}, requestId);
        return;
    }
    protocol::HostDetails details{
        std::move(*summary), record->facts, m_services.fleet.dataPath(message.host), {}};
    net::deliver(m_services.inventory.newestEvents(message.host, kNewestEvents), m_home, this,
        [this, requestId, details](const Result<std::vector<HostEvent>> &events) mutable {
            if (!events) {
                fail(events.error(), requestId);
                return;
            }
            details.events = *events;
            answer(std::move(details), requestId);
        });
}

void ConsoleSession::on(quint32 requestId, const protocol::WatchHostProcesses &message)
{
    if (!message.isOn) {
        m_watchedHosts.erase(message.host);
        m_services.push.processes().unwatch(m_id, message.host);
        return;
    }
    if (!m_watchedHosts.contains(message.host)
        && m_watchedHosts.size() >= m_services.limits.maxWatchedHosts) {
        fail({ErrorCode::Unavailable, "too many hosts are watched at once", {}}, requestId);
        return;
    }
    m_watchedHosts.insert(message.host);
    m_services.push.processes().watch(m_id, message.host, deliverHere());
}

void ConsoleSession::on(quint32 requestId, const protocol::MountHost &message)
{
    if (!allowed(requestId, Role::Operator)) {
        return;
    }
    auto mounted =
        m_services.inventory.mountHost(m_principal, message.host, message.components, message.reason);
    net::deliver(std::move(mounted), m_home, this, [this, requestId](const Result<void> &done) {
        if (done) {
            answer(protocol::Done{}, requestId);
        } else {
            fail(done.error(), requestId);
        }
    });
}

void ConsoleSession::on(quint32 requestId, const protocol::CreateNode &message)
{
    if (!allowed(requestId, Role::Operator)) {
        return;
    }
    auto created = m_services.inventory.createNode(m_principal, message.parent, message.name, message.reason);
    net::deliver(std::move(created), m_home, this, [this, requestId](const Result<NodeId> &node) {
        if (node) {
            answer(protocol::NodeCreated{*node}, requestId);
        } else {
            fail(node.error(), requestId);
        }
    });
}

void ConsoleSession::on(quint32 requestId, const protocol::SetBurst &message)
{
    if (!allowed(requestId, Role::Operator)) {
        return;
    }
    if (!m_services.fleet.summary(message.host)) {
        fail({ErrorCode::NotFound, "there is no host of that number", {{"field", "SetBurst.host"}}},
            requestId);
        return;
    }
    const std::chrono::milliseconds duration{message.durationMs};
    const auto possible =
        duration.count() == 0 ? Result<void>() : m_services.bursts.check(message.host, duration);
    if (!possible) {
        fail(possible.error(), requestId);
        return;
    }
    const TimeMs now = m_services.clock.now();
    const HostEvent audit{"burst-" + std::to_string(toUnixMs(now)) + '-' + std::to_string(m_id) + '-'
            + std::to_string(requestId),
        now, EventSeverity::Info, "burst", burstAudit(m_principal.name, duration)};
    net::deliver(m_services.inventory.saveEvent(message.host, audit), m_home, this,
        [this, requestId, host = message.host, duration](const Result<void> &audited) {
            auto done = audited;
            if (done && duration.count() == 0) {
                m_services.bursts.stop(host);
            } else if (done) {
                done = m_services.bursts.extend(host, duration);
            }
            if (done) {
                answer(protocol::Done{}, requestId);
            } else {
                fail(done.error(), requestId);
            }
        });
}

void ConsoleSession::on(quint32 requestId, const protocol::GetMetricNames &)
{
    auto names = m_services.queries.submit<std::vector<std::string>>([&store = m_services.queries.store()] {
        std::vector<std::string> all;
        for (const MetricMetadata &metric : store.metadata()) {
            all.push_back(metric.name);
        }
        return Result<std::vector<std::string>>(std::move(all));
    });
    net::deliver(
        std::move(names), m_home, this, [this, requestId](const Result<std::vector<std::string>> &all) {
            if (all) {
                answer(protocol::MetricNames{*all}, requestId);
            } else {
                fail(all.error(), requestId);
            }
        });
}

void ConsoleSession::on(quint32 requestId, const protocol::SignOut &)
{
    if (m_sessionToken.empty()) {
        answer(protocol::Done{}, requestId);
        return;
    }
    m_isSigningOut = true;
    net::deliver(m_services.access.endSession(m_sessionToken), m_home, this,
        [this, requestId](const Result<void> &done) {
            if (done || done.error().code == ErrorCode::NotFound) {
                answer(protocol::Done{}, requestId);
            } else {
                fail(done.error(), requestId);
            }
        });
}

bool ConsoleSession::allowed(quint32 requestId, Role needed)
{
    if (allows(m_principal.role, needed)) {
        return true;
    }
    fail({ErrorCode::Denied, "the role of this user does not allow that", {{"field", "role"}}}, requestId);
    return false;
}

} // namespace qd::backend::push
