// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace qd::agent {

/// Lets each text through once an interval and counts what it held back. Remembers a bounded number of texts.
class RateLimit
{
public:
    explicit RateLimit(std::chrono::milliseconds interval)
        : m_interval(interval)
    {
    }

    /// @return how often the text was held back since it last came through; nothing if it is held back now
    [[nodiscard]] std::optional<std::uint64_t> admit(const std::string &text, SteadyMs now)
    {
        constexpr std::size_t kMaxTexts = 256;
        if (m_seen.size() >= kMaxTexts) {
            std::erase_if(
                m_seen, [&](const auto &seen) { return now - seen.second.admittedAt >= m_interval; });
        }
        if (m_seen.size() >= kMaxTexts) {
            m_seen.clear();
        }
        const auto [found, isNew] = m_seen.try_emplace(text, Seen{now, 0});
        if (!isNew && now - found->second.admittedAt < m_interval) {
            ++found->second.heldBack;
            return std::nullopt;
        }
        const std::uint64_t heldBack = found->second.heldBack;
        found->second = {now, 0};
        return heldBack;
    }

private:
    struct Seen
    {
        SteadyMs admittedAt;
        std::uint64_t heldBack = 0;
    };
    std::chrono::milliseconds m_interval;
    std::map<std::string, Seen> m_seen;
};

} // namespace qd::agent
