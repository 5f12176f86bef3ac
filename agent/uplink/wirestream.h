// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/uplink/channel.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/role.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <utility>

namespace qd::agent {

/// TCP, or TLS over it, behind one type: an asynchronous stream in the sense of Asio and Beast. Handlers and
/// buffers are erased at its border, so that the WebSocket above is compiled once and the sockets below are
/// compiled once, instead of each with each. Lives on one thread; nothing in it is thread-safe.
class WireStream
{
public:
    using executor_type = Executor; // Asio's name for it

    explicit WireStream(executor_type executor);
    ~WireStream();
    WireStream(WireStream &&) = delete;

    /// Looks the host up, connects, and with a wss address shakes hands and decides on the server's key.
    /// @errors Unavailable (no such name, refused, closed), Timeout, Denied (certificate or key not trusted),
    ///         InvalidInput (the authority's file cannot be read)
    [[nodiscard]] Task<Result<void>> open(const BackendUrl &url, const ChannelOptions &options);

    /// Ends everything at once; what is under way completes with an error.
    void close();

    [[nodiscard]] executor_type get_executor() const { return m_executor; }

    /// Whether write_some() can take some kilobytes now: there is no TLS, no write is under way, and what was
    /// written before has reached the other side.
    [[nodiscard]] bool isIdle() const;

    /// Never waits.
    template <typename Buffers>
    std::size_t write_some(const Buffers &buffers, boost::system::error_code &error)
    {
        return writeNow(firstOf<boost::asio::const_buffer, 2>(buffers), error);
    }

    // Without these three a stream does not count as one that can write at once. Nobody calls them.
    template <typename Buffers>
    std::size_t write_some(const Buffers &buffers);
    template <typename Buffers>
    std::size_t read_some(const Buffers &buffers);
    template <typename Buffers>
    std::size_t read_some(const Buffers &buffers, boost::system::error_code &error);

    template <typename Buffers, typename Token>
    auto async_read_some(const Buffers &buffers, Token &&token)
    {
        return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
            [this](auto &&handler, const Buffers &all) {
                readSome(firstOf<boost::asio::mutable_buffer, 1>(all).front(),
                    erase(std::forward<decltype(handler)>(handler)));
            },
            token, buffers);
    }

    template <typename Buffers, typename Token>
    auto async_write_some(const Buffers &buffers, Token &&token)
    {
        return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
            [this](auto &&handler, const Buffers &all) {
                writeSome(firstOf<boost::asio::const_buffer, 2>(all),
                    erase(std::forward<decltype(handler)>(handler)));
            },
            token, buffers);
    }

private:
    /// A header and its payload, which have to leave in one packet.
    using WriteBuffers = std::array<boost::asio::const_buffer, 2>;

    /// A completion handler of any type, to be run once.
    class Completion
    {
    public:
        virtual ~Completion() = default;
        /// @param self  gone before the handler is called, as Asio promises to handlers
        virtual void run(
            std::unique_ptr<Completion> self, boost::system::error_code error, std::size_t bytes) = 0;
    };

    template <typename Handler>
    class ErasedHandler final : public Completion
    {
    public:
        explicit ErasedHandler(Handler handler)
            : m_handler(std::move(handler))
        {
        }
        void run(
            std::unique_ptr<Completion> self, boost::system::error_code error, std::size_t bytes) override
        {
            Handler handler{std::move(m_handler)};
            self.reset();
            std::move(handler)(error, bytes);
        }

    private:
        Handler m_handler;
    };

    template <typename Handler>
    [[nodiscard]] static std::unique_ptr<Completion> erase(Handler &&handler)
    {
        return std::make_unique<ErasedHandler<std::decay_t<Handler>>>(std::forward<Handler>(handler));
    }

    /// The first buffers that are not empty; reading or writing some bytes needs no more.
    template <typename Buffer, std::size_t Count, typename Buffers>
    [[nodiscard]] static std::array<Buffer, Count> firstOf(const Buffers &all)
    {
        std::array<Buffer, Count> first{};
        std::size_t found = 0;
        const auto end = boost::asio::buffer_sequence_end(all);
        for (auto at = boost::asio::buffer_sequence_begin(all); at != end && found < Count; ++at) {
            if (const Buffer buffer{*at}; buffer.size() > 0) {
                first[found++] = buffer;
            }
        }
        return first;
    }

    void readSome(boost::asio::mutable_buffer buffer, std::unique_ptr<Completion> done);
    void writeSome(const WriteBuffers &buffers, std::unique_ptr<Completion> done);
    [[nodiscard]] std::size_t writeNow(const WriteBuffers &buffers, boost::system::error_code &error);

    struct Layers;

    executor_type m_executor;
    std::shared_ptr<Layers> m_layers; ///< shared with what is under way, which may outlive this object
};

// What Beast asks of a stream that it does not know.

inline void beast_close_socket(WireStream &stream)
{
    stream.close();
}

/// The closing handshake of the WebSocket is over; there is nothing left to say.
template <typename Handler>
void async_teardown(boost::beast::role_type, WireStream &stream, Handler &&handler)
{
    stream.close();
    boost::asio::post(stream.get_executor(),
        [handler = std::forward<Handler>(handler)]() mutable { handler(boost::system::error_code{}); });
}

} // namespace qd::agent
