// SPDX-License-Identifier: GPL-3.0-or-later
// Renders every widget to pictures for a person to look at:
//   qd-gallery FOLDER [--percent N]
#include "tests/gui/widgets/gallerydata.h"
#include "tests/gui/widgets/galleryscenes.h"

#include "console/widgets/charts/chartcard.h"
#include "console/widgets/controls/appstyle.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QPixmap>
#include <QTest>

#include <cstdio>
#include <memory>

using namespace Qt::StringLiterals;
using namespace qd::console;

namespace {

bool shoot(QWidget &scene, const QString &path)
{
    const bool isSaved = scene.grab().save(path);
    std::printf("%s %s\n", isSaved ? "wrote" : "could not write", qUtf8Printable(path));
    return isSaved;
}

/// Puts the pointer on a chart, so that its tool tip and everybody's cursor show.
void hover(QWidget &scene, const QString &card, double share)
{
    QTest::qWait(50);
    if (auto *chart = scene.findChild<ChartCard *>(card)) {
        const QRectF plot = chart->chart()->plotArea();
        const QPointF target(plot.left() + plot.width() * share, plot.center().y() + plot.height() * 0.1);
        QTest::mouseMove(chart->chart()->viewport(), target.toPoint());
    }
    QTest::qWait(50);
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication app(argc, argv);
    QCommandLineParser parser;
    parser.addPositionalArgument(u"folder"_s, u"Where the pictures go."_s);
    const QCommandLineOption percent(u"percent"_s, u"Font scale, 85-150."_s, u"N"_s, u"100"_s);
    parser.addOption(percent);
    parser.addHelpOption();
    parser.process(app);
    const QString folder = parser.positionalArguments().value(0, u"."_s);
    QDir().mkpath(folder);

    ThemeController themes;
    installTheme(app, themes);
    themes.setFontPercent(parser.value(percent).toInt());
    bool isFine = true;
    const QList<std::pair<ThemeKind, QString>> kinds{{ThemeKind::Dark, u"dark"_s},
        {ThemeKind::Light, u"light"_s}, {ThemeKind::HighContrast, u"contrast"_s}};
    for (const auto &[kind, name] : kinds) {
        themes.setKind(kind);
        TimeContext time;
        time.setLive(std::chrono::hours(1), gallery::now());
        const std::unique_ptr<QWidget> overview(gallery::overviewScene(themes, time));
        overview->show();
        hover(*overview, u"chart1"_s, 0.86);
        isFine = shoot(*overview, folder + u"/overview-"_s + name + u".png"_s) && isFine;
        const std::unique_ptr<QWidget> controls(gallery::controlsScene(themes, time));
        controls->show();
        QTest::qWait(300);
        if (auto *button = controls->findChild<QWidget *>(u"focusMe"_s)) {
            QTest::keyClick(controls.get(), Qt::Key_Tab);
            button->setFocus(Qt::TabFocusReason);
        }
        hover(*controls, u"busyChart"_s, 0.3);
        isFine = shoot(*controls, folder + u"/controls-"_s + name + u".png"_s) && isFine;
    }
    return isFine ? 0 : 1;
}
