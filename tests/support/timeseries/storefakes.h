// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend/storage/timeseries/timeseriesengine.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>

namespace qd::test {

/// A wall and a steady clock that stand still until they are moved.
class SettableClock final : public Clock
{
public:
    explicit SettableClock(std::int64_t nowMs)
        : m_nowMs(nowMs)
    {
    }
    [[nodiscard]] TimeMs now() const override { return fromUnixMs(m_nowMs); }
    [[nodiscard]] SteadyMs steadyNow() const override
    {
        return SteadyMs{std::chrono::milliseconds{m_steadyMs}};
    }
    /// Time passes until then; back it is a jump.
    void set(std::int64_t nowMs)
    {
        m_steadyMs += std::max<std::int64_t>(0, nowMs - m_nowMs);
        m_nowMs = nowMs;
    }
    void advance(std::int64_t ms) { set(m_nowMs + ms); }
    /// Somebody sets the wall clock.
    void jump(std::int64_t ms) { m_nowMs += ms; }

private:
    std::atomic<std::int64_t> m_nowMs;
    std::atomic<std::int64_t> m_steadyMs = 1'000'000;
};

/// Every host "host-N" on one component, hosts that are listed on two.
class FakeTreeLabels final : public backend::TreeLabels
{
public:
    void mountTwice(HostId host) { m_twice.insert({host.value, true}); }

    [[nodiscard]] std::shared_ptr<const std::vector<Labels>> labelsOf(HostId host) const override
    {
        auto mounts = std::make_shared<std::vector<Labels>>();
        mounts->push_back(mount(host, "shop"));
        if (m_twice.contains(host.value)) {
            mounts->push_back(mount(host, "search"));
        }
        return mounts;
    }

    [[nodiscard]] std::vector<HostId> hostsMatching(
        std::span<const promql::CompiledMatcher> matchers) const override
    {
        std::vector<HostId> hosts;
        for (std::int32_t number = 1; number <= m_hosts; ++number) {
            const auto mounts = labelsOf(HostId{number});
            if (std::any_of(mounts->begin(), mounts->end(),
                    [&](const Labels &labels) { return promql::matchesAll(matchers, labels); })) {
                hosts.push_back(HostId{number});
            }
        }
        return hosts;
    }

    void setHosts(std::int32_t hosts) { m_hosts = hosts; }

private:
    static Labels mount(HostId host, const char *service)
    {
        return Labels({{"host", "host-" + std::to_string(host.value)},
            {"region", host.value % 2 == 0 ? "east" : "west"}, {"category", "trade"}, {"service", service},
            {"component", std::string(service) + "-web"}});
    }

    std::int32_t m_hosts = 1000;
    std::map<std::int32_t, bool> m_twice;
};

/// Counts calls back from the store and waits for them.
class Answers
{
public:
    [[nodiscard]] backend::SampleIngest::AppendDone appended()
    {
        return [this](const Result<void> &result) { add(static_cast<bool>(result)); };
    }
    [[nodiscard]] backend::SampleIngest::RegisterDone registered()
    {
        return [this](const Result<std::vector<backend::RefusedRegistration>> &result) {
            if (result) {
                const std::lock_guard lock(m_mutex);
                m_refused.insert(m_refused.end(), result->begin(), result->end());
            }
            add(result.has_value());
        };
    }
    /// @return whether so many answers of any kind came within the time
    [[nodiscard]] bool waitFor(std::size_t count, std::chrono::seconds timeout = std::chrono::seconds{30})
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, timeout, [&] { return m_good + m_bad >= count; });
    }
    [[nodiscard]] std::size_t good() const
    {
        const std::lock_guard lock(m_mutex);
        return m_good;
    }
    [[nodiscard]] std::size_t bad() const
    {
        const std::lock_guard lock(m_mutex);
        return m_bad;
    }
    [[nodiscard]] std::vector<backend::RefusedRegistration> refused() const
    {
        const std::lock_guard lock(m_mutex);
        return m_refused;
    }

private:
    void add(bool isGood)
    {
        const std::lock_guard lock(m_mutex);
        ++(isGood ? m_good : m_bad);
        m_changed.notify_all();
    }

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::size_t m_good = 0;
    std::size_t m_bad = 0;
    std::vector<backend::RefusedRegistration> m_refused;
};

/// Applies the migrations behind one number and up to another, without recording them.
[[nodiscard]] Result<void> applySchema(const std::string &connection, int after = 0, int upTo = 9999);

/// cpu.busy{core="N"} and friends: series of a host by slot.
[[nodiscard]] std::vector<backend::SeriesRegistration> someSeries(std::uint32_t count);

/// All samples of a selector within [from, to], by label set in its textual form.
using ReadBack = std::map<std::string, std::vector<std::pair<std::int64_t, double>>>;
[[nodiscard]] Result<ReadBack> readBack(const backend::MetricStore &store,
    std::vector<promql::Matcher> matchers, std::int64_t from, std::int64_t to, std::int64_t step = 0);

} // namespace qd::test
