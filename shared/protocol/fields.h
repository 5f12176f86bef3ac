// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/agentmessages.h"
#include "shared/protocol/consolemessages.h"

#include <concepts>
#include <type_traits>

/// The fields of every struct that travels, in wire order, told once for writing and reading alike.
/// A new field is appended to its list, so that both neighbours in version still understand each other.
namespace qd::protocol {

template <typename T, typename Struct>
concept Is = std::same_as<std::remove_cvref_t<T>, Struct>;

// clang-format off
template <typename V, Is<Failed> M> void fields(V &v, M &m) { v("code", m.code); v("message", m.message); v("field", m.field); v("retryAfterMs", m.retryAfterMs); }
template <typename V, Is<Ping> M> void fields(V &v, M &m) { v("sentAt", m.sentAt); }
template <typename V, Is<Pong> M> void fields(V &v, M &m) { v("sentAt", m.sentAt); v("repliedAt", m.repliedAt); }
template <typename V, Is<Done> M> void fields(V &, M &) { }
template <typename V, Is<WatchTree> M> void fields(V &, M &) { }
template <typename V, Is<GetMetricNames> M> void fields(V &, M &) { }
template <typename V, Is<SignOut> M> void fields(V &, M &) { }
template <typename V, Is<Challenge> M> void fields(V &v, M &m) { v("oldestVersion", m.oldestVersion); v("newestVersion", m.newestVersion); v("nonce", m.nonce); v("serverTime", m.serverTime); }
template <typename V, Is<Hello> M> void fields(V &v, M &m) { v("version", m.version); v("uuid", m.uuid); v("fingerprint", m.fingerprint); v("hostname", m.hostname); v("agentVersion", m.agentVersion); v("enrolToken", m.enrolToken); v("dictionary", m.dictionary); v("signature", m.signature); v("features", m.features); }
template <typename V, Is<Welcome> M> void fields(V &v, M &m) { v("version", m.version); v("host", m.host); v("lastSequence", m.lastSequence); v("serverTime", m.serverTime); v("maxUnackedBlocks", m.maxUnackedBlocks); v("features", m.features); }
template <typename V, Is<SeriesEntry> M> void fields(V &v, M &m) { v("slot", m.slot); v("series", m.series); }
template <typename V, Is<RegisterSeries> M> void fields(V &v, M &m) { v("dictionary", m.dictionary); v("entries", m.entries); }
template <typename V, Is<RefusedSeries> M> void fields(V &v, M &m) { v("slot", m.slot); v("reason", m.reason); }
template <typename V, Is<SeriesRegistered> M> void fields(V &v, M &m) { v("refused", m.refused); }
template <typename V, Is<BlockMessage> M> void fields(V &v, M &m) { v("dictionary", m.dictionary); v("sequence", m.sequence); v("sentAt", m.sentAt); v("clockOffsetMs", m.clockOffsetMs); v("block", m.block); v("spool", m.spool); v("roundTrip", m.roundTrip); v("wantsAck", m.wantsAck); }
template <typename V, Is<Ack> M> void fields(V &v, M &m) { v("dictionary", m.dictionary); v("sequence", m.sequence); v("sentAt", m.sentAt); v("heldUs", m.heldUs); }
template <typename V, Is<BlockRefused> M> void fields(V &v, M &m) { v("dictionary", m.dictionary); v("sequence", m.sequence); v("code", m.code); v("reason", m.reason); }
template <typename V, Is<FactsMessage> M> void fields(V &v, M &m) { v("facts", m.facts); }
template <typename V, Is<AgentEvent> M> void fields(V &v, M &m) { v("event", m.event); }
template <typename V, Is<WatchProcesses> M> void fields(V &v, M &m) { v("intervalMs", m.intervalMs); v("top", m.top); }
template <typename V, Is<ProcessList> M> void fields(V &v, M &m) { v("host", m.host); v("time", m.time); v("processes", m.processes); }
template <typename V, Is<SignIn> M> void fields(V &v, M &m) { v("version", m.version); v("user", m.user); v("password", m.password); v("token", m.token); v("keepSignedIn", m.keepSignedIn); }
template <typename V, Is<SignedIn> M> void fields(V &v, M &m) { v("version", m.version); v("user", m.user); v("role", m.role); v("sessionToken", m.sessionToken); v("serverVersion", m.serverVersion); v("serverTime", m.serverTime); v("features", m.features); }
template <typename V, Is<TreeState> M> void fields(V &v, M &m) { v("nodes", m.nodes); v("hosts", m.hosts); v("totalHosts", m.totalHosts); }
template <typename V, Is<NodesChanged> M> void fields(V &v, M &m) { v("changed", m.changed); v("removed", m.removed); }
template <typename V, Is<HostsChanged> M> void fields(V &v, M &m) { v("changed", m.changed); v("removed", m.removed); }
template <typename V, Is<ServerStatus> M> void fields(V &v, M &m) { v("serverTime", m.serverTime); v("newestSample", m.newestSample); v("agentsOnline", m.agentsOnline); v("agentsTotal", m.agentsTotal); }
template <typename V, Is<Query> M> void fields(V &v, M &m) { v("promql", m.promql); v("start", m.start); v("end", m.end); v("stepMs", m.stepMs); v("maxPoints", m.maxPoints); }
template <typename V, Is<Subscribe> M> void fields(V &v, M &m) { v("promql", m.promql); v("windowMs", m.windowMs); v("stepMs", m.stepMs); v("maxPoints", m.maxPoints); }
template <typename V, Is<Unsubscribe> M> void fields(V &v, M &m) { v("subscription", m.subscription); }
template <typename V, Is<SeriesPoints> M> void fields(V &v, M &m) { v("labels", m.labels); v("unit", m.unit); v("times", m.times); v("values", m.values); }
template <typename V, Is<QueryResult> M> void fields(V &v, M &m) { v("isFull", m.isFull); v("series", m.series); v("evaluatedAt", m.evaluatedAt); v("newestSample", m.newestSample); v("windowStart", m.windowStart); v("resolution", m.resolution); v("errorCode", m.errorCode); v("error", m.error); }
template <typename V, Is<GetHost> M> void fields(V &v, M &m) { v("host", m.host); }
template <typename V, Is<DataPath> M> void fields(V &v, M &m) { v("collectedAt", m.collectedAt); v("sentAt", m.sentAt); v("clockOffsetMs", m.clockOffsetMs); v("receivedAt", m.receivedAt); v("committedAt", m.committedAt); v("isConnected", m.isConnected); v("spoolBytes", m.spoolBytes); v("spoolBlocks", m.spoolBlocks); v("spoolMemoryBytes", m.spoolMemoryBytes); v("spoolReportedAt", m.spoolReportedAt); v("roundTripUs", m.roundTripUs); v("roundTripAt", m.roundTripAt); }
template <typename V, Is<HostDetails> M> void fields(V &v, M &m) { v("summary", m.summary); v("facts", m.facts); v("path", m.path); v("events", m.events); }
template <typename V, Is<WatchHostProcesses> M> void fields(V &v, M &m) { v("host", m.host); v("isOn", m.isOn); }
template <typename V, Is<MountHost> M> void fields(V &v, M &m) { v("host", m.host); v("components", m.components); v("reason", m.reason); }
template <typename V, Is<CreateNode> M> void fields(V &v, M &m) { v("parent", m.parent); v("name", m.name); v("reason", m.reason); }
template <typename V, Is<NodeCreated> M> void fields(V &v, M &m) { v("id", m.id); }
template <typename V, Is<BurstOrder> M> void fields(V &v, M &m) { v("intervalMs", m.intervalMs); v("remainingMs", m.remainingMs); }
template <typename V, Is<BurstReport> M> void fields(V &v, M &m) { v("intervalMs", m.intervalMs); v("remainingMs", m.remainingMs); v("reason", m.reason); }
template <typename V, Is<SetBurst> M> void fields(V &v, M &m) { v("host", m.host); v("durationMs", m.durationMs); }
template <typename V, Is<MetricNames> M> void fields(V &v, M &m) { v("names", m.names); }

template <typename V, Is<SeriesDescription> M> void fields(V &v, M &m) { v("labels", m.labels); v("unit", m.unit); v("kind", m.kind); v("intervalMs", m.intervalMs); }
template <typename V, Is<HostFingerprint> M> void fields(V &v, M &m) { v.raw("agentKey", m.agentKey); v("machineId", m.machineId); v("macs", m.macs); v("serial", m.serial); }
template <typename V, Is<DiskFact> M> void fields(V &v, M &m) { v("name", m.name); v("model", m.model); v("sizeBytes", m.sizeBytes); v("isRotational", m.isRotational); }
template <typename V, Is<InterfaceFact> M> void fields(V &v, M &m) { v("name", m.name); v("mac", m.mac); v("addresses", m.addresses); v("speedBits", m.speedBits); v("driver", m.driver); }
template <typename V, Is<HostFacts> M> void fields(V &v, M &m)
{
    v("hostname", m.hostname); v("kernel", m.kernel); v("version", m.version); v("arch", m.arch);
    v("operatingSystem", m.operatingSystem); v("cpuModel", m.cpuModel); v("cpuVendor", m.cpuVendor);
    v("cpuCacheBytes", m.cpuCacheBytes); v("cpuMhz", m.cpuMhz); v("cpuPhysicalCores", m.cpuPhysicalCores);
    v("cpuLogicalCores", m.cpuLogicalCores); v("memoryBytes", m.memoryBytes); v("swapBytes", m.swapBytes);
    v("disks", m.disks); v("interfaces", m.interfaces); v("primaryAddress", m.primaryAddress);
    v("bootTime", m.bootTime); v("agentVersion", m.agentVersion); v("tags", m.tags);
}
template <typename V, Is<SpoolDepth> M> void fields(V &v, M &m) { v("blocks", m.blocks); v("diskBytes", m.diskBytes); v("memoryBytes", m.memoryBytes); }
template <typename V, Is<HostSummary> M> void fields(V &v, M &m) { v("id", m.id); v("uuid", m.uuid); v("name", m.name); v("address", m.address); v("agentVersion", m.agentVersion); v("components", m.components); v("state", m.state); v("stateSince", m.stateSince); v("lastSeen", m.lastSeen); v("tags", m.tags); v("burstUntil", m.burstUntil); v("isBurstRunning", m.isBurstRunning); }
template <typename V, Is<RoundTrip> M> void fields(V &v, M &m) { v("us", m.us); v("ageMs", m.ageMs); }
template <typename V, Is<ProcessInfo> M> void fields(V &v, M &m) { v("pid", m.pid); v("user", m.user); v("command", m.command); v("cpuPercent", m.cpuPercent); v("rssBytes", m.rssBytes); v("threads", m.threads); v("state", m.state); }
template <typename V, Is<HostEvent> M> void fields(V &v, M &m) { v("id", m.id); v("time", m.time); v("severity", m.severity); v("source", m.source); v("message", m.message); }
template <typename V, Is<TreeNode> M> void fields(V &v, M &m) { v("id", m.id); v("parent", m.parent); v("level", m.level); v("name", m.name); }
// clang-format on

} // namespace qd::protocol
