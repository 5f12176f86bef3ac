// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/postgresinventorystore.h"

#include "backend/domain/cmdb/hostidentity.h"
#include "backend/domain/cmdb/nodename.h"
#include "backend/storage/postgres/changes.h"
#include "backend/storage/postgres/hostrows.h"

#include <QCryptographicHash>
#include <QUuid>

#include <algorithm>

namespace qd::backend::storage {

using namespace Qt::StringLiterals;
using cmdb::HostClaim;
using cmdb::HostRecord;
using cmdb::IdentityVerdict;
using cmdb::InventoryPicture;

namespace {

constexpr int kMostEvents = 1000;
constexpr int kEventsPerBatch = 10'000; ///< in one transaction
constexpr int kMostEventBatches = 20;
constexpr std::size_t kMostComponents = 64;
constexpr std::size_t kLongestReason = 1000;

SqlWorkers::Limits threads(int count)
{
    SqlWorkers::Limits limits;
    limits.threads = count;
    return limits;
}

Failure invalid(std::string field, const std::string &reason)
{
    return failure(ErrorCode::InvalidInput, field + " " + reason, {{"field", field}});
}

Result<void> checkReason(const std::string &reason)
{
    if (reason.size() > kLongestReason) {
        return invalid("reason", "is longer than " + std::to_string(kLongestReason) + " bytes");
    }
    return {};
}

QByteArray digestOf(const HostFingerprint &fingerprint)
{
    QCryptographicHash hash{QCryptographicHash::Sha256};
    hash.addData(toBytes(fingerprint.agentKey));
    hash.addData(toBytes(fingerprint.machineId));
    hash.addData(toBytes(fingerprint.serial));
    for (const std::string &mac : fingerprint.macs) {
        hash.addData(toBytes(mac));
    }
    return hash.result().toHex().left(16);
}

/// Kept once per intruder and day: a clone knocks every few seconds.
HostEvent cloneEvent(const HostClaim &claim, const IdentityVerdict &verdict)
{
    const SystemClock clock;
    const auto day = std::chrono::floor<std::chrono::days>(clock.now()).time_since_epoch().count();
    HostEvent event;
    event.id = "clone-" + digestOf(claim.fingerprint).toStdString() + "-" + std::to_string(day);
    event.time = clock.now();
    event.severity = EventSeverity::Error;
    event.source = "identity";
    event.message = "An agent on " + claim.hostname
        + " was refused because it uses this host's identity: " + verdict.difference;
    return event;
}

/// Numbers ascend with the time of receipt, so that the primary key finds the oldest.
Result<std::int64_t> dropOldestEvents(SqlSession &session, std::chrono::seconds age)
{
    auto allowed = session.run(u"select set_config('qd.retention', 'on', true)"_s);
    if (!allowed) {
        return failure(std::move(allowed).error());
    }
    auto dropped =
        session.run(uR"(with oldest as (select id, received_at from host_events order by id limit ?)
            delete from host_events e using oldest o
            where e.id = o.id and o.received_at < clock_timestamp() - ?::bigint * interval '1 second')"_s,
            {kEventsPerBatch, static_cast<qint64>(age.count())});
    return dropped ? Result<std::int64_t>{(*dropped)->numRowsAffected()}
                   : failure(std::move(dropped).error());
}

Result<HostRecord> admitKnown(SqlSession &session, HostRecord known, const HostClaim &claim)
{
    const IdentityVerdict verdict = cmdb::compareIdentity(known.fingerprint, claim.fingerprint);
    const bool isRenamed = known.facts.hostname != claim.hostname;
    if (verdict.likeness == IdentityVerdict::Likeness::Same && !isRenamed) {
        return known;
    }
    Principal agent = backendItself();
    agent.name = "agent " + claim.uuid;
    if (auto begun = beginChange(session, agent, "sign-in of a changed host"); !begun) {
        return failure(std::move(begun).error());
    }
    if (verdict.likeness == IdentityVerdict::Likeness::Changed) {
        if (auto updated = updateFingerprint(session, known.id, claim.fingerprint); !updated) {
            return failure(std::move(updated).error());
        }
        known.fingerprint = claim.fingerprint;
    }
    if (isRenamed) {
        known.facts.hostname = claim.hostname;
        if (auto kept = upsertFacts(session, known.id, known.facts); !kept) {
            return failure(std::move(kept).error());
        }
    }
    return known;
}

Result<HostRecord> enrol(SqlSession &session, const HostClaim &claim)
{
    if (claim.enrolToken.empty()) {
        return failure(
            ErrorCode::Denied, "the host is not known and brings no enrolment token", {{"uuid", claim.uuid}});
    }
    Principal agent = backendItself();
    agent.name = "agent " + claim.uuid;
    if (auto begun = beginChange(session, agent, "enrolment of " + claim.hostname); !begun) {
        return failure(std::move(begun).error());
    }
    auto host = insertHost(session, claim);
    if (!host) {
        return host;
    }
    auto consumed = session.run(uR"(update enrol_tokens set used_at = clock_timestamp(), used_by_host = ?
                                    where hash = ? and used_at is null and expires_at > clock_timestamp()
                                    returning id)"_s,
        {host->id.value, tokenDigest(claim.enrolToken)});
    if (!consumed) {
        return failure(std::move(consumed).error());
    }
    if (!(*consumed)->next()) {
        return failure(
            ErrorCode::Denied, "the enrolment token is unknown, used or expired", {{"uuid", claim.uuid}});
    }
    return host;
}

