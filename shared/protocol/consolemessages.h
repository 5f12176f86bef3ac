// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/access.h"
#include "shared/model/event.h"
#include "shared/model/host.h"
#include "shared/model/labels.h"
#include "shared/model/tree.h"
#include "shared/protocol/commonmessages.h"

/// The messages between console and backend (path /console/v1); their sequence is docs/protocol/console.md.
namespace qd::protocol {

/// Console -> backend, first request. Either user and password, or a token (API token or kept session).
struct SignIn
{
    std::uint8_t version = kVersion;
    std::string user;
    std::string password;
    std::string token;
    bool keepSignedIn = false; ///< asks for a session token to come back with
};

struct SignedIn
{
    std::uint8_t version = kVersion;
    std::string user;
    Role role = Role::Viewer;
    std::string sessionToken; ///< empty unless asked for
    std::string serverVersion;
    TimeMs serverTime;
    Features features{}; ///< what the backend understands
};

/// Console -> backend: the tree now and every change from now on.
struct WatchTree
{
};

/// Backend -> console: answer to WatchTree. Hosts may follow in several HostsChanged when they are many.
struct TreeState
{
    std::vector<TreeNode> nodes; ///< parents before children
    std::vector<HostSummary> hosts;
    std::int64_t totalHosts = 0;
};

/// Backend -> console, at most once a second: nodes replaced or added, nodes gone.
struct NodesChanged
{
    std::vector<TreeNode> changed;
    std::vector<NodeId> removed;
};

/// Backend -> console, at most once a second: hosts replaced or added, hosts gone.
struct HostsChanged
{
    std::vector<HostSummary> changed;
    std::vector<HostId> removed;
};

/// Backend -> console, once a second after WatchTree: what the status bar shows.
struct ServerStatus
{
    TimeMs serverTime;
    TimeMs newestSample; ///< over all hosts; epoch if none
    std::int64_t agentsOnline = 0;
    std::int64_t agentsTotal = 0;
};

/// Console -> backend, request: one evaluation over a closed range, answered by QueryResult.
struct Query
{
    std::string promql;
    TimeMs start;
    TimeMs end;
    std::int32_t stepMs = 10'000;
    std::int32_t maxPoints =
        0; ///< > 0: min and max per bucket, so that at most this many points come back a series
};

/// Console -> backend: evaluate over the sliding window [now - windowMs, now] and send changes until
/// Unsubscribe. The subscription's id is the request id of this message.
struct Subscribe
{
    std::string promql;
    std::int64_t windowMs = 3'600'000; ///< 0: only the newest value of each series
    std::int32_t stepMs = 10'000;
    std::int32_t maxPoints = 0;
};

struct Unsubscribe
{
    std::uint32_t subscription = 0;
};

/// One series of a result: times and values in step; a missing step is absent.
struct SeriesPoints
{
    Labels labels;
    std::string unit; ///< empty when the expression changed it
    std::vector<std::int64_t> times; ///< UTC ms, ascending
    std::vector<double> values;
};

/// Answer to Query, and pushed for Subscribe under its request id.
struct QueryResult
{
    bool isFull = true; ///< false: points to append, series not listed are unchanged
    std::vector<SeriesPoints> series;
    TimeMs evaluatedAt;
    TimeMs newestSample; ///< of the series that took part; epoch if none
    std::int64_t windowStart = 0; ///< UTC ms: older points fall out of the window
    std::string resolution; ///< "raw", "5m", "1h", or "minmax 1m"
    ErrorCode errorCode = ErrorCode::Internal; ///< meaningful if error is not empty
    std::string error; ///< the expression failed; the subscription lives on
};

/// Console -> backend, request: answered by HostDetails.
struct GetHost
{
    HostId host;
};

/// The way of the data, each hop with the time of the last thing that passed it.
struct DataPath
{
    TimeMs collectedAt; ///< newest sample, agent's clock
    TimeMs sentAt; ///< agent's clock
    std::int32_t clockOffsetMs = 0;
    TimeMs receivedAt; ///< backend's clock
    TimeMs committedAt; ///< backend's clock
    bool isConnected = false;
    std::int64_t spoolBytes = 0; ///< what waits at the agent, as it last reported
    std::int64_t spoolBlocks = 0;
    std::int64_t spoolMemoryBytes = 0; ///< of spoolBytes: in memory only, lost if the agent ends
    TimeMs spoolReportedAt{}; ///< backend's clock; epoch: not since the backend started
    std::int64_t roundTripUs = -1; ///< of the agent's newest answered Ping; negative: unknown
    TimeMs roundTripAt{}; ///< backend's clock: when it was measured
};

struct HostDetails
{
    HostSummary summary;
    HostFacts facts;
    DataPath path;
    std::vector<HostEvent> events; ///< newest first, at most 100
};

/// Console -> backend: ProcessList for this host every second until WatchHostProcesses with isOn false.
struct WatchHostProcesses
{
    HostId host;
    bool isOn = false;
};

/// Console -> backend, request (operator): mount a host on components instead of where it is. Answered by
/// Done.
struct MountHost
{
    HostId host;
    std::vector<NodeId> components;
    std::string reason;
};

/// Console -> backend, request (operator): create a tree node. Answered by NodeCreated.
struct CreateNode
{
    NodeId parent;
    std::string name;
    std::string reason;
};

struct NodeCreated
{
    NodeId id;
};

/// Console -> backend, request: names for completion and the palette. Answered by MetricNames.
struct GetMetricNames
{
};

struct MetricNames
{
    std::vector<std::string> names;
};

/// Console -> backend, request: the session token is worth nothing from now on. Answered by Done.
struct SignOut
{
};

/// Console -> backend, request (operator): let the agent of a host collect its fast tier every second for so
/// much longer than it would already. Answered by Done; what follows is told in HostSummary. Only to backends
/// with kBurstFeature.
struct SetBurst
{
    HostId host;
    std::int32_t durationMs = 300'000; ///< 0 ends it
};

} // namespace qd::protocol
