// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/shellwindow.h"

#include "console/presenters/explorerpresenter.h"
#include "console/presenters/settingspresenter.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/toast.h"
#include "console/widgets/pages/burstchip.h"
#include "console/widgets/pages/page.h"
#include "console/widgets/pages/pagecontext.h"
#include "console/widgets/pages/words.h"
#include "console/widgets/shell/pagearea.h"
#include "console/widgets/shell/replay.h"
#include "console/widgets/shell/subjectmenu.h"
#include "console/widgets/shell/windowoverlays.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QShortcut>

#include <utility>

namespace qd::console {

using namespace Qt::StringLiterals;

ShellWindow::ShellWindow(ThemeController &themes, const ConsoleServices &services,
    const CommandRegistry &commands, const QString &placeKey, QWidget *parent)
    : ThemedWidget(themes, parent)
    , m_services(services)
    , m_commands(commands)
    , m_shell(services, placeKey)
    , m_palette(services)
    , m_tableViews(services.settings)
{
}

ShellWindow::~ShellWindow() = default;

void ShellWindow::assemble(PageArea &area, ExplorerPresenter &explorer)
{
    m_area = &area;
    m_explorer = &explorer;
    m_isUtc = settings().look().isUtc;
    m_toasts = new ToastStack(themes(), this);
    m_overlays = new WindowOverlays({themes(), m_commands, *this, m_shell, m_palette, area, explorer}, this);
    connect(m_overlays, &WindowOverlays::commandChosen, this, &ShellWindow::run);
    connect(m_overlays, &WindowOverlays::timeChosen, this, &ShellWindow::applyTime);
    connect(m_overlays, &WindowOverlays::copied, this, [this](const QString &text) {
        m_toasts->show({tr("Copied %1").arg(text), {}, Severity::Info, {}, u"copied"_s});
    });
    connect(&m_palette, &PalettePresenter::metricsFailed, this, [this](const Error &error) {
        reportFailure(u"metrics"_s, tr("The names of metrics could not be loaded"), error);
    });
    connect(&area.burst(), &BurstPresenter::failed, this,
        [this](const Error &error) { reportFailure(u"burst"_s, BurstChip::refusal(error), error); });
    connect(&area, &PageArea::menuRequested, this,
        [this](const QPoint &at) { openSubjectMenu(*this, m_commands, *this, at); });
    connect(&area, &PageArea::messageRequested, this, &ShellWindow::tell);
    connect(m_toasts, &ToastStack::actionTriggered, this, [this](const QString &id) {
        if (id == "undo"_L1 && m_undo) {
            std::exchange(m_undo, {})();
        }
    });
    connect(&settings(), &SettingsPresenter::changed, this, &ShellWindow::writeTimesAnew);
    buildShortcuts();
    qApp->installEventFilter(this);
}

void ShellWindow::writeTimesAnew()
{
    if (settings().look().isUtc != m_isUtc) {
        m_isUtc = settings().look().isUtc;
        Formatter::setDefaultZone(m_isUtc ? QTimeZone::utc() : QTimeZone());
        // Whatever shows a time writes it anew as it does for another language.
        QEvent again(QEvent::LanguageChange);
        QCoreApplication::sendEvent(this, &again);
    }
}

void ShellWindow::showToast(Severity severity, const QString &id, const QString &text, const QString &detail)
{
    m_shell.addNotice(severity, id, text, detail);
    m_toasts->show({text, detail, severity, {}, id});
}

void ShellWindow::reportFailure(const QString &id, const QString &what, const Error &error)
{
    const std::string_view code = toString(error.code);
    showToast(Severity::Major, id, what,
        words::errorWord(error.code) + u" · "_s
            + QString::fromLatin1(code.data(), static_cast<qsizetype>(code.size())));
}

void ShellWindow::buildShortcuts()
{
    for (const auto &command : m_commands.commands()) {
        for (const QKeySequence &keys : command->shortcuts()) {
            auto *shortcut = new QShortcut(keys, this);
            connect(shortcut, &QShortcut::activated, this, [this, id = command->id()] { run(id); });
        }
    }
}

void ShellWindow::run(const QString &commandId)
{
    const QString obstacle = m_commands.run(commandId, *this);
    if (!obstacle.isEmpty() && isSignedIn()) {
        m_toasts->show({obstacle, {}, Severity::Info, {}, u"obstacle"_s});
    }
}

bool ShellWindow::isLinkLost() const
{
    return isSignedIn() && m_services.connection.link().state != LinkState::Online;
}

bool ShellWindow::canGo(bool isBack) const
{
    return isBack ? m_shell.canGoBack() : m_shell.canGoForward();
}

void ShellWindow::go(bool isBack)
{
    isBack ? m_shell.back() : m_shell.forward();
}

void ShellWindow::selectTab(int index)
{
    m_area->selectTab(index);
}

void ShellWindow::shiftTime(double share)
{
    m_area->time().shift(share);
}

void ShellWindow::zoomTime(double factor)
{
    TimeContext &time = m_area->time();
    const TimeMs centre = time.cursor().value_or(time.range().from + time.range().length() / 2);
    time.zoomAround(centre, factor);
}

bool ShellWindow::isTimeZoomed() const
{
    return m_area->time().isZoomed();
}

void ShellWindow::zoomBack()
{
    m_area->time().zoomBack();
}

bool ShellWindow::isLive() const
{
    return m_area->time().isLive();
}

void ShellWindow::togglePause()
{
    TimeContext &time = m_area->time();
    if (time.isLive()) {
        time.setPaused(!time.isPaused());
    } else {
        goLive();
    }
}

void ShellWindow::goLive()
{
    m_area->time().setPaused(false);
    m_area->time().setLive(m_area->time().liveLength(), m_shell.now());
}

bool ShellWindow::isPast() const
{
    return m_area->replay().isPast();
}

bool ShellWindow::isPlaying() const
{
    return m_area->replay().isPlaying();
}

void ShellWindow::togglePlaying()
{
    m_area->replay().setPlaying(!isPlaying());
}

void ShellWindow::changeSpeed(bool isFaster)
{
    m_area->replay().changeSpeed(isFaster);
}

void ShellWindow::refresh()
{
    if (Page *page = m_area->currentPage()) {
        page->refresh();
    }
}

void ShellWindow::applyTime(const TimeChoice &choice)
{
    TimeContext &time = m_area->time();
    if (choice.isLive) {
        time.setPaused(false);
        time.setLive(choice.length, m_shell.now());
    } else {
        time.setFixed({choice.from, choice.to});
    }
}

void ShellWindow::open(Overlay overlay)
{
    m_overlays->open(overlay);
}

void ShellWindow::cycleRegion(bool isBackward)
{
    QList<QWidget *> shown;
    qsizetype at = -1;
    for (QWidget *region : regions()) {
        if (!region->isVisible()) {
            continue;
        }
        if (region->isAncestorOf(QApplication::focusWidget()) || region == QApplication::focusWidget()) {
            at = shown.size();
        }
        shown.append(region);
    }
    for (qsizetype step = 1; step <= shown.size(); ++step) {
        const qsizetype index = (at + (isBackward ? -step : step) + 2 * shown.size()) % shown.size();
        const QList<QWidget *> children = shown[index]->findChildren<QWidget *>();
        for (QWidget *child : children) {
            if (child->isVisible() && child->isEnabled() && (child->focusPolicy() & Qt::TabFocus)) {
                child->setFocus(Qt::TabFocusReason);
                return;
            }
        }
    }
}

void ShellWindow::toggleFullScreen()
{
    setWindowState(windowState() ^ Qt::WindowFullScreen);
}

void ShellWindow::toggleStar()
{
    m_explorer->toggleStar(m_shell.location().node);
}

void ShellWindow::copyRows(bool asCsv)
{
    Page *page = m_area->currentPage();
    const int rows = page == nullptr ? 0 : page->copyRows(asCsv);
    const QString text = rows == 0 ? tr("Nothing to copy here") : tr("%n row(s) copied", nullptr, rows);
    m_toasts->show({text, {}, Severity::Info, {}, u"copied"_s});
}

void ShellWindow::openMenu()
{
    openMenuOfFocus();
}

void ShellWindow::toggleHeatMap()
{
    m_area->toggleHeatMap();
}

void ShellWindow::maximizeChart()
{
    if (Page *page = m_area->currentPage()) {
        page->maximizeChart();
    }
}

void ShellWindow::togglePeriodBefore()
{
    if (Page *page = m_area->currentPage()) {
        page->togglePeriodBefore();
    }
}

Subject ShellWindow::subject() const
{
    const Page *page = m_area->currentPage();
    return page == nullptr ? Subject() : page->subject();
}

void ShellWindow::copyText(const QString &text)
{
    QGuiApplication::clipboard()->setText(text);
}

bool ShellWindow::isOrderWaiting() const
{
    const Page *page = m_area->currentPage();
    return page != nullptr && page->isOrderWaiting();
}

void ShellWindow::sortIn()
{
    m_area->currentPage()->sortIn();
}

BurstPresenter &ShellWindow::burst() const
{
    return m_area->burst();
}

bool ShellWindow::canDo(TableAction action) const
{
    const Page *page = m_area->currentPage();
    return page != nullptr && page->canDo(action);
}

void ShellWindow::doToTable(TableAction action)
{
    m_area->currentPage()->doToTable(action);
}

void ShellWindow::openTableView(const QString &name)
{
    goTo({Location::Page::Hosts, m_shell.location().node, {}});
    m_area->currentPage()->openView(name);
}

void ShellWindow::tell(const PageMessage &message)
{
    m_undo = message.undo;
    if (!message.undo) {
        showToast(message.severity, u"page"_s, message.text, message.detail);
        return;
    }
    m_shell.addNotice(message.severity, {}, message.text, message.detail);
    m_toasts->show({message.text, message.detail, message.severity, tr("Undo"), u"undo"_s});
}

bool ShellWindow::closeTopmost()
{
    return m_overlays->closeTopmost() || m_toasts->dismissTopmost();
}

void ShellWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && (closeTopmost() || m_area->time().zoomBack())) {
        return;
    }
    ThemedWidget::keyPressEvent(event);
}

bool ShellWindow::eventFilter(QObject *watched, QEvent *event)
{
    // Space pauses the window, but first of all it presses the button that has the focus.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Space
        && qobject_cast<QAbstractButton *>(watched) != nullptr
        && static_cast<QKeyEvent *>(event)->modifiers() == Qt::NoModifier) {
        event->accept();
        return true;
    }
    return ThemedWidget::eventFilter(watched, event);
}

} // namespace qd::console
