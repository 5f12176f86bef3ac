// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/uplink/session.h"
#include "tests/support/agent/agentfakes.h"
#include "tests/support/manualclock.h"

#include <QTemporaryDir>

#include <utility>
#include <vector>

namespace qd::agent {

class FakeHost final : public HostView
{
public:
    [[nodiscard]] HostFingerprint fingerprint() const override
    {
        return {{}, "machine", {"52:54:00:00:00:01"}, "S1"};
    }
    [[nodiscard]] const HostFacts &facts() const override { return m_facts; }
    [[nodiscard]] std::uint64_t factsRevision() const override { return revision; }
    [[nodiscard]] std::vector<ProcessInfo> processes(int top) override
    {
        return std::vector<ProcessInfo>(static_cast<std::size_t>(top));
    }
    void orderBurst(std::chrono::milliseconds interval, std::chrono::milliseconds remaining) override
    {
        burstState = {interval, remaining, {}};
        ++bursts;
    }
    [[nodiscard]] BurstState burst() const override { return burstState; }
    [[nodiscard]] std::uint64_t burstRevision() const override { return bursts; }
    [[nodiscard]] std::string enrolToken() const override { return token; }

    std::uint64_t revision = 1;
    std::string token = "once";
    BurstState burstState;
    std::uint64_t bursts = 0;

private:
    HostFacts m_facts;
};

/// Everything that a session works on, with a clock that stands still.
struct SessionFixture
{
    SessionFixture()
        : dictionary(
            {folder.filePath(QStringLiteral("dictionary")).toStdString(), "boot", 50'000, {}}, reporter)
        , spool(spoolOptions(), stamps, reporter)
    {
        dictionary.open();
        (void)dictionary.slotOf({Labels{{{"__name__", "cpu.idle"}}}, "percent", MetricKind::Gauge, 10'000});
    }

    [[nodiscard]] SessionParts parts() { return {spool, dictionary, stamps, reporter, host, credentials}; }

    void pushBlocks(int count)
    {
        for (int i = 0; i < count; ++i) {
            spool.push(dictionary.id(), series::Bytes(100), 10);
        }
    }

    [[nodiscard]] static Spool::Options spoolOptions()
    {
        Spool::Options options;
        options.diskBytes = 0;
        return options;
    }

    QTemporaryDir folder;
    test::ManualClock clock;
    FakeReporter reporter;
    StampClock stamps{clock};
    FakeHost host;
    Credentials credentials{"11111111-2222-4333-8444-555555555555", std::string(32, 'k'),
        [](std::span<const std::byte>) { return protocol::Blob(64); }};
    Dictionary dictionary;
    Spool spool;
};

} // namespace qd::agent
