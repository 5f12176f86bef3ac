// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/stack/childprocess.h"

#include <QProcess>

#include <sys/prctl.h>
#include <unistd.h>

#include <csignal>

namespace qd::test {

void endWithThisProcess(QProcess &child)
{
    child.setChildProcessModifier([parent = ::getpid()] {
        const bool isBound = ::prctl(PR_SET_PDEATHSIG, SIGTERM) == 0 && ::getppid() == parent;
        if (!isBound) {
            ::_exit(126);
        }
    });
}

} // namespace qd::test
