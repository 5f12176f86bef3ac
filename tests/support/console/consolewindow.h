// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/client/backendclient.h"
#include "console/client/offlinebackend.h"
#include "console/commands/command.h"
#include "console/presenters/consoleservices.h"
#include "console/state/connectionstate.h"
#include "console/state/lastdatakeeper.h"
#include "console/state/settings.h"
#include "console/state/subscriptionstore.h"
#include "console/state/treestate.h"
#include "console/theme/themecontroller.h"
#include "console/widgets/shell/mainwindow.h"
#include "tests/support/fakebackend/fakebackend.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace qd::test {

/// The whole console, wired as in app/, over a FakeBackend on a real loopback socket.
class ConsoleWindow
{
public:
    ConsoleWindow();
    ~ConsoleWindow();

    /// Shows the window and signs in with the token; false if that does not succeed.
    [[nodiscard]] bool signIn();

    /// A widget of the window by object name, shown or not; the test fails if there is none.
    template <typename T = QWidget>
    [[nodiscard]] T *find(const QString &name) const
    {
        T *found = window->findChild<T *>(name);
        if (found == nullptr) {
            QTest::qFail(qPrintable(QStringLiteral("no widget named ") + name), __FILE__, __LINE__);
        }
        return found;
    }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;
    void type(const QString &text) const;
    void click(const QString &name) const;

    FakeBackend server;
    QTemporaryDir dir;
    SystemClock clock;
    QSettings storage;
    console::Settings settings;
    console::ThemeController themes;
    console::BackendClient backend;
    console::OfflineBackend offline;
    console::ConnectionState connection;
    console::TreeState tree;
    console::SubscriptionStore subscriptions;
    console::LastDataKeeper lastData;
    console::ConsoleServices services;
    console::CommandRegistry commands;
    std::unique_ptr<console::MainWindow> window;
};

} // namespace qd::test
