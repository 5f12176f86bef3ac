// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/app/screenshottour.h"

#include "console/state/treestate.h"
#include "console/widgets/shell/mainwindow.h"
#include "console/widgets/shell/workspace.h"

#include <QCoreApplication>
#include <QDir>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>

namespace qd::console {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPollMs = 100;
constexpr int kLongestWaitMs = 60'000;
constexpr int kFirstDataMs = 2'500; // after a change of page or scope
constexpr int kRepaintMs = 350;

} // namespace

ScreenshotTour::ScreenshotTour(MainWindow &window, const QString &directory, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_directory(directory)
{
    for (const QSize &size : {QSize(1280, 800), QSize(1920, 1080)}) {
        for (const bool isDark : {true, false}) {
            for (const QString &language : {u"en"_s, u"zh_CN"_s}) {
                m_looks.push_back({isDark, language, size});
            }
        }
    }
}

void ScreenshotTour::start()
{
    QDir().mkpath(m_directory);
    applyLook();
    grab(u"connect"_s);
    waitForSession();
}

void ScreenshotTour::waitForSession()
{
    if (m_window.isSignedIn()) {
        m_screens = screens();
        QTimer::singleShot(kFirstDataMs, this, &ScreenshotTour::next);
        return;
    }
    m_waited += kPollMs;
    if (m_waited > kLongestWaitMs) {
        QCoreApplication::exit(1);
        return;
    }
    QTimer::singleShot(kPollMs, this, &ScreenshotTour::waitForSession);
}

void ScreenshotTour::applyLook()
{
    const Look &look = m_looks[m_look];
    m_window.settings().setTheme(look.isDark ? ThemeChoice::Dark : ThemeChoice::Light);
    m_window.settings().setLanguage(look.language);
    m_window.resize(look.size);
}

void ScreenshotTour::openFirstHost()
{
    const TreeState &tree = m_window.tree();
    const std::vector<HostId> hosts = tree.hostsBelow({});
    if (!hosts.empty()) {
        const HostSummary *host = tree.host(hosts.front());
        m_window.goTo(
            {Location::Page::Host, host->components.empty() ? NodeId{} : host->components.front(), host->id});
    }
}

std::vector<ScreenshotTour::Screen> ScreenshotTour::screens()
{
    const auto scrollHost = [this](double share) {
        for (auto *area : m_window.findChildren<QScrollArea *>()) {
            if (area->isVisible()) {
                area->verticalScrollBar()->setValue(
                    static_cast<int>(share * area->verticalScrollBar()->maximum()));
            }
        }
    };
    const auto escape = [this] {
        QKeyEvent press(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
        QCoreApplication::sendEvent(&m_window, &press);
    };
    const auto firstRegion = [this] {
        const std::vector<NodeId> regions = m_window.tree().children({});
        return regions.empty() ? NodeId{} : regions.front();
    };
    return {
        {u"overview"_s, [this] { m_window.goTo({}); }, kFirstDataMs},
        {u"overview-region"_s,
            [this, firstRegion] {
                m_window.goTo({Location::Page::Overview, firstRegion(), {}});
            },
            kFirstDataMs},
        {u"hosts"_s,
            [this] {
                m_window.goTo({Location::Page::Hosts, {}, {}});
            },
            kFirstDataMs},
        {u"hosts-heatmap"_s, [this] { m_window.toggleHeatMap(); }, kRepaintMs},
        {u"host"_s,
            [this] {
                m_window.toggleHeatMap();
                openFirstHost();
            },
            kFirstDataMs},
        {u"host-middle"_s, [scrollHost] { scrollHost(0.5); }, kFirstDataMs},
        {u"host-end"_s, [scrollHost] { scrollHost(1.0); }, kFirstDataMs},
        {u"palette"_s,
            [this, scrollHost] {
                scrollHost(0.0);
                m_window.goTo({});
                m_window.open(AppContext::Overlay::Palette);
            },
            kFirstDataMs},
        {u"timepicker"_s,
            [this, escape] {
                escape();
                m_window.open(AppContext::Overlay::TimePicker);
            },
            kRepaintMs},
        {u"keys"_s,
            [this, escape] {
                escape();
                m_window.open(AppContext::Overlay::KeyHelp);
            },
            kRepaintMs},
        {u"settings"_s,
            [this, escape] {
                escape();
                m_window.goTo({Location::Page::Settings, {}, {}});
            },
            kRepaintMs},
    };
}

void ScreenshotTour::next()
{
    if (m_screen == m_screens.size()) {
        m_screen = 0;
        if (++m_look == m_looks.size()) {
            QCoreApplication::exit(m_exitCode);
            return;
        }
        applyLook();
    }
    const Screen &screen = m_screens[m_screen];
    screen.open();
    QTimer::singleShot(screen.settleMs, this, [this] {
        grab(m_screens[m_screen].name);
        ++m_screen;
        next();
    });
}

void ScreenshotTour::grab(const QString &name)
{
    const Look &look = m_looks[m_look];
    const QString file =
        u"%1-%2-%3-%4x%5.png"_s
            .arg(name, look.isDark ? u"dark"_s : u"light"_s, look.language == "en"_L1 ? u"en"_s : u"zh"_s)
            .arg(look.size.width())
            .arg(look.size.height());
    if (!m_window.grab().save(QDir(m_directory).filePath(file))) {
        m_exitCode = 1;
    }
}

} // namespace qd::console
