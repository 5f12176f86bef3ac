// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace qd::agent {

/// Coroutines and timers run on the io_context itself. Asio's defaults erase the type of the executor, which
/// makes each step of a coroutine several calls through tables: an idle agent pays for them with cold caches.
using Executor = boost::asio::io_context::executor_type;

template <typename T>
using Task = boost::asio::awaitable<T, Executor>;
inline constexpr boost::asio::use_awaitable_t<Executor> kUseTask;

using Timer = boost::asio::steady_timer::rebind_executor<Executor>::other;

} // namespace qd::agent
