// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/offlinebackend.h"
#include "console/presenters/consoleservices.h"
#include "console/state/connectionstate.h"
#include "console/state/lastdatakeeper.h"
#include "console/state/settings.h"
#include "console/state/subscriptionstore.h"
#include "console/state/treestate.h"
#include "tests/support/console/scriptedbackend.h"
#include "tests/support/manualclock.h"

#include <QSettings>
#include <QTemporaryDir>

namespace qd::test {

/// The whole state layer over a scripted backend and a clock that stands still.
class ConsoleFixture
{
public:
    ConsoleFixture();
    ~ConsoleFixture();

    /// Signs in and hands over a tree.
    void goOnline(const console::TreeSnapshot &tree);
    /// Answers the open subscription whose text contains `part` with a full window. False if there is none.
    bool answer(QStringView part, std::vector<console::SeriesPoints> series);

    QTemporaryDir dir;
    ManualClock clock{fromUnixMs(1'795'000'000'000)};
    ScriptedBackend backend;
    console::OfflineBackend offline;
    QSettings storage;
    console::Settings settings;
    console::ConnectionState connection;
    console::TreeState tree;
    console::SubscriptionStore subscriptions;
    console::LastDataKeeper lastData;
    console::ConsoleServices services;
};

} // namespace qd::test
