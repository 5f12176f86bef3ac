// SPDX-License-Identifier: GPL-3.0-or-later
// What the console may cost with 100,000 hosts. Prints BENCH lines; the targets are those of the user
// interface guide.
#include "console/models/hosttablemodel.h"
#include "console/models/producttreemodel.h"
#include "console/presenters/palettepresenter.h"
#include "tests/support/console/consolefixture.h"
#include "tests/support/meter/benchline.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <functional>

using namespace qd;
using namespace qd::console;
using namespace Qt::StringLiterals;

namespace {

constexpr int kRuns = 5;
constexpr int kHosts = 100'000;
constexpr int kHostsPerComponent = 250;

[[nodiscard]] TreeSnapshot largeTree()
{
    TreeSnapshot tree;
    int node = 0;
    const auto add = [&](int parent, TreeLevel level, const std::string &name) {
        tree.nodes.push_back({NodeId{++node}, NodeId{parent}, level, name});
        return node;
    };
    int component = 0;
    for (int host = 0; host < kHosts; ++host) {
        if (host % kHostsPerComponent == 0) {
            const std::string number = std::to_string(host / kHostsPerComponent);
            const int region = add(0, TreeLevel::Region, "region-" + number);
            const int category = add(region, TreeLevel::Category, "category-" + number);
            component = add(add(category, TreeLevel::Service, "service-" + number), TreeLevel::Component,
                "component-" + number);
        }
        HostSummary summary;
        summary.id = HostId{host + 1};
        summary.name = "checkout-api-" + std::to_string(host);
        summary.address = "10." + std::to_string(host >> 16) + '.' + std::to_string(host >> 8 & 255) + ".7";
        summary.components = {NodeId{component}};
        summary.state = host % 997 == 0 ? HostState::Offline : HostState::Online;
        tree.hosts.push_back(summary);
    }
    tree.totalHosts = kHosts;
    return tree;
}

/// Median of kRuns in ms.
void measure(const char *name, double targetMs, const std::function<void()> &work)
{
    std::vector<double> times;
    for (int run = 0; run < kRuns; ++run) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    qd::test::printBench(name, times[kRuns / 2], "ms", qd::test::atMost(targetMs));
}

/// The longest time for which the event loop did not come round while work was going on.
[[nodiscard]] double saveLastData(qd::test::ConsoleFixture &fixture)
{
    double longest = 0.0;
    QElapsedTimer since;
    QTimer heart;
    QObject::connect(&heart, &QTimer::timeout, &heart, [&] {
        longest = std::max(longest, static_cast<double>(since.nsecsElapsed()) / 1e6);
        since.start();
    });
    QEventLoop loop;
    QObject::connect(&fixture.lastData, &LastDataKeeper::storedChanged, &loop, &QEventLoop::quit);
    heart.start(1);
    since.start();
    fixture.lastData.save();
    loop.exec();
    return longest;
}

/// Median of kRuns of what the work itself measured, in ms.
void measureStall(const char *name, double targetMs, const std::function<double()> &work)
{
    std::vector<double> times;
    for (int run = 0; run < kRuns; ++run) {
        times.push_back(work());
    }
    std::ranges::sort(times);
    qd::test::printBench(name, times[kRuns / 2], "ms", qd::test::atMost(targetMs));
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    qd::test::ConsoleFixture fixture;
    const TreeSnapshot tree = largeTree();
    measure("console_tree_load_100k", 500, [&] { fixture.goOnline(tree); });
    ProductTreeModel model(fixture.tree);
    int run = 0;
    measure("console_tree_filter_100k", 50, [&] {
        TreeFilter filter;
        filter.text = QString::number(++run * 11);
        model.setFilter(filter);
    });
    HostTableModel hosts(fixture.tree);
    measure("console_hosts_filter_100k_main_thread", 50, [&] {
        hosts.setFilters({QString::number(++run), false, {}});
    });
    measureStall("console_last_data_100k_longest_stall", 8, [&] { return saveLastData(fixture); });
    PalettePresenter palette(fixture.services);
    palette.open({});
    palette.setText(u"@warm"_s);
    measure("console_palette_100k", 30, [&] { palette.setText(u"@chk"_s + QString::number(++run)); });
    return 0;
}
