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
};

} // namespace qd::console
