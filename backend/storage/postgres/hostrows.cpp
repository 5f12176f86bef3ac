// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/hostrows.h"

#include "backend/storage/postgres/changes.h"
#include "backend/storage/postgres/factsjson.h"

namespace qd::backend::storage {

using namespace Qt::StringLiterals;
using cmdb::HostRecord;
using cmdb::InventoryPicture;

namespace {

constexpr int kHostsPerPage = 2000;

const QString kHostColumns = uR"(
    select h.id, h.uuid::text, h.agent_key, h.machine_id, array_to_string(h.macs, ','), h.serial, f.facts::text,
           (select string_agg(m.node_id::text, ',' order by m.node_id) from %3 m where m.host_id = h.id)
    from %1 h left join %2 f on f.host_id = h.id )"_s;

QString hostQuery(std::optional<TimeMs> asOf)
{
    if (!asOf) {
        return kHostColumns.arg(u"hosts"_s, u"host_facts"_s, u"mounts"_s);
    }
    // A number of our own, so that it may stand in the text: three places would need three bindings.
    const QString moment = u"(timestamptz 'epoch' + %1 * interval '1 millisecond')"_s.arg(toUnixMs(*asOf));
    return kHostColumns.arg(
        u"hosts_as_of"_s + moment, u"host_facts_as_of"_s + moment, u"mounts_as_of"_s + moment);
}

std::vector<std::string> splitTexts(const QString &joined)
{
    std::vector<std::string> texts;
    for (const QString &text : joined.split(u',', Qt::SkipEmptyParts)) {
        texts.push_back(text.toStdString());
    }
    return texts;
}

QString joinTexts(const std::vector<std::string> &texts)
{
    QStringList list;
    for (const std::string &text : texts) {
        list.append(toQString(text));
    }
    return list.join(u',');
}

Result<HostRecord> readHost(const QSqlQuery &row)
{
    HostRecord host;
    host.id = HostId{row.value(0).toInt()};
    host.uuid = row.value(1).toString().toStdString();
    host.fingerprint.agentKey = row.value(2).toByteArray().toStdString();
    host.fingerprint.machineId = row.value(3).toString().toStdString();
    host.fingerprint.macs = splitTexts(row.value(4).toString());
    host.fingerprint.serial = row.value(5).toString().toStdString();
    if (!row.value(6).isNull()) {
        auto facts = factsFromJson(row.value(6).toString().toUtf8());
        if (!facts) {
            return failure(std::move(facts).error().with("host", std::to_string(host.id.value)));
        }
        host.facts = *std::move(facts);
    }
    for (const QString &node : row.value(7).toString().split(u',', Qt::SkipEmptyParts)) {
        host.components.push_back(NodeId{node.toInt()});
    }
    return host;
}

Result<void> loadNodes(SqlSession &session, std::optional<TimeMs> asOf, InventoryPicture &picture)
{
    const QString table = asOf
        ? u"tree_nodes_as_of(timestamptz 'epoch' + %1 * interval '1 millisecond')"_s.arg(toUnixMs(*asOf))
        : u"tree_nodes"_s;
    auto rows = session.run(
        u"select id, coalesce(parent_id, 0), level, name from "_s + table + u" order by level, id");
    if (!rows) {
        return failure(std::move(rows).error());
    }
    while ((*rows)->next()) {
        picture.nodes.push_back({NodeId{(*rows)->value(0).toInt()}, NodeId{(*rows)->value(1).toInt()},
            static_cast<TreeLevel>((*rows)->value(2).toInt()), (*rows)->value(3).toString().toStdString()});
    }
    return {};
}

Result<void> loadHosts(SqlSession &session, std::optional<TimeMs> asOf, InventoryPicture &picture)
{
    const QString sql = hostQuery(asOf) + u"where h.id > ? order by h.id limit %1"_s.arg(kHostsPerPage);
    for (int last = 0, found = kHostsPerPage; found == kHostsPerPage;) {
        auto rows = session.run(sql, {last});
        if (!rows) {
            return failure(std::move(rows).error());
        }
        for (found = 0; (*rows)->next(); ++found) {
            auto host = readHost(**rows);
            if (!host) {
                return failure(std::move(host).error());
            }
            last = host->id.value;
            picture.hosts.push_back(*std::move(host));
        }
    }
    return {};
}

} // namespace

