// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/panelcatalogue.h"

#include "console/presenters/hostpanels.h"
#include "console/presenters/panelbuilders.h"
#include "console/state/treestate.h"

namespace qd::console {

using namespace Qt::StringLiterals;

using namespace panels;

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
        percentPanel("overview.cpu", {avgByChild("cpu.busy")}),
        percentPanel("overview.memory", {avgByChild("mem.memused.percent")}),
        panel("overview.network", Unit::BitsPerSecond,
            {throughput("net.if.in.bits", "in", kBlue), throughput("net.if.out.bits", "out", kOrange)}),
        panel("overview.load", Unit::None, {avgByChild("load.1min.percore")}),
        panel("overview.disk", Unit::BytesPerSecond,
            {summed("disk.io.read_bytes", "read", kBlue), summed("disk.io.write_bytes", "write", kOrange)}),
        percentPanel("overview.filesystems",
            {{u"max by (%by) ("_s + metric(u"df.bytes.used.percent"_s) + u')', {}, u"%by"_s}}),
    };
    return panels;
}

std::vector<PanelFamily> hostPanels()
{
    return {cpuFamily(), memoryFamily(), diskFamily(), networkFamily(), tcpFamily(), udpFamily(),
        kernelFamily(), sensorFamily(), gpuFamily(), groupFamily(), cgroupFamily(), checkFamily(),
        agentFamily()};
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
