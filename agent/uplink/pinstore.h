// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace qd::agent {

/// Trust on first use: keeps the fingerprint (SHA-256 of the public key, lower-case hex) that each backend
/// showed first, one line "HOST:PORT sha256:FINGERPRINT" each, in a file of mode 0600. Blocks on the disk.
class PinStore
{
public:
    explicit PinStore(std::filesystem::path file);

    /// @return true if the backend was not known and is pinned now, false if it shows what it showed before
    /// @errors Denied: another key than the pinned one; Unavailable: the file cannot be read or written, and
    /// an
    ///         unknown key is not trusted then
    [[nodiscard]] Result<bool> accept(std::string_view authority, std::string_view fingerprint);

private:
    std::filesystem::path m_file;
};

} // namespace qd::agent
