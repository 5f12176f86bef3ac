// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/app/screenshottour.h"

#include "console/client/offlinebackend.h"
#include "console/state/lastdatakeeper.h"
#include "console/state/treestate.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/shell/mainwindow.h"
#include "console/widgets/shell/pagewindow.h"
#include "console/widgets/shell/windowset.h"
#include "console/widgets/shell/workspace.h"

#include <QAbstractButton>
#include <QCoreApplication>
#include <QDir>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>

namespace qd::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int kPollMs = 100;
constexpr int kLongestWaitMs = 60'000;
constexpr int kDataMs = 1'800; // after a change of page, scope or range
constexpr int kRepaintMs = 350;
constexpr int kSilenceMs = 6'500; // longer than a server may be silent

} // namespace

ScreenshotTour::ScreenshotTour(MainWindow &window, OfflineBackend &backend, LastDataKeeper &lastData,
    std::function<void()> signIn, const QString &directory, QObject *parent)
    : QObject(parent)
    , m_window(window)
    , m_backend(backend)
    , m_lastData(lastData)
    , m_signIn(std::move(signIn))
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
    m_acts = {
        {[] {}, workspaceScenes()},
        {[] {}, overlayScenes()},
        {[] {}, troubleScenes()},
        {[this] {
             m_lastData.saveAndWait();
             m_lastData.open();
         },
            lastDataScenes()},
        {[this] { m_window.signOut(); }, connectScenes()},
    };
    applyLook();
    waitForSession();
}

void ScreenshotTour::waitForSession()
{
    if (m_window.isSignedIn()) {
        beginAct();
        return;
    }
    m_waited += kPollMs;
    if (m_waited > kLongestWaitMs) {
        QCoreApplication::exit(1);
        return;
    }
    QTimer::singleShot(kPollMs, this, &ScreenshotTour::waitForSession);
}

void ScreenshotTour::beginAct()
{
    if (m_act == m_acts.size()) {
        QCoreApplication::exit(m_exitCode);
        return;
    }
    m_look = 0;
    m_scene = 0;
    m_acts[m_act].begin();
    applyLook();
    QTimer::singleShot(kDataMs, this, &ScreenshotTour::next);
}

void ScreenshotTour::applyLook()
{
    const Look &look = m_looks[m_look];
    m_window.settings().setTheme(look.isDark ? ThemeChoice::Dark : ThemeChoice::Light);
    m_window.settings().setLanguage(look.language);
    m_window.resize(look.size);
}

