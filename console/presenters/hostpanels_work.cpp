// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/presenters/hostpanels.h"
#include "console/presenters/panelbuilders.h"

namespace qd::console::panels {

using namespace Qt::StringLiterals;

PanelFamily kernelFamily()
{
    return {u"kernel"_s,
        {by("process",
             panel("proc.count", Unit::Count,
                 {gauge("proc.count.total", "total", kBlue), gauge("proc.count.sleeping", "sleeping", kViolet),
                     gauge("proc.count.threads", "threads", kTeal)})),
            panel("proc.states", Unit::Count,
                {gauge("proc.count.running", "running", kBlue),
                    gauge("proc.count.blocked", "blocked", kOrange),
                    gauge("proc.count.zombie", "zombie", kPink)}),
            by("kernel",
                panel("kernel.files", Unit::Count,
                    {gauge("kernel.files.allocated", "allocated", kBlue)})),
            by("kernel",
                panel("kernel.limits", Unit::Count,
                    {gauge("kernel.maxfiles", "files", kOrange), gauge("kernel.files.left", "files left", kTeal),
                        gauge("kernel.maxproc", "processes", kBlue)})),
            panel("kernel.entropy", Unit::Count,
                {gauge("kernel.entropy", "entropy", kBlue), gauge("sys.users", "users", kTeal)}),
            by("system", panel("sys.uptime", Unit::Seconds, {gauge("sys.uptime", "uptime", kBlue)})),
            by("system", panel("sys.synced", Unit::Bool, {gauge("sys.time.synced", "synchronised", kTeal)})),
            optional(by("system",
                panel("sys.offset", Unit::Milliseconds, {gauge("sys.ntp.offset", "offset", kOrange)})))}};
}

PanelFamily groupFamily()
{
    // A group is named, or told by its command line: one of the two labels is empty.
    const auto own = [](PanelSpec spec) { return optional(by("process", std::move(spec))); };
    constexpr const char *kGroup = "name,cmdline";
    return {u"groups"_s,
        {own(panel("groups.count", Unit::Count, {gaugeBy("proc.num", kGroup)})),
            own(panel("groups.cpu", Unit::Percent, {gaugeBy("proc.cpu", kGroup)})),
            own(panel("groups.memory", Unit::Bytes, {gaugeBy("proc.mem.rss", kGroup)})),
            own(percentPanel("groups.memorypercent", {gaugeBy("proc.mem.percent", kGroup)})),
            own(panel("groups.io", Unit::BytesPerSecond,
                {rateBy("proc.io.read_bytes", kGroup, "read"), rateBy("proc.io.write_bytes", kGroup, "write")})),
            own(panel("groups.files", Unit::Count, {gaugeBy("proc.fds", kGroup)})),
            own(panel("groups.threads", Unit::Count, {gaugeBy("proc.threads", kGroup)})),
            own(panel("groups.uptime", Unit::Seconds, {gaugeBy("proc.uptime", kGroup)}))}};
}

PanelFamily cgroupFamily()
{
    const auto own = [](PanelSpec spec) { return optional(by("cgroup", std::move(spec))); };
    return {u"cgroups"_s,
        {own(panel("cgroups.cpu", Unit::Percent, {gaugeBy("cgroup.cpu", "cgroup")})),
            own(panel("cgroups.memory", Unit::Bytes, {gaugeBy("cgroup.mem", "cgroup")}))}};
}

PanelFamily checkFamily()
{
    const auto own = [](PanelSpec spec) { return optional(by("url", std::move(spec))); };
    return {u"checks"_s,
        {own(panel("checks.health", Unit::Bool, {gaugeBy("url.check.health", "url")})),
            own(panel("checks.duration", Unit::Milliseconds, {gaugeBy("url.check.duration", "url")})),
            own(panel("checks.code", Unit::None, {gaugeBy("url.check.code", "url")})),
            own(panel("checks.certificate", Unit::Days, {gaugeBy("url.check.cert.days", "url")}))}};
}

PanelFamily agentFamily()
{
    return {u"agent"_s,
        {panel("agent.cpu", Unit::Percent, {gauge("agent.cpu", "CPU", kBlue)}),
            panel("agent.memory", Unit::Bytes,
                {gauge("agent.mem.rss", "rss", kViolet), gauge("agent.spool.bytes", "spool", kOrange)}),
            panel("agent.samples", Unit::PerSecond,
                {rate("agent.samples.sent", "sent", kBlue),
                    rateOver("agent.samples.dropped", "reason", "dropped", kPink)}),
            panel("agent.latency", Unit::Milliseconds,
                {gauge("agent.send.latency", "acknowledged after", kBlue)}),
            panel("agent.oldest", Unit::Seconds, {gauge("agent.spool.oldest", "oldest", kOrange)}),
            panel("agent.collect", Unit::Milliseconds, {gaugeBy("agent.collect.duration", "collector")}),
            panel("agent.failures", Unit::PerSecond, {rateBy("agent.collect.errors", "collector", "")}),
            panel("agent.files", Unit::Count, {gauge("agent.fds", "open", kBlue)}),
            panel("agent.uptime", Unit::Seconds, {gauge("agent.uptime", "uptime", kBlue)}),
            panel("agent.restarts", Unit::Count,
                {growth("agent.restarts", "restarts", kPink), gauge("agent.plugins", "plugins", kTeal)}),
            panel("agent.alive", Unit::Bool, {gauge("agent.alive", "reports", kTeal)})}};
}

} // namespace qd::console::panels