Result<HostRecord> admitOnce(SqlSession &session, const HostClaim &claim)
{
    Result<HostRecord> answer = failure(ErrorCode::Internal, "no answer");
    // A clone's refusal is an answer and its event has to stay: the transaction succeeds.
    Result<void> done = session.transaction([&]() -> Result<void> {
        auto known = lockHost(session, claim.uuid);
        if (!known) {
            return failure(std::move(known).error());
        }
        if (!known->has_value()) {
            answer = enrol(session, claim);
            return answer ? Result<void>{} : failure(answer.error());
        }
        const IdentityVerdict verdict = cmdb::compareIdentity((*known)->fingerprint, claim.fingerprint);
        if (verdict.likeness == IdentityVerdict::Likeness::Clone) {
            answer = failure(ErrorCode::Conflict,
                "another machine uses the identity of a known host: " + verdict.difference,
                {{"host", std::to_string((*known)->id.value)}, {"uuid", claim.uuid}});
            return insertEvent(session, (*known)->id, cloneEvent(claim, verdict));
        }
        answer = admitKnown(session, **std::move(known), claim);
        return answer ? Result<void>{} : failure(answer.error());
    });
    if (!done) {
        return failure(std::move(done).error());
    }
    return answer;
}

Result<NodeId> insertNode(SqlSession &session, const Principal &by, NodeId parent, const std::string &name,
    const std::string &reason)
{
    NodeId created;
    Result<void> done = session.transaction([&]() -> Result<void> {
        int level = 0;
        if (!parent.isNull()) {
            auto above =
                session.run(u"select level from tree_nodes where id = ? for share"_s, {parent.value});
            if (!above) {
                return failure(std::move(above).error());
            }
            if (!(*above)->next()) {
                return failure(
                    ErrorCode::NotFound, "there is no such parent", {{"node", std::to_string(parent.value)}});
            }
            level = (*above)->value(0).toInt() + 1;
        }
        if (level > static_cast<int>(TreeLevel::Component)) {
            return invalid("parent", "is a component: only hosts hang below it");
        }
        if (auto begun = beginChange(session, by, reason); !begun) {
            return begun;
        }
        auto inserted =
            session.run(u"insert into tree_nodes (parent_id, level, name) values (?, ?, ?) returning id"_s,
                {idOrNull(parent.value), level, toQString(name)});
        if (!inserted) {
            if (inserted.error().code == ErrorCode::Conflict) {
                return failure(ErrorCode::Conflict, "there is a sibling of that name", {{"field", "name"}});
            }
            return failure(std::move(inserted).error());
        }
        (*inserted)->next();
        created = NodeId{(*inserted)->value(0).toInt()};
        return {};
    });
    return done ? Result<NodeId>{created} : failure(std::move(done).error());
}

