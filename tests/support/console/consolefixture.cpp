// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/console/consolefixture.h"

namespace qd::test {

ConsoleFixture::ConsoleFixture()
    : offline(backend)
    , storage(dir.filePath(QStringLiteral("console.ini")), QSettings::IniFormat)
    , settings(storage)
    , connection(offline, clock)
    , tree(offline)
    , subscriptions(offline, clock)
    , lastData(offline, connection, tree, subscriptions, dir.path())
    , services{offline, connection, tree, subscriptions, settings, clock, lastData}
{
}

ConsoleFixture::~ConsoleFixture() = default;

void ConsoleFixture::goOnline(const console::TreeSnapshot &snapshot)
{
    backend.openSession({QStringLiteral("lin"), Role::Operator, {}, QStringLiteral("0.1.0")});
    Q_EMIT backend.treeReceived(snapshot);
    Q_EMIT backend.serverStatusReceived({clock.now(), clock.now() - std::chrono::milliseconds(1200), 1, 1});
}

bool ConsoleFixture::answer(QStringView part, std::vector<console::SeriesPoints> series)
{
    const quint32 subscription = backend.subscriptionFor(part);
    if (subscription == 0) {
        return false;
    }
    console::QueryAnswer result;
    result.series = std::move(series);
    clock.advance(std::chrono::milliseconds(1100)); // past the gathering of updates
    Q_EMIT backend.seriesReceived(subscription, result);
    return true;
}

} // namespace qd::test
