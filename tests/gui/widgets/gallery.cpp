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
[[nodiscard]] bool hover(QWidget &scene, const QString &card, double share)
{
    const auto *found = scene.findChild<ChartCard *>(card);
    if (found == nullptr || !QTest::qWaitForWindowExposed(&scene)) {
        return false;
    }
    const TimeChart &chart = *found->chart();
    const QRectF plot = chart.plotArea();
    const QPointF target(plot.left() + plot.width() * share, plot.center().y() + plot.height() * 0.1);
    QTest::mouseMove(chart.viewport(), target.toPoint());
    return QTest::qWaitFor([&] { return chart.isTooltipVisible(); });
}

/// A view that loads shows its skeleton only after a moment; until then it is one plain colour.
[[nodiscard]] bool waitForSkeleton(QWidget &scene)
{
    auto *loading = scene.findChild<Card *>(u"loadingChart"_s);
    return loading != nullptr && QTest::qWaitFor([loading] {
        const QImage image = loading->stateView()->grab().toImage();
        const QRgb first = image.pixel(image.rect().center());
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, image.height() / 2) != first) {
                return true;
            }
        }
        return false;
    });
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
        isFine = hover(*overview, u"chart1"_s, 0.86) && isFine;
        isFine = shoot(*overview, folder + u"/overview-"_s + name + u".png"_s) && isFine;
        const std::unique_ptr<QWidget> controls(gallery::controlsScene(themes, time));
        controls->show();
        isFine = waitForSkeleton(*controls) && isFine;
        if (auto *button = controls->findChild<QWidget *>(u"focusMe"_s)) {
            QTest::keyClick(controls.get(), Qt::Key_Tab);
            button->setFocus(Qt::TabFocusReason);
        }
        isFine = hover(*controls, u"busyChart"_s, 0.3) && isFine;
        isFine = shoot(*controls, folder + u"/controls-"_s + name + u".png"_s) && isFine;
    }
    return isFine ? 0 : 1;
}
