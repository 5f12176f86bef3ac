// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"
#include "shared/base/error.h"
#include "shared/base/ids.h"
#include "shared/model/access.h"
#include "shared/model/event.h"
#include "shared/model/host.h"
#include "shared/model/metric.h"
#include "shared/model/tree.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

/// Every message of the two WebSocket protocols, agent (path /agent/v1) and console (path /console/v1), as
/// plain values. How they become bytes is wire.h; what they mean is docs/protocol/agent.md and console.md. A
/// struct's fields travel in order as a MessagePack array: a new field is appended, never inserted or
/// removed.
namespace qd::protocol {

/// Each side works with its own version and the one before.
inline constexpr std::uint8_t kVersion = 1;
inline constexpr std::uint8_t kOldestVersion = 1;

/// No frame of either direction is larger; a larger one closes the connection.
inline constexpr std::size_t kMaxFrameBytes = 4U * 1024 * 1024;

using Blob = std::vector<std::byte>;

// ---- both
// -------------------------------------------------------------------------------------------------------

/// Answer to a request that failed, or a notice before the sender closes (request id 0).
struct Failed
{
    ErrorCode code = ErrorCode::Internal;
    std::string message; ///< English, for the log
    std::string field; ///< what was wrong, if one field was
    std::int32_t retryAfterMs = 0; ///< > 0: too many attempts; nothing is looked at before this is over
};

/// Keeps a connection alive and measures the clocks; answered by Pong with the same sentAt.
struct Ping
{
    TimeMs sentAt;
};

struct Pong
{
    TimeMs sentAt; ///< copied from the Ping
    TimeMs repliedAt; ///< the replier's clock
};

// ---- agent and backend
// --------------------------------------------------------------------------------------------

/// Backend -> agent, first message of every session.
struct Challenge
{
    std::uint8_t oldestVersion = kOldestVersion;
    std::uint8_t newestVersion = kVersion;
    Blob nonce; ///< 32 random bytes, to be signed
    TimeMs serverTime;
};

/// Agent -> backend. signature = Ed25519(agentKey, "quarterdeck agent hello v1" || nonce || uuid).
struct Hello
{
    std::uint8_t version = kVersion;
    std::string uuid; ///< 36 characters, lower case
    HostFingerprint fingerprint;
    std::string hostname;
    std::string agentVersion;
    std::string enrolToken; ///< one-time token; empty once the host is known
    std::uint64_t dictionary = 0; ///< names the agent's slot numbering; new whenever numbering starts over
    Blob signature; ///< 64 bytes
};

/// Backend -> agent: the session is open. An agent that is not welcome gets Failed (Denied, Conflict) and a
/// close.
struct Welcome
{
    std::uint8_t version = kVersion;
    HostId host;
    std::uint64_t lastSequence = 0; ///< newest kept sequence of this dictionary; 0 if none
    TimeMs serverTime;
    std::int32_t maxUnackedBlocks = 64; ///< the agent sends no more than this before an Ack
};

struct SeriesEntry
{
    std::uint32_t slot = 0;
    SeriesDescription series;
};

/// Agent -> backend, request. Must precede the first block that uses the slots. Answered by SeriesRegistered
/// when they are durable; blocks may follow without waiting for the answer.
struct RegisterSeries
{
    std::uint64_t dictionary = 0; ///< that of the blocks that follow; spooled ones may be older than Hello's
    std::vector<SeriesEntry> entries;
};

struct RefusedSeries
{
    std::uint32_t slot = 0;
    std::string reason;
};

struct SeriesRegistered
{
    std::vector<RefusedSeries> refused; ///< samples of these slots are dropped and counted
};

/// Agent -> backend. Kept once per (dictionary, sequence), however often it arrives.
struct BlockMessage
{
    std::uint64_t dictionary = 0;
    std::uint64_t sequence = 0; ///< from 1, ascending per dictionary
    TimeMs sentAt; ///< agent's clock at this attempt
    std::int32_t clockOffsetMs = 0; ///< agent clock minus backend clock, as last measured
    Blob block; ///< shared/series encoding
};

/// Backend -> agent, after COMMIT: every block of the dictionary up to this sequence is kept.
struct Ack
{
    std::uint64_t dictionary = 0;
    std::uint64_t sequence = 0;
};

/// Backend -> agent: this block will never be kept (undecodable, too old); the agent drops and counts it.
struct BlockRefused
{
    std::uint64_t dictionary = 0;
    std::uint64_t sequence = 0;
    ErrorCode code = ErrorCode::InvalidInput;
    std::string reason;
};

/// Agent -> backend, at start and whenever a fact changes.
struct FactsMessage
{
    HostFacts facts;
};

/// Agent -> backend, request (answered by Done once durable): something happened. Kept by (host, id) once.
struct AgentEvent
{
    HostEvent event;
};

/// Backend -> agent: send ProcessList every intervalMs until told otherwise (0 = stop). Expires after 30 s
/// unless repeated, so that a lost backend cannot leave an agent busy.
struct WatchProcesses
{
    std::int32_t intervalMs = 0;
    std::int32_t top = 20; ///< by CPU, then memory
};

/// Agent -> backend -> console.
struct ProcessList
{
    HostId host; ///< filled in by the backend
    TimeMs time;
    std::vector<ProcessInfo> processes;
};

/// Success without a value.
struct Done
{
};

// ---- console and backend
// ------------------------------------------------------------------------------------------

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
    std::int64_t spoolBytes = 0; ///< as the agent last reported
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

/// Console -> backend, request: how long this user's session token should live is over now. Answered by Done.
struct SignOut
{
};

} // namespace qd::protocol
