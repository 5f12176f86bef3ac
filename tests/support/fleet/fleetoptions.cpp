// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleet/fleetoptions.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace qd::fleet {

namespace {

template <typename Number>
bool readNumber(std::string_view text, Number &number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

bool readDuration(std::string_view text, std::chrono::seconds &duration)
{
    std::int64_t factor = 1;
    if (!text.empty() && std::string_view{"smh"}.find(text.back()) != std::string_view::npos) {
        factor = text.back() == 'h' ? 3'600 : text.back() == 'm' ? 60 : 1;
        text.remove_suffix(1);
    }
    std::int64_t count = 0;
    if (!readNumber(text, count) || count < 0) {
        return false;
    }
    duration = std::chrono::seconds{count * factor};
    return true;
}

/// @return false if the value does not fit; nothing if there is no such option
std::optional<bool> setValue(Options &options, std::string_view name, std::string_view value)
{
    std::int64_t number = 0;
    const bool isNumber = readNumber(value, number) && number >= 0;
    if (name == "--backend") {
        options.backend = value;
    } else if (name == "--hosts") {
        options.hosts = static_cast<int>(number);
        return isNumber && number >= 1 && number <= 100'000;
    } else if (name == "--seed") {
        options.seed = static_cast<std::uint64_t>(number);
        return isNumber;
    } else if (name == "--interval") {
        options.interval = std::chrono::milliseconds{number};
        return isNumber && number >= 10;
    } else if (name == "--series-per-host") {
        options.seriesPerHost = static_cast<int>(number);
        return isNumber && number <= 20'000;
    } else if (name == "--admin-token-file") {
        options.adminTokenFile = value;
    } else if (name == "--enrol-token-file") {
        options.enrolTokenFile = value;
    } else if (name == "--ledger") {
        options.ledgerFile = value;
    } else if (name == "--state-dir") {
        options.stateDir = value;
    } else if (name == "--history") {
        return readDuration(value, options.history);
    } else if (name == "--rate") {
        options.samplesPerSecond = static_cast<std::uint64_t>(number);
        return isNumber || value == "max";
    } else if (name == "--rows-per-block") {
        options.rowsPerBlock = static_cast<int>(number);
        return isNumber && number >= 1 && number <= 1'000;
    } else if (name == "--duration") {
        return readDuration(value, options.duration);
    } else {
        return std::nullopt;
    }
    return true;
}

} // namespace

Result<Options> parseOptions(std::span<const char *const> arguments)
{
    Options options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument{arguments[i]};
        const std::size_t equals = argument.find('=');
        const std::string name{argument.substr(0, equals)};
        if (argument == "--all-online") {
            options.isAllOnline = true;
            continue;
        }
        if (argument == "--no-tree") {
            options.withTree = false;
            continue;
        }
        const bool hasValue = equals != std::string_view::npos || i + 1 < arguments.size();
        if (!hasValue) {
            return failure(ErrorCode::InvalidInput, name + " is unknown or needs a value");
        }
        const std::string_view value =
            equals != std::string_view::npos ? argument.substr(equals + 1) : std::string_view{arguments[++i]};
        const auto isSet = setValue(options, name, value);
        if (!isSet || !*isSet) {
            return failure(ErrorCode::InvalidInput,
                name + (isSet ? " does not take the value " + std::string{value} : " is not an option"));
        }
    }
    return options;
}

const char *helpText()
{
    return "Usage: qd-fleet [OPTION]...\n"
           "Simulates hosts that speak the agent protocol over real sockets. Ends at SIGINT, SIGTERM or "
           "after\n"
           "--duration, and prints what was acknowledged as JSON. SIGUSR1 starts that report over.\n\n"
           "  --backend URL            ws://127.0.0.1:7700\n"
           "  --hosts N                how many (200)\n"
           "  --seed S                 makes another fleet (1)\n"
           "  --interval MS            between two rows of samples (10000)\n"
           "  --series-per-host K      0: the whole catalogue\n"
           "  --admin-token-file FILE  API token: asks for enrolment tokens, builds the tree, mounts the "
           "hosts\n"
           "  --enrol-token-file FILE  enrolment tokens, one a line\n"
           "  --state-dir DIR          identities and progress, so that a restart is the same fleet\n"
           "  --history DURATION       of a new fleet (2h)\n"
           "  --rate N|max             samples a second of all hosts together (max)\n"
           "  --rows-per-block N       at most, when catching up (60)\n"
           "  --duration DURATION      then end (0: never)\n"
           "  --ledger FILE            append every acknowledged sample: host, series, time, value\n"
           "  --all-online             without the few hosts that stop sending\n"
           "  --no-tree                leave tree and mounts alone\n";
}

} // namespace qd::fleet