Result<void> checkComponents(SqlSession &session, const std::vector<NodeId> &components)
{
    for (const NodeId id : components) {
        auto row = session.run(u"select level from tree_nodes where id = ? for share"_s, {id.value});
        if (!row) {
            return failure(std::move(row).error());
        }
        if (!(*row)->next()) {
            return failure(
                ErrorCode::NotFound, "there is no such component", {{"node", std::to_string(id.value)}});
        }
        if ((*row)->value(0).toInt() != static_cast<int>(TreeLevel::Component)) {
            return failure(ErrorCode::InvalidInput, "components: a host can be mounted on components only",
                {{"field", "components"}, {"node", std::to_string(id.value)}});
        }
    }
    return {};
}

Result<void> replaceMounts(SqlSession &session, HostId host, const std::vector<NodeId> &components)
{
    QStringList numbers;
    for (const NodeId id : components) {
        numbers.append(QString::number(id.value));
    }
    const QString joined = numbers.join(u',');
    auto removed = session.run(
        u"delete from mounts where host_id = ? and node_id <> all (string_to_array(?, ',')::integer[])"_s,
        {host.value, joined});
    if (!removed) {
        return failure(std::move(removed).error());
    }
    auto added = session.run(uR"(insert into mounts (host_id, node_id)
                                 select ?, unnest(string_to_array(?, ',')::integer[])
                                 on conflict (host_id, node_id) do nothing)"_s,
        {host.value, joined});
    return added ? Result<void>{} : failure(std::move(added).error());
}

Result<void> remount(SqlSession &session, const Principal &by, HostId host,
    const std::vector<NodeId> &components, const std::string &reason)
{
    return session.transaction([&]() -> Result<void> {
        auto found = session.run(u"select 1 from hosts where id = ? for update"_s, {host.value});
        if (!found) {
            return failure(std::move(found).error());
        }
        if (!(*found)->next()) {
            return failure(
                ErrorCode::NotFound, "there is no such host", {{"host", std::to_string(host.value)}});
        }
        return checkComponents(session, components)
            .and_then([&] { return beginChange(session, by, reason); })
            .and_then([&] { return replaceMounts(session, host, components); });
    });
}

template <typename T>
QFuture<Result<T>> ready(Error error)
{
    return QtFuture::makeReadyFuture(Result<T>{failure(std::move(error))});
}

} // namespace

PostgresInventoryStore::PostgresInventoryStore(const DatabaseAddress &address)
    : m_writer{address, threads(1)}
    , m_readers{address, threads(1)}
{
}

QFuture<Result<InventoryPicture>> PostgresInventoryStore::load(std::optional<TimeMs> asOf)
{
    return m_readers.submit([asOf](SqlSession &session) { return loadPicture(session, asOf); });
}

QFuture<Result<HostRecord>> PostgresInventoryStore::admit(HostClaim claim)
{
    const QString uuid = toQString(claim.uuid);
    if (QUuid::fromString(uuid).toString(QUuid::WithoutBraces) != uuid || QUuid::fromString(uuid).isNull()) {
        return ready<HostRecord>(
            {ErrorCode::InvalidInput, "uuid is not a lower-case UUID", {{"field", "uuid"}}});
    }
    return m_writer.submit([claim = std::move(claim)](SqlSession &session) -> Result<HostRecord> {
        Result<HostRecord> answer = admitOnce(session, claim);
        const bool wasOvertaken = !answer && answer.error().code == ErrorCode::Conflict
            && answer.error().context.contains("constraint");
        // Another backend enrolled the same host between our look and our insert.
        return wasOvertaken ? admitOnce(session, claim) : std::move(answer);
    });
}

