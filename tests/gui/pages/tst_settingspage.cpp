// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/controls/label.h"
#include "console/widgets/controls/segmentedcontrol.h"
#include "console/widgets/controls/toast.h"
#include "console/widgets/shell/workspace.h"
#include "tests/support/console/consolewindow.h"

#include <QCheckBox>
#include <QFile>

using namespace Qt::StringLiterals;
using namespace qd;
using namespace qd::console;
using namespace qd::test;

/// The settings with keys and mouse: at once, kept, taken back; in both languages and themes.
class TestSettingsPage : public QObject
{
    Q_OBJECT

    static void open(const ConsoleWindow &c)
    {
        c.key(Qt::Key_G);
        c.key(Qt::Key_S);
        QTRY_VERIFY(c.find(u"settingsPage"_s)->isVisible());
    }
    static void choose(const ConsoleWindow &c, const QString &control, const QString &id)
    {
        QTest::mouseClick(c.find(control)->findChild<QWidget *>(id), Qt::LeftButton);
        QCoreApplication::processEvents();
    }

private Q_SLOTS:
    void page_isWholeInEveryLook_data() { addLookRows(); }
    void page_isWholeInEveryLook()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        c.wear(language, theme);
        QCOMPARE(c.find<SegmentedControl>(u"language"_s)->current(), language);
        QCOMPARE(c.find<SegmentedControl>(u"theme"_s)->current(),
            QString::number(static_cast<int>(theme)));
        QVERIFY(!c.find(u"explorer"_s)->isVisible()); // it has no scope
        QVERIFY(!c.find(u"tabs"_s)->isVisible());
        QCOMPARE(c.lookProblem(), QString());
    }

    void language_changesTheWholeWindow()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        choose(c, u"language"_s, u"zh_CN"_s);
        QCOMPARE(c.settings.look().language, u"zh_CN"_s);
        QCOMPARE(c.lookProblem(), QString());
        c.key(Qt::Key_G);
        c.key(Qt::Key_O);
        QTRY_VERIFY(c.find(u"overviewPage"_s)->isVisible());
        QCOMPARE(c.lookProblem(), QString());
    }

    void theme_isSwitched_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<ThemeChoice>("theme");
        QTest::newRow("light") << u"1"_s << ThemeChoice::Light;
        QTest::newRow("high contrast") << u"2"_s << ThemeChoice::HighContrast;
    }
    void theme_isSwitched()
    {
        QFETCH(QString, id);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        choose(c, u"theme"_s, id);
        QCOMPARE(c.settings.look().theme, theme);
        QCOMPARE(c.lookProblem(), QString());
        choose(c, u"theme"_s, u"0"_s);
        QVERIFY(c.themes.theme().isDark());
    }

    void density_changesTheRows()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        choose(c, u"density"_s, u"0"_s);
        QCOMPARE(c.themes.theme().rowHeight(), 28);
        choose(c, u"density"_s, u"2"_s);
        QCOMPARE(c.themes.theme().rowHeight(), 44);
        QCOMPARE(c.lookProblem(), QString());
    }

    void textSize_stopsAtItsEnds_data() { addLookRows(); }
    void textSize_stopsAtItsEnds()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        open(c);
        for (int i = 0; i < 12; ++i) {
            c.click(u"fontLarger"_s);
        }
        QCOMPARE(c.themes.theme().settings().fontPercent, 150);
        QVERIFY(!c.find(u"fontLarger"_s)->isEnabled());
        QCOMPARE(c.lookProblem(), QString()); // nothing is cut at 150 %
        for (int i = 0; i < 15; ++i) {
            c.click(u"fontSmaller"_s);
        }
        QCOMPARE(c.themes.theme().settings().fontPercent, 85);
        QVERIFY(!c.find(u"fontSmaller"_s)->isEnabled());
        QCOMPARE(c.lookProblem(), QString());
    }

    void motion_isReducedByKey()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        auto *motion = c.find<QCheckBox>(u"reduceMotion"_s);
        QVERIFY(motion->isChecked()); // as the test began
        motion->setFocus();
        c.key(Qt::Key_Space);
        QVERIFY(!c.settings.look().reduceMotion);
    }

    void segments_areChosenByArrows()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        auto *theme = c.find<SegmentedControl>(u"theme"_s);
        theme->findChild<QWidget *>(u"0"_s)->setFocus();
        c.key(Qt::Key_Right);
        QCOMPARE(c.settings.look().theme, ThemeChoice::Light);
        c.key(Qt::Key_Left);
        QCOMPARE(c.settings.look().theme, ThemeChoice::Dark);
    }

    void reset_isUndoneByItsToast_data() { addLookRows(); }
    void reset_isUndoneByItsToast()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        c.wear(language, theme);
        c.click(u"fontLarger"_s);
        c.click(u"resetLook"_s);
        QCOMPARE(c.settings.look().fontPercent, 100);
        QCOMPARE(c.settings.look().language, language); // nobody resets into a foreign language
        QCOMPARE(c.settings.look().theme, ThemeChoice::Dark);
        auto *toasts = c.find<ToastStack>(u"toasts"_s);
        QCOMPARE(toasts->shownCount(), 1);
        QCOMPARE(c.lookProblem(), QString());
        QTest::mouseClick(toasts->findChild<QWidget *>(u"toastAction"_s), Qt::LeftButton);
        QCOMPARE(c.settings.look().fontPercent, 105);
        QCOMPARE(c.settings.look().theme, theme);
        QCOMPARE(toasts->shownCount(), 0);
    }

    void keys_undoAndRedo()
    {
        ConsoleWindow c;
        QVERIFY(c.signIn());
        open(c);
        choose(c, u"density"_s, u"0"_s);
        c.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(c.settings.look().density, DensityChoice::Normal);
        QCOMPARE(c.find<SegmentedControl>(u"density"_s)->current(), u"1"_s);
        c.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(c.settings.look().density, DensityChoice::Compact);
    }

    void fileThatCannotBeWritten_raisesAToast_data() { addLookRows(); }
    void fileThatCannotBeWritten_raisesAToast()
    {
        QFETCH(QString, language);
        QFETCH(ThemeChoice, theme);
        ConsoleWindow c;
        QVERIFY(c.signIn());
        c.wear(language, theme);
        open(c);
        // A folder in the place of the file: even root cannot write there.
        QFile::remove(c.storage.fileName());
        QVERIFY(QDir().mkpath(c.storage.fileName() + u"/x"_s));
        choose(c, u"density"_s, u"2"_s);
        auto *toasts = c.find<ToastStack>(u"toasts"_s);
        QTRY_COMPARE(toasts->shownCount(), 1);
        QVERIFY(toasts->shown().first().detail.contains(u"console.ini"_s));
        QCOMPARE(toasts->shown().first().severity, Severity::Major);
        QCOMPARE(c.lookProblem(), QString());
        choose(c, u"density"_s, u"0"_s); // said once, not at each change
        QCOMPARE(toasts->shownCount(), 1);
    }

    void look_isThereAfterARestart()
    {
        QTemporaryDir dir;
        const QString file = dir.filePath(u"console.ini"_s);
        {
            QSettings storage(file, QSettings::IniFormat);
            Settings settings(storage);
            SettingsPresenter presenter(settings);
            presenter.setLanguage(u"zh_CN"_s);
            presenter.setTheme(ThemeChoice::Light);
            presenter.setFontPercent(125);
        }
        QSettings storage(file, QSettings::IniFormat);
        const Settings settings(storage);
        QCOMPARE(settings.look().language, u"zh_CN"_s);
        QCOMPARE(settings.look().theme, ThemeChoice::Light);
        QCOMPARE(settings.look().fontPercent, 125);
    }
};

QTEST_MAIN(TestSettingsPage)
#include "tst_settingspage.moc"
