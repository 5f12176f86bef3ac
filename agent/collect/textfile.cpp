// SPDX-License-Identifier: GPL-3.0-or-later
#include "agent/collect/textfile.h"

#include "agent/collect/textscan.h"

#include <array>
#include <cerrno>
#include <climits>
#include <cstring>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <poll.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace qd::agent {

namespace {

constexpr std::size_t kFirstBuffer = 16 * 1024;
constexpr std::size_t kMaxFile = 16 * 1024 * 1024;

Failure unavailable(const std::string &path, int reason)
{
    return failure(ErrorCode::Unavailable, path + ": " + std::strerror(reason),
        {{"file", path}, {"reason", std::strerror(reason)}});
}

ssize_t readAgain(int descriptor, char *to, std::size_t size, std::size_t offset)
{
    ssize_t count = -1;
    do {
        count = ::pread(descriptor, to, size, static_cast<off_t>(offset));
    } while (count < 0 && errno == EINTR);
    return count;
}

} // namespace

TextFile::TextFile(std::string path)
    : m_path(std::move(path))
{
}

TextFile::~TextFile()
{
    close();
}

TextFile::TextFile(TextFile &&other) noexcept
    : m_path(std::move(other.m_path))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

TextFile &TextFile::operator=(TextFile &&other) noexcept
{
    if (this != &other) {
        close();
        m_path = std::move(other.m_path);
        m_descriptor = std::exchange(other.m_descriptor, -1);
    }
    return *this;
}

Result<std::string_view> TextFile::read(ReadBuffer &buffer)
{
    if (m_descriptor < 0) {
        const auto isThere = open();
        if (!isThere) {
            return failure(isThere.error());
        }
        if (!*isThere) {
            return std::string_view{};
        }
    }
    if (buffer.size() < kFirstBuffer) {
        buffer.resize(kFirstBuffer);
    }
    std::size_t size = 0;
    for (;;) {
        const ssize_t count = readAgain(m_descriptor, buffer.data() + size, buffer.size() - size, size);
        if (count < 0) {
            const int reason = errno;
            if (reason != EINVAL) { // that is a device without such a value; others may be gone
                close();
            }
            return unavailable(m_path, reason);
        }
        size += static_cast<std::size_t>(count);
        // A short read is the end of a small file: asking once more for the zero would double the cost.
        if (count == 0 || (size < buffer.size() && size < kSmallFile)) {
            return std::string_view{buffer.data(), size};
        }
        if (size == buffer.size()) {
            if (size >= kMaxFile) {
                return corruptFile(m_path, "is larger than 16 MiB");
            }
            buffer.resize(size * 2);
        }
    }
}

bool TextFile::isKnownUnchanged() const
{
    pollfd file{m_descriptor, POLLPRI, 0};
    return isOfProcfs() && ::poll(&file, 1, 0) == 0;
}

bool TextFile::isOfProcfs() const
{
    struct statfs system
    {
    };
    return m_descriptor >= 0 && ::fstatfs(m_descriptor, &system) == 0 && system.f_type == PROC_SUPER_MAGIC;
}

Result<bool> TextFile::open()
{
    m_descriptor = ::open(m_path.c_str(), O_RDONLY | O_CLOEXEC);
    if (m_descriptor >= 0) {
        return true;
    }
    if (errno == ENOENT || errno == ENOTDIR || errno == ENODEV || errno == EOPNOTSUPP) {
        return false;
    }
    return unavailable(m_path, errno);
}

void TextFile::close()
{
    if (m_descriptor >= 0) {
        ::close(std::exchange(m_descriptor, -1));
    }
}

std::string readSmallFile(const std::string &path)
{
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        return {};
    }
    std::array<char, kSmallFile> text{};
    const ssize_t count = readAgain(descriptor, text.data(), text.size(), 0);
    ::close(descriptor);
    return count <= 0 ? std::string{} : std::string(text.data(), static_cast<std::size_t>(count));
}

bool eachEntry(const std::string &directory, const std::function<void(std::string_view name)> &visit)
{
    DIR *stream = ::opendir(directory.c_str());
    if (stream == nullptr) {
        return false;
    }
    while (const dirent *entry = ::readdir(stream)) {
        const std::string_view name = entry->d_name;
        if (name != "." && name != "..") {
            visit(name);
        }
    }
    ::closedir(stream);
    return true;
}

std::string linkName(const std::string &path)
{
    std::array<char, PATH_MAX> target{};
    const ssize_t size = ::readlink(path.c_str(), target.data(), target.size());
    if (size <= 0) {
        return {};
    }
    const std::string_view text(target.data(), static_cast<std::size_t>(size));
    return std::string{text.substr(text.rfind('/') + 1)};
}

} // namespace qd::agent