void ScreenshotTour::openOverview(int depth)
{
    NodeId node;
    for (; depth > 0; --depth) {
        const std::vector<NodeId> below = m_window.tree().children(node);
        node = below.empty() ? node : below.front();
    }
    m_window.goTo({Location::Page::Overview, node, {}});
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

void ScreenshotTour::scrollHost(double share)
{
    for (auto *area : m_window.findChildren<QScrollArea *>()) {
        if (area->isVisible()) {
            area->verticalScrollBar()->setValue(
                static_cast<int>(share * area->verticalScrollBar()->maximum()));
        }
    }
}

void ScreenshotTour::showHostTables()
{
    auto *table = m_window.findChild<QWidget *>(u"processTable"_s);
    for (auto *area : m_window.findChildren<QScrollArea *>()) {
        if (table != nullptr && area->isAncestorOf(table)) {
            area->verticalScrollBar()->setValue(table->mapTo(area->widget(), QPoint()).y() - 80);
        }
    }
}

void ScreenshotTour::lookBack()
{
    const TimeMs end = SystemClock().now() - 20min;
    m_window.workspace()->time().setFixed({end - 1h, end});
}

void ScreenshotTour::escape()
{
    QKeyEvent press(QEvent::KeyPress, Qt::Key_Escape, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_window, &press);
}

/// What the window would hear if the link were in this state; the real one is not touched.
void ScreenshotTour::tell(LinkState state, LinkProblemKind kind)
{
    LinkStatus status = m_backend.status();
    status.state = state;
    status.server = QUrl(u"wss://ops.example.net:7700/console/v1"_s);
    status.problem = LinkProblem{kind, Error{}, kConsoleVersion + 1,
        kind == LinkProblemKind::Denied || kind == LinkProblemKind::Locked ? u"password"_s : u"server"_s};
    status.retryAt = SystemClock().steadyNow() + 42s;
    Q_EMIT m_backend.statusChanged(status);
}

void ScreenshotTour::showCertificate(bool isReplacement)
{
    LinkStatus status;
    status.state = LinkState::Confirming;
    status.server = QUrl(u"wss://ops.example.net:7700/console/v1"_s);
    const QDateTime from(QDate(2026, 1, 5), QTime(0, 0));
    const QString pairs = u"3F:A1:09:C4:5B:7E:22:D8:90:16:EE:4D:A7:31:0B:F5:"_s;
    status.certificate =
        CertificateInfo{u"ops.example.net, Example Operations"_s, u"Example Operations authority"_s,
            pairs.repeated(2).chopped(1), from, from.addYears(2), isReplacement};
    Q_EMIT m_backend.statusChanged(status);
}

std::vector<ScreenshotTour::Scene> ScreenshotTour::workspaceScenes()
{
    const auto goTo = [this](Location::Page page) { m_window.goTo({page, {}, {}}); };
    return {
        {u"overview"_s, [this] { openOverview(0); }, kDataMs},
        {u"overview-region"_s, [this] { openOverview(1); }, kDataMs},
        {u"overview-category"_s, [this] { openOverview(2); }, kDataMs},
        {u"overview-service"_s, [this] { openOverview(3); }, kDataMs},
        {u"overview-component"_s, [this] { openOverview(4); }, kDataMs},
        {u"hosts"_s, [goTo] { goTo(Location::Page::Hosts); }, kDataMs},
        {u"hosts-heatmap"_s, [this] { m_window.toggleHeatMap(); }, kRepaintMs},
        {u"host"_s,
            [this] {
                m_window.toggleHeatMap();
                openFirstHost();
            },
            kDataMs},
        {u"host-tables"_s, [this] { showHostTables(); }, kDataMs},
        {u"host-middle"_s, [this] { scrollHost(0.5); }, kDataMs},
        {u"host-end"_s, [this] { scrollHost(1.0); }, kDataMs},
        {u"settings"_s,
            [this, goTo] {
                scrollHost(0.0);
                goTo(Location::Page::Settings);
            },
            kRepaintMs},
    };
}

std::vector<ScreenshotTour::Scene> ScreenshotTour::overlayScenes()
{
    const auto over = [this](AppContext::Overlay overlay) {
        escape();
        m_window.goTo({});
        m_window.open(overlay);
    };
    return {
        {u"palette"_s, [over] { over(AppContext::Overlay::Palette); }, kDataMs},
        {u"timepicker"_s, [over] { over(AppContext::Overlay::TimePicker); }, kRepaintMs},
        {u"keys"_s, [over] { over(AppContext::Overlay::KeyHelp); }, kRepaintMs},
        {u"notifications"_s, [over] { over(AppContext::Overlay::Notifications); }, kRepaintMs},
        {u"replay"_s,
            [this] {
                escape();
                lookBack();
            },
            kDataMs},
        {u"window"_s,
            [this] {
                m_window.goLive();
                m_beside = m_window.windows().open(m_window.location());
            },
            kDataMs},
        {u"toast"_s,
            [this] {
                if (m_beside) {
                    m_beside->close();
                }
                escape();
                m_window.run(u"session.retry"_s); // there is nothing to retry, and it says so
            },
            kRepaintMs},
    };
}

std::vector<ScreenshotTour::Scene> ScreenshotTour::troubleScenes()
{
    return {
        {u"disconnected"_s,
            [this] {
                escape(); // what the last act left on the screen
                m_window.goTo({});
                tell(LinkState::Waiting, LinkProblemKind::Lost);
            },
            kDataMs},
        {u"replay-disconnected"_s, [this] { lookBack(); }, kDataMs},
        {u"locked-reconnect"_s,
            [this] {
                m_window.goLive();
                tell(LinkState::Waiting, LinkProblemKind::Locked);
            },
            kRepaintMs},
        {u"stale"_s,
            [this] {
                Q_EMIT m_backend.statusChanged(m_backend.status());
                m_backend.blockSignals(true);
            },
            kSilenceMs},
        {u"empty"_s,
            [this] {
                m_backend.blockSignals(false);
                const TimeMs longAgo = SystemClock().now() - 24h * 300;
                m_window.workspace()->time().setFixed({longAgo, longAgo + 1h});
            },
            kDataMs},
        {u"session-ended"_s,
            [this] {
                m_window.goLive();
                tell(LinkState::Idle, LinkProblemKind::Denied);
            },
            kDataMs},
        // A new session: the server drops what the old one had subscribed to.
        {u"connected-again"_s, [this] { m_signIn(); }, kDataMs},
    };
}

std::vector<ScreenshotTour::Scene> ScreenshotTour::lastDataScenes()
{
    return {
        {u"lastdata"_s, [this] { m_window.goTo({}); }, kDataMs},
        {u"lastdata-hosts"_s,
            [this] {
                m_window.goTo({Location::Page::Hosts, {}, {}});
            },
            kDataMs},
        // A scope that nobody looked at is not among the last data.
        {u"failed"_s,
            [this] {
                const std::vector<NodeId> regions = m_window.tree().children({});
                m_window.goTo({Location::Page::Overview, regions.empty() ? NodeId{} : regions.back(), {}});
            },
            kDataMs},
    };
}

std::vector<ScreenshotTour::Scene> ScreenshotTour::connectScenes()
{
    const auto fresh = [this] {
        LinkStatus idle;
        idle.state = LinkState::Connecting; // a new attempt takes the old problem away
        Q_EMIT m_backend.statusChanged(idle);
        idle.state = LinkState::Idle;
        idle.server = QUrl(u"wss://ops.example.net:7700/console/v1"_s);
        Q_EMIT m_backend.statusChanged(idle);
    };
    const auto problem = [this, fresh](LinkState state, LinkProblemKind kind) {
        fresh();
        tell(state, kind);
    };
    return {
        {u"connect"_s, fresh, kRepaintMs},
        {u"connect-denied"_s, [problem] { problem(LinkState::Idle, LinkProblemKind::Denied); }, kRepaintMs},
        {u"connect-unreachable"_s, [problem] { problem(LinkState::Idle, LinkProblemKind::Unreachable); },
            kRepaintMs},
        {u"connect-version"_s, [problem] { problem(LinkState::Idle, LinkProblemKind::VersionMismatch); },
            kRepaintMs},
        {u"connect-locked"_s, [problem] { problem(LinkState::Waiting, LinkProblemKind::Locked); },
            kRepaintMs},
        {u"connect-certificate"_s, [this] { showCertificate(false); }, kRepaintMs},
        {u"connect-certificate-replaced"_s, [this] { showCertificate(true); }, kRepaintMs},
    };
}

void ScreenshotTour::next()
{
    const std::vector<Scene> &scenes = m_acts[m_act].scenes;
    if (m_scene == scenes.size()) {
        m_scene = 0;
        if (++m_look == m_looks.size()) {
            ++m_act;
            beginAct();
            return;
        }
        applyLook();
    }
    scenes[m_scene].open();
    QTimer::singleShot(scenes[m_scene].settleMs, this, [this] {
        grab(m_acts[m_act].scenes[m_scene].name);
        ++m_scene;
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
    QWidget &taken = m_beside && m_beside->isVisible() ? *m_beside : m_window;
    if (!taken.grab().save(QDir(m_directory).filePath(file))) {
        m_exitCode = 1;
    }
}

} // namespace qd::console
