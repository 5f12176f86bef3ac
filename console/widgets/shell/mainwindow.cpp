// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/mainwindow.h"

#include "console/widgets/controls/toast.h"
#include "console/widgets/pages/burstchip.h"
#include "console/widgets/pages/connectpage.h"
#include "console/widgets/pages/page.h"
#include "console/widgets/pages/words.h"
#include "console/widgets/shell/subjectmenu.h"
#include "console/widgets/shell/windowoverlays.h"
#include "console/widgets/shell/workspace.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QCloseEvent>
#include <QShortcut>
#include <QStackedLayout>

namespace qd::console {

using namespace Qt::StringLiterals;

MainWindow::MainWindow(ThemeController &themes, const ConsoleServices &services,
    const CommandRegistry &commands, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_services(services)
    , m_commands(commands)
    , m_settings(services.settings)
    , m_shell(services)
    , m_connect(services)
    , m_palettePresenter(services)
{
    setObjectName(u"mainWindow"_s);
    setMinimumSize(1180, 720);
    applyZone();
    m_connectPage = new ConnectPage(themes, m_connect, m_settings, this);
    m_workspace = new Workspace(themes, services, m_settings, m_shell, this);
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_connectPage);
    m_stack->addWidget(m_workspace);
    m_toasts = new ToastStack(themes, this);
    m_overlays =
        new WindowOverlays({themes, m_commands, *this, m_shell, m_palettePresenter, *m_workspace}, this);
    buildToasts();
    buildShortcuts();
    connect(m_overlays, &WindowOverlays::commandChosen, this, &MainWindow::run);
    connect(m_overlays, &WindowOverlays::timeChosen, this, &MainWindow::applyTime);
    connect(m_workspace, &Workspace::commandRequested, this, &MainWindow::run);
    connect(m_workspace, &Workspace::menuRequested, this,
        [this](const QPoint &at) { openSubjectMenu(*this, m_commands, *this, at); });
    connect(&m_settings, &SettingsPresenter::changed, this, &MainWindow::applyZone);
    connect(&m_connect, &ConnectPresenter::signedIn, this, &MainWindow::onSignedIn);
    connect(&m_connect, &ConnectPresenter::signedOut, this, &MainWindow::onSignedOut);
    connect(&m_connect, &ConnectPresenter::interrupted, this, &MainWindow::onInterrupted);
    connect(&services.connection, &ConnectionState::liveChanged, this, &MainWindow::onLiveChanged);
    qApp->installEventFilter(this);
    retranslate();
    if (const QByteArray geometry = m_settings.layout(u"window"_s); !geometry.isEmpty()) {
        restoreGeometry(geometry);
    } else {
        resize(1440, 900);
    }
}

MainWindow::~MainWindow() = default;

void MainWindow::buildToasts()
{
    connect(m_toasts, &ToastStack::actionTriggered, this, [this](const QString &id) {
        if (id == "reset"_L1) {
            run(u"edit.undo"_s);
        }
    });
    connect(m_overlays, &WindowOverlays::copied, this, [this](const QString &text) {
        m_toasts->show({tr("Copied %1").arg(text), {}, Severity::Info, {}, u"copied"_s});
    });
    connect(&m_settings, &SettingsPresenter::wasReset, this, [this] {
        m_toasts->show({tr("The appearance is as it came"), {}, Severity::Info, tr("Undo"), u"reset"_s});
    });
    connect(&m_settings, &SettingsPresenter::notSaved, this, [this](const QString &file) {
        showToast(Severity::Major, u"settings"_s, tr("The settings could not be saved"), file);
    });
    connect(&m_palettePresenter, &PalettePresenter::metricsFailed, this, [this](const Error &error) {
        reportFailure(u"metrics"_s, tr("The names of metrics could not be loaded"), error);
    });
    connect(&m_workspace->burst(), &BurstPresenter::failed, this,
        [this](const Error &error) { reportFailure(u"burst"_s, BurstChip::refusal(error), error); });
    connect(&m_connect, &ConnectPresenter::signOutFailed, this, [this](const Error &error) {
        reportFailure(u"signout"_s, tr("The server does not know that you signed out"), error);
    });
}

void MainWindow::reportFailure(const QString &id, const QString &what, const Error &error)
{
    const std::string_view code = toString(error.code);
    showToast(Severity::Major, id, what,
        words::errorWord(error.code) + u" · "_s
            + QString::fromLatin1(code.data(), static_cast<qsizetype>(code.size())));
}

void MainWindow::applyZone()
{
    const bool isUtc = m_settings.look().isUtc;
    if (isUtc == m_isUtc) {
        return;
    }
    m_isUtc = isUtc;
    Formatter::setDefaultZone(isUtc ? QTimeZone::utc() : QTimeZone());
    // Whatever shows a time writes it anew as it does for another language.
    QEvent again(QEvent::LanguageChange);
    QCoreApplication::sendEvent(this, &again);
}

void MainWindow::buildShortcuts()
{
    for (const auto &command : m_commands.commands()) {
        for (const QKeySequence &keys : command->shortcuts()) {
            auto *shortcut = new QShortcut(keys, this);
            connect(shortcut, &QShortcut::activated, this, [this, id = command->id()] { run(id); });
        }
    }
}

void MainWindow::run(const QString &commandId)
{
    const QString obstacle = m_commands.run(commandId, *this);
    if (!obstacle.isEmpty() && m_isSignedIn) {
        m_toasts->show({obstacle, {}, Severity::Info, {}, u"obstacle"_s});
    }
}

void MainWindow::start(const QString &server, const QString &token)
{
    if (!server.isEmpty()) {
        m_connectPage->setServer(server);
    }
    m_connectPage->activate();
    if (!server.isEmpty() && !token.isEmpty()) {
        m_connect.signInWithToken(server, token, false);
    } else if (server.isEmpty()) {
        m_connect.resume();
    }
}

void MainWindow::showTop(QWidget *top, bool isOverWorkspace)
{
    m_stack->setStackingMode(isOverWorkspace ? QStackedLayout::StackAll : QStackedLayout::StackOne);
    m_stack->setCurrentWidget(top);
    m_workspace->setVisible(isOverWorkspace || top == m_workspace);
    m_workspace->setEnabled(top == m_workspace);
}

void MainWindow::onSignedIn()
{
    m_isSignedIn = true;
    m_connectPage->deactivate();
    showTop(m_workspace, false);
    m_workspace->setActive(true);
    QWidget *last = m_focusBefore ? m_focusBefore.data() : m_workspace;
    last->setFocus(Qt::OtherFocusReason);
    m_focusBefore.clear();
}

void MainWindow::onInterrupted()
{
    // The workspace stays where it is, with everything that was typed, and out of reach.
    m_isSignedIn = false;
    closeTopmost();
    m_focusBefore =
        m_workspace->isAncestorOf(QApplication::focusWidget()) ? QApplication::focusWidget() : nullptr;
    showTop(m_connectPage, true);
    m_connectPage->activate();
}

void MainWindow::onSignedOut()
{
    m_isSignedIn = false;
    m_focusBefore.clear();
    closeTopmost();
    m_workspace->setActive(false);
    showTop(m_connectPage, false);
    m_connectPage->activate();
}

void MainWindow::onLiveChanged(bool isLive)
{
    if (!m_isSignedIn) {
        return;
    }
    // The banner shows the loss as long as it lasts; what came back says how long it was away.
    if (isLive) {
        const auto away = m_services.clock.steadyNow() - m_lostAt;
        showToast(Severity::Info, u"link"_s, tr("Connected again"),
            tr("Nothing arrived for %1.", "a duration").arg(Formatter().duration(away)));
    } else {
        m_lostAt = m_services.clock.steadyNow();
        m_shell.addNotice(Severity::Critical, {}, tr("The connection to the server was lost"));
    }
}

void MainWindow::showToast(Severity severity, const QString &id, const QString &text, const QString &detail)
{
    m_shell.addNotice(severity, id, text, detail);
    m_toasts->show({text, detail, severity, {}, id});
}

bool MainWindow::isLinkLost() const
{
    return m_isSignedIn && m_services.connection.link().state != LinkState::Online;
}

bool MainWindow::canGo(bool isBack) const
{
    return isBack ? m_shell.canGoBack() : m_shell.canGoForward();
}

void MainWindow::go(bool isBack)
{
    isBack ? m_shell.back() : m_shell.forward();
}

void MainWindow::selectTab(int index)
{
    m_workspace->selectTab(index);
}

void MainWindow::signOut()
{
    m_connect.signOut();
}

void MainWindow::shiftTime(double share)
{
    m_workspace->time().shift(share);
}

void MainWindow::zoomTime(double factor)
{
    TimeContext &time = m_workspace->time();
    const TimeMs centre = time.cursor().value_or(time.range().from + time.range().length() / 2);
    time.zoomAround(centre, factor);
}

bool MainWindow::isTimeZoomed() const
{
    return m_workspace->time().isZoomed();
}

void MainWindow::zoomBack()
{
    m_workspace->time().zoomBack();
}

bool MainWindow::isLive() const
{
    return m_workspace->time().isLive();
}

void MainWindow::togglePause()
{
    TimeContext &time = m_workspace->time();
    if (time.isLive()) {
        time.setPaused(!time.isPaused());
    } else {
        goLive();
    }
}

void MainWindow::goLive()
{
    m_workspace->time().setPaused(false);
    m_workspace->time().setLive(m_liveLength, m_shell.now());
}

void MainWindow::refresh()
{
    if (Page *page = m_workspace->currentPage()) {
        page->refresh();
    }
}

void MainWindow::applyTime(const TimeChoice &choice)
{
    TimeContext &time = m_workspace->time();
    if (choice.isLive) {
        m_liveLength = choice.length;
        time.setPaused(false);
        time.setLive(choice.length, m_shell.now());
    } else {
        time.setFixed({choice.from, choice.to});
    }
}

void MainWindow::open(Overlay overlay)
{
    m_overlays->open(overlay);
}

void MainWindow::toggleExplorer()
{
    m_workspace->toggleExplorer();
}

void MainWindow::focusFilter()
{
    m_workspace->focusFilter();
}

void MainWindow::cycleRegion(bool isBackward)
{
    m_workspace->cycleRegion(isBackward);
}

void MainWindow::toggleFullScreen()
{
    setWindowState(windowState() ^ Qt::WindowFullScreen);
}

void MainWindow::toggleStar()
{
    m_workspace->explorer().toggleStar(m_shell.location().node);
}

void MainWindow::copyRows(bool asCsv)
{
    Page *page = m_workspace->currentPage();
    const int rows = page == nullptr ? 0 : page->copyRows(asCsv);
    const QString text = rows == 0 ? tr("Nothing to copy here") : tr("%n row(s) copied", nullptr, rows);
    m_toasts->show({text, {}, Severity::Info, {}, u"copied"_s});
}

void MainWindow::openMenu()
{
    openMenuOfFocus();
}

void MainWindow::toggleHeatMap()
{
    m_workspace->toggleHeatMap();
}

Subject MainWindow::subject() const
{
    const Page *page = m_workspace->currentPage();
    return page == nullptr ? Subject() : page->subject();
}

void MainWindow::copyText(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

bool MainWindow::isOrderWaiting() const
{
    const Page *page = m_workspace->currentPage();
    return page != nullptr && page->isOrderWaiting();
}

void MainWindow::sortIn()
{
    m_workspace->currentPage()->sortIn();
}

BurstPresenter &MainWindow::burst() const
{
    return m_workspace->burst();
}

bool MainWindow::closeTopmost()
{
    return m_overlays->closeTopmost() || m_toasts->dismissTopmost();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && (closeTopmost() || m_workspace->time().zoomBack())) {
        return;
    }
    ThemedWidget::keyPressEvent(event);
}

bool MainWindow::eventFilter(QObject *watched, QEvent *event)
{
    // Space pauses the window, but first of all it presses the button that has the focus.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space
        && qobject_cast<QAbstractButton *>(watched) != nullptr) {
        event->accept();
        return true;
    }
    return ThemedWidget::eventFilter(watched, event);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_settings.setLayout(u"window"_s, saveGeometry());
    m_workspace->setActive(false);
    ThemedWidget::closeEvent(event);
}

void MainWindow::retranslate()
{
    setWindowTitle(tr("Quarterdeck"));
}

} // namespace qd::console
