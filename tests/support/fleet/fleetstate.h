// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace qd::fleet {

/// Who a simulated host is; derived from the fleet's secret, so that nothing is kept per host.
struct HostIdentity
{
    std::string uuid;
    std::string publicKey; ///< 32 raw bytes
    std::array<unsigned char, 64> secretKey{};

    [[nodiscard]] std::vector<std::byte> sign(std::span<const std::byte> text) const;
};

/// What makes a restart the same fleet: a secret, who is enrolled and mounted, and up to when samples were
/// kept.
class FleetState
{
public:
    /// @errors Unavailable, Corrupt
    [[nodiscard]] static Result<FleetState> open(const std::filesystem::path &directory);

    [[nodiscard]] HostIdentity identity(int index) const;

    [[nodiscard]] bool isEnrolled(int index) const { return m_enrolled.contains(index); }
    void setEnrolled(int index, bool isEnrolled);
    [[nodiscard]] bool isMounted(int index) const { return m_mounted.contains(index); }
    void setMounted(int index) { m_mounted.insert(index); }

    [[nodiscard]] std::int64_t keptUntilMs() const { return m_keptUntilMs; } ///< 0: a new fleet
    void setKeptUntilMs(std::int64_t time) { m_keptUntilMs = time; }

    /// Writes everything; blocks on the disk.
    [[nodiscard]] Result<void> save() const;

private:
    std::filesystem::path m_directory;
    std::array<unsigned char, 32> m_secret{};
    std::set<int> m_enrolled;
    std::set<int> m_mounted;
    std::int64_t m_keptUntilMs = 0;
};

} // namespace qd::fleet
