// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/protocol/consolemessages.h"

#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <cstdint>
#include <optional>
#include <tuple>

/// The values that cross from the client to the rest of the console. Those that mean the same on the wire and
/// on the screen are the protocol's own structs under the console's names; nothing above the client names the
/// protocol.
namespace qd::console {

using SeriesPoints = protocol::SeriesPoints;
using QueryAnswer = protocol::QueryResult;
using HostDetails = protocol::HostDetails;
using DataPath = protocol::DataPath;
using ServerStatus = protocol::ServerStatus;
using ProcessSnapshot = protocol::ProcessList;
using TreeSnapshot = protocol::TreeState;
using NodesDelta = protocol::NodesChanged;
using HostsDelta = protocol::HostsChanged;

/// The console's own protocol versions, for messages about a server that speaks others.
inline constexpr int kConsoleVersion = protocol::kVersion;
inline constexpr int kConsoleOldestVersion = protocol::kOldestVersion;
inline constexpr int kUnknownVersion = -1;

/// Who signs in: a token, or else a name and a password.
struct Credentials
{
    QString user;
    QString password;
    QString token;
    bool keepSignedIn = false;
};

/// The session that the server opened.
struct Session
{
    QString user;
    Role role = Role::Viewer;
    QString token; ///< to sign in again without the password; empty unless asked for
    QString serverVersion;
    bool canBurst = false; ///< the server understands setBurst()

    bool operator==(const Session &) const = default;
};

/// What a person is shown before trusting a server.
struct CertificateInfo
{
    QString subject;
    QString issuer;
    QString fingerprint; ///< SHA-256 of the public key, upper-case pairs with colons
    QDateTime validFrom;
    QDateTime validTo;
    bool isReplacement = false; ///< another key was trusted for this server before

    bool operator==(const CertificateInfo &) const = default;
};

/// Where the connection stands. Order has no meaning.
enum class LinkState {
    Idle, ///< not asked to connect
    Connecting, ///< socket or TLS
    Confirming, ///< waits for a person to trust the certificate
    SigningIn,
    Online,
    Waiting, ///< lost; tries again at retryAt
    Offline, ///< no link and none wanted: the last data of a session are shown, read-only
};

/// Queries and subscriptions are answered.
[[nodiscard]] constexpr bool isAnswering(LinkState state)
{
    return state == LinkState::Online || state == LinkState::Offline;
}

/// Why the connection is not open; what the connect page and the banner say.
enum class LinkProblemKind {
    Unreachable,
    Certificate,
    Denied,
    Locked, ///< too many attempts: nothing was said about the secret; goes on at retryAt
    VersionMismatch,
    Lost,
    Protocol,
    Timeout,
};

struct LinkProblem
{
    LinkProblemKind kind = LinkProblemKind::Unreachable;
    Error error; ///< for the log and "Copy details"
    int serverVersion = kUnknownVersion; ///< VersionMismatch only
    QString field; ///< "server", "user", "password" or "token": where the message belongs

    bool operator==(const LinkProblem &) const = default;
};

struct LinkStatus
{
    LinkState state = LinkState::Idle;
    QUrl server;
    std::optional<LinkProblem> problem;
    std::optional<CertificateInfo> certificate; ///< Confirming only
    SteadyMs retryAt; ///< Waiting only
    TimeMs dataFrom{}; ///< Offline only: when the data were true
};

/// A range query.
struct RangeQuery
{
    QString promql;
    TimeMs start;
    TimeMs end;
    int stepMs = 10'000;
    int maxPoints = 0; ///< a series; 0 = every step

    bool operator==(const RangeQuery &) const = default;
};

/// A live query over the last windowMs; equal keys share one subscription.
struct LiveQuery
{
    QString promql;
    std::int64_t windowMs = 3'600'000; ///< 0: newest value only
    int stepMs = 10'000;
    int maxPoints = 0;

    bool operator==(const LiveQuery &) const = default;
    friend bool operator<(const LiveQuery &a, const LiveQuery &b)
    {
        return std::tie(a.promql, a.windowMs, a.stepMs, a.maxPoints)
            < std::tie(b.promql, b.windowMs, b.stepMs, b.maxPoints);
    }
};

} // namespace qd::console
