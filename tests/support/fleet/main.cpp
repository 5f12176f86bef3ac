// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fleet/fleet.h"

#include <csignal>
#include <cstdio>
#include <fstream>
#include <string_view>

#include <sys/resource.h>

namespace {

using namespace qd;

int complain(const Error &error)
{
    std::fprintf(stderr, "qd-fleet: %s\n", error.toString().c_str());
    return 2;
}

std::deque<std::string> readWords(const std::string &file)
{
    std::deque<std::string> words;
    std::ifstream stream{file};
    for (std::string word; stream >> word;) {
        words.push_back(word);
    }
    return words;
}

/// A socket for each host, and a few files.
void raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
}

} // namespace

int main(int argc, char **argv)
{
    const std::span<const char *const> arguments{argv + 1, argc > 0 ? static_cast<std::size_t>(argc - 1) : 0};
    for (const char *const argument : arguments) {
        if (std::string_view{argument} == "--help") {
            std::fputs(fleet::helpText(), stdout);
            return 0;
        }
    }
    auto options = fleet::parseOptions(arguments);
    if (!options) {
        return complain(options.error());
    }
    auto backend = agent::parseBackendUrl(options->backend);
    if (!backend) {
        return complain(backend.error());
    }
    auto state = fleet::FleetState::open(options->stateDir);
    if (!state) {
        return complain(state.error());
    }
    std::string adminToken;
    if (!options->adminTokenFile.empty()) {
        const auto words = readWords(options->adminTokenFile);
        if (words.empty()) {
            return complain({ErrorCode::NotFound, "there is no token in " + options->adminTokenFile, {}});
        }
        adminToken = words.front();
    }
    if (!adminToken.empty() && backend->isTls) {
        return complain({ErrorCode::InvalidInput, "--admin-token-file needs a backend on loopback", {}});
    }
    std::signal(SIGPIPE, SIG_IGN);
    raiseDescriptorLimit();
    fleet::Fleet fleet{*options, *backend, std::move(*state), adminToken, readWords(options->enrolTokenFile)};
    return fleet.run();
}
