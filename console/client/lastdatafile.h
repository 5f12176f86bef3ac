// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/lastdata.h"

#include <optional>

namespace qd::console {

/// The last data on disk, encrypted with a key of this console (docs/adr/0031). Both files are readable by
/// their owner only; a new one replaces the old one whole or not at all. Every call blocks on the disk:
/// for worker threads, but info(), which reads a few hundred bytes. One caller at a time.
class LastDataFile
{
public:
    static constexpr qsizetype kMaxBytes = 64 * 1024 * 1024;

    /// @param directory  exists; holds "last-data" and "last-data.key"
    explicit LastDataFile(QString directory);

    /// Whose data lie there; nothing if there are none or they are not ours.
    [[nodiscard]] std::optional<LastDataInfo> info() const;
    /// @errors Unavailable: a file cannot be written or the key cannot be read
    [[nodiscard]] Result<void> write(const LastData &data) const;
    /// @errors NotFound: there are none; Unavailable: not readable; Corrupt: changed, cut, or written with
    ///         another key
    [[nodiscard]] Result<LastData> read() const;
    /// Removes data and key.
    void erase() const;

private:
    [[nodiscard]] Result<QByteArray> key(bool isMadeIfMissing) const;

    QString m_data;
    QString m_key;
};

} // namespace qd::console
