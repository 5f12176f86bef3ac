// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/console/consolewindow.h"

#include <QApplication>

namespace qd::test {

using namespace console;

ConsoleWindow::ConsoleWindow()
    : storage(dir.filePath(QStringLiteral("console.ini")), QSettings::IniFormat)
    , settings(storage)
    , backend(clock, dir.filePath(QStringLiteral("pins")))
    , offline(backend)
    , connection(offline, clock)
    , tree(offline)
    , subscriptions(offline, clock)
    , lastData(offline, connection, tree, subscriptions, dir.path())
    , services{offline, connection, tree, subscriptions, settings, clock, lastData}
{
    server.populate();
    server.start();
    QObject::connect(&settings, &Settings::lookChanged, &themes, [this](const LookSettings &look) {
        themes.setSettings({static_cast<ThemeKind>(look.theme), static_cast<Density>(look.density),
            look.fontPercent, look.reduceMotion});
    });
    LookSettings look;
    look.language = QStringLiteral("en");
    look.reduceMotion = true;
    settings.setLook(look);
    window = std::make_unique<MainWindow>(themes, services, commands);
    window->resize(1440, 900);
}

ConsoleWindow::~ConsoleWindow()
{
    window.reset();
    server.stop();
}

bool ConsoleWindow::signIn()
{
    window->show();
    window->activateWindow();
    window->start(server.address(), QString::fromLatin1(FakeBackend::kToken));
    return QTest::qWaitForWindowActive(window.get())
        && QTest::qWaitFor([this] { return window->isSignedIn() && tree.isLoaded(); });
}

void ConsoleWindow::key(Qt::Key key, Qt::KeyboardModifiers modifiers) const
{
    QWidget *focus = QApplication::focusWidget();
    QTest::keyClick(focus == nullptr ? window.get() : focus, key, modifiers);
}

void ConsoleWindow::type(const QString &text) const
{
    QTest::keyClicks(QApplication::focusWidget(), text);
}

void ConsoleWindow::click(const QString &name) const
{
    QTest::mouseClick(find(name), Qt::LeftButton);
}

} // namespace qd::test
