// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <array>
#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace qd::agent {

/// Who this host is for as long as its data folder lives: a random UUID and an Ed25519 key.
class Identity
{
public:
    [[nodiscard]] const std::string &uuid() const { return m_uuid; } ///< 36 characters, lower case
    [[nodiscard]] const std::string &publicKey() const { return m_publicKey; } ///< 32 raw bytes
    [[nodiscard]] std::vector<std::byte> sign(std::span<const std::byte> text) const; ///< 64 bytes

    /// Reads the identity file, or makes one (mode 0600) if there is none; of two processes that do so at the
    /// same time both get the same. Blocks on the disk.
    /// @errors Denied (others may read the file), Corrupt, Unavailable; context "file"
    [[nodiscard]] static Result<Identity> loadOrCreate(const std::filesystem::path &file);

private:
    static constexpr std::size_t kSeedBytes = 32;

    [[nodiscard]] static Result<Identity> load(const std::filesystem::path &file);
    [[nodiscard]] static Result<void> create(const std::filesystem::path &file);
    [[nodiscard]] static Result<Identity> parse(const std::string &text, const std::filesystem::path &file);

    std::string m_uuid;
    std::string m_publicKey;
    std::array<unsigned char, 64> m_secretKey{};
};

/// 16 random bytes as a UUID of version 4.
[[nodiscard]] std::string randomUuid();

} // namespace qd::agent
