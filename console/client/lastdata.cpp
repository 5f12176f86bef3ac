// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/client/lastdata.h"

#include "shared/net/messagechannel.h"
#include "shared/protocol/wire.h"

#include <QtEndian>

#include <algorithm>

namespace qd::console {

namespace {

/// Of nodes or hosts in one frame: far below the size that a frame may have.
constexpr std::size_t kPerFrame = 1'000;
constexpr qsizetype kLengthBytes = 4;

class Packer
{
public:
    explicit Packer(qsizetype maxBytes)
        : m_maxBytes(maxBytes)
    {
    }

    /// All frames or none of them.
    bool add(std::initializer_list<protocol::Message> messages)
    {
        QByteArray frames;
        for (const protocol::Message &message : messages) {
            const QByteArray frame = net::encodeFrame({protocol::kVersion, 0, message});
            if (static_cast<std::size_t>(frame.size()) > protocol::kMaxFrameBytes) {
                return false;
            }
            const quint32 length = qToLittleEndian(static_cast<quint32>(frame.size()));
            frames.append(reinterpret_cast<const char *>(&length), kLengthBytes);
            frames.append(frame);
        }
        if (m_bytes.size() + frames.size() > m_maxBytes) {
            return false;
        }
        m_bytes.append(frames);
        return true;
    }

    [[nodiscard]] QByteArray take() { return std::move(m_bytes); }

private:
    qsizetype m_maxBytes;
    QByteArray m_bytes;
};

template <typename T>
[[nodiscard]] std::vector<T> pieceOf(const std::vector<T> &all, std::size_t from)
{
    const auto begin = all.begin() + static_cast<std::ptrdiff_t>(std::min(from, all.size()));
    const auto left = static_cast<std::size_t>(all.end() - begin);
    return {begin, begin + static_cast<std::ptrdiff_t>(std::min(left, kPerFrame))};
}

/// Puts one frame where it belongs; a Subscribe names the QueryResult behind it.
[[nodiscard]] bool place(LastData &data, std::optional<LiveQuery> &asked, const protocol::Message &message)
{
    if (const auto *tree = std::get_if<TreeSnapshot>(&message)) {
        data.tree.nodes.insert(data.tree.nodes.end(), tree->nodes.begin(), tree->nodes.end());
        data.tree.hosts.insert(data.tree.hosts.end(), tree->hosts.begin(), tree->hosts.end());
        data.tree.totalHosts = std::ssize(data.tree.hosts);
    } else if (const auto *server = std::get_if<ServerStatus>(&message)) {
        data.server = *server;
    } else if (const auto *query = std::get_if<protocol::Subscribe>(&message)) {
        asked = LiveQuery{
            QString::fromStdString(query->promql), query->windowMs, query->stepMs, query->maxPoints};
    } else if (const auto *answer = std::get_if<QueryAnswer>(&message); answer != nullptr && asked) {
        data.series.emplace_back(*std::exchange(asked, std::nullopt), *answer);
    } else if (const auto *host = std::get_if<HostDetails>(&message)) {
        data.hosts.push_back(*host);
    } else {
        return false;
    }
    return true;
}

} // namespace

QByteArray packLastData(const LastData &data, qsizetype maxBytes)
{
    Packer packer(maxBytes);
    packer.add({data.server});
    for (std::size_t from = 0; from < data.tree.nodes.size(); from += kPerFrame) {
        packer.add({TreeSnapshot{pieceOf(data.tree.nodes, from), {}, 0}});
    }
    for (const auto &[query, answer] : data.series) {
        packer.add(
            {protocol::Subscribe{query.promql.toStdString(), query.windowMs, query.stepMs, query.maxPoints},
                answer});
    }
    for (const HostDetails &host : data.hosts) {
        packer.add({host});
    }
    for (std::size_t from = 0; from < data.tree.hosts.size(); from += kPerFrame) {
        if (!packer.add({TreeSnapshot{{}, pieceOf(data.tree.hosts, from), 0}})) {
            break;
        }
    }
    return packer.take();
}

Result<LastData> unpackLastData(const QByteArray &bytes)
{
    LastData data;
    std::optional<LiveQuery> asked;
    for (qsizetype at = 0; at < bytes.size();) {
        if (bytes.size() - at < kLengthBytes) {
            return failure(ErrorCode::Corrupt, "the last data end within a length");
        }
        const auto length = static_cast<qsizetype>(qFromLittleEndian<quint32>(bytes.constData() + at));
        at += kLengthBytes;
        if (length > bytes.size() - at) {
            return failure(ErrorCode::Corrupt, "the last data end within a frame");
        }
        const auto frame = protocol::decode(
            std::as_bytes(std::span(bytes.constData() + at, static_cast<std::size_t>(length))));
        if (!frame || !place(data, asked, frame->message)) {
            return failure(ErrorCode::Corrupt, "the last data hold something unknown");
        }
        at += length;
    }
    return data;
}

} // namespace qd::console
