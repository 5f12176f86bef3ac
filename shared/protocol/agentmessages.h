// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/model/event.h"
#include "shared/model/host.h"
#include "shared/model/metric.h"
#include "shared/protocol/commonmessages.h"

/// The messages between agent and backend (path /agent/v1); their sequence is docs/protocol/agent.md.
namespace qd::protocol {

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
    Features features{}; ///< what the agent understands
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
    Features features{}; ///< what the backend understands
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
    SpoolDepth spool{}; ///< when this block was sent, itself included
    RoundTrip roundTrip{}; ///< as last measured, by a Pong or a timed Ack
    bool wantsAck = true; ///< false: its Ack may come with that of a later block, or with the next Pong
};

/// Backend -> agent, after COMMIT: every block of the dictionary up to this sequence is kept.
struct Ack
{
    std::uint64_t dictionary = 0;
    std::uint64_t sequence = 0;
    TimeMs sentAt{}; ///< backend's clock
    std::int64_t heldUs = -1; ///< from the arrival of the block `sequence` to sentAt; negative: not told
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

/// Backend -> agent: collect the fast tier every intervalMs for remainingMs from now on. Replaces an earlier
/// order. The agent ends it by itself, link or no link. Only to agents with kBurstFeature.
struct BurstOrder
{
    std::int32_t intervalMs = 1'000;
    std::int32_t remainingMs = 0; ///< 0 ends it
};

/// Agent -> backend, after each BurstOrder, when a session opens while a burst runs, and when one ends early.
struct BurstReport
{
    std::int32_t intervalMs = 1'000;
    std::int32_t remainingMs = 0; ///< 0: none runs
    std::string reason; ///< why it ended early; English, for the log
};

} // namespace qd::protocol
