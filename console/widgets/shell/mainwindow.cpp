// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/mainwindow.h"

#include "console/widgets/controls/toast.h"
#include "console/widgets/pages/connectpage.h"
#include "console/widgets/shell/pagearea.h"
#include "console/widgets/shell/screenset.h"
#include "console/widgets/shell/windowset.h"
#include "console/widgets/shell/workspace.h"

#include <QApplication>
#include <QCloseEvent>
#include <QStackedLayout>

namespace qd::console {

using namespace Qt::StringLiterals;

MainWindow::MainWindow(ThemeController &themes, const ConsoleServices &services,
    const CommandRegistry &commands, QWidget *parent)
    : ShellWindow(themes, services, commands, u"place"_s, parent)
    , m_settings(services.settings)
    , m_connect(services)
{
    setObjectName(u"mainWindow"_s);
    setMinimumSize(1180, 720);
    Formatter::setDefaultZone(m_settings.look().isUtc ? QTimeZone::utc() : QTimeZone());
    m_connectPage = new ConnectPage(themes, m_connect, m_settings, this);
    m_workspace = new Workspace(themes, services, m_settings, shell(), this);
    m_stack = new QStackedLayout(this);
    m_stack->addWidget(m_connectPage);
    m_stack->addWidget(m_workspace);
    assemble(*m_workspace->area(), m_workspace->explorer());
    m_windows = std::make_unique<WindowSet>(*this, *m_workspace, shell(), services, commands);
    buildToasts();
    connect(m_workspace, &Workspace::commandRequested, this, &MainWindow::run);
    connect(m_workspace, &Workspace::windowRequested, this, &MainWindow::openWindow);
    connect(&m_connect, &ConnectPresenter::signedIn, this, &MainWindow::onSignedIn);
    connect(&m_connect, &ConnectPresenter::signedOut, this, &MainWindow::onSignedOut);
    connect(&m_connect, &ConnectPresenter::interrupted, this, &MainWindow::onInterrupted);
    connect(&services.connection, &ConnectionState::liveChanged, this, &MainWindow::onLiveChanged);
    retranslate();
    if (!m_windows->restoreMain()) {
        resize(1440, 900);
    }
}

MainWindow::~MainWindow()
{
    // Both refer to presenters of this window.
    m_windows.reset();
    delete m_workspace;
}

void MainWindow::buildToasts()
{
    connect(&toasts(), &ToastStack::actionTriggered, this, [this](const QString &id) {
        if (id == "reset"_L1) {
            run(u"edit.undo"_s);
        }
    });
    connect(&m_settings, &SettingsPresenter::wasReset, this, [this] {
        toasts().show({tr("The appearance is as it came"), {}, Severity::Info, tr("Undo"), u"reset"_s});
    });
    connect(&m_settings, &SettingsPresenter::notSaved, this, [this](const QString &file) {
        showToast(Severity::Major, u"settings"_s, tr("The settings could not be saved"), file);
    });
    connect(&m_connect, &ConnectPresenter::signOutFailed, this, [this](const Error &error) {
        reportFailure(u"signout"_s, tr("The server does not know that you signed out"), error);
    });
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
    m_windows->setActive(true);
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
    m_windows->setActive(false);
    showTop(m_connectPage, true);
    m_connectPage->activate();
}

void MainWindow::onSignedOut()
{
    m_isSignedIn = false;
    m_focusBefore.clear();
    closeTopmost();
    m_windows->closeAll();
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
        const auto away = services().clock.steadyNow() - m_lostAt;
        showToast(Severity::Info, u"link"_s, tr("Connected again"),
            tr("Nothing arrived for %1.", "a duration").arg(Formatter().duration(away)));
    } else {
        m_lostAt = services().clock.steadyNow();
        shell().addNotice(Severity::Critical, {}, tr("The connection to the server was lost"));
    }
}

void MainWindow::signOut()
{
    m_connect.signOut();
}

void MainWindow::toggleExplorer()
{
    m_workspace->toggleExplorer();
}

void MainWindow::focusFilter()
{
    m_workspace->focusFilter();
}

QList<QWidget *> MainWindow::regions() const
{
    return m_workspace->regions();
}

void MainWindow::openWindow(const Location &location)
{
    if (m_windows->open(location) == nullptr) {
        toasts().show({tr("At most %n window(s) can be open", nullptr, WindowSet::kMaxWindows), {},
            Severity::Info, {}, u"obstacle"_s});
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_windows->closeAll();
    m_workspace->setActive(false);
    ThemedWidget::closeEvent(event);
}

void MainWindow::retranslate()
{
    setWindowTitle(tr("Quarterdeck"));
}

} // namespace qd::console
