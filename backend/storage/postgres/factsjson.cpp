// SPDX-License-Identifier: GPL-3.0-or-later
#include "backend/storage/postgres/factsjson.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace qd::backend::storage {

using namespace Qt::StringLiterals;

namespace {

QJsonValue text(const std::string &value)
{
    return QString::fromStdString(value);
}

QJsonValue number(std::int64_t value)
{
    return static_cast<qint64>(value);
}

std::string textOf(const QJsonObject &object, QLatin1StringView key)
{
    return object[key].toString().toStdString();
}

std::int64_t numberOf(const QJsonObject &object, QLatin1StringView key)
{
    return object[key].toInteger();
}

QJsonArray textsToJson(const std::vector<std::string> &texts)
{
    QJsonArray array;
    for (const std::string &value : texts) {
        array.append(text(value));
    }
    return array;
}

std::vector<std::string> textsFromJson(const QJsonArray &array)
{
    std::vector<std::string> texts;
    for (const QJsonValue &value : array) {
        texts.push_back(value.toString().toStdString());
    }
    return texts;
}

QJsonArray disksToJson(const std::vector<DiskFact> &disks)
{
    QJsonArray array;
    for (const DiskFact &disk : disks) {
        array.append(QJsonObject{{u"name"_s, text(disk.name)}, {u"model"_s, text(disk.model)},
            {u"sizeBytes"_s, number(disk.sizeBytes)}, {u"isRotational"_s, disk.isRotational}});
    }
    return array;
}

QJsonArray interfacesToJson(const std::vector<InterfaceFact> &interfaces)
{
    QJsonArray array;
    for (const InterfaceFact &interface : interfaces) {
        array.append(QJsonObject{{u"name"_s, text(interface.name)}, {u"mac"_s, text(interface.mac)},
            {u"addresses"_s, textsToJson(interface.addresses)}, {u"speedBits"_s, number(interface.speedBits)},
            {u"driver"_s, text(interface.driver)}});
    }
    return array;
}

} // namespace

QByteArray factsToJson(const HostFacts &facts)
{
    const QJsonObject object{
        {u"hostname"_s, text(facts.hostname)},
        {u"kernel"_s, text(facts.kernel)},
        {u"version"_s, text(facts.version)},
        {u"arch"_s, text(facts.arch)},
        {u"operatingSystem"_s, text(facts.operatingSystem)},
        {u"cpuModel"_s, text(facts.cpuModel)},
        {u"cpuVendor"_s, text(facts.cpuVendor)},
        {u"cpuCacheBytes"_s, number(facts.cpuCacheBytes)},
        {u"cpuMhz"_s, facts.cpuMhz},
        {u"cpuPhysicalCores"_s, facts.cpuPhysicalCores},
        {u"cpuLogicalCores"_s, facts.cpuLogicalCores},
        {u"memoryBytes"_s, number(facts.memoryBytes)},
        {u"swapBytes"_s, number(facts.swapBytes)},
        {u"disks"_s, disksToJson(facts.disks)},
        {u"interfaces"_s, interfacesToJson(facts.interfaces)},
        {u"primaryAddress"_s, text(facts.primaryAddress)},
        {u"bootTime"_s, number(toUnixMs(facts.bootTime))},
        {u"agentVersion"_s, text(facts.agentVersion)},
        {u"tags"_s, textsToJson(facts.tags)},
    };
    return QJsonDocument{object}.toJson(QJsonDocument::Compact);
}

Result<HostFacts> factsFromJson(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject()) {
        return failure(ErrorCode::Corrupt, "host facts are not a JSON object");
    }
    const QJsonObject object = document.object();
    HostFacts facts;
    facts.hostname = textOf(object, "hostname"_L1);
    facts.kernel = textOf(object, "kernel"_L1);
    facts.version = textOf(object, "version"_L1);
    facts.arch = textOf(object, "arch"_L1);
    facts.operatingSystem = textOf(object, "operatingSystem"_L1);
    facts.cpuModel = textOf(object, "cpuModel"_L1);
    facts.cpuVendor = textOf(object, "cpuVendor"_L1);
    facts.cpuCacheBytes = numberOf(object, "cpuCacheBytes"_L1);
    facts.cpuMhz = object["cpuMhz"_L1].toDouble();
    facts.cpuPhysicalCores = object["cpuPhysicalCores"_L1].toInt();
    facts.cpuLogicalCores = object["cpuLogicalCores"_L1].toInt();
    facts.memoryBytes = numberOf(object, "memoryBytes"_L1);
    facts.swapBytes = numberOf(object, "swapBytes"_L1);
    const QJsonArray disks = object["disks"_L1].toArray();
    for (const QJsonValue &value : disks) {
        const QJsonObject disk = value.toObject();
        facts.disks.push_back({textOf(disk, "name"_L1), textOf(disk, "model"_L1),
            numberOf(disk, "sizeBytes"_L1), disk["isRotational"_L1].toBool()});
    }
    const QJsonArray interfaces = object["interfaces"_L1].toArray();
    for (const QJsonValue &value : interfaces) {
        const QJsonObject interface = value.toObject();
        facts.interfaces.push_back({textOf(interface, "name"_L1), textOf(interface, "mac"_L1),
            textsFromJson(interface["addresses"_L1].toArray()), numberOf(interface, "speedBits"_L1),
            textOf(interface, "driver"_L1)});
    }
    facts.primaryAddress = textOf(object, "primaryAddress"_L1);
    facts.bootTime = fromUnixMs(numberOf(object, "bootTime"_L1));
    facts.agentVersion = textOf(object, "agentVersion"_L1);
    facts.tags = textsFromJson(object["tags"_L1].toArray());
    return facts;
}

} // namespace qd::backend::storage
