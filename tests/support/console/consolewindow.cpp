// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/console/consolewindow.h"

#include "console/widgets/controls/appstyle.h"
#include "console/widgets/controls/field.h"
#include "tests/support/console/visiblewords.h"

#include <QApplication>
#include <QImage>

namespace qd::test {

using namespace console;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The style of the program refers to it until the program ends, so there is one for all windows of a test.
ThemeController &themesOfTheProgram()
{
    static auto *themes = [] {
        auto *made = new ThemeController(ThemeSettings{});
        installTheme(*qApp, *made);
        return made;
    }();
    return *themes;
}

[[nodiscard]] ThemeSettings themeOf(const LookSettings &look)
{
    return {static_cast<ThemeKind>(look.theme), static_cast<Density>(look.density), look.fontPercent,
        look.reduceMotion};
}

/// Share of pixels that are darker than the middle.
[[nodiscard]] double darkShare(const QImage &image)
{
    const QImage small = image.convertToFormat(QImage::Format_Grayscale8);
    qint64 dark = 0;
    for (int y = 0; y < small.height(); ++y) {
        const uchar *line = small.constScanLine(y);
        dark += std::count_if(line, line + small.width(), [](uchar grey) { return grey < 128; });
    }
    return static_cast<double>(dark) / (static_cast<double>(small.width()) * small.height());
}

} // namespace

ConsoleWindow::ConsoleWindow(bool isPopulated)
    : storage(dir.filePath(QStringLiteral("console.ini")), QSettings::IniFormat)
    , settings(storage)
    , themes(themesOfTheProgram())
    , backend(clock, dir.filePath(QStringLiteral("pins")))
    , offline(backend)
    , connection(offline, clock)
    , tree(offline)
    , subscriptions(offline, clock)
    , lastData(offline, connection, tree, subscriptions, dir.path())
    , services{offline, connection, tree, subscriptions, settings, clock, lastData}
{
    if (isPopulated) {
        server.populate();
    }
    server.start();
    QObject::connect(&settings, &Settings::lookChanged, &language, [this](const LookSettings &look) {
        themes.setSettings(themeOf(look));
        language.apply(look.language);
    });
    LookSettings look;
    look.language = u"en"_s;
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

bool ConsoleWindow::showConnectPage()
{
    window->show();
    window->activateWindow();
    window->start({}, {});
    find<LineInput>(u"server"_s)->setText(server.address());
    return QTest::qWaitForWindowActive(window.get());
}

bool ConsoleWindow::signInWithoutTree()
{
    window->show();
    window->activateWindow();
    window->start(server.address(), QString::fromLatin1(FakeBackend::kToken));
    return QTest::qWaitForWindowActive(window.get())
        && QTest::qWaitFor([this] { return window->isSignedIn(); });
}

bool ConsoleWindow::signIn()
{
    return signInWithoutTree() && QTest::qWaitFor([this] { return tree.isLoaded(); });
}

bool ConsoleWindow::silence()
{
    server.setQuiet(true);
    // What was on its way still counts as a sign of life, so the time passes again until it is enough.
    return QTest::qWaitFor([this] {
        clock.advance(connection.isLive() ? ConnectionState::kSilence / 4 : 0ms);
        return !connection.isLive();
    });
}

bool ConsoleWindow::loseServer(std::chrono::milliseconds away)
{
    server.stop();
    const bool isLost = QTest::qWaitFor([this] { return backend.status().state == LinkState::Waiting; });
    clock.advance(away);
    return isLost;
}

void ConsoleWindow::wear(const QString &name, ThemeChoice theme)
{
    LookSettings look = settings.look();
    look.language = name;
    look.theme = theme;
    settings.setLook(look);
    QCoreApplication::processEvents();
}

QString ConsoleWindow::lookProblem() const
{
    QCoreApplication::processEvents();
    const bool isChinese = settings.look().language == "zh_CN"_L1;
    const QStringList words = visibleWords(*window);
    const QStringList han = chinese(words);
    if (isChinese) {
        if (const QStringList left = untranslated(words); !left.isEmpty()) {
            return u"English in Chinese: "_s + left.join(u" | "_s);
        }
        if (han.size() < 3) {
            return u"hardly any Chinese: "_s + words.join(u" | "_s);
        }
    } else {
        // Both languages are offered in their own letters.
        QStringList foreign = han;
        foreign.removeAll(u"中"_s);
        foreign.removeAll(u"中文"_s);
        if (!foreign.isEmpty()) {
            return u"Chinese in English: "_s + foreign.join(u" | "_s);
        }
    }
    if (const QStringList cut = cutButtons(*window); !cut.isEmpty()) {
        return u"cut: "_s + cut.join(u" | "_s);
    }
    const double dark = darkShare(window->grab().toImage());
    const bool isDark = settings.look().theme != ThemeChoice::Light;
    if (isDark != (dark > 0.5)) {
        return u"%1 of the window is dark"_s.arg(dark);
    }
    return {};
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

void ConsoleWindow::goByPalette(const QString &text) const
{
    key(Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(find(u"paletteField"_s)->hasFocus());
    type(text);
    key(Qt::Key_Return);
}

void addLookColumns()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<ThemeChoice>("theme");
}

const QList<LookRow> &looks()
{
    static const QList<LookRow> kLooks{
        {"English, dark", u"en"_s, ThemeChoice::Dark},
        {"English, light", u"en"_s, ThemeChoice::Light},
        {"Chinese, dark", u"zh_CN"_s, ThemeChoice::Dark},
        {"Chinese, light", u"zh_CN"_s, ThemeChoice::Light},
    };
    return kLooks;
}

void addLookRows()
{
    addLookColumns();
    for (const LookRow &look : looks()) {
        QTest::newRow(look.name) << look.language << look.theme;
    }
}

void addStateRows(const QStringList &states)
{
    QTest::addColumn<QString>("state");
    addLookColumns();
    for (const QString &state : states) {
        for (const LookRow &look : looks()) {
            QTest::addRow("%s, %s", qPrintable(state), look.name) << state << look.language << look.theme;
        }
    }
}

} // namespace qd::test
