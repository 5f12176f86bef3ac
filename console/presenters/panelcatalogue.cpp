// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/panelcatalogue.h"

#include "console/presenters/hostpanels.h"
#include "console/presenters/panelbuilders.h"
#include "console/state/treestate.h"

#include <algorithm>
#include <array>

namespace qd::console {

using namespace Qt::StringLiterals;

using namespace panels;

namespace {

/// What people look at first, before the tables: a chart of each kind of resource.
constexpr std::array kAtAGlance{u"cpu.usage", u"cpu.load", u"memory.use", u"net.bits", u"disk.io",
    u"disk.filesystems", u"proc.count", u"tcp.sockets"};

/// Moves a panel out of the section that it belongs to.
void takeInto(PanelFamily &into, std::vector<PanelFamily> &families, const QString &id)
{
    for (PanelFamily &family : families) {
        const auto found = std::ranges::find(family.panels, id, &PanelSpec::id);
        if (found != family.panels.end()) {
            into.panels.push_back(std::move(*found));
            family.panels.erase(found);
            return;
        }
    }
}

} // namespace

std::vector<PanelSpec> overviewPanels()
{
    const auto avgByChild = [](const char *name) {
        return PanelQuery{u"avg by (%by) ("_s + metric(QString::fromLatin1(name)) + u')', {}, u"%by"_s};
    };
    const auto summed = [](const char *name, const char *shown, int slot) {
        return PanelQuery{u"sum("_s + onceByHost(u"device"_s, metric(QString::fromLatin1(name))) + u')',
            QString::fromLatin1(shown), {}, slot};
    };
    const QString wire = u"iface!=\"lo\",%sel"_s;
    const auto throughput = [&](const char *name, const char *shown, int slot) {
        const QString rates = u"rate("_s + metric(QString::fromLatin1(name), wire) + u"[%rate])"_s;
        return PanelQuery{
            u"sum("_s + onceByHost(u"iface"_s, rates) + u')', QString::fromLatin1(shown), {}, slot};
    };
    std::vector<PanelSpec> panels{
        by("cpu", percentPanel("overview.cpu", {avgByChild("cpu.busy")})),
        by("memory", percentPanel("overview.memory", {avgByChild("mem.memused.percent")})),
        by("network",
            panel("overview.network", Unit::BitsPerSecond,
                {throughput("net.if.in.bits", "in", kBlue), throughput("net.if.out.bits", "out", kOrange)})),
        by("load", panel("overview.load", Unit::None, {avgByChild("load.1min.percore")})),
        by("disk",
            panel("overview.disk", Unit::BytesPerSecond,
                {summed("disk.io.read_bytes", "read", kBlue),
                    summed("disk.io.write_bytes", "write", kOrange)})),
        by("filesystem",
            percentPanel("overview.filesystems",
                {{u"max by (%by) ("_s + metric(u"df.bytes.used.percent"_s) + u')', {}, u"%by"_s}})),
    };
    return panels;
}

std::vector<PanelFamily> hostPanels()
{
    std::vector<PanelFamily> families{{u"main"_s, {}}, cpuFamily(), memoryFamily(), diskFamily(),
        networkFamily(), tcpFamily(), udpFamily(), kernelFamily(), sensorFamily(), gpuFamily(), groupFamily(),
        cgroupFamily(), checkFamily(), agentFamily()};
    for (const char16_t *id : kAtAGlance) {
        takeInto(families.front(), families, QString::fromUtf16(id));
    }
    return families;
}

PanelScope scopeOf(const TreeState &tree, NodeId node)
{
    QStringList matchers;
    int depth = 0;
    for (const NodeId id : tree.path(node)) {
        const TreeNode *at = tree.node(id);
        const std::string_view label = labelOf(at->level);
        matchers.append(QString::fromLatin1(label.data(), static_cast<qsizetype>(label.size())) + u'='
            + quoted(QString::fromStdString(at->name)));
        ++depth;
    }
    PanelScope scope;
    scope.matchers = matchers.join(u',');
    if (depth < 4) {
        const std::string_view child = labelOf(static_cast<TreeLevel>(depth));
        scope.childLabel = QString::fromLatin1(child.data(), static_cast<qsizetype>(child.size()));
    } else {
        scope.childLabel = u"host"_s;
    }
    return scope;
}

PanelScope scopeOf(const HostSummary &host)
{
    return {u"host="_s + quoted(QString::fromStdString(host.name)), u"host"_s};
}

PanelScope scopeOfHosts(const QStringList &names)
{
    return {hostMatcher(names), u"host"_s, true};
}

QStringList seriesWords()
{
    std::vector<PanelFamily> families = hostPanels();
    families.push_back({{}, overviewPanels()});
    QStringList words;
    for (const PanelFamily &family : families) {
        for (const PanelSpec &spec : family.panels) {
            for (const PanelQuery &query : spec.queries) {
                words.append(query.word);
            }
        }
    }
    words.removeDuplicates();
    words.removeAll(QString());
    return words;
}

} // namespace qd::console