Result<InventoryPicture> loadPicture(SqlSession &session, std::optional<TimeMs> asOf)
{
    InventoryPicture picture;
    Result<void> loaded = session.transaction([&]() -> Result<void> {
        picture = {};
        return session.runScript(u"set transaction isolation level repeatable read, read only"_s)
            .and_then([&] { return loadNodes(session, asOf, picture); })
            .and_then([&] { return loadHosts(session, asOf, picture); });
    });
    if (!loaded) {
        return failure(std::move(loaded).error());
    }
    return picture;
}

Result<std::optional<HostRecord>> lockHost(SqlSession &session, const std::string &uuid)
{
    auto rows = session.run(hostQuery({}) + u"where h.uuid = ?::uuid for update of h", {toQString(uuid)});
    if (!rows) {
        return failure(std::move(rows).error());
    }
    if (!(*rows)->next()) {
        return std::optional<HostRecord>{};
    }
    return readHost(**rows).transform([](HostRecord &&host) { return std::optional{std::move(host)}; });
}

Result<HostRecord> insertHost(SqlSession &session, const cmdb::HostClaim &claim)
{
    HostRecord host;
    host.uuid = claim.uuid;
    host.fingerprint = claim.fingerprint;
    host.facts.hostname = claim.hostname;
    auto inserted = session.run(uR"(insert into hosts (uuid, agent_key, machine_id, macs, serial)
                                    values (?::uuid, ?, ?, string_to_array(?, ','), ?) returning id)"_s,
        {toQString(claim.uuid), toBytes(claim.fingerprint.agentKey), toQString(claim.fingerprint.machineId),
            joinTexts(claim.fingerprint.macs), toQString(claim.fingerprint.serial)});
    if (!inserted) {
        return failure(std::move(inserted).error());
    }
    (*inserted)->next();
    host.id = HostId{(*inserted)->value(0).toInt()};
    if (auto kept = upsertFacts(session, host.id, host.facts); !kept) {
        return failure(std::move(kept).error());
    }
    auto mounted = session.run(uR"(insert into mounts (host_id, node_id)
                                   select ?, value::text::integer from settings where name = 'inventory.defaultComponent'
                                   returning node_id)"_s,
        {host.id.value});
    if (!mounted) {
        return failure(std::move(mounted).error());
    }
    if (!(*mounted)->next()) {
        return failure(ErrorCode::NotFound, "there is no setting inventory.defaultComponent");
    }
    host.components = {NodeId{(*mounted)->value(0).toInt()}};
    return host;
}

Result<void> updateFingerprint(SqlSession &session, HostId host, const HostFingerprint &fingerprint)
{
    auto updated = session.run(
        u"update hosts set machine_id = ?, macs = string_to_array(?, ','), serial = ? where id = ?"_s,
        {toQString(fingerprint.machineId), joinTexts(fingerprint.macs), toQString(fingerprint.serial),
            host.value});
    return updated ? Result<void>{} : failure(std::move(updated).error());
}

Result<void> upsertFacts(SqlSession &session, HostId host, const HostFacts &facts)
{
    auto kept = session.run(uR"(insert into host_facts (host_id, facts) values (?, ?::jsonb)
                                on conflict (host_id) do update set facts = excluded.facts
                                where host_facts.facts is distinct from excluded.facts)"_s,
        {host.value, QString::fromUtf8(factsToJson(facts))});
    return kept ? Result<void>{} : failure(std::move(kept).error().with("host", std::to_string(host.value)));
}

Result<void> insertEvent(SqlSession &session, HostId host, const HostEvent &event)
{
    auto kept = session.run(uR"(insert into host_events (host_id, event_id, at, severity, source, message)
                                values (?, ?, timestamptz 'epoch' + ?::bigint * interval '1 millisecond', ?, ?, ?)
                                on conflict (host_id, event_id) do nothing)"_s,
        {host.value, toQString(event.id), static_cast<qint64>(toUnixMs(event.time)),
            static_cast<int>(event.severity), toQString(event.source), toQString(event.message)});
    return kept ? Result<void>{} : failure(std::move(kept).error().with("host", std::to_string(host.value)));
}

} // namespace qd::backend::storage
