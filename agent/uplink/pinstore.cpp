// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/uplink/pinstore.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace qd::agent {

namespace {

constexpr std::string_view kPrefix = "sha256:";

/// Replaces the file by one with this content, at once and for good.
Result<void> replaceFile(const std::filesystem::path &file, const std::string &content)
{
    const std::string draft = file.string() + ".new";
    const int descriptor = ::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    const auto wanted = static_cast<ssize_t>(content.size());
    const bool isWritten = descriptor >= 0 && ::write(descriptor, content.data(), content.size()) == wanted
        && ::fsync(descriptor) == 0;
    const int code = errno;
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    if (!isWritten || std::rename(draft.c_str(), file.c_str()) != 0) {
        return failure(ErrorCode::Unavailable,
            "cannot write the file of pinned keys: " + std::string{std::strerror(isWritten ? errno : code)},
            {{"file", file.string()}});
    }
    return {};
}

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
    if (auto written = replaceFile(m_file, content); !written) {
        return failure(std::move(written).error());
    }
    return true;
}

} // namespace qd::agent
