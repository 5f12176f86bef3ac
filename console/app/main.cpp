// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/app/language.h"
#include "console/app/screenshottour.h"
#include "console/app/timingreport.h"
#include "console/client/backendclient.h"
#include "console/client/offlinebackend.h"
#include "console/commands/command.h"
#include "console/state/connectionstate.h"
#include "console/state/lastdatakeeper.h"
#include "console/state/settings.h"
#include "console/state/subscriptionstore.h"
#include "console/state/treestate.h"
#include "console/theme/themecontroller.h"
#include "console/widgets/controls/appstyle.h"
#include "console/widgets/shell/mainwindow.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFile>
#include <QSettings>
#include <QStandardPaths>
#include <QTextStream>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;

namespace {

constexpr qint64 kMaxTokenBytes = 4096;

struct Options
{
    QString server;
    QString token;
    QString home;
    QString screenshots;
    QString language;
    QString theme;
    QString timings;
};

[[nodiscard]] QString defaultHome()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + u"/quarterdeck"_s;
}

/// Reads the command line; on a mistake says which option and why, and leaves.
[[nodiscard]] Options readOptions(const QCoreApplication &app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Quarterdeck operations console"_s);
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption server(u"server"_s, u"Connect to this server."_s, u"address"_s);
    const QCommandLineOption token(u"token-file"_s, u"Sign in with the token in this file."_s, u"file"_s);
    const QCommandLineOption home(u"home"_s, u"Keep settings and trusted certificates here."_s, u"dir"_s);
    const QCommandLineOption shots(
        u"screenshot-dir"_s, u"Write a picture of every screen here and leave."_s, u"dir"_s);
    const QCommandLineOption language(u"language"_s, u"Language for this start: en or zh_CN."_s, u"name"_s);
    const QCommandLineOption theme(
        u"theme"_s, u"Theme for this start: dark, light or contrast."_s, u"name"_s);
    const QCommandLineOption timings(
        u"report-timings"_s, u"Write when frames were painted to this file."_s, u"file"_s);
    parser.addOptions({server, token, home, shots, language, theme, timings});
    parser.process(app);
    Options options{parser.value(server), {}, parser.value(home), parser.value(shots), parser.value(language),
        parser.value(theme), parser.value(timings)};
    if (parser.isSet(token)) {
        QFile file(parser.value(token));
        if (!file.open(QIODevice::ReadOnly)) {
            QTextStream(stderr) << "--token-file: " << file.fileName() << ": " << file.errorString() << '\n';
            std::exit(2);
        }
        options.token = QString::fromUtf8(file.read(kMaxTokenBytes)).trimmed();
    }
    if (options.home.isEmpty()) {
        options.home = defaultHome();
    }
    return options;
}

[[nodiscard]] ThemeSettings themeOf(const LookSettings &look)
{
    return {static_cast<ThemeKind>(look.theme), static_cast<Density>(look.density), look.fontPercent,
        look.reduceMotion};
}

void applyOverrides(const Options &options, Settings &settings)
{
    LookSettings look = settings.look();
    if (!options.language.isEmpty()) {
        look.language = options.language;
    }
    if (!options.theme.isEmpty()) {
        look.theme = options.theme == "light"_L1 ? ThemeChoice::Light
            : options.theme == "contrast"_L1     ? ThemeChoice::HighContrast
                                                 : ThemeChoice::Dark;
    }
    settings.setLook(look);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    QCoreApplication::setApplicationName(u"quarterdeck"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(QD_VERSION));
    const Options options = readOptions(app);
    QDir().mkpath(options.home);

    const SystemClock clock;
    QSettings storage(QDir(options.home).filePath(u"console.ini"_s), QSettings::IniFormat);
    Settings settings(storage);
    applyOverrides(options, settings);
    Language language;
    language.apply(settings.look().language);
    ThemeController themes(themeOf(settings.look()));
    installTheme(app, themes);
    QObject::connect(&settings, &Settings::lookChanged, &app, [&](const LookSettings &look) {
        themes.setSettings(themeOf(look));
        language.apply(look.language);
    });

    BackendClient link(clock, QDir(options.home).filePath(u"trusted-servers"_s));
    OfflineBackend backend(link);
    ConnectionState connection(backend, clock);
    TreeState tree(backend);
    SubscriptionStore subscriptions(backend, clock);
    LastDataKeeper lastData(backend, connection, tree, subscriptions, options.home);
    QObject::connect(&app, &QCoreApplication::aboutToQuit, &lastData, &LastDataKeeper::saveAndWait);
    const ConsoleServices services{backend, connection, tree, subscriptions, settings, clock, lastData};
    const CommandRegistry commands;
    MainWindow window(themes, services, commands);
    TimingReport timings(window, subscriptions, clock);
    if (!options.timings.isEmpty() && !timings.open(options.timings)) {
        QTextStream(stderr) << "--report-timings: " << options.timings << ": cannot be written\n";
        return 2;
    }
    window.show();
    window.start(options.server, options.token);
    ScreenshotTour tour(window, backend, lastData, options.screenshots);
    if (!options.screenshots.isEmpty()) {
        tour.start();
    }
    return QApplication::exec();
}
