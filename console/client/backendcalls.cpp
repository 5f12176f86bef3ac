// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/client/backendclient.h"

#include "console/client/serveraddress.h"
#include "shared/net/messagechannel.h"

#include <QPromise>

#include <memory>

/// What is asked of the server over an open link, and what it says: calls, subscriptions, pushes.
namespace qd::console {

namespace {

[[nodiscard]] Failure failureOf(const protocol::Failed &failed)
{
    Error error{failed.code, failed.message, {{"field", failed.field}}};
    if (failed.retryAfterMs > 0) {
        error.context.emplace("retryAfterMs", std::to_string(failed.retryAfterMs));
    }
    return failure(std::move(error));
}

} // namespace

void BackendClient::onReceived(const protocol::Envelope &envelope)
{
    if (const auto found = m_calls.find(envelope.requestId); found != m_calls.end()) {
        const Answer answer = std::move(found->answer);
        m_calls.erase(found);
        if (const auto *failed = std::get_if<protocol::Failed>(&envelope.message)) {
            answer(failureOf(*failed));
        } else {
            answer(envelope.message);
        }
        return;
    }
    onPushed(envelope);
}

void BackendClient::onPushed(const protocol::Envelope &envelope)
{
    const protocol::Message &message = envelope.message;
    if (const auto *series = std::get_if<protocol::QueryResult>(&message)) {
        Q_EMIT seriesReceived(envelope.requestId, *series);
    } else if (const auto *hosts = std::get_if<protocol::HostsChanged>(&message)) {
        Q_EMIT hostsReceived(*hosts);
    } else if (const auto *nodes = std::get_if<protocol::NodesChanged>(&message)) {
        Q_EMIT nodesReceived(*nodes);
    } else if (const auto *server = std::get_if<protocol::ServerStatus>(&message)) {
        Q_EMIT serverStatusReceived(*server);
    } else if (const auto *processes = std::get_if<protocol::ProcessList>(&message)) {
        Q_EMIT processesReceived(*processes);
    } else if (const auto *tree = std::get_if<protocol::TreeState>(&message)) {
        Q_EMIT treeReceived(*tree);
    } else if (const auto *ping = std::get_if<protocol::Ping>(&message)) {
        m_channel->send(protocol::Pong{ping->sentAt, m_clock.now()}, envelope.requestId);
    } else if (std::holds_alternative<protocol::Pong>(message)) {
        Q_EMIT roundTripMeasured(m_clock.steadyNow() - m_pingedAt);
    } else if (const auto *failed = std::get_if<protocol::Failed>(&message)) {
        if (envelope.requestId == 0) {
            lose(failed->code == ErrorCode::Denied ? LinkProblemKind::Denied : LinkProblemKind::Lost,
                Error{failed->code, failed->message, {{"field", failed->field}}});
        } else {
            QueryAnswer answer; // a subscription that was refused
            answer.errorCode = failed->code;
            answer.error = failed->message.empty() ? "refused" : failed->message;
            Q_EMIT seriesReceived(envelope.requestId, answer);
        }
    }
}

void BackendClient::failLateCalls(SteadyMs now)
{
    QList<Answer> late;
    for (auto call = m_calls.begin(); call != m_calls.end();) {
        if (now >= call->deadline) {
            late.append(std::move(call->answer));
            call = m_calls.erase(call);
        } else {
            ++call;
        }
    }
    for (const Answer &answer : late) {
        answer(failure(ErrorCode::Timeout, "the server did not answer in time"));
    }
}

void BackendClient::failCalls(ErrorCode code, const char *why)
{
    const QHash<quint32, Call> calls = std::exchange(m_calls, {});
    for (const Call &call : calls) {
        call.answer(failure(code, why));
    }
}

quint32 BackendClient::nextId()
{
    do {
        ++m_lastId;
    } while (m_lastId == 0 || m_calls.contains(m_lastId));
    return m_lastId;
}

quint32 BackendClient::call(protocol::Message message, Answer answer, std::chrono::milliseconds timeout)
{
    if (m_channel == nullptr || !m_channel->isOpen() || m_calls.size() >= m_limits.maxCalls) {
        answer(failure(ErrorCode::Unavailable, "not connected"));
        return 0;
    }
    const quint32 id = nextId();
    m_calls.insert(id, {std::move(answer), m_clock.steadyNow() + timeout});
    if (m_channel->send(std::move(message), id) != net::MessageChannel::SendOutcome::Sent) {
        m_calls.take(id).answer(failure(ErrorCode::Unavailable, "the connection is overloaded"));
        return 0;
    }
    return id;
}

template <typename T, typename Reply, typename Convert>
QFuture<Result<T>> BackendClient::ask(protocol::Message message, Convert convert)
{
    // Shared because std::function must be copyable and a promise is not; the call is its only user.
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QFuture<Result<T>> future = promise->future();
    const Answer answer = [promise, convert](const Result<protocol::Message> &reply) {
        if (!reply) {
            promise->addResult(Result<T>(failure(reply.error())));
        } else if (const auto *value = std::get_if<Reply>(&*reply)) {
            promise->addResult(Result<T>(convert(*value)));
        } else {
            promise->addResult(Result<T>(failure(ErrorCode::Corrupt, "unexpected kind of answer")));
        }
        promise->finish();
    };
    const bool isOnline = m_status.state == LinkState::Online;
    if (isOnline) {
        call(std::move(message), answer, m_limits.callTimeout);
    } else {
        answer(failure(ErrorCode::Unavailable, "not connected"));
    }
    return future;
}

QFuture<Result<QueryAnswer>> BackendClient::query(const RangeQuery &query)
{
    return ask<QueryAnswer, protocol::QueryResult>(
        protocol::Query{query.promql.toStdString(), query.start, query.end, query.stepMs, query.maxPoints},
        [](const protocol::QueryResult &result) { return result; });
}

QFuture<Result<HostDetails>> BackendClient::hostDetails(HostId host)
{
    return ask<HostDetails, protocol::HostDetails>(
        protocol::GetHost{host}, [](const protocol::HostDetails &details) { return details; });
}

QFuture<Result<QStringList>> BackendClient::metricNames()
{
    return ask<QStringList, protocol::MetricNames>(
        protocol::GetMetricNames{}, [](const protocol::MetricNames &answer) {
            QStringList names;
            for (const std::string &name : answer.names) {
                names.append(QString::fromStdString(name));
            }
            return names;
        });
}

QFuture<Result<bool>> BackendClient::setBurst(HostId host, std::chrono::milliseconds duration)
{
    return ask<bool, protocol::Done>(protocol::SetBurst{host, static_cast<std::int32_t>(duration.count())},
        [](const protocol::Done &) { return true; });
}

QFuture<Result<bool>> BackendClient::signOut()
{
    return ask<bool, protocol::Done>(protocol::SignOut{}, [](const protocol::Done &) { return true; });
}

quint32 BackendClient::subscribe(const LiveQuery &query)
{
    if (m_status.state != LinkState::Online || m_channel == nullptr) {
        return 0;
    }
    const quint32 id = nextId();
    const protocol::Subscribe message{
        query.promql.toStdString(), query.windowMs, query.stepMs, query.maxPoints};
    return m_channel->send(message, id) == net::MessageChannel::SendOutcome::Sent ? id : 0;
}

void BackendClient::unsubscribe(quint32 subscription)
{
    if (m_status.state == LinkState::Online && m_channel != nullptr) {
        m_channel->send(protocol::Unsubscribe{subscription}, 0);
    }
}

void BackendClient::watchProcesses(HostId host, bool isOn)
{
    if (m_status.state == LinkState::Online && m_channel != nullptr) {
        m_channel->send(protocol::WatchHostProcesses{host, isOn}, 0);
    }
}

} // namespace qd::console
