// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/inventoryapi.h"

#include "backend/api/http/apianswers.h"
#include "backend/api/http/formvalues.h"
#include "backend/api/http/inventoryjson.h"
#include "backend/api/http/jsonbody.h"
#include "backend/api/http/jsontext.h"

#include <QJsonArray>

namespace qd::backend::http {

using namespace Qt::StringLiterals;

namespace {

constexpr int kNewestEvents = 100;
constexpr qint64 kMaxHostsPerPage = 10'000;

Error notAHost()
{
    return Error{ErrorCode::NotFound, "there is no host of that number", {{"field", "id"}}};
}

/// The host that the path names.
Result<HostId> hostOf(const ApiCall &call)
{
    const auto number = parseId(call.arguments.front().toStdString());
    return number && *number > 0 ? Result<HostId>(HostId{static_cast<std::int32_t>(*number)})
                                 : failure(notAHost());
}

} // namespace

InventoryApi::InventoryApi(FleetView &fleet, cmdb::InventoryStore &inventory)
    : m_fleet(fleet)
    , m_inventory(inventory)
{
}

std::vector<ApiRoute> InventoryApi::routes()
{
    const auto bind = [this](QFuture<HttpResponse> (InventoryApi::*handler)(const ApiCall &)) {
        return [this, handler](const ApiCall &call) { return (this->*handler)(call); };
    };
    const QByteArray base = "/api/quarterdeck/v1";
    return {
        {"GET", base + "/tree", Role::Viewer, bind(&InventoryApi::tree)},
        {"GET", base + "/hosts", Role::Viewer, bind(&InventoryApi::hosts)},
        {"GET", base + "/hosts/{id}", Role::Viewer, bind(&InventoryApi::host)},
        {"POST", base + "/nodes", Role::Operator, bind(&InventoryApi::createNode)},
        {"PUT", base + "/hosts/{id}/mounts", Role::Operator, bind(&InventoryApi::mountHost)},
    };
}

QFuture<HttpResponse> InventoryApi::tree(const ApiCall &)
{
    const auto snapshot = m_fleet.inventory();
    QJsonArray nodes;
    for (const TreeNode &node : snapshot->nodes()) {
        nodes.append(toJson(node));
    }
    return ready(jsonResponse(
        {{u"nodes"_s, nodes}, {u"totalHosts"_s, static_cast<qint64>(snapshot->hosts().size())}}));
}

QFuture<HttpResponse> InventoryApi::hosts(const ApiCall &call)
{
    const auto values = FormValues::of(call.request);
    if (!values) {
        return refused(values.error());
    }
    const std::string state = values->first("state");
    const std::string limitText = values->first("limit");
    const std::string afterText = values->first("after");
    const auto limit = limitText.empty() ? std::optional<qint64>(1000) : parseId(limitText);
    const auto after = afterText.empty() ? std::optional<qint64>(0) : parseId(afterText);
    if (!limit || *limit < 0 || *limit > kMaxHostsPerPage) {
        return ready(
            errorResponse(400, "InvalidInput", "limit has to be an integer from 0 to 10000", "limit"));
    }
    if (!after) {
        return ready(errorResponse(400, "InvalidInput", "after has to be the number of a host", "after"));
    }
    const std::vector<HostSummary> all = m_fleet.summaries();
    QJsonArray hosts;
    qint64 matching = 0;
    for (const HostSummary &summary : all) {
        if (!state.empty() && nameOf(summary.state) != state) {
            continue;
        }
        ++matching;
        if (summary.id.value > *after && hosts.size() < *limit) {
            hosts.append(toJson(summary));
        }
    }
    return ready(jsonResponse({{u"hosts"_s, hosts}, {u"matchingHosts"_s, matching},
        {u"totalHosts"_s, static_cast<qint64>(all.size())}}));
}

QFuture<HttpResponse> InventoryApi::host(const ApiCall &call)
{
    const auto id = hostOf(call);
    const auto summary = id ? m_fleet.summary(*id) : std::nullopt;
    const auto snapshot = m_fleet.inventory();
    const cmdb::HostRecord *record = id ? snapshot->host(*id) : nullptr;
    if (!summary || record == nullptr) {
        return refused(notAHost());
    }
    QJsonObject object = toJson(*summary);
    object.insert(u"facts"_s, toJson(record->facts));
    object.insert(u"path"_s, toJson(m_fleet.dataPath(*id)));
    return respondWith(m_inventory.newestEvents(*id, kNewestEvents),
        [object](const Result<std::vector<HostEvent>> &events) mutable {
            if (!events) {
                return errorResponse(events.error());
            }
            QJsonArray array;
            for (const HostEvent &event : *events) {
                array.append(toJson(event));
            }
            object.insert(u"events"_s, array);
            return jsonResponse(object);
        });
}

QFuture<HttpResponse> InventoryApi::createNode(const ApiCall &call)
{
    auto body = JsonBody::of(call.request);
    if (!body) {
        return refused(body.error());
    }
    const auto parent = body->integer("parent"_L1, 0, kMaxId, 0);
    const auto name = body->text("name"_L1, true, 127);
    const auto reason = body->text("reason"_L1, false);
    const auto finished = body->finish();
    for (const Error *error : {parent ? nullptr : &parent.error(), name ? nullptr : &name.error(),
             reason ? nullptr : &reason.error(), finished ? nullptr : &finished.error()}) {
        if (error != nullptr) {
            return refused(*error);
        }
    }
    return respondWith(
        m_inventory.createNode(call.principal, NodeId{static_cast<std::int32_t>(*parent)}, *name, *reason),
        [](const Result<NodeId> &node) {
            return node ? jsonResponse({{u"id"_s, node->value}}, 201) : errorResponse(node.error());
        });
}

QFuture<HttpResponse> InventoryApi::mountHost(const ApiCall &call)
{
    const auto id = hostOf(call);
    if (!id) {
        return refused(id.error());
    }
    auto body = JsonBody::of(call.request);
    if (!body) {
        return refused(body.error());
    }
    const auto numbers = body->integers("components"_L1, 100);
    const auto reason = body->text("reason"_L1, false);
    const auto finished = body->finish();
    for (const Error *error : {numbers ? nullptr : &numbers.error(), reason ? nullptr : &reason.error(),
             finished ? nullptr : &finished.error()}) {
        if (error != nullptr) {
            return refused(*error);
        }
    }
    std::vector<NodeId> components;
    for (const qint64 number : *numbers) {
        if (number < 1 || number > kMaxId) {
            return ready(
                errorResponse(400, "InvalidInput", "components has a number that no node has", "components"));
        }
        components.push_back(NodeId{static_cast<std::int32_t>(number)});
    }
    return respondWith(
        m_inventory.mountHost(call.principal, *id, std::move(components), *reason), doneResponse);
}

} // namespace qd::backend::http
