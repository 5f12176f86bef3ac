// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/shell/windowset.h"

#include "console/presenters/settingspresenter.h"
#include "console/widgets/shell/mainwindow.h"
#include "console/widgets/shell/pagewindow.h"
#include "console/widgets/shell/screenset.h"
#include "console/widgets/shell/workspace.h"

#include <QDataStream>
#include <QEvent>
#include <QGuiApplication>
#include <QIODevice>
#include <QScreen>

#include <algorithm>

namespace qd::console {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr quint32 kFormat = 1;
constexpr int kCascade = 32; ///< px between windows that were never placed
const QString kMainKey = u"window"_s;
const QString kBesideKey = u"windows"_s;

} // namespace

WindowSet::WindowSet(MainWindow &main, Workspace &workspace, const ShellPresenter &shell,
    const ConsoleServices &services, const CommandRegistry &commands)
    : m_main(main)
    , m_workspace(workspace)
    , m_shell(shell)
    , m_services(services)
    , m_commands(commands)
    , m_set(screenset::current())
{
    m_saving.setSingleShot(true);
    m_saving.setInterval(500ms);
    connect(&m_saving, &QTimer::timeout, this, &WindowSet::save);
    m_screens.setSingleShot(true);
    m_screens.setInterval(500ms);
    connect(&m_screens, &QTimer::timeout, this, &WindowSet::onScreensChanged);
    const auto later = [this] { m_screens.start(); };
    connect(qGuiApp, &QGuiApplication::screenAdded, this, later);
    connect(qGuiApp, &QGuiApplication::screenRemoved, this, later);
    connect(&shell, &ShellPresenter::placeChanged, this, &WindowSet::restoreBeside);
    main.installEventFilter(this);
}

WindowSet::~WindowSet() = default;

QByteArray WindowSet::packed(const std::vector<WindowRecord> &records)
{
    QByteArray bytes;
    QDataStream out(&bytes, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_4);
    out << kFormat << static_cast<quint32>(records.size());
    for (const WindowRecord &record : records) {
        out << static_cast<qint32>(record.location.page) << record.location.node.value
            << record.location.host.value << record.isLinked << record.geometry;
    }
    return bytes;
}

std::vector<WindowRecord> WindowSet::unpacked(const QByteArray &bytes)
{
    QDataStream in(bytes);
    in.setVersion(QDataStream::Qt_6_4);
    quint32 format = 0;
    quint32 size = 0;
    in >> format >> size;
    std::vector<WindowRecord> records;
    if (format != kFormat) {
        return records;
    }
    while (size-- > 0 && records.size() < kMaxWindows) {
        WindowRecord record;
        qint32 page = 0;
        in >> page >> record.location.node.value >> record.location.host.value >> record.isLinked
            >> record.geometry;
        if (in.status() != QDataStream::Ok || page < 0
            || page > static_cast<qint32>(Location::Page::Settings)) {
            break;
        }
        record.location.page = static_cast<Location::Page>(page);
        records.push_back(record);
    }
    return records;
}

PageWindow *WindowSet::open(const Location &location)
{
    PageWindow *window = add({location, true, {}});
    if (window != nullptr) {
        window->move(m_main.frameGeometry().topLeft() + QPoint(kCascade, kCascade) * (count() + 1));
        window->show();
        window->activateWindow();
        m_saving.start();
    }
    return window;
}

PageWindow *WindowSet::add(const WindowRecord &record)
{
    if (count() >= kMaxWindows) {
        return nullptr;
    }
    m_windows.push_back(
        std::make_unique<PageWindow>(m_main, m_workspace, m_services, m_commands, record.location));
    PageWindow *window = m_windows.back().get();
    window->setLinked(record.isLinked);
    window->restoreGeometry(record.geometry);
    window->installEventFilter(this);
    connect(window, &PageWindow::changed, &m_saving, qOverload<>(&QTimer::start));
    connect(window, &PageWindow::closed, this, &WindowSet::remove);
    window->setActive(m_main.isSignedIn());
    return window;
}

void WindowSet::remove(PageWindow *window)
{
    const auto found =
        std::ranges::find_if(m_windows, [&](const auto &each) { return each.get() == window; });
    if (found == m_windows.end()) {
        return;
    }
    // It is still closing, perhaps by a key of its own; and it must not outlive what it refers to.
    m_closed.push_back(std::move(*found));
    QTimer::singleShot(0, this, [this] { m_closed.clear(); });
    m_windows.erase(found);
    if (!m_isClosing) {
        m_saving.start();
    }
}

bool WindowSet::restoreMain()
{
    const QByteArray geometry = m_main.settings().layout(screenset::keyed(kMainKey));
    return !geometry.isEmpty() && m_main.restoreGeometry(geometry);
}

void WindowSet::setActive(bool isActive)
{
    for (const auto &window : m_windows) {
        window->setActive(isActive);
    }
    restoreBeside();
}

void WindowSet::restoreBeside()
{
    // Before the tree is there, every place would look as if it were gone.
    if (m_isRestored || !m_main.isSignedIn() || !m_shell.isTreeLoaded()) {
        return;
    }
    m_isRestored = true;
    for (const WindowRecord &record : unpacked(m_main.settings().layout(screenset::keyed(kBesideKey)))) {
        if (PageWindow *window = m_shell.exists(record.location) ? add(record) : nullptr) {
            window->show();
        }
    }
}

void WindowSet::save()
{
    m_saving.stop();
    if (screenset::current() != m_set) {
        return; // the windows were moved by the loss of a screen, not by a person
    }
    m_main.settings().setLayout(screenset::keyed(kMainKey), m_main.saveGeometry());
    if (m_isRestored) { // before that, those of the last session are still to come
        std::vector<WindowRecord> records;
        for (const auto &window : m_windows) {
            records.push_back({window->location(), window->isLinked(), window->saveGeometry()});
        }
        m_main.settings().setLayout(screenset::keyed(kBesideKey), packed(records));
    }
}

void WindowSet::closeAll()
{
    save();
    m_isRestored = false; // the next session brings them back
    m_isClosing = true;
    while (!m_windows.empty()) {
        m_windows.back()->close();
    }
    m_isClosing = false;
}

void WindowSet::onScreensChanged()
{
    if (screenset::current() == m_set) {
        return;
    }
    m_set = screenset::current();
    restoreMain();
    m_workspace.restoreLayout();
    if (!m_main.settings().layout(screenset::keyed(kBesideKey)).isEmpty()) {
        m_isClosing = true;
        while (!m_windows.empty()) {
            m_windows.back()->close();
        }
        m_isClosing = false;
        m_isRestored = false;
        restoreBeside();
    }
}

bool WindowSet::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Move || event->type() == QEvent::Resize
        || event->type() == QEvent::WindowStateChange) {
        m_saving.start();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace qd::console
