// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/pagewindow.h"

#include "console/widgets/shell/mainwindow.h"
#include "console/widgets/shell/pagearea.h"
#include "console/widgets/shell/topbar.h"
#include "console/widgets/shell/workspace.h"

#include <QCloseEvent>

namespace qd::console {

using namespace Qt::StringLiterals;

PageWindow::PageWindow(MainWindow &main, Workspace &workspace, const ConsoleServices &services,
    const CommandRegistry &commands, const Location &location)
    : ShellWindow(main.themes(), services, commands, {}, nullptr)
    , m_main(main)
    , m_workspace(workspace)
    , m_replay(
          m_time, {[this] { return shell().dataNow(); }, [this] { return shell().connection().isLive(); }})
{
    setObjectName(u"pageWindow"_s);
    setMinimumSize(920, 560); // the top bar with the longest range, and every overlay
    m_time.join(workspace.time());
    shell().goTo(location);
    m_area = new PageArea(themes(),
        {this->services(), settings(), shell(), workspace.explorer(), m_time, workspace.area()->replay()},
        this);
    m_area->topBar()->setDetached(m_isLinked);
    assemble(*m_area, workspace.explorer());
    connect(m_area, &PageArea::commandRequested, this, &PageWindow::run);
    connect(&shell(), &ShellPresenter::locationChanged, this, [this] {
        retranslate();
        Q_EMIT changed();
    });
    connect(&shell(), &ShellPresenter::placeChanged, this, &PageWindow::retranslate);
    retranslate();
    resize(1100, 760);
    m_area->setFocus(Qt::OtherFocusReason); // keys first of all mean the page
}

PageWindow::~PageWindow()
{
    delete m_area; // refers to the time
}

void PageWindow::setLinked(bool isLinked)
{
    if (isLinked == m_isLinked) {
        return;
    }
    m_isLinked = isLinked;
    if (isLinked) {
        m_replay.setPlaying(false);
        m_time.join(m_workspace.time());
        m_area->setReplay(m_workspace.area()->replay());
    } else {
        m_time.leave();
        m_area->setReplay(m_replay);
    }
    m_area->topBar()->setDetached(m_isLinked);
    Q_EMIT changed();
}

void PageWindow::setActive(bool isActive)
{
    m_area->setEnabled(isActive);
    m_area->setActive(isActive);
    if (!isActive) {
        closeTopmost();
    }
}

void PageWindow::showToast(Severity severity, const QString &id, const QString &text, const QString &detail)
{
    m_main.showToast(severity, id, text, detail); // its list keeps all of them
}

bool PageWindow::isSignedIn() const
{
    return m_main.isSignedIn();
}

void PageWindow::signOut()
{
    m_main.signOut();
}

void PageWindow::open(Overlay overlay)
{
    if (overlay == Overlay::Notifications) {
        m_main.activateWindow();
        m_main.open(overlay);
    } else {
        ShellWindow::open(overlay);
    }
}

void PageWindow::focusFilter()
{
    m_area->focusFilter();
}

void PageWindow::openWindow(const Location &location)
{
    m_main.openWindow(location);
}

SettingsPresenter &PageWindow::settings()
{
    return m_main.settings();
}

const SettingsPresenter &PageWindow::settings() const
{
    return m_main.settings();
}

QList<QWidget *> PageWindow::regions() const
{
    return m_area->regions();
}

void PageWindow::resizeEvent(QResizeEvent *event)
{
    ShellWindow::resizeEvent(event);
    m_area->setGeometry(rect());
}

void PageWindow::closeEvent(QCloseEvent *event)
{
    m_area->setActive(false);
    ShellWindow::closeEvent(event);
    Q_EMIT closed(this);
}

void PageWindow::retranslate()
{
    const QString place = shell().crumbs().back().name;
    const QString name = location().page == Location::Page::Settings ? tr("Settings")
        : place.isEmpty()                                            ? tr("All regions")
                                                                     : place;
    setWindowTitle(tr("%1 — Quarterdeck", "title of a window").arg(name));
}

} // namespace qd::console
