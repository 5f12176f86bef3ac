// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/uplink/pinstore.h"

#include "agent/spool/durablefile.h"

#include <fstream>
#include <sstream>

namespace qd::agent {

namespace {

constexpr std::string_view kPrefix = "sha256:";

} // namespace

PinStore::PinStore(std::filesystem::path file)
    : m_file(std::move(file))
{
}

Result<bool> PinStore::accept(std::string_view authority, std::string_view fingerprint)
{
    std::string content;
    std::error_code error;
    if (std::filesystem::exists(m_file, error) || error) {
        std::ifstream stream{m_file};
        std::ostringstream text;
        text << stream.rdbuf();
        if (!stream) {
            return failure(
                ErrorCode::Unavailable, "cannot read the file of pinned keys", {{"file", m_file.string()}});
        }
        content = text.str();
    }
    std::istringstream lines{content};
    std::string name;
    std::string key;
    while (lines >> name >> key) {
        if (name != authority) {
            continue;
        }
        if (key == std::string{kPrefix} + std::string{fingerprint}) {
            return false;
        }
        return failure(ErrorCode::Denied,
            "the backend shows another key than at the first time; if that is right, delete its line",
            {{"file", m_file.string()}, {"pinned", key},
                {"shown", std::string{kPrefix} + std::string{fingerprint}}});
    }
    if (!content.empty() && content.back() != '\n') {
        content += '\n';
    }
    content += std::string{authority} + " " + std::string{kPrefix} + std::string{fingerprint} + "\n";
    if (auto written = replaceDurably(m_file, content); !written) {
        return failure(std::move(written).error());
    }
    return true;
}

} // namespace qd::agent
