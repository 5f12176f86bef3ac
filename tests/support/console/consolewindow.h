// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/app/language.h"
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
#include "tests/support/shiftedclock.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace qd::test {

/// The whole console, wired and dressed as in app/, over a FakeBackend on a real loopback socket. English and
/// dark until a test wants something else.
class ConsoleWindow
{
public:
    /// @param isPopulated  false: the server knows neither a place nor a host
    explicit ConsoleWindow(bool isPopulated = true);
    ~ConsoleWindow();

    /// Shows the window and the connect page, with the address of the server filled in.
    [[nodiscard]] bool showConnectPage();
    /// Shows the window and signs in with the token; false if that does not succeed. Waits for the tree too.
    [[nodiscard]] bool signIn();
    /// The same, for a server that keeps the tree to itself.
    [[nodiscard]] bool signInWithoutTree();
    /// The server stays connected but says nothing any more, for so long that its data counts as old.
    [[nodiscard]] bool silence();
    /// The server goes away, and `away` passes.
    [[nodiscard]] bool loseServer(std::chrono::milliseconds away);

    /// Changes language and theme at run time, as a person would.
    void wear(const QString &language, console::ThemeChoice theme);
    /// What is wrong with the words and colours on screen for the language and theme of the moment: words
    /// that are left in another language, words that are cut, a window that is dark in the light theme.
    /// Empty: nothing.
    [[nodiscard]] QString lookProblem() const;

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
    /// Goes to a place, host or page by the palette, with keys only.
    void goByPalette(const QString &text) const;

    FakeBackend server;
    QTemporaryDir dir;
    ShiftedClock clock;
    QSettings storage;
    console::Settings settings;
    console::Language language;
    console::ThemeController &themes;
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

/// Columns "language" and "theme", for looksOf() and lookRows().
void addLookColumns();
/// The four looks that every screen is tested in: English and Chinese, dark and light.
struct LookRow
{
    const char *name;
    QString language;
    console::ThemeChoice theme;
};
[[nodiscard]] const QList<LookRow> &looks();
/// Columns and one row for each look.
void addLookRows();
/// The same for each of the states: a column "state" too, and a row "empty, Chinese, light" for each pair.
void addStateRows(const QStringList &states);

} // namespace qd::test

Q_DECLARE_METATYPE(qd::console::ThemeChoice)
