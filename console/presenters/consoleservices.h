// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/base/clock.h"

namespace qd::console {

class Backend;
class ConnectionState;
class LastDataKeeper;
class Settings;
class SubscriptionStore;
class TreeState;

/// What presenters work with; created in app/, outlives all of them.
struct ConsoleServices
{
    Backend &backend;
    ConnectionState &connection;
    TreeState &tree;
    SubscriptionStore &subscriptions;
    Settings &settings;
    const Clock &clock;
    LastDataKeeper &lastData;

    /// False while a place of the tree may be worse than it looks: without a live server, and before every
    /// host of a large tree has come. Nothing of it is called good then.
    [[nodiscard]] bool isTreeSure() const;
};

} // namespace qd::console
