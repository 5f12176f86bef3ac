// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/app/options.h"

#include <array>
#include <string_view>

namespace qd::agent {

namespace {

struct TextOption
{
    std::string_view name;
    std::string Options::*field;
    std::string_view help;
};

struct Switch
{
    std::string_view name;
    bool Options::*field;
    std::string_view help;
};

constexpr std::array<TextOption, 4> kTextOptions{{
    {"--config", &Options::configFile, "FILE   read settings from this YAML file; SIGHUP reads it again"},
    {"--data-dir", &Options::dataDir, "DIR    keep identity, spool and the backend's key here"},
    {"--backend", &Options::backendUrl, "URL    ws://127.0.0.1:7700 on loopback, wss://HOST:PORT elsewhere"},
    {"--enrol-token-file", &Options::enrolTokenFile,
        "FILE   one-time token, needed until the backend knows this host"},
}};

constexpr std::array<Switch, 4> kSwitches{{
    {"--print-config", &Options::printConfig, "print all settings as YAML and end"},
    {"--version", &Options::printVersion, "print the version and end"},
    {"--help", &Options::printHelp, "print this and end"},
    {"--once", &Options::isOnce, "collect once, print every sample and end; talks to nobody"},
}};

Failure badOption(std::string_view option, const char *reason)
{
    return failure(ErrorCode::InvalidInput, std::string{option} + " " + reason,
        {{"field", std::string{option}}, {"reason", reason}});
}

} // namespace

Result<Options> parseOptions(std::span<const char *const> arguments)
{
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument{arguments[i]};
        const std::size_t equals = argument.find('=');
        const std::string_view name = argument.substr(0, equals);
        bool isKnown = false;
        for (const Switch &option : kSwitches) {
            if (argument == option.name) {
                options.*option.field = true;
                isKnown = true;
            }
        }
        for (const TextOption &option : kTextOptions) {
            if (name != option.name) {
                continue;
            }
            isKnown = true;
            if (equals == std::string_view::npos && i + 1 == arguments.size()) {
                return badOption(name, "needs a value");
            }
            options.*option.field = equals == std::string_view::npos
                ? std::string{arguments[++i]}
                : std::string{argument.substr(equals + 1)};
        }
        if (!isKnown) {
            return badOption(argument, "is not an option; --help lists them");
        }
    }
    return options;
}

std::string helpText()
{
    std::string text =
        "Usage: quarterdeck-agent [OPTION]...\nCollects this host's metrics and sends them to the "
        "Quarterdeck backend.\n\n";
    for (const TextOption &option : kTextOptions) {
        text += "  " + std::string{option.name} + " " + std::string{option.help} + "\n";
    }
    for (const Switch &option : kSwitches) {
        text += "  " + std::string{option.name} + "   " + std::string{option.help} + "\n";
    }
    return text;
}

} // namespace qd::agent
