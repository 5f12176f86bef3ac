// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/api/http/inventoryjson.h"

#include <QJsonArray>

#include <array>

namespace qd::backend::http {

using namespace Qt::StringLiterals;

namespace {

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

qint64 ms(TimeMs time)
{
    return toUnixMs(time);
}

QJsonArray strings(const std::vector<std::string> &list)
{
    QJsonArray array;
    for (const std::string &item : list) {
        array.append(text(item));
    }
    return array;
}

QJsonArray disks(const std::vector<DiskFact> &list)
{
    QJsonArray array;
    for (const DiskFact &disk : list) {
        array.append(QJsonObject{{u"name"_s, text(disk.name)}, {u"model"_s, text(disk.model)},
            {u"sizeBytes"_s, qint64{disk.sizeBytes}}, {u"isRotational"_s, disk.isRotational}});
    }
    return array;
}

QJsonArray interfaces(const std::vector<InterfaceFact> &list)
{
    QJsonArray array;
    for (const InterfaceFact &interface : list) {
        array.append(QJsonObject{{u"name"_s, text(interface.name)}, {u"mac"_s, text(interface.mac)},
            {u"addresses"_s, strings(interface.addresses)}, {u"speedBits"_s, qint64{interface.speedBits}},
            {u"driver"_s, text(interface.driver)}});
    }
    return array;
}

} // namespace

std::string_view nameOf(HostState state)
{
    switch (state) {
    case HostState::Unknown:
        return "unknown";
    case HostState::Online:
        return "online";
    case HostState::Stale:
        return "stale";
    case HostState::Offline:
        return "offline";
    }
    return "unknown";
}

QJsonObject toJson(const TreeNode &node)
{
    return {{u"id"_s, node.id.value}, {u"parent"_s, node.parent.value},
        {u"level"_s, text(labelOf(node.level))}, {u"name"_s, text(node.name)}};
}

QJsonObject toJson(const HostSummary &host)
{
    QJsonArray components;
    for (const NodeId component : host.components) {
        components.append(component.value);
    }
    return {{u"id"_s, host.id.value}, {u"uuid"_s, text(host.uuid)}, {u"name"_s, text(host.name)},
        {u"address"_s, text(host.address)}, {u"agentVersion"_s, text(host.agentVersion)},
        {u"components"_s, components}, {u"state"_s, text(nameOf(host.state))},
        {u"stateSince"_s, ms(host.stateSince)}, {u"lastSeen"_s, ms(host.lastSeen)},
        {u"tags"_s, strings(host.tags)}};
}

QJsonObject toJson(const HostFacts &facts)
{
    return {{u"hostname"_s, text(facts.hostname)}, {u"kernel"_s, text(facts.kernel)},
        {u"version"_s, text(facts.version)}, {u"arch"_s, text(facts.arch)},
        {u"operatingSystem"_s, text(facts.operatingSystem)}, {u"cpuModel"_s, text(facts.cpuModel)},
        {u"cpuVendor"_s, text(facts.cpuVendor)}, {u"cpuCacheBytes"_s, qint64{facts.cpuCacheBytes}},
        {u"cpuMhz"_s, facts.cpuMhz}, {u"cpuPhysicalCores"_s, facts.cpuPhysicalCores},
        {u"cpuLogicalCores"_s, facts.cpuLogicalCores}, {u"memoryBytes"_s, qint64{facts.memoryBytes}},
        {u"swapBytes"_s, qint64{facts.swapBytes}}, {u"disks"_s, disks(facts.disks)},
        {u"interfaces"_s, interfaces(facts.interfaces)}, {u"primaryAddress"_s, text(facts.primaryAddress)},
        {u"bootTime"_s, ms(facts.bootTime)}, {u"agentVersion"_s, text(facts.agentVersion)},
        {u"tags"_s, strings(facts.tags)}};
}

QJsonObject toJson(const protocol::DataPath &path)
{
    return {{u"collectedAt"_s, ms(path.collectedAt)}, {u"sentAt"_s, ms(path.sentAt)},
        {u"clockOffsetMs"_s, path.clockOffsetMs}, {u"receivedAt"_s, ms(path.receivedAt)},
        {u"committedAt"_s, ms(path.committedAt)}, {u"isConnected"_s, path.isConnected},
        {u"spoolBytes"_s, qint64{path.spoolBytes}}, {u"spoolBlocks"_s, qint64{path.spoolBlocks}},
        {u"spoolMemoryBytes"_s, qint64{path.spoolMemoryBytes}},
        {u"spoolReportedAt"_s, ms(path.spoolReportedAt)},
        {u"roundTripUs"_s, path.roundTripUs < 0 ? QJsonValue() : QJsonValue(qint64{path.roundTripUs})},
        {u"roundTripAt"_s, ms(path.roundTripAt)}};
}

QJsonObject toJson(const HostEvent &event)
{
    constexpr std::array<std::string_view, 3> kSeverities{"info", "warning", "error"};
    return {{u"id"_s, text(event.id)}, {u"time"_s, ms(event.time)},
        {u"severity"_s, text(kSeverities[static_cast<std::size_t>(event.severity)])},
        {u"source"_s, text(event.source)}, {u"message"_s, text(event.message)}};
}

} // namespace qd::backend::http
