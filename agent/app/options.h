// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/result.h"

#include <span>
#include <string>

namespace qd::agent {

/// What the command line says. It wins over the configuration file.
struct Options
{
    std::string configFile;
    std::string dataDir;
    std::string backendUrl;
    std::string enrolTokenFile;
    bool printConfig = false;
    bool printVersion = false;
    bool printHelp = false;
    bool isOnce = false; ///< collect once, print what was found, end

    bool operator==(const Options &) const = default;
};

/// @param arguments  without the program's name; `--name value` and `--name=value` are the same
/// @errors InvalidInput: an unknown option, one without its value, or a stray word
[[nodiscard]] Result<Options> parseOptions(std::span<const char *const> arguments);

[[nodiscard]] std::string helpText();

} // namespace qd::agent
