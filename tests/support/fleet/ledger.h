// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/series/block.h"
#include "tests/support/fleet/catalog.h"

#include <cstdio>
#include <memory>
#include <string>

namespace qd::fleet {

/// Writes down every acknowledged sample, so that a test can ask for it afterwards. One line each, tab
/// separated: host, metric{label=value,...}, time in ms, value. A line reaches the kernel before the next
/// frame is read, so a kill of the fleet loses at most the line it was writing.
class Ledger
{
public:
    /// Appends to the file. Without a path it writes nothing.
    explicit Ledger(const std::string &path);

    [[nodiscard]] bool isOn() const { return m_file != nullptr; }
    void acknowledged(const std::string &host, const Catalog &catalog, const series::Block &block);

private:
    struct Close
    {
        void operator()(std::FILE *file) const { std::fclose(file); }
    };
    std::unique_ptr<std::FILE, Close> m_file;
};

} // namespace qd::fleet