QFuture<Result<void>> PostgresInventoryStore::saveFacts(HostId host, HostFacts facts)
{
    return m_writer.submit([host, facts = std::move(facts)](SqlSession &session) {
        return session.transaction([&]() -> Result<void> {
            Principal agent = backendItself();
            agent.name = "agent of host " + std::to_string(host.value);
            return beginChange(session, agent, "facts").and_then([&] {
                return upsertFacts(session, host, facts);
            });
        });
    });
}

QFuture<Result<void>> PostgresInventoryStore::saveEvent(HostId host, HostEvent event)
{
    if (event.id.empty()) {
        return ready<void>({ErrorCode::InvalidInput, "id of an event is empty", {{"field", "id"}}});
    }
    return m_writer.submit([host, event = std::move(event)](SqlSession &session) {
        return session.transaction([&] { return insertEvent(session, host, event); });
    });
}

QFuture<Result<std::vector<HostEvent>>> PostgresInventoryStore::newestEvents(HostId host, int limit)
{
    return m_readers.submit([host, limit](SqlSession &session) -> Result<std::vector<HostEvent>> {
        auto rows = session.run(
            uR"(select event_id, (extract(epoch from at) * 1000)::bigint, severity, source, message
                                    from host_events where host_id = ? order by at desc, id desc limit ?)"_s,
            {host.value, std::clamp(limit, 0, kMostEvents)});
        if (!rows) {
            return failure(std::move(rows).error());
        }
        std::vector<HostEvent> events;
        while ((*rows)->next()) {
            const QSqlQuery &row = **rows;
            events.push_back({row.value(0).toString().toStdString(), fromUnixMs(row.value(1).toLongLong()),
                static_cast<EventSeverity>(row.value(2).toInt()), row.value(3).toString().toStdString(),
                row.value(4).toString().toStdString()});
        }
        return events;
    });
}

QFuture<Result<std::int64_t>> PostgresInventoryStore::dropEventsOlderThan(std::chrono::seconds age)
{
    // Through a connection for reading: agents' events must not wait for it.
    return m_readers.submit([age](SqlSession &session) -> Result<std::int64_t> {
        std::int64_t dropped = 0;
        for (int batch = 0; batch < kMostEventBatches; ++batch) {
            std::int64_t inBatch = 0;
            Result<void> done = session.transaction([&]() -> Result<void> {
                auto count = dropOldestEvents(session, age);
                inBatch = count ? *count : 0;
                return count ? Result<void>{} : failure(std::move(count).error());
            });
            if (!done) {
                return failure(std::move(done).error());
            }
            dropped += inBatch;
            if (inBatch < kEventsPerBatch) {
                break;
            }
        }
        return dropped;
    });
}

QFuture<Result<NodeId>> PostgresInventoryStore::createNode(
    Principal by, NodeId parent, std::string name, std::string reason)
{
    Result<void> checked =
        requireRole(by, Role::Operator).and_then([&] { return cmdb::checkNodeName(name); }).and_then([&] {
            return checkReason(reason);
        });
    if (!checked) {
        return ready<NodeId>(std::move(checked).error());
    }
    return m_writer.submit(
        [=](SqlSession &session) { return insertNode(session, by, parent, name, reason); });
}

QFuture<Result<void>> PostgresInventoryStore::mountHost(
    Principal by, HostId host, std::vector<NodeId> components, std::string reason)
{
    Result<void> checked = requireRole(by, Role::Operator).and_then([&] { return checkReason(reason); });
    if (checked && (components.empty() || components.size() > kMostComponents)) {
        checked =
            invalid("components", "has to name 1 to " + std::to_string(kMostComponents) + " components");
    }
    if (!checked) {
        return ready<void>(std::move(checked).error());
    }
    return m_writer.submit(
        [=](SqlSession &session) { return remount(session, by, host, components, reason); });
}

} // namespace qd::backend::storage
