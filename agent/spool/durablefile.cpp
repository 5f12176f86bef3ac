// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/spool/durablefile.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace qd::agent {

namespace {

Failure fileFailure(const char *what, int code, const std::filesystem::path &file)
{
    return failure(
        ErrorCode::Unavailable, std::string{what} + ": " + std::strerror(code), {{"file", file.string()}});
}

} // namespace

Result<void> writeDurably(const std::filesystem::path &file, const std::string &content)
{
    const int descriptor =
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR);
    if (descriptor < 0) {
        return fileFailure("cannot create a file", errno, file);
    }
    errno = ENOSPC; // what a write that takes only a part leaves out
    const bool isWritten =
        ::write(descriptor, content.data(), content.size()) == static_cast<ssize_t>(content.size())
        && ::fsync(descriptor) == 0;
    const int code = errno;
    ::close(descriptor);
    if (!isWritten) {
        return fileFailure("cannot write a file", code, file);
    }
    return {};
}

Result<void> replaceDurably(const std::filesystem::path &file, const std::string &content)
{
    const std::filesystem::path draft = file.string() + ".new";
    if (auto written = writeDurably(draft, content); !written) {
        return written;
    }
    if (std::rename(draft.c_str(), file.c_str()) != 0) {
        return fileFailure("cannot replace a file", errno, file);
    }
    return {};
}

} // namespace qd::agent
