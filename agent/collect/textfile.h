// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "agent/collect/collector.h"
#include "shared/base/result.h"

#include <functional>
#include <string>
#include <string_view>

namespace qd::agent {

/// A file of /proc or /sys that is read again and again: opened once, then read from its start at each turn.
/// Movable, so that devices can keep theirs; the descriptor is closed with the object.
class TextFile
{
public:
    explicit TextFile(std::string path);
    ~TextFile();
    TextFile(TextFile &&other) noexcept;
    TextFile &operator=(TextFile &&other) noexcept;
    TextFile(const TextFile &) = delete;
    TextFile &operator=(const TextFile &) = delete;

    /// The whole text, in the buffer, which grows as needed up to 16 MiB.
    /// @return empty if the file does not exist: a kernel without the feature; asked for again at the next
    /// read
    /// @errors Unavailable (no permission, device gone), Corrupt (too large)
    [[nodiscard]] Result<std::string_view> read(ReadBuffer &buffer);

    /// Whether a file of /proc that announces its changes, as mountinfo does, has announced none since it was
    /// read. False for a file elsewhere, and before the first read.
    [[nodiscard]] bool isKnownUnchanged() const;

    /// Whether the kernel itself answers, not a file that somebody laid in its place (as lxcfs does to show a
    /// container its own figures). False before the first read.
    [[nodiscard]] bool isOfProcfs() const;

    [[nodiscard]] const std::string &path() const { return m_path; }

private:
    [[nodiscard]] Result<bool> open();
    void close();

    std::string m_path;
    int m_descriptor = -1;
};

/// Reads a small file once, without keeping it open; empty if it is not there or cannot be read.
/// @param text  at most kSmallFile bytes of it
inline constexpr std::size_t kSmallFile = 4096;
[[nodiscard]] std::string readSmallFile(const std::string &path);

/// Names in a directory but "." and "..", in no order.
/// @return false if the directory cannot be read
bool eachEntry(const std::string &directory, const std::function<void(std::string_view name)> &visit);

/// Where a symbolic link points to, the last component only ("../../bus/pci/drivers/e1000e" -> "e1000e");
/// empty if it is none.
[[nodiscard]] std::string linkName(const std::string &path);

} // namespace qd::agent
