// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QProcess;

namespace qd::test {

/// Has the kernel ask the child, with SIGTERM, to end when this process is gone, however that came about. To
/// be called before it is started, on the main thread.
void endWithThisProcess(QProcess &child);

} // namespace qd::test
