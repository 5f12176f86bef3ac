// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace qd::test {

/// From now on mounts of this process are seen by nobody else and vanish with it. Without privileges a user
/// namespace, in which this user keeps its number, gives the right to mount. Has to run before there is a
/// second thread.
bool enterMountNamespace();

} // namespace qd::test
