// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/mountnamespace.h"

#include <QFile>

#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <string>

namespace qd::test {

namespace {

bool write(const char *path, const std::string &text)
{
    QFile file{QString::fromLatin1(path)};
    return file.open(QIODevice::WriteOnly)
        && file.write(text.data(), qint64(text.size())) == qint64(text.size());
}

} // namespace

bool enterMountNamespace()
{
    const uid_t user = ::geteuid();
    const gid_t group = ::getegid();
    if (::unshare(user == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0) {
        return false;
    }
    if (user != 0) {
        const bool isMapped = write("/proc/self/setgroups", "deny")
            && write("/proc/self/uid_map", std::to_string(user) + ' ' + std::to_string(user) + " 1")
            && write("/proc/self/gid_map", std::to_string(group) + ' ' + std::to_string(group) + " 1");
        if (!isMapped) {
            return false;
        }
    }
    return ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

} // namespace qd::test
