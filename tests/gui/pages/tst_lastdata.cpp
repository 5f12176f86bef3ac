// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/app/language.h"
#include "console/widgets/charts/chartcard.h"
#include "console/widgets/controls/banner.h"
#include "console/widgets/controls/field.h"
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/stattile.h"
#include "console/widgets/controls/statusstrip.h"
#include "tests/support/console/consolewindow.h"

#include <QAbstractButton>
#include <QFile>
#include <QImage>
#include <QSignalSpy>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// Without a server: what the last session left is shown, old and read-only, and never green (R072).
class TestLastData : public QObject
{
    Q_OBJECT

    struct Stage
    {
        explicit Stage(const QString &language = u"en"_s, ThemeChoice theme = ThemeChoice::Dark)
        {
            words.apply(language);
            LookSettings look = c.settings.look();
            look.language = language;
            look.theme = theme;
            c.settings.setLook(look);
        }
        /// A session that ends with its server: the window is back at the connect page.
        [[nodiscard]] bool leaveDataBehind()
        {
            const auto isShown = [this] {
                return c.find<ChartCard>(u"overview.cpu"_s)->chart()->data().series.size() == 3;
            };
            if (!c.signIn() || !QTest::qWaitFor(isShown)) {
                return false;
            }
            greenBefore = green();
            c.server.stop();
            const auto isKept = [this] { return c.lastData.stored().has_value(); };
            if (!QTest::qWaitFor(isKept)) {
                return false;
            }
            c.backend.disconnectFromServer(); // as after a new start
            return QTest::qWaitFor([this] { return c.find(u"connectPage"_s)->isVisible(); });
        }
        /// Pixels in the full colour of "healthy".
        [[nodiscard]] int green() const
        {
            const QImage image = c.window->grab().toImage().convertToFormat(QImage::Format_RGB32);
            const QRgb healthy = c.themes.theme().color(Token::Healthy).rgb();
            int count = 0;
            for (int y = 0; y < image.height(); ++y) {
                const auto *line = reinterpret_cast<const QRgb *>(image.constScanLine(y));
                count += static_cast<int>(std::count(line, line + image.width(), healthy));
            }
            return count;
        }

        Language words;
        ConsoleWindow c;
        int greenBefore = 0;
    };

private Q_SLOTS:
    void lastData_areShownOldAndReadOnly_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("theme");
        QTest::newRow("English, dark") << u"en"_s << static_cast<int>(ThemeChoice::Dark);
        QTest::newRow("English, light") << u"en"_s << static_cast<int>(ThemeChoice::Light);
        QTest::newRow("Chinese, dark") << u"zh_CN"_s << static_cast<int>(ThemeChoice::Dark);
        QTest::newRow("Chinese, light") << u"zh_CN"_s << static_cast<int>(ThemeChoice::Light);
    }
    void lastData_areShownOldAndReadOnly()
    {
        QFETCH(QString, language);
        QFETCH(int, theme);
        Stage s(language, static_cast<ThemeChoice>(theme));
        QVERIFY(s.leaveDataBehind());
        QVERIFY(s.greenBefore > 0);
        const QString at = Formatter().clockTime(s.c.lastData.stored()->savedAt);
        auto *open = s.c.find<QAbstractButton>(u"openLastData"_s);
        QVERIFY(open->isVisible());
        QVERIFY(open->text().contains(at.left(5)));
        QTest::mouseClick(open, Qt::LeftButton);
        QTRY_VERIFY(s.c.find(u"workspace"_s)->isVisible());
        QCOMPARE(s.c.connection.link().state, LinkState::Offline);
        auto *banner = s.c.find<Banner>(u"banner"_s);
        QVERIFY(banner->isVisible());
        QVERIFY(banner->text().contains(at));
        QVERIFY(s.c.find<StatusStrip>(u"statusBar"_s)->textOf(u"delay"_s).contains(at));
        QTRY_COMPARE(s.c.find<ChartCard>(u"overview.cpu"_s)->chart()->data().series.size(), 3);
        QCOMPARE(s.c.find<QTreeView>(u"productTree"_s)->model()->rowCount(), 3);
        QCOMPARE(s.c.find<StatTile>(u"tile.hosts"_s)->state().kind, ViewState::Kind::Stale);
        QCOMPARE(s.green(), 0);
        for (const QString &id : {u"time.refresh"_s, u"time.pause"_s, u"time.live"_s, u"session.retry"_s}) {
            QVERIFY2(!s.c.commands.find(id)->obstacle(*s.c.window).isEmpty(), qPrintable(id));
        }
    }

    void lastData_areLeftForALiveSession()
    {
        Stage s;
        QVERIFY(s.leaveDataBehind());
        s.c.click(u"openLastData"_s);
        QTRY_VERIFY(s.c.find(u"banner"_s)->isVisible());
        QTest::mouseClick(s.c.find(u"banner"_s)->findChild<QAbstractButton *>(), Qt::LeftButton);
        QTRY_VERIFY(s.c.find(u"connectPage"_s)->isVisible());
        QVERIFY(s.c.lastData.stored().has_value()); // closing is not signing out
        QVERIFY(s.c.server.start(s.c.server.port()));
        QVERIFY(s.c.signIn());
        QTRY_VERIFY(s.c.connection.isLive());
        QTRY_VERIFY(s.green() > 0);
    }

    void damagedData_areToldAndNothingOpens_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << u"en"_s;
        QTest::newRow("Chinese") << u"zh_CN"_s;
    }
    void damagedData_areToldAndNothingOpens()
    {
        QFETCH(QString, language);
        Stage s(language);
        QVERIFY(s.leaveDataBehind());
        QFile file(s.c.dir.filePath(u"last-data"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.resize(file.size() - 100));
        file.close();
        s.c.click(u"openLastData"_s);
        QTRY_VERIFY(!s.c.find<Label>(u"lastDataProblem"_s)->text().isEmpty());
        QVERIFY(s.c.find(u"lastDataProblem"_s)->isVisible());
        QVERIFY(!s.c.window->isSignedIn());
        QCOMPARE(s.c.connection.link().state, LinkState::Idle);
    }

    void signingOut_leavesNothingBehind()
    {
        Stage s;
        QVERIFY(s.c.signIn());
        s.c.lastData.save();
        QTRY_VERIFY(s.c.lastData.stored().has_value());
        s.c.window->run(u"session.signout"_s);
        QTRY_VERIFY(s.c.find(u"connectPage"_s)->isVisible());
        QVERIFY(!s.c.find(u"openLastData"_s)->isVisible());
        QTRY_VERIFY(!QFile::exists(s.c.dir.filePath(u"last-data"_s)));
    }

    void endOfTheProgram_keepsTheNewestPicture()
    {
        Stage s;
        QVERIFY(s.c.signIn());
        s.c.lastData.saveAndWait();
        const Result<LastData> kept = LastDataFile(s.c.dir.path()).read();
        QVERIFY(kept.has_value());
        QCOMPARE(kept->tree.hosts.size(), s.c.server.hosts().size());
        QVERIFY(!kept->series.empty());
    }
};

QTEST_MAIN(TestLastData)
#include "tst_lastdata.moc"
