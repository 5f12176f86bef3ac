// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/hostfacts.h"

#include <QCoreApplication>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(qd::console::HostFacts)
};

[[nodiscard]] QString text(const std::string &value)
{
    return value.empty() ? u"—"_s : QString::fromStdString(value);
}

/// An amount; zero stands for not known.
[[nodiscard]] QString amount(double value, Unit unit, const Formatter &formatter)
{
    return value > 0.0 ? formatter.text(value, unit) : u"—"_s;
}

[[nodiscard]] FactList::Group systemFacts(const HostFacts &facts, const Formatter &formatter, TimeMs now)
{
    QStringList tags;
    for (const std::string &tag : facts.tags) {
        tags.append(QString::fromStdString(tag));
    }
    FactList::Group group{Words::tr("System"),
        {
            {Words::tr("Host name"), text(facts.hostname)},
            {Words::tr("Operating system"), text(facts.operatingSystem)},
            {Words::tr("Kernel"), text(facts.kernel)},
            {Words::tr("Kernel build"), text(facts.version)},
            {Words::tr("Architecture"), text(facts.arch)},
            {Words::tr("Started"),
                toUnixMs(facts.bootTime) == 0 ? u"—"_s : formatter.timestamp(facts.bootTime, now)},
            {Words::tr("Agent"), text(facts.agentVersion)},
        }};
    if (!tags.isEmpty()) {
        group.facts.append({Words::tr("Tags"), tags.join(u", "_s)});
    }
    return group;
}

[[nodiscard]] FactList::Group processorFacts(const HostFacts &facts, const Formatter &formatter)
{
    const QString frequency =
        facts.cpuMhz > 0.0 ? formatter.locale().toString(facts.cpuMhz, 'f', 0) + u" MHz"_s : u"—"_s;
    return {Words::tr("Processor"),
        {
            {Words::tr("Model"), text(facts.cpuModel)},
            {Words::tr("Vendor"), text(facts.cpuVendor)},
            {Words::tr("Cores"),
                Words::tr("%1 physical, %2 logical").arg(facts.cpuPhysicalCores).arg(facts.cpuLogicalCores)},
            {Words::tr("Frequency"), frequency},
            {Words::tr("Cache"), amount(static_cast<double>(facts.cpuCacheBytes), Unit::Bytes, formatter)},
        }};
}

[[nodiscard]] FactList::Group memoryFacts(const HostFacts &facts, const Formatter &formatter)
{
    return {Words::tr("Memory"),
        {
            {Words::tr("Physical"), amount(static_cast<double>(facts.memoryBytes), Unit::Bytes, formatter)},
            // No swap is a fact, not a gap in what is known.
            {Words::tr("Swap"), formatter.text(static_cast<double>(facts.swapBytes), Unit::Bytes)},
        }};
}

[[nodiscard]] FactList::Group diskFacts(const HostFacts &facts, const Formatter &formatter)
{
    FactList::Group group{Words::tr("Disks"), {}};
    for (const DiskFact &disk : facts.disks) {
        QStringList parts{amount(static_cast<double>(disk.sizeBytes), Unit::Bytes, formatter),
            disk.isRotational ? Words::tr("rotating") : Words::tr("solid state")};
        if (!disk.model.empty()) {
            parts.append(QString::fromStdString(disk.model));
        }
        group.facts.append({QString::fromStdString(disk.name), parts.join(u" · "_s)});
    }
    return group;
}

[[nodiscard]] FactList::Group networkFacts(const HostFacts &facts, const Formatter &formatter)
{
    FactList::Group group{Words::tr("Network"), {{Words::tr("Main address"), text(facts.primaryAddress)}}};
    for (const InterfaceFact &interface : facts.interfaces) {
        const QString name = QString::fromStdString(interface.name);
        QStringList parts;
        if (!interface.mac.empty()) {
            parts.append(QString::fromStdString(interface.mac));
        }
        if (interface.speedBits > 0) {
            parts.append(formatter.text(static_cast<double>(interface.speedBits), Unit::BitsPerSecond));
        }
        if (!interface.driver.empty()) {
            parts.append(QString::fromStdString(interface.driver));
        }
        group.facts.append({name, parts.isEmpty() ? u"—"_s : parts.join(u" · "_s)});
        for (const std::string &address : interface.addresses) {
            group.facts.append({Words::tr("%1 address", "%1: a network interface").arg(name), text(address)});
        }
    }
    return group;
}

} // namespace

QList<FactList::Group> hostFacts(const HostFacts &facts, const Formatter &formatter, TimeMs now)
{
    return {systemFacts(facts, formatter, now), processorFacts(facts, formatter),
        memoryFacts(facts, formatter), diskFacts(facts, formatter), networkFacts(facts, formatter)};
}

} // namespace qd::console
